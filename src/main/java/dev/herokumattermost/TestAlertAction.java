package dev.herokumattermost;

import dev.herokumattermost.detect.Failure;
import dev.herokumattermost.detect.Rollback;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.dyno.Release;
import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.incident.IncidentEvent.FailureReport;
import dev.herokumattermost.incident.IncidentEvent.Opened;
import dev.herokumattermost.incident.IncidentEvent.SuspectRelease;
import dev.herokumattermost.incident.RaisedEvent;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.pass.Channel;
import dev.herokumattermost.pass.UnstoredDelivery;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.rules.Rules;
import dev.herokumattermost.wording.Presentation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The alert of an app that does not exist, delivered to real channels by the code that delivers
 * real alerts. People see what will come, and that it can come. Nothing of it is stored.
 */
final class TestAlertAction {
  private static final AppName APP = new AppName("sample-app");
  private static final ProcessType TYPE = new ProcessType("web");
  private static final String WORDS = "A sample alert: nothing is wrong";
  private static final int VERSION = 42;

  private final InstantSource clock;
  private final Presentation presentation;
  private final Supplier<String> pendingPostIds;
  private final List<String> posted = new ArrayList<>();
  private final List<String> missed = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  TestAlertAction(InstantSource clock, Presentation presentation, Supplier<String> pendingPostIds) {
    this.clock = clock;
    this.presentation = presentation;
    this.pendingPostIds = pendingPostIds;
  }

  /**
   * As the function returns it.
   *
   * @param posted the channels that have it
   * @param problems what went wrong, each with its channel
   */
  record Result(boolean ok, List<String> posted, List<String> problems) {}

  /**
   * Where alerts can go, and how loudly: the default channel and those that rules name.
   *
   * @param only just this one, whether a rule names it or not
   */
  static List<Route> routes(Rules rules, Optional<Route.Target> only) {
    var found = new LinkedHashMap<Route.Target, Route>();
    List<Route> named = rules.rules().stream().map(rule -> rule.route().marked(false)).toList();
    Route otherwise = named.getLast();
    found.put(new Route.DefaultChannel(), otherwise.to(new Route.DefaultChannel()));
    named.forEach(route -> found.putIfAbsent(route.target(), route));
    return only.map(target -> List.of(found.getOrDefault(target, otherwise.to(target))))
        .orElseGet(() -> List.copyOf(found.values()));
  }

  /**
   * Posts it to one channel, once.
   *
   * @param name of the channel, for the result
   * @param route its mentions are left out
   */
  void post(String name, Channel channel, Route route, Instant end) throws InterruptedException {
    if (posted.contains(name) || missed.contains(name)) {
      return;
    }
    UnstoredDelivery delivery = UnstoredDelivery.of(app(route), channel, presentation, clock, end);
    boolean there = !delivery.posted().isEmpty() && !delivery.rerouted();
    (there ? posted : missed).add(name);
    if (delivery.rerouted()) {
      problems.add(name + ": nothing was posted there, but in the default channel instead");
    }
    delivery.troubles().forEach(trouble -> problems.add(name + ": " + trouble));
    if (delivery.posted().isEmpty() && delivery.troubles().isEmpty()) {
      problems.add(name + ": no time was left to post");
    }
  }

  private StoredApp app(Route route) {
    Instant now = clock.instant();
    String thread = "%s/%s@%s".formatted(APP, TYPE, now);
    var quiet = new Route(route.target(), List.of(), route.priority());
    return StoredApp.unknown(APP)
        .after(
            AppState.unknown(APP),
            List.of(new RaisedEvent(thread, failure(now), quiet)),
            now,
            pendingPostIds);
  }

  private static Opened failure(Instant now) {
    Instant crashed = now.minus(Duration.ofMinutes(1));
    var dyno =
        new Failure(
            "web.1",
            DynoState.CRASHED,
            crashed,
            VERSION,
            null,
            1,
            crashed,
            1,
            List.of(),
            List.of(new LogLine(crashed, "app", "web.1", WORDS)));
    var release = new Release(VERSION, WORDS, "", crashed.minus(Duration.ofMinutes(1)));
    var suspect = new SuspectRelease(release, new Rollback.To(VERSION - 1));
    return new Opened(new FailureReport(TYPE, Set.of(), 2, 1, List.of(dyno), suspect));
  }

  String summary() {
    return "test-alert posted=%s missed=%s%s"
        .formatted(posted, missed, problems.isEmpty() ? "" : " | " + String.join(" | ", problems));
  }

  boolean ok() {
    return missed.isEmpty() && problems.isEmpty();
  }

  Result result() {
    return new Result(ok(), List.copyOf(posted), List.copyOf(problems));
  }
}
