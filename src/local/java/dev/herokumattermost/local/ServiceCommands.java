package dev.herokumattermost.local;

import dev.herokumattermost.local.heroku.DynoRow;
import dev.herokumattermost.local.heroku.ReleaseRow;
import dev.herokumattermost.local.heroku.SimulatedApp;
import dev.herokumattermost.local.heroku.SimulatedHeroku;
import dev.herokumattermost.local.http.Fault;
import dev.herokumattermost.local.mattermost.SimulatedMattermost;
import dev.herokumattermost.local.page.Command.BadDeploy;
import dev.herokumattermost.local.page.Command.Crash;
import dev.herokumattermost.local.page.Command.Cycle;
import dev.herokumattermost.local.page.Command.Deploy;
import dev.herokumattermost.local.page.Command.Emoji;
import dev.herokumattermost.local.page.Command.Fix;
import dev.herokumattermost.local.page.Command.HerokuCondition;
import dev.herokumattermost.local.page.Command.Log;
import dev.herokumattermost.local.page.Command.Maintenance;
import dev.herokumattermost.local.page.Command.MattermostCondition;
import dev.herokumattermost.local.page.Command.OfApp;
import dev.herokumattermost.local.page.Command.OfDyno;
import dev.herokumattermost.local.page.Command.OfServices;
import dev.herokumattermost.local.page.Command.PlatformError;
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
import java.util.Locale;

/** Carries out commands on the simulated services, and says in a sentence what was done. */
final class ServiceCommands {
  private static final String SOMEBODY = "ada@example.com";
  private static final Duration SLOW = Duration.ofSeconds(1);
  private static final String WEB = "web";
  private static final String LAST_WORDS =
      "config/initializers/billing.rb:7: key not found: BILLING_ENDPOINT";

  private final Services services;
  private volatile HerokuCondition herokuCondition = HerokuCondition.WELL;
  private volatile MattermostCondition mattermostCondition = MattermostCondition.WELL;

  ServiceCommands(Services services) {
    this.services = services;
  }

  HerokuCondition herokuCondition() {
    return herokuCondition;
  }

  MattermostCondition mattermostCondition() {
    return mattermostCondition;
  }

  /**
   * Carries out a command.
   *
   * @throws Refused if there is no such app, dyno or post
   */
  String carryOut(OfServices command) throws Refused {
    return switch (command) {
      case OfApp ofApp -> {
        SimulatedApp app =
            services
                .model
                .find(ofApp.app())
                .orElseThrow(() -> new Refused("There is no app " + ofApp.app() + "."));
        yield carryOut(ofApp, app);
      }
      case SetHeroku(var condition) -> heroku(condition);
      case SetMattermost(var condition) -> mattermost(condition);
      case React react -> react(react);
    };
  }

  private static String carryOut(OfApp command, SimulatedApp app) throws Refused {
    String name = app.name();
    return switch (command) {
      case OfDyno ofDyno -> {
        if (!app.has(ofDyno.dyno())) {
          throw new Refused(name + " has no dyno " + ofDyno.dyno() + ".");
        }
        yield carryOut(ofDyno, app, ofDyno.dyno());
      }
      case RestartAll _ -> {
        app.restart();
        yield "Somebody restarted all dynos of " + name + ".";
      }
      case Deploy _ -> "Ada deployed %s v%d.".formatted(name, deploy(app, "4f2d2e92").version());
      case BadDeploy _ -> badDeploy(app);
      case RollBack _ -> rollBack(app);
      case Scale(var _, var type, var dynos) -> {
        app.scale(type, dynos);
        yield "Somebody scaled %s of %s to %d.".formatted(type, name, dynos);
      }
      case Sleep _ -> {
        webDynos(app).stream()
            .filter(row -> row.state().equals("up"))
            .forEach(row -> app.idle(row.name()));
        yield "The web dynos of " + name + " sleep.";
      }
      case Wake _ -> {
        webDynos(app).stream()
            .filter(row -> row.state().equals("idle"))
            .forEach(row -> app.unidle(row.name()));
        yield "The web dynos of " + name + " wake up.";
      }
      case Maintenance(var _, var on) -> {
        app.maintenance(on);
        yield "%s is %s maintenance mode.".formatted(name, on ? "in" : "out of");
      }
    };
  }

  private static String carryOut(OfDyno command, SimulatedApp app, String dyno) {
    String which = dyno + " of " + app.name();
    return switch (command) {
      case Crash(var _, var _, var exit, var course) -> {
        switch (course) {
          case RESTARTS -> app.crash(dyno, exit);
          case STAYS_DOWN -> app.crashStaying(dyno, exit);
          case LOOPS -> app.breakDown(dyno, exit);
        }
        yield which + " crashed with exit " + exit + ".";
      }
      case PlatformError(var _, var _, var code) -> {
        switch (code) {
          case R10 -> app.bootTimeout(dyno);
          case R14 -> app.memoryExceeded(dyno);
          case R15 -> app.memoryVastlyExceeded(dyno);
        }
        yield which + " has error " + code + ".";
      }
      case Fix _ -> {
        app.fix(dyno);
        yield which + " is fixed.";
      }
      case Restart _ -> {
        app.restart(dyno);
        yield "Somebody restarted " + which + ".";
      }
      case Cycle _ -> {
        app.cycle(dyno);
        yield "Heroku cycles " + which + ".";
      }
      case Log(var _, var _, var text) -> {
        text.lines().forEach(line -> app.print(dyno, line));
        yield which + " logged a line.";
      }
    };
  }

  private static ReleaseRow deploy(SimulatedApp app, String commit) {
    return app.deploy(commit, SOMEBODY);
  }

  private static String badDeploy(SimulatedApp app) {
    ReleaseRow release = deploy(app, "0badc0de");
    for (DynoRow dyno : webDynos(app)) {
      app.breakFromNextStart(dyno.name(), 1, LAST_WORDS);
    }
    return "Ada deployed %s v%d, which does not survive.".formatted(app.name(), release.version());
  }

  private static String rollBack(SimulatedApp app) throws Refused {
    int version = app.releases().getLast().version() - 1;
    if (version < 1) {
      throw new Refused(app.name() + " has no release to go back to.");
    }
    app.rollback(version, SOMEBODY);
    app.dynos().forEach(dyno -> app.fix(dyno.name()));
    return "Ada rolled %s back to v%d.".formatted(app.name(), version);
  }

  private static List<DynoRow> webDynos(SimulatedApp app) {
    return app.dynos().stream().filter(dyno -> dyno.type().equals(WEB)).toList();
  }

  private String heroku(HerokuCondition condition) {
    herokuCondition = condition;
    services.heroku.clearFaults();
    switch (condition) {
      case WELL -> {}
      case DOWN -> services.heroku.failAlways(Fault.proxyPage(503));
      case SLOW -> services.heroku.failAlways(Fault.slow(SLOW));
      case TOKEN_REVOKED ->
          services.heroku.failAlways(SimulatedHeroku.refusal(401, "unauthorized"));
    }
    return "Heroku: " + words(condition) + ".";
  }

  private String mattermost(MattermostCondition condition) {
    mattermostCondition = condition;
    var faults = services.mattermost.faults();
    faults.clear();
    services.mattermost.up();
    switch (condition) {
      case WELL -> {}
      case DOWN -> services.mattermost.down();
      case SLOW -> faults.untilCleared("", Fault.slow(SLOW));
      case READ_ONLY ->
          faults.untilCleared(
              "POST /api/v4/posts",
              SimulatedMattermost.error(403, "api.context.permissions.app_error"));
    }
    return "Mattermost: " + words(condition) + ".";
  }

  private String react(React react) throws Refused {
    var post =
        services.mattermost.channel().roots().stream()
            .filter(root -> String.join(" ", root.notifications()).equals(react.notification()))
            .findFirst()
            .orElseThrow(() -> new Refused("There is no such post to react to."));
    String emoji = react.emoji().name().toLowerCase(Locale.ROOT);
    services.mattermost.react(services.mattermost.ada(), post.id(), emoji);
    return react.emoji() == Emoji.EYES
        ? "Ada has acknowledged the incident."
        : "Ada has muted the incident until it is over.";
  }

  private static String words(Enum<?> condition) {
    return condition.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
