package dev.herokumattermost.heroku;

import static dev.herokumattermost.heroku.Fixture.AMPLE;
import static dev.herokumattermost.heroku.Fixture.NOW;
import static dev.herokumattermost.heroku.Fixture.SHOP;
import static dev.herokumattermost.heroku.Fixture.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.local.heroku.Fault;
import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Dyno;
import dev.herokumattermost.watch.DynoState;
import dev.herokumattermost.watch.Reading;
import dev.herokumattermost.watch.Reading.Blind;
import dev.herokumattermost.watch.Reading.Cause;
import dev.herokumattermost.watch.Reading.Formation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DynoReadingTest {
  private static final String DYNO =
      """
      {"id":"d1","name":"web.1","type":"web","state":"Up","release":{"id":"r","version":7},
       "created_at":"2026-03-01T09:00:00Z","updated_at":"2026-03-01T09:00:05Z",
       "size":"Standard-1X","command":"hunter2","attach_url":null}""";

  private final Fixture on = new Fixture();

  @AfterEach
  void close() {
    on.close();
  }

  @Test
  void showsEachDynoAndHerokusTime() {
    on.shop.scale("web", 1).scale("worker", 1);
    on.shop.crashStaying("worker.1", 1);

    var formation = (Formation) read();

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
  void scaledToZeroIsAnEmptyFormation() {
    assertThat(read()).isEqualTo(new Formation(SHOP, NOW, List.of()));
  }

  @Test
  void asksAsHerokuWantsToBeAsked() throws Exception {
    read();

    assertThat(on.lastCall().header("Accept")).isEqualTo("application/vnd.heroku+json; version=3");
    assertThat(on.lastCall().header("Range")).isEqualTo("id ..; max=1000");
    assertThat(on.lastCall().header("User-Agent")).isEqualTo(Calls.USER_AGENT);
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains("<version>" + Calls.USER_AGENT.replaceAll(".*/", "") + "</version>");
  }

  @Test
  void anAppNameCannotLeaveItsPlaceInThePath() {
    on.api.dynos(new AppName("../account?x=ä y"), AMPLE);

    assertThat(on.lastCall().path()).isEqualTo("/apps/%2E%2E%2Faccount%3Fx%3D%C3%A4%20y/dynos");
  }

  @ParameterizedTest
  @CsvSource({
    "401, unauthorized, UNAUTHORIZED",
    "402, delinquent, DELINQUENT",
    "403, forbidden, FORBIDDEN",
    "403, suspended, FORBIDDEN",
    "403, two_factor, FORBIDDEN",
    "404, not_found, NOT_FOUND",
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
    on.heroku.failAlways("shop", Fault.refusal(status, id));

    var blind = (Blind) read();

    assertThat(blind.cause()).isEqualTo(cause);
    assertThat(blind.detail())
        .matches(status + " " + id + ", request 5ca1ab1e-0000-4000-8000-\\d{12}");
    assertThat(on.heroku.calls()).hasSize(status >= 500 ? 2 : 1);
  }

  @Test
  void aWrongTokenIsUnauthorized() {
    assertThat(on.apiWith("wrong").dynos(SHOP, AMPLE))
        .extracting("cause")
        .isEqualTo(Cause.UNAUTHORIZED);
  }

  @Test
  void aRefusalInTheOldFormIsToldByItsStatus() {
    on.heroku.failAlways("shop", new Fault.Status(403, "{\"error\":\"no\"}", Map.of()));

    assertThat(((Blind) read()).detail()).startsWith("403, request ");
  }

  @Test
  void anErrorIdOrRequestIdThatIsNoneIsNotRepeated() {
    on.heroku.failAlways(
        "shop",
        new Fault.Status(
            404, "{\"id\":\"Bearer " + TOKEN + "\"}", Map.of("Request-Id", "<" + TOKEN + ">")));

    assertThat(((Blind) read()).detail()).isEqualTo("404");
  }

  @Test
  void anHtmlErrorPageIsHerokusFailure() {
    on.heroku.failAlways("shop", Fault.html503());

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
    assertThat(blind.detail()).contains("dyno 1 without a readable " + field);
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
        .contains("without a readable " + field)
        .doesNotContain("yesterday", "seven", "99999999999");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"id\":\"r\",\"version\":7}', null",
    "'\"Standard-1X\"', null",
    "'\"Up\"', '\"Hibernating\"'"
  })
  void whatHerokuMayLeaveOpenIsRead(String usual, String unusual) {
    on.heroku.failAlways("shop", Fault.body("[" + DYNO.replace(usual, unusual) + "]"));

    assertThat(read()).isInstanceOf(Formation.class);
  }

  @Test
  void aCommandIsNeverKept() throws Exception {
    assertThat(Document.list("[" + DYNO + "]").getFirst().get("command").text()).isEmpty();
  }

  @Test
  void aListInPartsIsReadToItsEnd() {
    on.shop.scale("web", 7);
    on.heroku.itemsPerPage(3);

    assertThat(((Formation) read()).dynos())
        .extracting(Dyno::name)
        .doesNotHaveDuplicates()
        .hasSize(7);
    assertThat(on.api.calls()).isEqualTo(3);
  }

  @Test
  void aListWithAMissingPartIsNoList() {
    on.shop.scale("web", 7);
    on.heroku.itemsPerPage(3);
    on.heroku.fail(call -> call.header("Range").contains("]"), 2, Fault.refusal(500, "oops"));

    assertThat(read()).extracting("cause").isEqualTo(Cause.HEROKU_FAILED);
  }

  @Test
  void aPartThatDoesNotSayHowItGoesOnIsNoList() {
    on.heroku.failAlways("shop", new Fault.Status(206, "[]", Map.of()));

    assertThat(read()).extracting("cause").isEqualTo(Cause.UNREADABLE);
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

    assertThat(((Formation) read()).dynos())
        .extracting(Dyno::state)
        .containsExactly(DynoState.CRASHED);
  }

  @Test
  void aGiantBodyIsNotRead() {
    on.heroku.failAlways("shop", Fault.giant(5 << 20));

    assertThat(read()).extracting("cause").isEqualTo(Cause.UNREADABLE);
  }

  @Test
  void silenceEndsInTime() {
    on.heroku.failAlways("shop", new Fault.Silence());

    assertThat(on.api.dynos(SHOP, Duration.ofMillis(100)))
        .extracting("cause")
        .isEqualTo(Cause.TIMED_OUT);
  }

  @Test
  void withoutTimeNothingIsAsked() {
    assertThat(on.api.dynos(SHOP, Duration.ZERO))
        .extracting("cause")
        .isEqualTo(Cause.NOT_ATTEMPTED);
    assertThat(on.heroku.calls()).isEmpty();
  }

  @Test
  void oneResetIsForgiven() {
    on.heroku.fail("shop", 1, new Fault.Reset());

    assertThat(read()).isInstanceOf(Formation.class);
  }

  @Test
  void aConnectionAlwaysResetIsUnreachable() {
    on.heroku.failAlways("shop", new Fault.Reset());

    assertThat(read()).extracting("cause").isEqualTo(Cause.UNREACHABLE);
  }

  @Test
  void oneServerErrorIsForgiven() {
    on.heroku.fail("shop", 1, Fault.html503());

    assertThat(read()).isInstanceOf(Formation.class);
    assertThat(on.api.calls()).isEqualTo(2);
  }

  @Test
  void aBodyThatBreaksOffTwiceIsUnreachable() {
    on.heroku.failAlways("shop", new Fault.CutBody());

    assertThat(read()).extracting("cause").isEqualTo(Cause.UNREACHABLE);
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

  private Reading read() {
    Reading reading = on.api.dynos(SHOP, AMPLE);
    assertThat(reading.toString()).doesNotContain(TOKEN, "hunter2", "127.0.0.1");
    return reading;
  }
}
