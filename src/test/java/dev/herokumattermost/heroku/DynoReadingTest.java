package dev.herokumattermost.heroku;

import static dev.herokumattermost.heroku.Fixture.AMPLE;
import static dev.herokumattermost.heroku.Fixture.NOW;
import static dev.herokumattermost.heroku.Fixture.SHOP;
import static dev.herokumattermost.heroku.Fixture.TOKEN;
import static dev.herokumattermost.heroku.Fixture.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.dyno.Reading.Blind;
import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.dyno.Reading.Dynos;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.local.heroku.SimulatedHeroku;
import dev.herokumattermost.local.http.Fault;
import dev.herokumattermost.local.http.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.util.JsonParserDelegate;
import tools.jackson.databind.json.JsonMapper;

class DynoReadingTest {
  private static final String DYNO =
      """
      {"id":"d1","name":"web.1","type":"web","state":"Up","release":{"id":"r","version":7},
       "created_at":"2026-03-01T09:00:00Z","updated_at":"2026-03-01T09:00:05Z",
       "size":"Standard-1X","command":"hunter2","attach_url":null}""";

  private static final JsonMapper JSON = Json.SNAKE_CASE.mapper();

  private final Fixture on = new Fixture();

  @AfterEach
  void close() {
    on.close();
  }

  @Test
  void showsEachDynoAndHerokusTime() {
    on.shop.scale("web", 1).scale("worker", 1);
    on.shop.crashStaying("worker.1", 1);

    var formation = (Dynos) read();

    assertThat(formation.at()).isEqualTo(NOW);
    assertThat(formation.dynos()).extracting(Dyno::name).contains("web.1", "worker.1").hasSize(2);
    Dyno worker =
        formation.dynos().stream().filter(d -> d.name().equals("worker.1")).findFirst().get();
    assertThat(worker.state()).isEqualTo(DynoState.CRASHED);
    assertThat(worker.updatedAt()).isEqualTo(NOW);
    assertThat(worker.release()).isEqualTo(1);
    assertThat(worker.size()).isEqualTo("Standard-1X");
  }

  @Test
  void scaledToZeroIsAnEmptyList() {
    assertThat(read()).isEqualTo(new Dynos(SHOP, NOW, List.of()));
  }

  @Test
  void theRequestIsAsHerokuWantsIt() throws Exception {
    read();

    assertThat(on.lastCall().header("Accept")).isEqualTo("application/vnd.heroku+json; version=3");
    assertThat(on.lastCall().header("Range")).isEqualTo("id ..; max=1000");
    assertThat(on.lastCall().header("User-Agent")).isEqualTo(Calls.USER_AGENT);
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains("<version>" + Calls.USER_AGENT.replaceAll(".*/", "") + "</version>");
  }

  @Test
  void anAppNameIsOneSegmentOfThePath() {
    on.api.dynos(new AppName("../account?x=ä y"), AMPLE);

    assertThat(on.lastCall().path()).isEqualTo("/apps/%2E%2E%2Faccount%3Fx%3D%C3%A4%20y/dynos");
  }

  @ParameterizedTest
  @CsvSource({
    "401, unauthorized, UNAUTHORIZED",
    "402, delinquent, DELINQUENT",
    "403, forbidden, FORBIDDEN",
    "403, suspended, SUSPENDED",
    "402, verification_required, UNVERIFIED",
    "422, verification_needed, UNVERIFIED",
    "403, ip_not_allowed, ADDRESS_REFUSED",
    "403, sso_required, SSO_REQUIRED",
    "403, two_factor, FORBIDDEN",
    "404, not_found, NOT_FOUND",
    "400, bad_request, REFUSED",
    "406, not_acceptable, REFUSED",
    "409, conflict, REFUSED",
    "410, gone, REFUSED",
    "422, invalid_params, REFUSED",
    "429, rate_limit, RATE_LIMITED",
    "500, internal_server_error, HEROKU_FAILED",
    "503, service_unavailable, HEROKU_FAILED",
    "302, found, UNREADABLE",
  })
  void everyRefusalHasItsCause(int status, String id, Cause cause) {
    on.heroku.failAlways("shop", SimulatedHeroku.refusal(status, id));

    var blind = (Blind) read();

    assertThat(blind.cause()).isEqualTo(cause);
    assertThat(blind.detail())
        .matches(status + " " + id + ", request 5ca1ab1e-0000-4000-8000-\\d{12}");
    assertThat(on.heroku.calls()).hasSize(status >= 500 ? 2 : 1);
  }

  /** Heroku publishes no id for these, so that only its words tell them apart. */
  @ParameterizedTest
  @CsvSource({
    "Your IP address is not allowed., ADDRESS_REFUSED",
    "This team restricts IP ranges., ADDRESS_REFUSED",
    "The IP is outside of the trusted range., ADDRESS_REFUSED",
    "This team requires SSO., SSO_REQUIRED",
    "Log in with single sign-on., SSO_REQUIRED",
    "Ask your identity provider., SSO_REQUIRED",
    "You do not have access., FORBIDDEN"
  })
  void aForbiddenCallIsToldApartByHerokusWordsWhichAreNotRepeated(String words, Cause cause) {
    on.heroku.failAlways(
        "shop",
        Fault.answer(Reply.json(403, "{\"id\":\"forbidden\",\"message\":\"" + words + "\"}")));

    var blind = (Blind) read();

    assertThat(blind.cause()).isEqualTo(cause);
    assertThat(blind.detail()).matches("403 forbidden, request [0-9a-f-]+");
  }

  @Test
  void aWrongTokenIsUnauthorized() {
    assertThat(on.apiWith("wrong").dynos(SHOP, AMPLE))
        .extracting("cause")
        .isEqualTo(Cause.UNAUTHORIZED);
  }

  @Test
  void aRefusalInTheOldFormIsKnownByItsStatus() {
    on.heroku.failAlways("shop", Fault.answer(Reply.json(403, "{\"error\":\"no\"}")));

    assertThat(((Blind) read()).detail()).startsWith("403, request ");
  }

  @Test
  void anErrorIdOrRequestIdThatIsNoneIsNotRepeated() {
    on.heroku.failAlways(
        "shop",
        Fault.answer(
            Reply.json(404, "{\"id\":\"Bearer " + TOKEN + "\"}")
                .with("Request-Id", "<" + TOKEN + ">")));

    assertThat(((Blind) read()).detail()).isEqualTo("404");
  }

  @Test
  void anHtmlErrorPageIsHerokusFailure() {
    on.heroku.failAlways("shop", Fault.proxyPage(503));

    assertThat(read()).extracting("cause").isEqualTo(Cause.HEROKU_FAILED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "", "{}", "null", "[1]", "[{]", "[] []", "[null]"})
  void whatIsNotAListOfDynosIsUnreadable(String body) {
    on.heroku.failAlways("shop", Fault.body(body));

    assertThat(read()).extracting("cause").isEqualTo(Cause.UNREADABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "name", "type", "state", "created_at", "updated_at", "version"})
  void aDynoWithoutAFieldIsUnreadableAndSaysWhich(String field) {
    on.heroku.failAlways("shop", Fault.body("[" + DYNO.replace(field, "other") + "]"));

    var blind = (Blind) read();

    assertThat(blind.cause()).isEqualTo(Cause.UNREADABLE);
    assertThat(blind.detail()).matches(".* without a usable \\[0]\\.(release\\.)?" + field + ",.*");
  }

  @Test
  void aFieldThatIsMissingIsNamedWithItsPlace() {
    String broken = DYNO.replace("created_at", "other");
    on.heroku.failAlways("shop", Fault.body("[%s,%s,%s]".formatted(DYNO, DYNO, broken)));

    assertThat(((Blind) read()).detail()).contains("dynos without a usable [2].created_at");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"Up\"', 3, state",
    "'\"web\"', '\" \"', type",
    "'\"2026-03-01T09:00:00Z\"', '\"yesterday\"', created_at",
    "7, '\"seven\"', version",
    "7, 99999999999, version",
  })
  void aFieldOfTheWrongKindIsUnreadableAndNotRepeated(String right, String wrong, String field) {
    on.heroku.failAlways("shop", Fault.body("[" + DYNO.replace(right, wrong) + "]"));

    assertThat(((Blind) read()).detail())
        .containsPattern("without a usable \\[0]\\.(release\\.)?" + field + ",")
        .doesNotContain("yesterday", "seven", "99999999999");
  }

  @Test
  void aNegativeReleaseIsUnreadable() {
    on.heroku.failAlways(
        "shop", Fault.body("[" + DYNO.replace("\"version\":7", "\"version\":-1") + "]"));

    assertThat(read()).extracting("cause").isEqualTo(Cause.UNREADABLE);
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"id\":\"r\",\"version\":7}', null",
    "'\"Standard-1X\"', null",
    "'\"Up\"', '\"Hibernating\"'"
  })
  void valuesThatHerokuLeavesOpenAreRead(String usual, String unusual) {
    on.heroku.failAlways("shop", Fault.body("[" + DYNO.replace(usual, unusual) + "]"));

    assertThat(read()).isInstanceOf(Dynos.class);
  }

  /** The parser passes over them, so no part of the program ever has them. */
  @Test
  void commandAndAttachUrlNeverBecomeStrings() {
    String attach = DYNO.replace("null}", "\"rendezvous://secret\"}");
    var strings = new ArrayList<String>();
    try (var parser = new RecordingParser(JSON.createParser("[" + attach + "]"), strings)) {
      assertThat(JSON.readValue(parser, HerokuJson.Dyno[].class)).hasSize(1);
    }

    assertThat(strings).contains("web.1", "Standard-1X").doesNotContain("hunter2");
    assertThat(strings).noneMatch(text -> text.contains("rendezvous"));
  }

  /** Records each text that is taken from the document. */
  private static final class RecordingParser extends JsonParserDelegate {
    private final List<String> strings;

    RecordingParser(JsonParser parser, List<String> strings) {
      super(parser);
      this.strings = strings;
    }

    private String recorded(String text) {
      strings.add(text);
      return text;
    }

    @Override
    public String getString() {
      return recorded(super.getString());
    }

    @Override
    public String getValueAsString() {
      return recorded(super.getValueAsString());
    }

    @Override
    public String getValueAsString(String otherwise) {
      return recorded(super.getValueAsString(otherwise));
    }

    @Override
    public char[] getStringCharacters() {
      char[] characters = super.getStringCharacters();
      recorded(new String(characters, getStringOffset(), getStringLength()));
      return characters;
    }
  }

  @Test
  void aListInPartsIsReadToItsEnd() {
    on.shop.scale("web", 7);
    on.heroku.itemsPerPage(3);

    assertThat(((Dynos) read()).dynos()).extracting(Dyno::name).doesNotHaveDuplicates().hasSize(7);
    assertThat(on.api.calls()).isEqualTo(3);
  }

  @Test
  void aListWithAMissingPartIsNoList() {
    on.shop.scale("web", 7);
    on.heroku.itemsPerPage(3);
    on.heroku.fail(
        call -> call.header("Range").contains("]"), 2, SimulatedHeroku.refusal(500, "oops"));

    assertThat(read()).extracting("cause").isEqualTo(Cause.HEROKU_FAILED);
  }

  @Test
  void aPartWithoutANextRangeIsNoList() {
    on.heroku.failAlways("shop", Fault.answer(Reply.json(206, "[]")));

    assertThat(read()).extracting("cause").isEqualTo(Cause.UNREADABLE);
  }

  /** Such a list would be asked for again and again. */
  @ParameterizedTest
  @ValueSource(strings = {"id ..; max=1000", "id ]\u00e4..", ""})
  void aNextRangeThatLeadsNowhereIsNoList(String next) {
    on.heroku.failAlways("shop", Fault.answer(Reply.json(206, "[]").with("Next-Range", next)));

    assertThat(((Blind) read()).detail()).startsWith("206, a part of a list without a next range");
    assertThat(on.heroku.calls()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"4000, true", "4001, false"})
  void anAppHasAsManyDynosAsAnItemOfTheTableCanHold(int dynos, boolean readable) {
    on.heroku.failAlways("shop", Fault.body(listOf(dynos)));

    assertThat(read()).isInstanceOf(readable ? Dynos.class : Blind.class);
  }

  private static String listOf(int dynos) {
    return IntStream.range(0, dynos)
        .mapToObj(i -> DYNO.replace("\"d1\"", "\"d" + i + "\""))
        .collect(Collectors.joining(",", "[", "]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "Fri, 31 Dec 9999 23:59:59 GMT"})
  void aReadingWithoutAUsableTimeOfHerokusHasOurs(String date) {
    on.heroku.failAlways("shop", Fault.answer(Reply.json(200, "[]").with("Date", date)));

    assertThat(((Dynos) read()).at()).isEqualTo(NOW.minus(Duration.ofHours(1)));
  }

  @Test
  void herokusClockIsComparedWithOurs() {
    assertThat(on.api.clockAhead()).isEmpty();

    read();

    assertThat(on.api.clockAhead()).contains(Duration.ofHours(1));
  }

  @Test
  void aListWithoutEndIsGivenUp() {
    on.shop.scale("web", 25);
    on.heroku.itemsPerPage(1);

    assertThat(read()).extracting("cause").isEqualTo(Cause.UNREADABLE);
    assertThat(on.api.calls()).isEqualTo(20);
  }

  @Test
  void aDynoSeenOnTwoPagesIsOneInItsLaterState() {
    String later = DYNO.replace("Up", "crashed").replace("09:00:05", "09:30:00");
    on.heroku.failAlways("shop", Fault.body("[" + later + "," + DYNO + "]"));

    assertThat(((Dynos) read()).dynos()).extracting(Dyno::state).containsExactly(DynoState.CRASHED);
  }

  @Test
  void aGiantBodyIsNotRead() {
    on.heroku.failAlways("shop", Fault.giant(5 << 20));

    assertThat(read()).extracting("cause").isEqualTo(Cause.UNREADABLE);
    assertThat(on.heroku.calls()).hasSize(1);
  }

  @Test
  void silenceEndsInTimeAndIsNotAskedAgain() {
    on.heroku.failAlways("shop", Fault.silence());

    assertThat(on.api.dynos(SHOP, in(Duration.ofMillis(100))))
        .extracting("cause")
        .isEqualTo(Cause.TIMED_OUT);
    assertThat(on.heroku.calls()).hasSize(1);
  }

  @Test
  void withoutTimeNothingIsAsked() {
    assertThat(on.api.dynos(SHOP, in(Duration.ZERO)))
        .extracting("cause")
        .isEqualTo(Cause.NOT_ATTEMPTED);
    assertThat(on.heroku.calls()).isEmpty();
  }

  @Test
  void aResetIsRetriedOnce() {
    on.heroku.fail("shop", 1, Fault.reset());

    assertThat(read()).isInstanceOf(Dynos.class);
  }

  @Test
  void aConnectionAlwaysResetIsUnreachable() {
    on.heroku.failAlways("shop", Fault.reset());

    assertThat(read()).extracting("cause").isEqualTo(Cause.UNREACHABLE);
  }

  @Test
  void aServerErrorIsRetriedOnce() {
    on.heroku.fail("shop", 1, Fault.proxyPage(503));

    assertThat(read()).isInstanceOf(Dynos.class);
    assertThat(on.api.calls()).isEqualTo(2);
  }

  @Test
  void aBodyThatBreaksOffTwiceIsUnreachable() {
    on.heroku.failAlways("shop", Fault.cutBody());

    assertThat(read()).extracting("cause").isEqualTo(Cause.UNREACHABLE);
    assertThat(on.heroku.calls()).hasSize(2);
  }

  @Test
  void aServerThatIsNotThereIsUnreachable() {
    on.heroku.close();

    assertThat(read()).extracting("cause").isEqualTo(Cause.UNREACHABLE);
  }

  @Test
  void anInterruptedThreadGetsAnAnswerAndStaysInterrupted() {
    Thread.currentThread().interrupt();

    assertThat(read()).isInstanceOf(Blind.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void remembersTheFewestCallsLeft() {
    assertThat(on.api.callsLeft()).isEmpty();

    on.heroku.callsLeft(900);
    read();
    on.heroku.callsLeft(1200);
    read();

    assertThat(on.api.callsLeft()).hasValue(899);
  }

  /** Such an answer need not say how many calls are left. */
  @Test
  void aRefusalForTooManyCallsLeavesNone() {
    on.heroku.fail("shop", 1, SimulatedHeroku.refusal(429, "rate_limit"));

    read();

    assertThat(on.api.callsLeft()).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"many", "-1", "", "1e3", "12345678901"})
  void aNumberOfCallsLeftThatIsNoneIsNotBelieved(String left) {
    on.heroku.failAlways(
        "shop", Fault.answer(Reply.json(200, "[]").with("RateLimit-Remaining", left)));

    assertThat(read()).isInstanceOf(Dynos.class);
    assertThat(on.api.callsLeft()).isEmpty();
  }

  private Reading read() {
    Reading reading = on.api.dynos(SHOP, AMPLE);
    assertThat(reading.toString()).doesNotContain(TOKEN, "hunter2", "127.0.0.1");
    return reading;
  }
}
