package dev.herokumattermost.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herokumattermost.local.heroku.DynoRow;
import dev.herokumattermost.local.heroku.SimulatedApp;
import dev.herokumattermost.local.mattermost.SimulatedPost;
import dev.herokumattermost.local.page.Command.BadDeploy;
import dev.herokumattermost.local.page.Command.Course;
import dev.herokumattermost.local.page.Command.Crash;
import dev.herokumattermost.local.page.Command.Cycle;
import dev.herokumattermost.local.page.Command.Deploy;
import dev.herokumattermost.local.page.Command.Emoji;
import dev.herokumattermost.local.page.Command.Fix;
import dev.herokumattermost.local.page.Command.HerokuCondition;
import dev.herokumattermost.local.page.Command.Log;
import dev.herokumattermost.local.page.Command.Maintenance;
import dev.herokumattermost.local.page.Command.MattermostCondition;
import dev.herokumattermost.local.page.Command.OfServices;
import dev.herokumattermost.local.page.Command.PlatformError;
import dev.herokumattermost.local.page.Command.PlatformError.Code;
import dev.herokumattermost.local.page.Command.React;
import dev.herokumattermost.local.page.Command.Restart;
import dev.herokumattermost.local.page.Command.RestartAll;
import dev.herokumattermost.local.page.Command.RollBack;
import dev.herokumattermost.local.page.Command.Scale;
import dev.herokumattermost.local.page.Command.SetHeroku;
import dev.herokumattermost.local.page.Command.SetMattermost;
import dev.herokumattermost.local.page.Command.Sleep;
import dev.herokumattermost.local.page.Command.Wake;
import dev.herokumattermost.local.page.Controls.Refused;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each command does to the simulated services, and what the function makes of it. */
class ServiceCommandsTest {
  private SimulatedWatch watch;
  private SimulatedApp api;

  @BeforeEach
  void start() throws Exception {
    watch = new SimulatedWatch(Map.of());
    api = watch.services.model.app("api");
  }

  @AfterEach
  void stop() {
    watch.close();
  }

  @Test
  void crashedDynoStaysDownUntilItIsFixed() throws Exception {
    does(new Crash("api", "web.1", 1, Course.STAYS_DOWN));
    later(Duration.ofMinutes(5));
    assertThat(state("web.1")).isEqualTo("crashed");

    does(new Fix("api", "web.1"));
    later(Duration.ofSeconds(10));
    assertThat(state("web.1")).isEqualTo("up");
  }

  @Test
  void crashedDynoIsRestartedOrLoops() throws Exception {
    does(new Crash("api", "web.1", 1, Course.RESTARTS));
    does(new Crash("api", "web.2", 1, Course.LOOPS));
    later(Duration.ofMinutes(1));

    assertThat(state("web.1")).isEqualTo("up");
    assertThat(state("web.2")).isEqualTo("crashed");
  }

  @Test
  void platformErrorsAreLogged() throws Exception {
    does(new PlatformError("api", "web.1", Code.R10));
    does(new PlatformError("api", "web.2", Code.R14));
    does(new PlatformError("api", "worker.1", Code.R15));

    assertThat(api.log(1500, "", "heroku"))
        .anyMatch(line -> line.contains("[web.1]: Error R10"))
        .anyMatch(line -> line.contains("[web.2]: Error R14"))
        .anyMatch(line -> line.contains("[worker.1]: Error R15"));
  }

  @Test
  void restartsReplaceDynos() throws Exception {
    List<String> before = ids();
    does(new Restart("api", "web.1"));
    does(new Cycle("api", "web.2"));
    assertThat(ids())
        .containsAll(before.subList(2, 4))
        .doesNotContainAnyElementsOf(before.subList(0, 2));

    does(new RestartAll("api"));
    assertThat(ids()).doesNotContainAnyElementsOf(before);
  }

  @Test
  void deployThatDoesNotSurviveCrashesUntilItIsRolledBack() throws Exception {
    assertThat(watch.carryOut(new Deploy("api"))).isEqualTo("Ada deployed api v2.");
    does(new BadDeploy("api"));
    later(Duration.ofMinutes(1));
    assertThat(List.of(state("web.1"), state("web.2"), state("worker.1")))
        .containsExactly("crashed", "crashed", "up");
    assertThat(api.log(1500, "web.1", "app")).last().asString().contains("BILLING_ENDPOINT");

    does(new RollBack("api"));
    later(Duration.ofMinutes(1));
    assertThat(api.dynos()).allMatch(dyno -> dyno.state().equals("up"));
  }

  @Test
  void firstReleaseCannotBeRolledBack() {
    assertThatThrownBy(() -> watch.carryOut(new RollBack("api")))
        .isInstanceOf(Refused.class)
        .hasMessage("api has no release to go back to.");
  }

  @Test
  void appsAreScaledSleepAndAreInMaintenance() throws Exception {
    does(new Scale("api", "worker", 1));
    does(new Sleep("api"));
    does(new Maintenance("api", true));
    assertThat(api.dynos()).hasSize(3);
    assertThat(List.of(state("web.1"), state("worker.1"))).containsExactly("idle", "up");
    assertThat(api.maintenance()).isTrue();

    does(new Wake("api"));
    later(Duration.ofSeconds(10));
    assertThat(state("web.1")).isEqualTo("up");
  }

  @Test
  void lineIsLoggedAsItIs() throws Exception {
    does(new Log("api", "web.1", "``` @all"));

    assertThat(api.log(1, "web.1", "app")).singleElement().asString().endsWith(": ``` @all");
  }

  @Test
  void herokuAnswersAsItIsSet() throws Exception {
    assertThat(pass()).containsEntry("read", 2);
    does(new SetHeroku(HerokuCondition.DOWN));
    assertThat(pass()).containsEntry("read", 0).asString().contains("HEROKU_FAILED");
    does(new SetHeroku(HerokuCondition.TOKEN_REVOKED));
    assertThat(pass()).containsEntry("read", 0).asString().contains("UNAUTHORIZED");
    does(new SetHeroku(HerokuCondition.WELL));
    assertThat(pass()).containsEntry("read", 2);
  }

  @Test
  void mattermostAnswersAsItIsSet() throws Exception {
    pass();
    does(new Crash("api", "web.1", 1, Course.STAYS_DOWN));
    does(new SetMattermost(MattermostCondition.DOWN));
    assertThat(pass()).containsEntry("waiting", 1);
    does(new SetMattermost(MattermostCondition.READ_ONLY));
    assertThat(pass()).containsEntry("waiting", 1);
    does(new SetMattermost(MattermostCondition.WELL));
    later(Duration.ofMinutes(10));
    assertThat(pass()).containsEntry("waiting", 0);
    assertThat(watch.services.mattermost.channel().roots()).hasSize(1);
  }

  @Test
  void firstPostIsAcknowledged() throws Exception {
    pass();
    does(new Crash("api", "web.1", 1, Course.STAYS_DOWN));
    pass();
    SimulatedPost root = watch.services.mattermost.channel().roots().getFirst();
    does(new React(root.notifications().getFirst(), Emoji.EYES));
    pass();

    assertThat(watch.items().get("api")).contains("\"name\" : \"ada\"");
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertRefused(new Deploy("shop"), "There is no app shop.");
    assertRefused(new Fix("api", "web.9"), "api has no dyno web.9.");
    assertRefused(new React("nothing", Emoji.EYES), "There is no such post to react to.");
  }

  private void assertRefused(OfServices command, String why) {
    assertThatThrownBy(() -> watch.carryOut(command)).isInstanceOf(Refused.class).hasMessage(why);
  }

  private void does(OfServices command) throws Refused {
    watch.carryOut(command);
  }

  private Map<String, Object> pass() {
    later(SimulatedWatch.EVERY);
    return watch.pass(new LocalContext(_ -> {}));
  }

  private void later(Duration time) {
    watch.moveTo(watch.now().plus(time));
  }

  private String state(String dyno) {
    return api.row(dyno).state();
  }

  private List<String> ids() {
    return api.dynos().stream().map(DynoRow::id).toList();
  }
}
