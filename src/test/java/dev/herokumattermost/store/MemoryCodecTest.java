package dev.herokumattermost.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.herokumattermost.store.StoreException.Reason;
import dev.herokumattermost.watch.Memory;
import dev.herokumattermost.watch.News;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * {@code -Dgolden.update} writes the golden item anew, for a change of the format to be read as
 * one.
 */
class MemoryCodecTest {
  private static final Map<String, AttributeValue> GOLDEN =
      DynamoJson.resource("/store/item-v1.json");

  @Test
  void goldenItemIsRead() {
    assertThat(read(GOLDEN)).isEqualTo(Memories.full());
  }

  @Test
  void writtenItemIsTheGoldenOne() throws IOException {
    var item = new Item("main", "api", MemoryCodec.write(Memories.full()));
    Map<String, AttributeValue> written = item.stored();
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(Path.of("src/test/resources/store/item-v1.json"), inOrder(written));
    } else {
      assertThat(written).isEqualTo(GOLDEN);
    }
  }

  private static String inOrder(Map<String, AttributeValue> written) {
    var item = new LinkedHashMap<String, AttributeValue>();
    for (String key : List.of("watch", "app")) {
      item.put(key, written.get(key));
    }
    Item.ATTRIBUTES.stream().filter(written::containsKey).forEach(n -> item.put(n, written.get(n)));
    return DynamoJson.write(item);
  }

  @Test
  void everyAttributeWrittenIsOneTheTableKnows() {
    var written = new HashSet<>(MemoryCodec.write(Memories.full()).keySet());
    written.addAll(LetterCodec.write(Memories.letter()).keySet());

    assertThat(written).containsExactlyInAnyOrderElementsOf(Item.ATTRIBUTES);
  }

  @Test
  void everyKindOfNewsIsInTheGoldenItem() {
    assertThat(Memories.everyNews().stream().<Class<?>>map(News::getClass).distinct())
        .containsExactlyInAnyOrder(News.class.getPermittedSubclasses());
  }

  @Test
  void unknownFieldsAreIgnoredAtEveryLevel() {
    var more = withUnknown(AttributeValue.fromM(GOLDEN)).m();

    assertThat(read(more)).isEqualTo(Memories.full());
  }

  @TestFactory
  Stream<DynamicTest> missingFieldIsAnErrorThatNamesIt() {
    return paths("", AttributeValue.fromM(read().attributes()))
        .map(
            path ->
                DynamicTest.dynamicTest(
                    path,
                    () ->
                        assertThatThrownBy(() -> read(replaced(GOLDEN, path, null)))
                            .isInstanceOf(StoreException.class)
                            .hasMessage("item api: " + path + " is missing")));
  }

  @TestFactory
  Stream<DynamicTest> fieldOfTheWrongTypeIsAnErrorThatNamesIt() {
    var binary = AttributeValue.fromSs(List.of("neither"));
    return paths("", AttributeValue.fromM(read().attributes()))
        .map(
            path ->
                DynamicTest.dynamicTest(
                    path,
                    () ->
                        assertThatThrownBy(() -> read(replaced(GOLDEN, path, binary)))
                            .isInstanceOf(StoreException.class)
                            .hasMessageStartingWith("item api: " + path + " is not ")));
  }

  @Test
  void errorSaysWhereButNotWhatStoodThere() {
    assertUnreadable("incidents[0].openedAt", text("soon"), "is not a time");
    assertUnreadable("revision", AttributeValue.fromN("1.5"), "is not a whole number");
    assertUnreadable("dynos[1].state", text(""), "is not a dyno state");
    assertUnreadable("outbox[8].news.why", text("BORED"), "is not a reason this version knows");
    assertUnreadable("outbox[0].news.kind", text("gossip"), "is none that this version knows");
    assertUnreadable("revision", AttributeValue.fromN("0"), "is 0, but the first write makes it 1");
    assertUnreadable("dynos[0].name", text(""), "");
  }

  @Test
  void newerFormatIsRefused() {
    var newer = replaced(GOLDEN, "format", AttributeValue.fromN("2"));

    var refusal = catchThrowableOfType(StoreException.class, () -> read(newer));

    assertThat(refusal.reason()).isEqualTo(Reason.NEWER_FORMAT);
    assertThat(refusal)
        .hasMessage("item api: format is 2, and this version knows 1: deploy the newer version");
  }

  private static void assertUnreadable(String path, AttributeValue value, String problem) {
    var error =
        catchThrowableOfType(StoreException.class, () -> read(replaced(GOLDEN, path, value)));

    assertThat(error.reason()).isEqualTo(Reason.UNREADABLE);
    assertThat(error).hasMessageContaining("item api: ").hasMessageContaining(problem);
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }

  private static Item read() {
    return Item.of(GOLDEN);
  }

  private static Memory read(Map<String, AttributeValue> stored) {
    Item item = Item.of(stored);
    return MemoryCodec.read(item.app(), item.attributes());
  }

  private static AttributeValue withUnknown(AttributeValue value) {
    if (value.hasM()) {
      var fields = new LinkedHashMap<String, AttributeValue>();
      value.m().forEach((name, field) -> fields.put(name, withUnknown(field)));
      fields.put("mood", text("sunny"));
      return AttributeValue.fromM(fields);
    }
    return value.hasL()
        ? AttributeValue.fromL(value.l().stream().map(MemoryCodecTest::withUnknown).toList())
        : value;
  }

  /** Every field by its path, but {@code kind} where only one can stand, which nobody needs. */
  private static Stream<String> paths(String path, AttributeValue value) {
    var paths = new ArrayList<String>();
    value
        .m()
        .forEach(
            (name, field) -> {
              String here = path + name;
              if (!here.matches(".*\\.(failure|recovery|opening)\\.kind")) {
                paths.add(here);
              }
              paths(here + ".", field).forEach(paths::add);
              for (int i = 0; i < field.l().size(); i++) {
                paths(here + "[" + i + "].", field.l().get(i)).forEach(paths::add);
              }
            });
    return paths.stream();
  }

  private static Map<String, AttributeValue> replaced(
      Map<String, AttributeValue> fields, String path, AttributeValue value) {
    var changed = new LinkedHashMap<>(fields);
    int dot = path.indexOf('.');
    String first = dot < 0 ? path : path.substring(0, dot);
    int bracket = first.indexOf('[');
    if (dot < 0 && value == null) {
      changed.remove(first);
    } else if (dot < 0) {
      changed.put(first, value);
    } else if (bracket < 0) {
      String rest = path.substring(dot + 1);
      changed.computeIfPresent(
          first, (_, map) -> AttributeValue.fromM(replaced(map.m(), rest, value)));
    } else {
      int index = Integer.parseInt(first.substring(bracket + 1, first.length() - 1));
      String list = first.substring(0, bracket);
      var elements = new ArrayList<>(changed.get(list).l());
      String rest = path.substring(dot + 1);
      elements.set(index, AttributeValue.fromM(replaced(elements.get(index).m(), rest, value)));
      changed.put(list, AttributeValue.fromL(elements));
    }
    return changed;
  }
}
