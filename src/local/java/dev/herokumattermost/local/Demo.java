package dev.herokumattermost.local;

import dev.herokumattermost.WatchFunction;
import dev.herokumattermost.local.heroku.SimulatedApp;
import dev.herokumattermost.local.http.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A demo of the function with two apps on a simulated Heroku and a channel on a simulated
 * Mattermost, over HTTP. The clock advances by two minutes before each pass.
 */
final class Demo implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMinutes(2);

  /** How long the apps have been up when it begins. */
  private static final Duration BEFORE = Duration.ofHours(1);

  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-24T02:00:00Z"));
  private final Services services;
  private final SimulatedApp api;
  private final SimulatedApp frontend;
  private final WatchFunction function;
  private final Console console;

  private Demo() throws IOException {
    services = new Services(InetAddress.getLoopbackAddress(), 0, clock);
    api = services.model.app("api").bootsIn(Duration.ofSeconds(10));
    frontend = services.model.app("web-frontend").bootsIn(Duration.ofSeconds(10));
    console = new Console(clock, services.mattermost.channel());
    var table = services.dynamo.client();
    function = new WatchFunction(services.environment("127.0.0.1"), clock, table, _ -> {});
    clock.advance(BEFORE);
  }

  /**
   * Runs the demo.
   *
   * @param once whether to end after the last step
   * @return whether everything went as expected
   */
  static boolean run(boolean once) throws IOException, InterruptedException {
    try (var demo = new Demo()) {
      demo.run();
      boolean passed = demo.console.passed();
      if (!once) {
        demo.goOn();
      }
      return passed;
    }
  }

  /** Checks all that a pass needs. */
  static Map<String, Object> examine() throws IOException {
    try (var demo = new Demo()) {
      return LocalInvocation.invoke(
          demo.function, Map.of("action", "doctor"), new LocalContext(_ -> {}));
    }
  }

  private void run() {
    console.step("All is well.");
    pass();
    console.expectSilence();

    console.step("web.1 of api crashes.");
    api.print(
        "web.1", "PG::ConnectionBad: could not connect to postgres://api:hunter2@10.0.3.7/api");
    api.print("web.1", "\tfrom /app/config/initializers/billing.rb:7:in '<main>'");
    api.crashStaying("web.1", 1);
    pass();
    console.expectPost("`api` `web`", "1 of 2 dynos crashed", "web.1", "exit 1", "billing.rb:7");

    console.step("It is still down.");
    pass();
    console.expectSilence();

    console.step("It is up again, and stays up.");
    api.fix("web.1");
    pass();
    pass();
    console.expectReply("recovered", "web.1");

    console.step("A worker is scaled away.");
    api.scale("worker", 1);
    pass();
    console.expectSilence();

    console.step("Heroku answers 503 and HTML.");
    services.heroku.failAlways("api", Fault.proxyPage(503));
    pass();
    console.expectSilence();
    services.heroku.clearFaults();

    console.step("Mattermost is down while a dyno of web-frontend crashes.");
    services.mattermost.down();
    for (int warning = 0; warning < 12; warning++) {
      frontend.memoryExceeded("web.2");
    }
    frontend.crashStaying("web.2", 137);
    pass();
    console.expectSilence();

    console.step("Mattermost is back: the alert arrives, once.");
    services.mattermost.up();
    pass();
    console.expectPost("`web-frontend` `web`", "web.2", "exit 137", "R14 ×12", "Delivered late");
    pass();
    console.expectSilence();

    frontend.fix("web.2");
    pass();
    pass();
    console.expectReply("recovered");
    deploys();
  }

  private void deploys() {
    console.step("Somebody deploys api.");
    api.deploy("4f2d2e92", "ada@example.com");
    pass();
    console.expectSilence();

    console.step("The next deploy does not survive.");
    api.deploy("0badc0de", "ada@example.com");
    clock.advance(Duration.ofSeconds(30));
    api.print("web.1", "config/initializers/billing.rb:7: key not found: BILLING_ENDPOINT");
    api.crashStaying("web.1", 1);
    pass();
    console.expectPost("`api` `web`", "after release", "Deploy 0badc0de", "BILLING_ENDPOINT");
    api.rollback(api.releases().getLast().version() - 1, "ada@example.com");
    api.fix("web.1");
    pass();
    pass();
    console.expectReply("recovered");

    console.step("A worker crashes and is up again before the next pass.");
    clock.advance(Duration.ofMinutes(30));
    pass();
    console.expectSilence();
    api.crash("worker.1", 143);
    pass();
    console.expectPost("`api` `worker`", "exit 143", "up again");

    console.step("web.2 of web-frontend is in a crash loop.");
    frontend.breakDown("web.2", 1);
    for (int passes = 0; passes < 8; passes++) {
      pass();
    }
    console.expectOneThread("`web-frontend` `web`", "crash loop");
  }

  private void pass() {
    clock.advance(EVERY);
    services.model.tick();
    console.report(LocalInvocation.invoke(function, Map.of("action", "watch"), console.context()));
  }

  private void goOn() throws InterruptedException {
    System.out.printf(
        "%nHeroku is simulated at %s (token %s),%nMattermost at %s (token %s).%n"
            + "A pass runs every ten seconds. To make a dyno crash:%n%n"
            + "  curl -X POST %s/crash/api/web.1%n%nCtrl-C ends it.%n",
        services.heroku.uri(),
        Services.TOKEN,
        services.mattermost.uri(),
        services.mattermost.token().reveal(),
        services.control());
    while (true) {
      Thread.sleep(Duration.ofSeconds(10));
      pass();
    }
  }

  @Override
  public void close() {
    services.close();
  }
}
