package dev.herokumattermost.interleaving;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.DynoId;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.interleaving.Turns.Broken;
import dev.herokumattermost.interleaving.Turns.Fault;
import dev.herokumattermost.outbox.StateStore;
import dev.herokumattermost.pass.Channel;
import dev.herokumattermost.pass.ReadingOptions;
import dev.herokumattermost.pass.Report;
import dev.herokumattermost.pass.Round;
import dev.herokumattermost.rules.ChannelName;
import dev.herokumattermost.rules.NamePatterns;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.rules.Route.Priority;
import dev.herokumattermost.rules.Rule;
import dev.herokumattermost.rules.Rules;
import dev.herokumattermost.wording.Presentation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where the world stands when passes begin to take turns.
 *
 * @param apps each with one dyno
 * @param routed whether a rule sends their alerts to a second channel, which by now is gone
 * @param start never changed; each schedule begins with a copy
 */
record Scenario(String name, Set<AppName> apps, boolean routed, World start) {
  static final Duration PERIOD = Duration.ofMinutes(2);
  private static final Duration PASS = Duration.ofSeconds(47);
  private static final Instant BEGIN = Instant.parse("2026-11-24T02:00:00Z");

  /** After so long another pass can take what a dead one had leased: all has settled. */
  private static final Duration LEASE_OVER = Duration.ofSeconds(108);

  /** How the dynos of all apps are. */
  enum Health {
    UP,
    CRASHED,
    /** Up again, as new instances. */
    RESTARTED
  }

  /** Rules of the house, broken on purpose. */
  record Sabotage(UnaryOperator<Channel> channel, UnaryOperator<StateStore> store) {
    static final Sabotage NONE = new Sabotage(UnaryOperator.identity(), UnaryOperator.identity());
  }

  ProcessType processType() {
    return new ProcessType(routed ? "worker" : "web");
  }

  Dyno dyno(AppName app, Health health) {
    Instant up = BEGIN.minus(Duration.ofDays(2));
    Instant crashed = BEGIN.plus(PERIOD).plusSeconds(60);
    Instant restarted = crashed.plusSeconds(90);
    boolean again = health == Health.RESTARTED;
    return new Dyno(
        new DynoId(app + (again ? "-2" : "-1")),
        processType() + ".1",
        processType(),
        health == Health.CRASHED ? DynoState.CRASHED : DynoState.UP,
        1,
        again ? restarted : up,
        health == Health.UP ? up : health == Health.CRASHED ? crashed : restarted,
        "Basic");
  }

  private Rules rules() {
    var second = new Route.NamedChannel(ChannelName.parse("ops/second"));
    Rule rule =
        Rule.DEFAULT
            .withProcesses(NamePatterns.of("worker"))
            .withRoute(new Route(second, List.of("@here"), Priority.URGENT));
    return Rules.of(routed ? List.of(rule) : List.of(), Set.of("run"), Rule.DEFAULT);
  }

  /** One pass over all apps. */
  void pass(World world, String name, Turns turns, Consumer<Object> learned, Sabotage sabotage)
      throws InterruptedException {
    var pending = new int[1];
    Report report =
        new Round(
                new Ports.Platform(world, this),
                sabotage.channel().apply(new Ports.Chat(world, turns, learned)),
                sabotage.store().apply(new Ports.Table(world, turns, learned)),
                apps,
                new Presentation(ZoneOffset.UTC, rules()),
                ReadingOptions.everyApp(1),
                () -> world.now,
                () -> name + "-pending" + ++pending[0],
                UnaryOperator.identity())
            .run(apps, world.now.plus(PASS));
    report.failures().stream()
        .filter(failure -> !failure.reason().endsWith(Ports.NO_ANSWER))
        .findFirst()
        .ifPresent(
            failure -> {
              throw new Broken("failed: " + failure);
            });
  }

  /** A pass that nothing befalls. */
  void calmPass(World world, Sabotage sabotage) {
    pass(world, Turns.ALONE, sabotage);
  }

  private void pass(World world, Turns turns, Sabotage sabotage) {
    try {
      pass(world, "calm", turns, _ -> {}, sabotage);
    } catch (InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** With one app: by a bot or a webhook, and for a channel that is gone. */
  static List<Scenario> ofOneApp() {
    return Stream.of(of(1, true, false), of(1, false, false), of(1, true, true))
        .flatMap(List::stream)
        .toList();
  }

  /** With so many apps that what opens for them is one post. */
  static List<Scenario> ofADigest() {
    return of(11, true, false);
  }

  private static List<Scenario> of(int count, boolean bot, boolean routed) {
    var apps = new TreeSet<AppName>();
    IntStream.rangeClosed(1, count).forEach(number -> apps.add(new AppName("app-" + number)));
    String name =
        (count == 1 ? "one app" : count + " apps")
            + (bot ? " by bot" : " by webhook")
            + (routed ? " to a channel that is gone" : "");
    var watched = new Scenario(name, apps, routed, new World(BEGIN, bot));
    World world = watched.start().copy();
    watched.calmPass(world, Sabotage.NONE);
    world.advance(PERIOD.plus(PERIOD));
    world.health = Health.CRASHED;
    var opens = new Scenario(name, apps, routed, world);

    var scenarios = new ArrayList<Scenario>(List.of(opens.at("opens", world)));
    scenarios.add(
        opens.at("the lease of a dead pass ran out, nothing posted", opens.leaseOver(false)));
    scenarios.add(opens.at("the lease of a dead pass ran out, posted", opens.leaseOver(true)));
    scenarios.add(opens.at("recovers", opens.aboutToRecover()));
    scenarios.add(
        opens.at(
            "recovers, and the failure is certainly not delivered",
            opens.endedWith(Fault.REFUSED)));
    if (bot) {
      scenarios.add(
          opens.at("recovers, and nobody knows of the failure", opens.inDoubt(Fault.KILLED)));
      scenarios.add(
          opens.at(
              "recovers, and nobody knows that the failure is there", opens.inDoubt(Fault.LATE)));
    }
    return scenarios;
  }

  private Scenario at(String what, World world) {
    World copy = world.copy();
    copy.secondGone = routed;
    return new Scenario(name + ": " + what, apps, routed, copy);
  }

  private record Stopped(World world, SteppedPass pass) {}

  private Stopped stoppedBeforePosting() {
    World world = start.copy();
    SteppedPass pass =
        SteppedPass.of("dead", turns -> pass(world, "dead", turns, _ -> {}, Sabotage.NONE));
    while (!pass.possible().contains(Fault.LATE)) {
      pass.go(Fault.NONE);
    }
    return new Stopped(world, pass);
  }

  /** A pass died just before or after it posted, and its lease has run out. */
  private World leaseOver(boolean posted) {
    Stopped stopped = stoppedBeforePosting();
    if (posted) {
      stopped.pass().go(Fault.NONE);
    }
    stopped.pass().end();
    stopped.world().advance(LEASE_OVER);
    return stopped.world();
  }

  /** After a pass whose post a fault befell, and when the dynos are well again. */
  private World endedWith(Fault fault) {
    Stopped stopped = stoppedBeforePosting();
    stopped.pass().go(fault);
    while (!stopped.pass().isOver()) {
      stopped.pass().go(Fault.NONE);
    }
    stopped.world().advance(PERIOD.plusSeconds(60));
    stopped.world().health = Health.RESTARTED;
    return stopped.world();
  }

  /** No look-up was answered until the recovery was decided, and both now wait. */
  private World inDoubt(Fault fault) {
    World world = endedWith(fault);
    for (int count = 0; world.mostWaiting() < 2; count++) {
      if (count == 10) {
        throw new IllegalStateException("it never recovers");
      }
      pass(world, (step, _) -> step.startsWith("find") ? Fault.REFUSED : Fault.NONE, Sabotage.NONE);
      world.advance(PERIOD);
    }
    return world;
  }

  /** Just before the pass that says that all is well again. */
  private World aboutToRecover() {
    World world = start.copy();
    calmPass(world, Sabotage.NONE);
    int posts = world.posts();
    world.health = Health.RESTARTED;
    for (int count = 0; count < 10; count++) {
      world.advance(PERIOD);
      World ahead = world.copy();
      calmPass(ahead, Sabotage.NONE);
      if (ahead.posts() > posts) {
        return world;
      }
      calmPass(world, Sabotage.NONE);
    }
    throw new IllegalStateException("it never recovers");
  }
}
