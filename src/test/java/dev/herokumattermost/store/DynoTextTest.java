package dev.herokumattermost.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.DynoId;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.ProcessType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynoTextTest {
  private static final String ID = "01234567-89ab-cdef-0123-456789abcdef";
  private static final Instant CREATED = Instant.parse("2026-11-24T02:00:00Z");
  private static final Dyno HEALTHY =
      dyno("web.1", "web", "up", "Standard-1X", CREATED.plusSeconds(10));

  @Test
  void healthyDynoIsOneReadableLine() {
    assertThat(DynoText.write(HEALTHY))
        .isEqualTo("web.1 up v43 Standard-1X " + ID + " 2026-11-24T02:00:00Z +10s");
  }

  @ParameterizedTest
  @CsvSource({
    "web.1,                web,    Standard-1X,       87",
    "worker.12,            worker, Performance-L-RAM, 97",
    "web-1234abcde-123ab,  web,    dyno-1c-0.5gb,     103",
    "web.4ed720fa31-ur8z1, web,    dyno-1c-0.5gb,     104"
  })
  void healthyDynoTakesAboutAHundredBytes(String name, String type, String size, int bytes) {
    var dyno = dyno(name, type, "up", size, CREATED.plusSeconds(10));

    assertThat(DynoText.write(dyno).getBytes(StandardCharsets.UTF_8)).hasSize(bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "web.1,                web,       web.1",
    "web-1234abcde-123ab,  web,       web-1234abcde-123ab",
    "my-worker.3,          my-worker, my-worker.3",
    "web.1,                worker,    web.1 (worker)",
    "web,                  web,       web (web)",
    "my-web-a-b,           my,        my-web-a-b (my)",
    "a.b-c-d,              a.b,       a.b-c-d",
    "a.b--c,               a,         a.b--c",
    "web..1,               web.,      web..1",
    "-a-b,                 a,         -a-b (a)",
    ".1,                   web,       .1 (web)"
  })
  void typeIsLeftOutWhereTheNameBeginsWithIt(String name, String type, String written) {
    var dyno = dyno(name, type, "up", "Basic", CREATED);

    assertThat(DynoText.write(dyno)).startsWith(written + " up ");
    assertThat(DynoText.read(DynoText.write(dyno))).isEqualTo(dyno);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-24T02:00:00Z,     ''",
    "2026-11-24T02:59:59Z,     ' +3599s'",
    "2026-11-24T01:59:58Z,     ' -2s'",
    "2026-11-24T03:00:00Z,     ' 2026-11-24T03:00:00Z'",
    "2026-11-24T02:00:10.250Z, ' 2026-11-24T02:00:10.250Z'"
  })
  void timeOfTheUpdateIsWrittenAsShortAsItCanBe(Instant updatedAt, String written) {
    var dyno = dyno("web.1", "web", "up", "Basic", updatedAt);

    assertThat(DynoText.write(dyno)).endsWith(" 2026-11-24T02:00:00Z" + written);
    assertThat(DynoText.read(DynoText.write(dyno))).isEqualTo(dyno);
  }

  @Test
  void wordsWithSpacesStayOneWord() {
    var dyno = dyno("web (1)", "web", "going down", "", CREATED);

    assertThat(DynoText.write(dyno))
        .startsWith("web%20%281) (web) going%20down v43 - " + ID)
        .satisfies(line -> assertThat(DynoText.read(line)).isEqualTo(dyno));
  }

  /** As an attribute, because Jackson must leave the line alone too. */
  @Property
  void everyDynoIsReadAsItWasWritten(@ForAll("dynos") Dyno dyno) {
    var attribute = new JsonAttribute<>("dyno", Dyno.class);

    assertThat(attribute.transformTo(attribute.transformFrom(dyno))).isEqualTo(dyno);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "web.1",
        "web.1 up 43 Basic ID 2026-11-24T02:00:00Z",
        "web.1 up v43.5 Basic ID 2026-11-24T02:00:00Z",
        "web.1 up v99999999999 Basic ID 2026-11-24T02:00:00Z",
        "web.1 up v43 Basic ID",
        "web.1 up v43 Basic ID yesterday",
        "web.1 up v43 Basic ID 2026-11-24T02:00:00Z soon",
        "web.1 up v43 Basic ID 2026-11-24T02:00:00Z +1.5s",
        "web.1 up v43 Basic ID 2026-11-24T02:00:00Z +10s +10s",
        "web.1  up v43 Basic ID 2026-11-24T02:00:00Z",
        " web.1 up v43 Basic ID 2026-11-24T02:00:00Z",
        "web.1 up v43 Basic ID 2026-11-24T02:00:00Z ",
        "web.1 (web up v43 Basic ID 2026-11-24T02:00:00Z",
        "web up v43 Basic ID 2026-11-24T02:00:00Z",
        "web.1 - v43 Basic ID 2026-11-24T02:00:00Z",
        "web.1 up%41 v43 Basic ID 2026-11-24T02:00:00Z",
        "web.1 up% v43 Basic ID 2026-11-24T02:00:00Z",
        "%20 (web) up v43 Basic ID 2026-11-24T02:00:00Z"
      })
  void anyOtherLineIsRefused(String line) {
    var attribute = new JsonAttribute<>("dyno", Dyno.class);

    assertThatThrownBy(() -> attribute.transformTo(AttributeValue.fromS(line)))
        .isInstanceOf(StoreException.class)
        .hasMessage("dyno is no valid Dyno");
  }

  @Test
  void longWordsAreRead() {
    var dyno = dyno("web." + "% (".repeat(65), "web", "up", "Basic", CREATED);

    assertThat(DynoText.read(DynoText.write(dyno))).isEqualTo(dyno);
  }

  @Provide
  Arbitrary<Dyno> dynos() {
    Arbitrary<String> any = Arbitraries.strings().ofMaxLength(5);
    Arbitrary<String> odd =
        Arbitraries.strings().withChars(" %(+-)v.2D0\t\n\u00a0\u00e9").ofMaxLength(8);
    Arbitrary<String> plain =
        Arbitraries.of("web", "web.1", "web-1a-2b", "-", "%2D", "%20", "(web)");
    Arbitrary<String> word = Arbitraries.oneOf(any, odd, plain).filter(text -> !text.isBlank());
    Arbitrary<Instant> created =
        Arbitraries.oneOf(
            Arbitraries.just(CREATED),
            Arbitraries.longs()
                .between(4_000_000_000_000L, 7_250_000_000_000_000_000L)
                .map(nanos -> Instant.EPOCH.plusNanos(nanos)));
    Arbitrary<Long> later =
        Arbitraries.oneOf(
            Arbitraries.just(0L),
            Arbitraries.longs().between(-4000, 4000).map(seconds -> seconds * 1_000_000_000),
            Arbitraries.longs().between(-4_000_000_000_000L, 4_000_000_000_000L));
    return Combinators.combine(
            word,
            word,
            word,
            word,
            Arbitraries.oneOf(word, Arbitraries.just("")),
            Arbitraries.integers(),
            created,
            later)
        .as(
            (id, name, type, state, size, release, from, nanos) ->
                new Dyno(
                    new DynoId(id),
                    name,
                    new ProcessType(type),
                    new DynoState(state),
                    release,
                    from,
                    from.plusNanos(nanos),
                    size));
  }

  private static Dyno dyno(String name, String type, String state, String size, Instant updatedAt) {
    return new Dyno(
        new DynoId(ID),
        name,
        new ProcessType(type),
        new DynoState(state),
        43,
        CREATED,
        updatedAt,
        size);
  }
}
