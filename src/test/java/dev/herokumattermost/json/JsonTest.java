package dev.herokumattermost.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.herokumattermost.json.Json.Malformed;
import dev.herokumattermost.outbox.PostId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What records say of their JSON, and what is said of JSON that is not theirs. */
class JsonTest {
  /** Anew for each test, for a mapper remembers what it has once learned of a type. */
  private final Json json = Json.CAMEL_CASE.with(UnaryOperator.identity());

  private final Json snake = Json.SNAKE_CASE.with(UnaryOperator.identity());

  record Flight(
      String flightNumber, int seats, @Nullable PostId post, @Nullable Instant at, State state) {
    Flight {
      if (seats < 0) {
        throw new IllegalArgumentException("a negative number");
      }
    }

    boolean isFull() {
      return seats == 0;
    }

    String getLabel() {
      return flightNumber + "!";
    }
  }

  sealed interface State {}

  record OnTime() implements State {}

  record LateBy(int minutes, List<String> reasons) implements State {}

  private static final Flight FULL =
      new Flight(
          "LH 1",
          3,
          new PostId("p1"),
          Instant.parse("2026-03-01T10:00:00Z"),
          new LateBy(5, List.of("snow")));

  private static final String WRITTEN =
      "{\"flightNumber\":\"LH 1\",\"seats\":3,\"post\":\"p1\",\"at\":\"2026-03-01T10:00:00Z\","
          + "\"state\":{\"kind\":\"late-by\",\"minutes\":5,\"reasons\":[\"snow\"]}}";

  @Test
  void recordIsWrittenByItsComponentsAndReadBack() throws Malformed {
    assertThat(json.write(FULL)).isEqualTo(WRITTEN);
    assertThat(json.read(WRITTEN, Flight.class)).isEqualTo(FULL);
  }

  @Test
  void namesCanBeInSnakeCase() throws Malformed {
    String written = WRITTEN.replace("flightNumber", "flight_number");

    assertThat(snake.write(FULL)).isEqualTo(written);
    assertThat(snake.read(written, Flight.class)).isEqualTo(FULL);
  }

  @Test
  void nullableComponentCanBeMissingOrNullAndIsNotWritten() throws Malformed {
    var bare = new Flight("LH 1", 0, null, null, new OnTime());
    String written = "{\"flightNumber\":\"LH 1\",\"seats\":0,\"state\":{\"kind\":\"on-time\"}}";

    assertThat(json.write(bare)).isEqualTo(written);
    assertThat(json.read(written, Flight.class)).isEqualTo(bare);
    assertThat(json.read(written.replace("\"seats\":0", "\"seats\":0,\"at\":null"), Flight.class))
        .isEqualTo(bare);
  }

  @Test
  void unknownFieldsAreIgnored() throws Malformed {
    String more = WRITTEN.replace("{\"flightNumber\"", "{\"full\":1,\"x\":{},\"flightNumber\"");

    assertThat(json.read(more, Flight.class)).isEqualTo(FULL);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"seats\":3,', '', seats, is missing",
    "'\"LH 1\"', null, flightNumber, is missing",
    "'\"LH 1\"', [], flightNumber, is no valid String",
    "'\"seats\":3', '\"seats\":null', seats, is missing",
    "'\"seats\":3', '\"seats\":\"3\"', seats, is no valid int",
    "'\"seats\":3', '\"seats\":-3', '', is no valid Flight",
    "'\"p1\"', '{\"value\":\"p1\"}', post, is no valid PostId",
    "2026-03-01T10:00:00Z, 'yesterday', at, is no valid Instant",
    "'\"2026-03-01T10:00:00Z\"', 1772359200, at, is no valid Instant",
    "'\"kind\":\"late-by\",', '', state, is of no kind that this version knows",
    "late-by, early-by, state, is of no kind that this version knows",
    "'\"snow\"', '\"snow\",null', 'state.reasons', is missing",
    "'[\"snow\"]', 'null', state.reasons, is missing",
    "'\"minutes\":5', '\"minutes\":[]', state.minutes, is no valid int"
  })
  void wrongFieldIsNamedWithItsPlaceAndReasonAndNotRepeated(
      String right, String wrong, String path, String reason) {
    String document = WRITTEN.replace(right, wrong == null ? "null" : wrong);

    var malformed = catchThrowableOfType(Malformed.class, () -> json.read(document, Flight.class));

    assertThat(malformed.path()).startsWith(path);
    assertThat(malformed.reason()).isEqualTo(reason);
    assertThat(malformed.getMessage())
        .startsWith(path.isEmpty() ? "not of the expected form" : "without a usable " + path)
        .doesNotContain("yesterday", "early-by", "1772359200");
  }

  @ParameterizedTest
  @CsvSource({
    "'{', 'not JSON at line 1, column 2'",
    "'[1,\n  x]', 'not JSON at line 2, column 3'",
    "'{\"a\":1,\"a\":2}', 'not JSON at line 1, column 11'"
  })
  void whatIsNoJsonSaysWhere(String document, String message) {
    var malformed = catchThrowableOfType(Malformed.class, () -> json.readTree(document));

    assertThat(malformed).hasMessage(message);
    assertThat(malformed.path()).isEmpty();
    assertThat(malformed.reason()).isEqualTo("is " + message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{} {}", "[] x", "{}]"})
  void whatFollowsADocumentIsAnError(String document) {
    assertThatThrownBy(() -> json.readMap(document)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> json.readTree(document)).isInstanceOf(Malformed.class);
  }

  @Test
  void nullIsMissingAsADocumentAndAsAnItem() throws Malformed {
    assertThat(catchThrowableOfType(Malformed.class, () -> json.read("null", Flight.class)))
        .hasMessage("null")
        .extracting(Malformed::reason)
        .isEqualTo("is missing");
    assertThat(
            catchThrowableOfType(Malformed.class, () -> json.read("[\"a\",null]", String[].class)))
        .hasMessage("without a usable [1]")
        .extracting(Malformed::path)
        .isEqualTo("[1]");
    assertThat(json.read("[\"a\"]", String[].class)).containsExactly("a");
  }

  @Test
  void itemsAreNamedByTheirPlace() {
    String broken = WRITTEN.replace("\"LH 1\"", "{}");

    assertThatThrownBy(() -> json.read("[" + WRITTEN + "," + broken + "]", Flight[].class))
        .hasMessage("without a usable [1].flightNumber");
  }

  @Test
  void documentCanBeReadWithoutARecord() throws Malformed {
    assertThat(json.readMap("{\"a\":[1,\"b\"]}")).isEqualTo(Map.of("a", List.of(1, "b")));
    assertThat(json.readMap("null")).isNull();
    assertThat(json.readTree("{\"a\":{\"b\":7}}").path("a").path("b").intValue()).isEqualTo(7);
  }

  @Test
  void partOfADocumentCanBeARecord() throws Malformed {
    var tree = json.readTree("{\"flights\":[" + WRITTEN + "]}");

    assertThat(json.read(tree.path("flights").path(0), Flight.class)).isEqualTo(FULL);
    assertThatThrownBy(() -> json.read(tree, Flight.class)).isInstanceOf(Malformed.class);
    assertThat(json.read(json.mapper().createParser(WRITTEN), Flight.class)).isEqualTo(FULL);
    assertThatThrownBy(() -> json.read(json.mapper().createParser("[]"), Flight.class))
        .isInstanceOf(Malformed.class);
  }

  /** No encoding has half of a pair, and DynamoDB's client refuses to write it. */
  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "'', ''",
    "a\\ud83d\\udd25b, a🔥b",
    "a\\ud83db, a\uFFFDb",
    "\\udd25, \uFFFD",
    "\\udd25\\ud83d, \uFFFD\uFFFD",
    "\\ud83d\\ud83d\\udd25, \uFFFD🔥",
    "\\ud83d\\udd25\\ud83d, 🔥\uFFFD"
  })
  void halfOfASurrogatePairIsReplaced(String written, String read) throws Malformed {
    assertThat(json.read("\"" + written + "\"", String.class)).isEqualTo(read);
  }

  @Test
  void timeMayHaveAnOffset() throws Malformed {
    assertThat(json.read("\"2026-03-01T12:00:00+02:00\"", Instant.class))
        .isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
  }
}
