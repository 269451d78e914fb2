package dev.herokumattermost.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.local.StoryClock;
import dev.herokumattermost.local.heroku.CrashRow;
import dev.herokumattermost.local.heroku.DynoRow;
import dev.herokumattermost.local.heroku.HerokuModel;
import dev.herokumattermost.local.heroku.SimulatedApp;
import dev.herokumattermost.watch.History.Step;
import dev.herokumattermost.watch.Lookup.Known;
import dev.herokumattermost.watch.Reading.Formation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A history played on the model of Heroku, with the watch looking on. */
final class Played {
  private final Rules rules;
  private final StoryClock clock = new StoryClock(Instant.parse("2026-11-24T02:00:00Z"));
  private final SimulatedApp app;
  private final Judge judge;
  private final List<News> told = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final Map<String, Integer> counted = new HashMap<>();
  private final Map<String, Integer> inAll = new HashMap<>();
  private Memory memory = Memory.nothing(new AppName("api"));
  private Set<String> listed = Set.of();
  private int crashesBefore;

  Played(History history, Rules rules) {
    this.rules = rules;
    judge = new Judge(rules, () -> "pending");
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
        app.heal(name);
      }
    }
  }

  private void look() {
    Comparison comparison = Comparison.of(memory, reading(), rules);
    Needs needs = Needs.of(comparison.findings());
    var judgement = judge.judge(memory, comparison, evidence(needs), clock.instant());
    memory = judgement.memory();
    judgement.verdicts().forEach(verdict -> lines.add("    " + verdict.summary()));
    List<News> now = memory.outbox().stream().map(Notice::news).toList();
    crashed().forEach(crash -> lines.add("    really: " + crash));
    checkCrashes(now);
    for (Notice notice : memory.outbox()) {
      told.add(notice.news());
      lines.add("    told: " + Telling.brief(notice.news()));
      memory = Dispatch.told(memory, notice, new Posted(new PostId("post" + told.size()), false));
    }
    for (Incident incident : memory.incidents()) {
      if (incident.outdated()) {
        memory = Dispatch.edited(memory, incident);
      }
    }
    if (!needs.formation()) {
      Comparison again = Comparison.of(memory, reading(), rules);
      assertThat(judge.judge(memory, again, evidence(needs), clock.instant()).memory().outbox())
          .as("judged again %s", this)
          .isEmpty();
    }
  }

  /**
   * Every crash of a dyno that had started by the last look and is there now is counted and told,
   * and no crash is counted twice. While it starts, a crash whose restart keeps the id looks like a
   * long start.
   */
  private void checkCrashes(List<News> now) {
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
        assertThat(isOpen(type) || now.stream().anyMatch(news -> tellsOf(news, type)))
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
    for (Incident incident : memory.incidents()) {
      if (incident.type().value().equals(type)) {
        Integer before =
            counted.put(incident.id() + " " + incident.troubleSince(), incident.crashes());
        newly += incident.crashes() - (before == null ? 0 : before);
      }
    }
    return newly;
  }

  private static int countOf(List<CrashRow> crashes, String type) {
    return (int) crashes.stream().filter(crash -> crash.type().equals(type)).count();
  }

  private boolean isOpen(String type) {
    return memory.openIncident(new ProcessType(type)).isPresent();
  }

  private static boolean tellsOf(News news, String type) {
    return Telling.brief(news).startsWith(type + " ");
  }

  private Formation reading() {
    return new Formation(
        memory.app(),
        clock.instant(),
        app.dynos().stream()
            .map(
                row ->
                    new Dyno(
                        new DynoId(row.id()),
                        row.name(),
                        new ProcessType(row.type()),
                        new DynoState(row.state()),
                        row.release().version(),
                        row.createdAt(),
                        row.updatedAt(),
                        row.size()))
            .toList());
  }

  private Evidence evidence(Needs needs) {
    var wanted = new HashMap<ProcessType, Integer>();
    app.formation().forEach(row -> wanted.put(new ProcessType(row.type()), row.quantity()));
    return new Evidence(
        Evidence.notAsked(),
        needs.log()
            ? new Known<>(LogLine.parse(String.join("\n", app.log(1500, "", ""))))
            : Evidence.notAsked(),
        needs.formation() ? new Known<>(wanted) : Evidence.notAsked(),
        new Known<>(app.maintenance()));
  }

  Memory memory() {
    return memory;
  }

  List<News> told() {
    return told;
  }

  long openings() {
    return told.stream()
        .filter(
            news ->
                news instanceof News.Over
                    || news instanceof News.Failed failed && (failed.opens() || failed.reopened()))
        .count();
  }

  long endings() {
    return told.stream()
        .filter(
            news ->
                news instanceof News.Over
                    || news instanceof News.Closed
                    || news instanceof News.Recovered recovered && recovered.left() == 0)
        .count();
  }

  /** The timeline: what happened, what was made of it, what was told. */
  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
