package dev.herokumattermost.local;

import dev.herokumattermost.local.page.Command.BadDeploy;
import dev.herokumattermost.local.page.Command.Course;
import dev.herokumattermost.local.page.Command.Crash;
import dev.herokumattermost.local.page.Command.Deploy;
import dev.herokumattermost.local.page.Command.Fix;
import dev.herokumattermost.local.page.Command.HerokuCondition;
import dev.herokumattermost.local.page.Command.Log;
import dev.herokumattermost.local.page.Command.MattermostCondition;
import dev.herokumattermost.local.page.Command.OfServices;
import dev.herokumattermost.local.page.Command.PlatformError;
import dev.herokumattermost.local.page.Command.PlatformError.Code;
import dev.herokumattermost.local.page.Command.RollBack;
import dev.herokumattermost.local.page.Command.Scale;
import dev.herokumattermost.local.page.Command.SetHeroku;
import dev.herokumattermost.local.page.Command.SetMattermost;
import dev.herokumattermost.local.page.Controls.Refused;
import dev.herokumattermost.local.page.LivePage;
import dev.herokumattermost.local.page.PageState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A demo of the function with two apps on a simulated Heroku and a channel on a simulated
 * Mattermost, over HTTP: a story in the terminal, and then the live page, on which it goes on. The
 * clock advances by two minutes before each pass.
 */
final class Demo implements AutoCloseable {
  private static final String API = "api";
  private static final String FRONTEND = "web-frontend";

  private final SimulatedWatch watch = SimulatedWatch.withWebhooks();
  private final PageState state = new PageState();
  private final Playback playback = new Playback(watch, state);
  private final Console console = new Console(watch::now, watch.services.mattermost.channel());

  private Demo() throws IOException {}

  /**
   * Runs the demo.
   *
   * @param once whether to end after the last step of the story
   * @param port of the live page
   * @return whether everything went as expected
   */
  static boolean run(boolean once, int port) throws IOException, InterruptedException {
    try (var demo = new Demo()) {
      demo.run();
      boolean passed = demo.console.passed();
      if (!once) {
        demo.goOn(port);
      }
      return passed;
    }
  }

  /** Checks all that a pass needs. */
  static Map<String, Object> examine() throws IOException {
    try (var watch = new SimulatedWatch(Map.of())) {
      return watch.invoke("doctor");
    }
  }

  private void run() throws InterruptedException {
    console.step("All is well.");
    pass();
    console.expectSilence();

    console.step("web.1 of api crashes.");
    does(
        new Log(
            API,
            "web.1",
            "PG::ConnectionBad: could not connect to postgres://api:hunter2@10.0.3.7/api\n"
                + "\tfrom /app/config/initializers/billing.rb:7:in '<main>'"));
    does(new Crash(API, "web.1", 1, Course.STAYS_DOWN));
    pass();
    console.expectPost("`api` `web`", "1 of 2 dynos crashed", "web.1", "exit 1", "billing.rb:7");

    console.step("It is still down.");
    pass();
    console.expectSilence();

    console.step("It is up again, and stays up.");
    does(new Fix(API, "web.1"));
    pass();
    pass();
    console.expectReply("recovered", "web.1");

    console.step("A worker is scaled away.");
    does(new Scale(API, "worker", 1));
    pass();
    console.expectSilence();

    console.step("Heroku answers 503 and HTML.");
    does(new SetHeroku(HerokuCondition.DOWN));
    pass();
    console.expectSilence();
    does(new SetHeroku(HerokuCondition.WELL));

    console.step("Mattermost is down while a dyno of web-frontend crashes.");
    does(new SetMattermost(MattermostCondition.DOWN));
    for (int warning = 0; warning < 12; warning++) {
      does(new PlatformError(FRONTEND, "web.2", Code.R14));
    }
    does(new Crash(FRONTEND, "web.2", 137, Course.STAYS_DOWN));
    pass();
    console.expectSilence();

    console.step("Mattermost is back: the alert arrives, once.");
    does(new SetMattermost(MattermostCondition.WELL));
    pass();
    console.expectPost("`web-frontend` `web`", "web.2", "exit 137", "R14 ×12", "Delivered late");
    pass();
    console.expectSilence();

    does(new Fix(FRONTEND, "web.2"));
    pass();
    pass();
    console.expectReply("recovered");
    deploys();
    webhooks();
    loops();
  }

  private void deploys() {
    console.step("Somebody deploys api.");
    does(new Deploy(API));
    pass();
    console.expectSilence();

    console.step("The next deploy does not survive.");
    does(new BadDeploy(API));
    pass();
    console.expectPost("`api` `web`", "after release", "Deploy 0badc0de", "BILLING_ENDPOINT");
    does(new RollBack(API));
    // After a crash loop, up for a minute is not yet well.
    pass();
    pass();
    console.expectSilence();
    pass();
    console.expectReply("recovered", "Rollback to v2");
  }

  private void webhooks() throws InterruptedException {
    console.step("With webhooks: worker.1 of api crashes between two passes.");
    watch.moveTo(watch.now().plus(Duration.ofSeconds(30)));
    doesWithWebhooks(new Crash(API, "worker.1", 137, Course.STAYS_DOWN));
    console.expectPost("`api` `worker`", "worker.1", "exit 137");

    console.step("The next pass has nothing new.");
    pass();
    console.expectSilence();
    does(new Fix(API, "worker.1"));
    pass();
    pass();
    console.expectReply("recovered");
  }

  private void loops() {
    console.step("A worker crashes and is up again before the next pass.");
    watch.moveTo(watch.now().plus(Duration.ofMinutes(30)));
    pass();
    console.expectSilence();
    does(new Crash(API, "worker.1", 143, Course.RESTARTS));
    pass();
    console.expectPost("`api` `worker`", "exit 143", "up again");

    console.step("web.2 of web-frontend is in a crash loop.");
    does(new Crash(FRONTEND, "web.2", 1, Course.LOOPS));
    for (int passes = 0; passes < 8; passes++) {
      pass();
    }
    console.expectOneThread("`web-frontend` `web`", "crash loop");
  }

  private void does(OfServices command) {
    try {
      watch.carryOut(command);
    } catch (Refused wrong) {
      throw new IllegalStateException("the story names what is not there", wrong);
    }
  }

  private void doesWithWebhooks(OfServices command) throws InterruptedException {
    try {
      Instant happens = watch.now();
      console.reportWebhooks(watch.carryOutWithWebhooks(command, console.context()), happens);
    } catch (Refused wrong) {
      throw new IllegalStateException("the story names what is not there", wrong);
    }
  }

  private void pass() {
    watch.moveTo(playback.nextPass());
    console.report(playback.pass(console.context()));
  }

  private void goOn(int port) throws IOException, InterruptedException {
    try (var page = new LivePage(state, playback, port)) {
      System.out.printf(
          "%nIt goes on at%n%n  %s%n%nwhere you can make things happen. Ctrl-C ends it.%n",
          page.uri());
      playback.run();
    }
  }

  @Override
  public void close() {
    playback.close();
    watch.close();
  }
}
