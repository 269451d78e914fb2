package dev.herokumattermost.heroku;

import static dev.herokumattermost.heroku.Fixture.AMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.herokumattermost.discovery.AppAnswer;
import dev.herokumattermost.discovery.ListAnswer;
import dev.herokumattermost.discovery.ListAnswer.Failed;
import dev.herokumattermost.discovery.ListAnswer.Listed;
import dev.herokumattermost.dyno.AppId;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.ListedApp;
import dev.herokumattermost.dyno.ListedApp.PipelineStage;
import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.local.heroku.SimulatedHeroku;
import dev.herokumattermost.local.http.Fault;
import dev.herokumattermost.local.http.Reply;
import dev.herokumattermost.rules.AppList;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppListsTest {
  private static final AppList ALL = new AppList.Everything();
  private static final AppList ACME = new AppList.OfTeam("acme");
  private static final AppList STORE = new AppList.OfPipeline("store");

  private final Fixture on = new Fixture();

  @AfterEach
  void close() {
    on.close();
  }

  @Test
  void listOfAllSaysWhereEachAppBelongs() {
    on.shop.ofTeam("acme").inSpace("acme-prod");
    on.model.createApp("blog");

    assertThat(names(list(ALL))).containsExactlyInAnyOrder("shop", "blog");
    assertThat(apps(list(ALL)))
        .contains(
            new ListedApp(
                new AppId(on.shop.id()),
                new AppName("shop"),
                "acme",
                "acme-prod",
                Set.of(),
                false));
  }

  @Test
  void listOfATeamHasItsAppsAlone() {
    on.shop.ofTeam("acme");
    on.model.createApp("blog");

    assertThat(names(list(ACME))).containsExactly("shop");
    assertThat(on.lastCall().path()).isEqualTo("/teams/acme/apps");
  }

  @Test
  void listOfAPipelineSaysTheStages() {
    on.shop.inPipeline("store", "production");
    on.model.createApp("shop-pr-7").inPipeline("store", "review");
    on.model.createApp("blog").inPipeline("news", "production");

    assertThat(apps(list(STORE)))
        .extracting(app -> app.name().value(), ListedApp::stages)
        .containsExactlyInAnyOrder(
            tuple("shop", Set.of(new PipelineStage("store", "production"))),
            tuple("shop-pr-7", Set.of(new PipelineStage("store", "review"))));
  }

  @Test
  void listOfAllIsAskedForOnceAPass() {
    on.shop.inPipeline("store", "production");

    list(ALL);
    list(STORE);

    assertThat(on.heroku.calls().stream().filter(call -> call.path().equals("/apps"))).hasSize(1);
    assertThat(on.api.calls()).isEqualTo(3);
  }

  @Test
  void everyPageIsRead() {
    for (int i = 0; i < 24; i++) {
      on.model.createApp("app-" + i);
    }
    on.heroku.itemsPerPage(10);

    assertThat(names(list(ALL))).hasSize(25).doesNotHaveDuplicates();
    assertThat(on.heroku.calls()).hasSize(3);
    assertThat(on.lastCall().header("Range")).startsWith("id ]");
  }

  /** Heroku's lists in pages have answered 304 for ever: heroku/platform-api, issue 73. */
  @Test
  void listIsNeverAskedForUnderACondition() {
    list(ALL);
    on.apiWith(Fixture.TOKEN).lists().list(ALL, AMPLE);

    assertThat(on.heroku.calls())
        .allSatisfy(call -> assertThat(call.header("If-None-Match")).isEmpty());
  }

  @Test
  void partOfAListIsNoList() {
    for (int i = 0; i < 24; i++) {
      on.model.createApp("app-" + i);
    }
    on.heroku.itemsPerPage(10);
    on.heroku.fail(
        call -> call.header("Range").contains("]"), 2, SimulatedHeroku.refusal(503, "unavailable"));

    assertThat(list(ALL)).isInstanceOf(Failed.class);
  }

  /** Such a list would be asked for again and again. */
  @ParameterizedTest
  @ValueSource(strings = {"id ..; max=1000", ""})
  void nextRangeThatLeadsNowhereIsNoList(String next) {
    on.heroku.failAlways(Fault.answer(Reply.json(206, "[]").with("Next-Range", next)));

    assertThat(list(ALL))
        .isInstanceOfSatisfying(
            Failed.class,
            failed ->
                assertThat(failed.detail())
                    .startsWith("206, a part of a list without a next range"));
    assertThat(on.heroku.calls()).hasSize(1);
  }

  @Test
  void appThatIsCoupledTwiceIsOneApp() {
    on.shop.inPipeline("store", "production");
    String coupling = "{\"app\":{\"id\":\"%s\"},\"stage\":\"%s\"}";
    on.heroku.fail(
        call -> call.path().endsWith("/pipeline-couplings"),
        1,
        Fault.body(
            "[%s,%s]"
                .formatted(
                    coupling.formatted(on.shop.id(), "production"),
                    coupling.formatted(on.shop.id(), "staging"))));

    assertThat(apps(list(STORE)))
        .extracting(app -> app.name().value(), ListedApp::stages)
        .containsExactly(tuple("shop", Set.of(new PipelineStage("store", "production"))));
  }

  @Test
  void listWithoutEndIsGivenUp() {
    for (int i = 0; i < 24; i++) {
      on.model.createApp("app-" + i);
    }
    on.heroku.itemsPerPage(1);

    assertThat(list(ALL)).isInstanceOf(Failed.class);
    assertThat(on.heroku.calls()).hasSize(20);
  }

  @ParameterizedTest
  @CsvSource({
    "401, unauthorized, UNAUTHORIZED",
    "403, forbidden, FORBIDDEN",
    "404, not_found, NOT_FOUND",
    "429, rate_limit, RATE_LIMITED",
    "503, unavailable, HEROKU_FAILED"
  })
  void refusalKeepsItsCause(int status, String id, Cause cause) {
    on.heroku.failAlways(SimulatedHeroku.refusal(status, id));

    assertThat(list(ACME))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.cause()).isEqualTo(cause);
              assertThat(failed.detail()).startsWith(status + " " + id);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}",
        "[{\"name\":\"shop\"}]",
        "[{\"id\":\"1\",\"name\":\"a b\"}]",
        "[null]",
        "<html>",
      })
  void whatIsNoListOfAppsIsAFailure(String body) {
    on.heroku.failAlways(Fault.body(body));

    assertThat(list(ALL))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.cause()).isEqualTo(Cause.UNREADABLE));
  }

  @Test
  void appIsLookedUpByItsIdWhateverItsName() {
    on.model.rename("shop", "store");

    assertThat(lookUp(on.shop.id()))
        .isInstanceOfSatisfying(
            AppAnswer.Found.class,
            found -> assertThat(found.app().name()).isEqualTo(new AppName("store")));
    on.model.delete("store");
    assertThat(lookUp(on.shop.id())).isEqualTo(new AppAnswer.Gone());
  }

  @Test
  void appThatCannotBeLookedUpIsNotGone() {
    on.heroku.failAlways(SimulatedHeroku.refusal(403, "forbidden"));

    assertThat(lookUp(on.shop.id())).isInstanceOf(AppAnswer.Failed.class);
  }

  @Test
  void otherAppThanTheOneAskedForIsNotTakenForIt() {
    on.heroku.failAlways(Fault.body("{\"id\":\"other\",\"name\":\"blog\"}"));

    assertThat(lookUp(on.shop.id()))
        .isEqualTo(new AppAnswer.Failed("Heroku answered with another app"));
  }

  @Test
  void withoutTimeNothingIsAsked() {
    assertThat(on.api.lists().list(ALL, Fixture.in(Duration.ZERO))).isInstanceOf(Failed.class);
    assertThat(on.heroku.calls()).isEmpty();
  }

  private ListAnswer list(AppList list) {
    return on.api.lists().list(list, AMPLE);
  }

  private AppAnswer lookUp(String id) {
    return on.api.lists().app(new AppId(id), AMPLE);
  }

  private static List<ListedApp> apps(ListAnswer answer) {
    return ((Listed) answer).apps();
  }

  private static List<String> names(ListAnswer answer) {
    return apps(answer).stream().map(app -> app.name().value()).toList();
  }
}
