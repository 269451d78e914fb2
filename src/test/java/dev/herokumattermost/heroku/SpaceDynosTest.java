package dev.herokumattermost.heroku;

import static dev.herokumattermost.heroku.Fixture.AMPLE;
import static dev.herokumattermost.heroku.Fixture.NOW;
import static dev.herokumattermost.heroku.Fixture.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.dyno.SpaceName;
import dev.herokumattermost.dyno.SpaceReading;
import dev.herokumattermost.dyno.SpaceReading.Listed;
import dev.herokumattermost.dyno.SpaceReading.Unlisted;
import dev.herokumattermost.local.heroku.SimulatedHeroku;
import dev.herokumattermost.local.http.Fault;
import dev.herokumattermost.local.http.Reply;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of a Private Space, as the official command line reads it too. */
class SpaceDynosTest {
  private static final SpaceName SPACE = new SpaceName("acme-prod");

  private static final String DYNO =
      """
      {"id":"d1","name":"web.1","type":"web","state":"up","release":{"id":"r","version":7},
       "created_at":"2026-03-01T09:00:00Z","updated_at":"2026-03-01T09:00:05Z",
       "size":"Private-S","command":"hunter2","attach_url":null}""";

  private final Fixture on = new Fixture();

  @AfterEach
  void close() {
    on.close();
  }

  private SpaceReading read(Reply answer) {
    on.heroku.fail(call -> call.path().startsWith("/spaces/"), 2, Fault.answer(answer));
    return on.api.space(SPACE, AMPLE);
  }

  @Test
  void oneCallShowsTheDynosOfEachApp() {
    var listed =
        (Listed)
            read(
                Reply.json(
                    200,
                    """
                    [{"app_id":"a1","app_name":"api","dynos":[%s]},
                     {"app_name":"batch","dynos":[]}]"""
                        .formatted(DYNO)));

    assertThat(listed.at()).isEqualTo(NOW);
    assertThat(listed.apps()).containsOnlyKeys(new AppName("api"), new AppName("batch"));
    assertThat(listed.apps().get(new AppName("api"))).extracting(Dyno::release).containsExactly(7);
    assertThat(on.lastCall().path()).isEqualTo("/spaces/acme-prod/dynos");
    assertThat(on.api.calls()).isOne();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "<html>",
        "[null]",
        "[{\"dynos\":[]}]",
        "[{\"app_name\":\"\",\"dynos\":[]}]",
        "[{\"app_name\":\"api\"}]",
        "[{\"app_name\":\"api\",\"dynos\":[{}]}]",
        "[{\"app_name\":\"api\",\"dynos\":[null]}]",
        "[{\"app_name\":\"api\",\"dynos\":[]},{\"app_name\":\"api\",\"dynos\":[]}]"
      })
  void oddListIsUnreadable(String body) {
    assertThat(read(Reply.json(200, body)))
        .isInstanceOfSatisfying(
            Unlisted.class, odd -> assertThat(odd.cause()).isEqualTo(Cause.UNREADABLE));
  }

  @ParameterizedTest
  @CsvSource({"4000, true", "4001, false"})
  void anAppHasAsManyDynosAsAnItemOfTheTableCanHold(int dynos, boolean readable) {
    String many =
        IntStream.range(0, dynos)
            .mapToObj(i -> DYNO.replace("\"d1\"", "\"d" + i + "\""))
            .collect(Collectors.joining(","));

    assertThat(read(Reply.json(200, "[{\"app_name\":\"api\",\"dynos\":[" + many + "]}]")))
        .isInstanceOf(readable ? Listed.class : Unlisted.class);
  }

  @Test
  void serverThatIsNotThereIsUnreachable() {
    on.heroku.close();

    assertThat(on.api.space(SPACE, AMPLE))
        .isInstanceOfSatisfying(
            Unlisted.class, none -> assertThat(none.cause()).isEqualTo(Cause.UNREACHABLE));
  }

  @Test
  void partOfAListIsNoList() {
    Reply part = Reply.json(206, "[]").with("Next-Range", "id ]d1..");

    assertThat(read(part))
        .isInstanceOfSatisfying(
            Unlisted.class,
            odd -> assertThat(odd.detail()).startsWith("206, only a part of the list"));
  }

  @ParameterizedTest
  @CsvSource({
    "401, unauthorized, true, true",
    "429, rate_limit, true, true",
    "403, forbidden, false, false",
    "404, not_found, false, false",
    "422, invalid_params, false, false",
    "503, service_unavailable, false, true"
  })
  void refusalSaysWhetherAskingAgainIsOfUse(
      int status, String id, boolean everyCall, boolean mayPass) {
    on.heroku.fail(
        call -> call.path().startsWith("/spaces/"), 2, SimulatedHeroku.refusal(status, id));

    var refused = (Unlisted) on.api.space(SPACE, AMPLE);

    assertThat(refused.concernsEveryCall()).isEqualTo(everyCall);
    assertThat(refused.mayPass()).isEqualTo(mayPass);
    assertThat(refused.detail()).startsWith(status + " " + id + ", request ");
  }

  @Test
  void withoutTimeNothingIsAsked() {
    assertThat(on.api.space(SPACE, in(Duration.ZERO)))
        .isInstanceOfSatisfying(
            Unlisted.class, late -> assertThat(late.cause()).isEqualTo(Cause.NOT_ATTEMPTED));
    assertThat(on.heroku.calls()).isEmpty();
  }

  @Test
  void nameOfASpaceIsOneSegmentOfThePath() {
    on.api.space(new SpaceName("../apps"), AMPLE);

    assertThat(on.lastCall().path()).isEqualTo("/spaces/%2E%2E%2Fapps/dynos");
  }
}
