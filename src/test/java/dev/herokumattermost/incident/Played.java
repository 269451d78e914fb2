package dev.herokumattermost.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.detect.Comparison;
import dev.herokumattermost.detect.Evidence;
import dev.herokumattermost.detect.NeededEvidence;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Lookup.Known;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.dyno.Reading.Dynos;
import dev.herokumattermost.dyno.SimulatedFacts;
import dev.herokumattermost.incident.History.Step;
import dev.herokumattermost.local.ManualClock;
import dev.herokumattermost.local.heroku.CrashRow;
import dev.herokumattermost.local.heroku.DynoRow;
import dev.herokumattermost.local.heroku.HerokuModel;
import dev.herokumattermost.local.heroku.SimulatedApp;
import dev.herokumattermost.outbox.ChannelPost;
import dev.herokumattermost.outbox.DeliveryRules;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.PostId;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.rules.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A history played on the model of Heroku, with the watch looking on. */
final class Played {
  private final Rules rules;
  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-24T02:00:00Z"));
  private final SimulatedApp app;
  private final List<AlertEvent> told = new ArrayList<>();
  private final Set<Integer> failedReleases = new HashSet<>();
  private final List<String> lines = new ArrayList<>();
  private final Map<String, Integer> counted = new HashMap<>();
  private final Map<String, Integer> inAll = new HashMap<>();
  private StoredApp stored = StoredApp.unknown(new AppName("api"));
  private Set<String> listed = Set.of();
  private int crashesBefore;

  Played(History history, Rules rules) {
    this.rules = rules;
    var beginning = history.beginning();
    app =
        new HerokuModel(clock, history.seed())
            .createApp("api", beginning.generation())
            .bootsIn(beginning.boot())
            .releases(beginning.rollout())
            .crashRestartsKeepId(beginning.keepsIds());
    app.scale("web", beginning.webs());
    app.scale("worker", beginning.workers());
    clock.advance(Duration.ofMinutes(10));
    look();
    history.steps().forEach(this::take);
  }

  private void take(Step step) {
    switch (step.event()) {
      case NOTHING -> {}
      case DEPLOY -> app.deploy("4f2d2e92", "ada@example.com");
      case CONFIG -> app.setConfig("FOO", "ada@example.com");
      case RESTART_ALL -> app.restart();
      case RESTART_ONE -> onOne("up", step, app::restart);
      case CYCLE -> onOne("up", step, app::cycle);
      case SCALE_WEB -> app.scale("web", step.which() % 5);
      case SCALE_WORKER -> app.scale("worker", step.which() % 3);
      case RESIZE -> app.resize("web", step.which() % 2 == 0 ? "Standard-2X" : "Basic");
      case ONE_OFF -> app.oneOff("run", "rake");
      case RELOCATE -> onOne("up", step, app::relocate);
      case NAP ->
          onOne(
              "up",
              step,
              dyno -> {
                app.idle(dyno);
                clock.advance(Duration.ofSeconds(3));
                app.unidle(dyno);
              });
      case FAILED_RELEASE -> app.deployInVain("0badc0de", "ada@example.com");
      case IDLE -> onOne("up", step, app::idle);
      case WAKE -> onOne("idle", step, app::unidle);
      case CRASH -> onOne("up", step, dyno -> app.crash(dyno, 1));
      case BREAK_DOWN -> onOne("up", step, dyno -> app.breakDown(dyno, 137));
      case CRASH_AND_STAY -> onOne("up", step, dyno -> app.crashStaying(dyno, 1));
      case HEAL -> heal();
    }
    lines.add(clock.instant() + " " + step.event() + " " + step.which());
    clock.advance(step.untilLook());
    look();
  }

  private void onOne(String state, Step step, Consumer<String> event) {
    var formed =
        app.dynos().stream()
            .map(DynoRow::name)
            .distinct()
            .filter(app::has)
            .map(app::row)
            .filter(dyno -> !dyno.type().equals("run") && dyno.state().equals(state))
            .map(DynoRow::name)
            .toList();
    if (!formed.isEmpty()) {
      String dyno = formed.get(step.which() % formed.size());
      event.accept(dyno);
    }
  }

  /** Everything is mended, and there is time to see it. */
  Played healed() {
    for (int look = 0; look < 25; look++) {
      if (look % 4 == 0) {
        heal();
      }
      clock.advance(Duration.ofMinutes(2));
      look();
    }
    return this;
  }

  private void heal() {
    List<String> names = app.dynos().stream().map(DynoRow::name).distinct().toList();
    for (String name : names) {
      if (app.has(name)) {
        app.fix(name);
      }
    }
  }

  private void look() {
    Comparison comparison = Comparison.of(stored.state().previous(), reading(), rules);
    NeededEvidence needs = NeededEvidence.of(comparison.changes());
    AppTransition transition = transition(comparison, needs);
    stored = after(transition);
    transition.changes().forEach(change -> lines.add("    " + change.summary()));
    List<AlertEvent> now =
        stored.outbox().notifications().stream().map(Notification::event).toList();
    crashed().forEach(crash -> lines.add("    really: " + crash));
    checkCrashes(now);
    for (Notification notification : stored.outbox().notifications()) {
      if (notification.event() instanceof ReleaseFailed(var release)) {
        assertThat(failedReleases.add(release.version())).as("told once%n%s", this).isTrue();
      } else {
        told.add(notification.event());
      }
      lines.add("    told: " + Brief.brief(notification.event()));
      var post =
          new ChannelPost(new PostId("post" + told.size() + "-" + failedReleases.size()), false);
      stored = DeliveryRules.delivered(stored, notification, post);
    }
    for (String incident : DeliveryRules.editsDue(stored, clock.instant())) {
      stored = DeliveryRules.edited(stored, stored.state().incident(incident).orElseThrow());
    }
    if (!needs.includes(NeededEvidence.Kind.FORMATION)) {
      Comparison again = Comparison.of(stored.state().previous(), reading(), rules);
      assertThat(transition(again, needs).events()).as("decided again %s", this).isEmpty();
    }
  }

  private AppTransition transition(Comparison comparison, NeededEvidence needs) {
    return AppTransition.of(stored.state(), comparison, evidence(needs), rules, clock.instant());
  }

  private StoredApp after(AppTransition transition) {
    return stored.after(transition, clock.instant(), clock.instant(), () -> "pending");
  }

  /**
   * Every crash of a dyno that had started by the last look and is there now is counted and told,
   * and no crash is counted twice. While it starts, a crash whose restart keeps the id looks like a
   * long start.
   */
  private void checkCrashes(List<AlertEvent> now) {
    Set<String> here = app.dynos().stream().map(DynoRow::name).collect(Collectors.toSet());
    List<CrashRow> since = crashed();
    for (String type : List.of("web", "worker")) {
      long traced =
          since.stream()
              .filter(crash -> crash.type().equals(type))
              .filter(crash -> listed.contains(crash.dyno()) && here.contains(crash.dyno()))
              .count();
      int newly = newlyCounted(type);
      assertThat(inAll.merge(type, newly, Integer::sum))
          .as("crashes of %s counted so far%n%s", type, this)
          .isLessThanOrEqualTo(countOf(app.crashes(), type));
      if (traced > 0) {
        assertThat(newly).as("crashes of %s counted%n%s", type, this).isPositive();
        assertThat(isOpen(type) || now.stream().anyMatch(event -> tellsOf(event, type)))
            .as("a crash of %s is told, or part of what was told%n%s", type, this)
            .isTrue();
      }
    }
    listed =
        app.dynos().stream()
            .filter(dyno -> !dyno.state().equals("starting"))
            .map(DynoRow::name)
            .collect(Collectors.toSet());
    crashesBefore = app.crashes().size();
  }

  /** What crashed since the last look. */
  private List<CrashRow> crashed() {
    List<CrashRow> ever = app.crashes();
    return ever.subList(crashesBefore, ever.size());
  }

  private int newlyCounted(String type) {
    int newly = 0;
    for (Incident incident : stored.state().incidents()) {
      if (incident.type().value().equals(type)) {
        Integer before =
            counted.put(incident.id() + " " + incident.failingSince(), incident.crashes());
        newly += incident.crashes() - (before == null ? 0 : before);
      }
    }
    return newly;
  }

  private static int countOf(List<CrashRow> crashes, String type) {
    return (int) crashes.stream().filter(crash -> crash.type().equals(type)).count();
  }

  private boolean isOpen(String type) {
    return stored.state().openIncident(new ProcessType(type)).isPresent();
  }

  private static boolean tellsOf(AlertEvent event, String type) {
    return Brief.brief(event).startsWith(type + " ");
  }

  private Dynos reading() {
    return new Dynos(stored.app(), clock.instant(), new SimulatedFacts(app).dynos());
  }

  private Evidence evidence(NeededEvidence needs) {
    return new Evidence(
        needs.includes(NeededEvidence.Kind.RELEASES)
            ? new Known<>(new SimulatedFacts(app).releases())
            : Evidence.notAsked(),
        needs.includes(NeededEvidence.Kind.LOG)
            ? new Known<>(new SimulatedFacts(app).log())
            : Evidence.notAsked(),
        needs.includes(NeededEvidence.Kind.FORMATION)
            ? new Known<>(new SimulatedFacts(app).formation())
            : Evidence.notAsked(),
        new Known<>(app.maintenance()),
        List.of());
  }

  StoredApp stored() {
    return stored;
  }

  List<AlertEvent> told() {
    return told;
  }

  /** Warnings are told alone, and begin a pair only once they have come true. */
  long openings() {
    return told.stream()
        .filter(
            event ->
                event instanceof IncidentEvent.OverBeforeDelivery
                    || event instanceof IncidentEvent.DynosFailed failed && failed.begins())
        .count();
  }

  long endings() {
    return told.stream()
        .filter(
            event ->
                event instanceof IncidentEvent.OverBeforeDelivery
                    || event instanceof IncidentEvent.Closed
                    || event instanceof IncidentEvent.Recovered)
        .count();
  }

  /** The timeline: what happened, what was made of it, what was told. */
  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
