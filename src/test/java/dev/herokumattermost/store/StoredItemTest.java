package dev.herokumattermost.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.herokumattermost.incident.AlertEvent;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.store.StoreException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The format of an item. {@code -Dsample.update} writes the sample anew, so that a change of the
 * format can be read as a change of that file.
 */
class StoredItemTest {
  private static final Path FILE = Path.of("src/test/resources/store/item-v1.json");
  private static final Map<String, AttributeValue> SAMPLE =
      DynamoJson.resource("/store/item-v1.json");

  /** What an item can lack. */
  private static final Pattern OPTIONAL =
      Pattern.compile(
          "state\\.(logsForbiddenSince|failedRelease|refusedSpaces)|.*\\.(seconds|remindAt|noneReadSince|phase\\.why|upAgainSince|crashesSince|exit)"
              + "|.*\\.(report|event|resolution)\\.release|.*\\.root\\.(posted|opening|shown)");

  private static final List<AttributeValue> ONE_OF_EACH_TYPE =
      List.of(
          AttributeValue.fromS("text"),
          AttributeValue.fromN("1"),
          AttributeValue.fromN("1.5"),
          AttributeValue.fromBool(true),
          AttributeValue.fromL(List.of()),
          AttributeValue.fromL(List.of(AttributeValue.fromNul(true))),
          AttributeValue.fromM(Map.of()),
          AttributeValue.fromSs(List.of("text")),
          AttributeValue.fromNul(true));

  @Test
  void sampleIsRead() {
    assertThat(read(SAMPLE)).isEqualTo(StoredApps.full());
  }

  @Test
  void writtenItemIsTheSample() throws IOException {
    Map<String, AttributeValue> written = written(StoredApps.full());
    if (Boolean.getBoolean("sample.update")) {
      Files.writeString(FILE, DynamoJson.write(inOrder(written)));
    } else {
      assertThat(written).isEqualTo(SAMPLE);
    }
  }

  @Test
  void deadLetterIsReadAsItWasWritten() {
    var item =
        DeadLetterItem.SCHEMA.itemToMap(DeadLetterItem.of("main", StoredApps.deadLetter()), true);

    assertThat(item.keySet())
        .containsExactlyInAnyOrder(
            "watch", "app", "format", "of", "notification", "setAsideAt", "expires");
    assertThat(DeadLetterItem.SCHEMA.mapToItem(item).deadLetter())
        .isEqualTo(StoredApps.deadLetter());
  }

  @Test
  void everyKindOfEventIsInTheSample() {
    assertThat(StoredApps.everyEvent().stream().<Class<?>>map(AlertEvent::getClass).distinct())
        .containsExactlyInAnyOrderElementsOf(kindsOf(AlertEvent.class).toList());
  }

  @Test
  void unknownFieldsAreIgnoredAtEveryLevel() {
    var more = withUnknown(AttributeValue.fromM(SAMPLE)).m();

    assertThat(read(more)).isEqualTo(StoredApps.full());
  }

  @Test
  void missingFieldIsAnErrorThatNamesIt() {
    assertThat(fields().filter(path -> !isOptional(path) && !isElement(path) && !isKind(path)))
        .isNotEmpty()
        .allSatisfy(
            path -> assertThat(error(path, null)).isEqualTo("item api: " + path + " is missing"));
  }

  @Test
  void optionalFieldCanBeMissing() {
    assertThat(fields().filter(StoredItemTest::isOptional))
        .isNotEmpty()
        .allSatisfy(path -> assertThat(read(replaced(path, null))).isNotEqualTo(StoredApps.full()));
  }

  @Test
  void recordOfNoKnownKindIsAnErrorThatNamesIt() {
    assertThat(fields().filter(StoredItemTest::isKind))
        .isNotEmpty()
        .allSatisfy(
            path ->
                assertThat(error(path, text("gossip")))
                    .isEqualTo("item api: %s is of no kind that this version knows", ofKind(path)));
  }

  @Test
  void fieldOfTheWrongTypeIsAnErrorThatNamesIt() {
    assertThat(fields().filter(path -> !isKind(path)))
        .isNotEmpty()
        .allSatisfy(
            path ->
                assertThat(ONE_OF_EACH_TYPE.stream().filter(value -> !canBe(path, value)))
                    .isNotEmpty()
                    .allSatisfy(
                        value -> assertThat(error(path, value)).startsWith("item api: " + path)));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "state.incidents[0].openedAt,     \"\", state.incidents[0].openedAt is no valid Instant",
        "state.incidents[0].openedAt,     soon-secret, state.incidents[0].openedAt is no valid Instant",
        "state.incidents[3].phase.why,    BORED-secret, state.incidents[3].phase.why is no valid ClosedReason",
        "state.dynos[1],                  a secret line, state.dynos[1] is no valid Dyno",
        "state.incidents[0].type,         \" \", state.incidents[0].type is no valid ProcessType",
        "outbox.threads[0].target.name.team, Secret Team, outbox.threads[0].target.name is no valid ChannelName",
        "app,                             secret, state.app is not the app of the item's key"
      })
  void errorSaysWhereAndWhyButNotWhatItHeld(String path, String value, String problem) {
    var error = catchThrowableOfType(StoreException.class, () -> read(replaced(path, text(value))));

    assertThat(error.reason()).isEqualTo(Reason.UNREADABLE);
    assertThat(error).hasMessageEndingWith(": " + problem).hasMessageStartingWith("item ");
    assertThat(error.getCause() == null ? "" : error.getCause().toString())
        .doesNotContainIgnoringCase("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "revision, 1.5,                  revision is no valid Long",
    "revision, 99999999999999999999, revision is no valid long",
    "revision, 0,                    'revision is 0, but the first write makes it 1'",
    "revision, -1,                   'revision is -1, but the first write makes it 1'",
    "format,   0,                    'format is 0, which never was one'",
    "state.incidents[0].crashes, 99999999999, state.incidents[0].crashes is no valid int"
  })
  void numberThatCannotBeIsAnError(String path, String number, String problem) {
    var error =
        catchThrowableOfType(
            StoreException.class, () -> read(replaced(path, AttributeValue.fromN(number))));

    assertThat(error.reason()).isEqualTo(Reason.UNREADABLE);
    assertThat(error).hasMessage("item api: " + problem);
  }

  @Test
  void newerFormatIsRefusedWhateverElseItHolds() {
    var newer = new HashMap<>(replaced("format", AttributeValue.fromN("2")));
    newer.remove("state");

    var refusal = catchThrowableOfType(StoreException.class, () -> read(newer));

    assertThat(refusal.reason()).isEqualTo(Reason.NEWER_FORMAT);
    assertThat(refusal)
        .hasMessage("item api: format is 2, and this version knows 1; deploy the newer version");
  }

  private static String error(String path, @Nullable AttributeValue replacement) {
    try {
      return "read as " + read(replaced(path, replacement));
    } catch (StoreException wrong) {
      return wrong.getMessage();
    }
  }

  private static boolean isOptional(String path) {
    return OPTIONAL.matcher(path).matches();
  }

  private static boolean isElement(String path) {
    return path.endsWith("]");
  }

  private static boolean isKind(String path) {
    return path.endsWith(".kind");
  }

  private static String ofKind(String path) {
    return path.substring(0, path.length() - ".kind".length());
  }

  private static StoredApp read(Map<String, AttributeValue> item) {
    return AppItem.SCHEMA.mapToItem(item).storedApp();
  }

  private static Map<String, AttributeValue> written(StoredApp app) {
    return AppItem.SCHEMA.itemToMap(AppItem.of("main", app), true);
  }

  private static Map<String, AttributeValue> inOrder(Map<String, AttributeValue> written) {
    var item = new LinkedHashMap<String, AttributeValue>();
    for (String name : List.of("watch", "app", "format", "revision", "state", "outbox")) {
      item.put(name, written.get(name));
    }
    return item;
  }

  private static Stream<Class<?>> kindsOf(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(StoredItemTest::kindsOf)
        : Stream.of(type);
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }

  private static AttributeValue withUnknown(AttributeValue value) {
    if (value.hasM()) {
      var fields = new LinkedHashMap<String, AttributeValue>();
      value.m().forEach((name, field) -> fields.put(name, withUnknown(field)));
      fields.put("mood", text("sunny"));
      fields.put("moods", AttributeValue.fromSs(List.of("sunny")));
      return AttributeValue.fromM(fields);
    }
    return value.hasL()
        ? AttributeValue.fromL(value.l().stream().map(StoredItemTest::withUnknown).toList())
        : value;
  }

  /** Whether a value of this type could stand there. */
  private static boolean canBe(String path, AttributeValue value) {
    AttributeValue known = at(path);
    return switch (value.type()) {
      case NUL -> isOptional(path);
      case L -> known.hasL() && (value.l().isEmpty() || known.l().isEmpty());
      case N -> known.n() != null && !value.n().contains(".");
      case M, SS -> false;
      // A text of the right kind is the matter of other tests.
      default -> known.type() == value.type();
    };
  }

  /** The paths of all fields and elements but the keys, and one for all that differ in indices. */
  private static Stream<String> fields() {
    var paths = new LinkedHashMap<String, String>();
    SAMPLE.entrySet().stream()
        .filter(entry -> !List.of("watch", "app").contains(entry.getKey()))
        .flatMap(entry -> paths(entry.getKey(), entry.getValue()))
        .forEach(path -> paths.putIfAbsent(path.replaceAll("\\d+", ""), path));
    return paths.values().stream();
  }

  private static Stream<String> paths(String path, AttributeValue value) {
    var paths = new ArrayList<String>(List.of(path));
    if (value.hasM()) {
      value.m().forEach((name, field) -> paths(path + "." + name, field).forEach(paths::add));
    }
    if (value.hasL()) {
      for (int i = 0; i < value.l().size(); i++) {
        paths(path + "[" + i + "]", value.l().get(i)).forEach(paths::add);
      }
    }
    return paths.stream();
  }

  private static AttributeValue at(String path) {
    AttributeValue value = AttributeValue.fromM(SAMPLE);
    for (String step : steps(path)) {
      value = step.matches("\\d+") ? value.l().get(Integer.parseInt(step)) : value.m().get(step);
    }
    return value;
  }

  private static List<String> steps(String path) {
    return List.of(path.replace("]", "").split("[.\\[]"));
  }

  private static Map<String, AttributeValue> replaced(
      String path, @Nullable AttributeValue replacement) {
    return replaced(AttributeValue.fromM(SAMPLE), steps(path), replacement).m();
  }

  private static AttributeValue replaced(
      AttributeValue value, List<String> steps, @Nullable AttributeValue replacement) {
    List<String> rest = steps.subList(1, steps.size());
    String step = steps.getFirst();
    if (value.hasL()) {
      var elements = new ArrayList<>(value.l());
      int index = Integer.parseInt(step);
      elements.set(
          index, rest.isEmpty() ? replacement : replaced(elements.get(index), rest, replacement));
      return AttributeValue.fromL(elements);
    }
    var fields = new LinkedHashMap<>(value.m());
    if (rest.isEmpty() && replacement == null) {
      fields.remove(step);
    } else {
      fields.put(
          step, rest.isEmpty() ? replacement : replaced(fields.get(step), rest, replacement));
    }
    return AttributeValue.fromM(fields);
  }
}
