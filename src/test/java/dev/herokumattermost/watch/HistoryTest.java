package dev.herokumattermost.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.local.StoryClock;
import dev.herokumattermost.local.heroku.DynoRow;
import dev.herokumattermost.local.heroku.Generation;
import dev.herokumattermost.local.heroku.HerokuModel;
import dev.herokumattermost.local.heroku.SimulatedApp;
import dev.herokumattermost.watch.Lookup.Known;
import dev.herokumattermost.watch.Reading.Formation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Random histories of an app on the model of Heroku, watched at random moments. */
class HistoryTest {
  private static final int HISTORIES = Integer.getInteger("histories", 2500);

  @Test
  void whatPeopleAndHerokuDoDailyIsNeverTold() {
    LongStream.range(0, HISTORIES)
        .forEach(
            seed -> {
              var history = new History(seed);
              for (int event = 0; event < 15; event++) {
                history.harmless();
                history.someLooks();
              }
              assertThat(history.told).as(history.story()).isEmpty();
            });
  }

  @Test
  void whatBeganEndsAndIsToldInPairs() {
    var incidents = new AtomicLong();
    LongStream.range(0, HISTORIES)
        .forEach(
            seed -> {
              var history = new History(seed);
              for (int event = 0; event < 12; event++) {
                history.anything();
                history.someLooks();
              }
              history.healAndWait();

              assertThat(history.memory.incidents().stream().filter(Incident::isOpen))
                  .as(history.story())
                  .isEmpty();
              assertThat(history.openings()).as(history.story()).isEqualTo(history.endings());
              assertThat(history.memory.crashes()).as(history.story()).hasSizeLessThan(60);
              incidents.addAndGet(history.openings());
            });
    assertThat(incidents.get()).as("incidents in all histories").isGreaterThan(HISTORIES);
  }

  private static final class History {
    private static final Rules RULES = Rules.DEFAULT;

    private final SplittableRandom random;
    private final StoryClock clock = new StoryClock(Instant.parse("2026-11-24T02:00:00Z"));
    private final HerokuModel model;
    private final SimulatedApp app;
    private final Judge judge = new Judge(RULES, () -> "pending");
    private final List<News> told = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final long seed;
    private Memory memory = Memory.nothing(new AppName("api"));

    History(long seed) {
      this.seed = seed;
      random = new SplittableRandom(seed);
      model = new HerokuModel(clock, seed);
      app = model.createApp("api", random.nextInt(4) == 0 ? Generation.FIR : Generation.CEDAR);
      app.bootsIn(Duration.ofSeconds(5 + random.nextInt(40)));
      app.crashRestartsKeepId(random.nextBoolean());
      app.scale("web", 1 + random.nextInt(3));
      app.scale("worker", 1 + random.nextInt(2));
      clock.advance(Duration.ofMinutes(10));
      look();
    }

    void someLooks() {
      for (int look = random.nextInt(3); look >= 0; look--) {
        clock.advance(Duration.ofSeconds(20 + random.nextInt(220)));
        look();
      }
    }

    void anything() {
      switch (random.nextInt(6)) {
        case 0 -> onUp("crashes", dyno -> app.crash(dyno, 1));
        case 1 -> onUp("breaks down", dyno -> app.breakDown(dyno, 137));
        case 2 -> onUp("crashes and stays", dyno -> app.crashStaying(dyno, 1));
        case 3 -> heal();
        default -> harmless();
      }
    }

    void harmless() {
      switch (random.nextInt(9)) {
        case 0 -> note("deploy", () -> app.deploy("4f2d2e92", "ada@example.com"));
        case 1 -> note("config", () -> app.setConfig("FOO", "ada@example.com"));
        case 2 -> note("restart", app::restart);
        case 3 -> onUp("is restarted", app::restart);
        case 4 -> onUp("is cycled", app::cycle);
        case 5 -> note("scale web", () -> app.scale("web", random.nextInt(5)));
        case 6 -> note("scale worker", () -> app.scale("worker", random.nextInt(3)));
        case 7 ->
            note("resize", () -> app.resize("web", random.nextBoolean() ? "Standard-2X" : "Basic"));
        default -> note("one-off", () -> app.oneOff("run", "rake"));
      }
    }

    void healAndWait() {
      heal();
      for (int look = 0; look < 25; look++) {
        clock.advance(Duration.ofMinutes(2));
        look();
        if (look == 3) {
          heal();
        }
      }
    }

    private void heal() {
      for (DynoRow dyno : app.dynos()) {
        note("heal " + dyno.name(), () -> app.heal(dyno.name()));
      }
    }

    private void onUp(String what, Consumer<String> event) {
      var up = app.dynos().stream().filter(dyno -> dyno.state().equals("up")).toList();
      if (!up.isEmpty()) {
        String name = up.get(random.nextInt(up.size())).name();
        note(name + " " + what, () -> event.accept(name));
      }
    }

    private void note(String what, Runnable event) {
      lines.add(clock.instant() + " " + what);
      event.run();
    }

    private void look() {
      model.tick();
      Comparison comparison = Comparison.of(memory, reading(), RULES);
      Needs needs = Needs.of(comparison.findings());
      var judgement = judge.judge(memory, comparison, evidence(needs), clock.instant());
      memory = judgement.memory();
      judgement.verdicts().forEach(verdict -> lines.add("    " + verdict.summary()));
      for (Notice notice : memory.outbox()) {
        told.add(notice.news());
        lines.add(clock.instant() + " told " + notice.news());
        memory = Dispatch.told(memory, notice, new PostId("post" + told.size()));
      }
      if (!needs.formation()) {
        Memory again =
            judge
                .judge(
                    memory,
                    Comparison.of(memory, reading(), RULES),
                    evidence(needs),
                    clock.instant())
                .memory();
        assertThat(again.outbox()).as(story()).isEmpty();
      }
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

    long openings() {
      return told.stream()
          .filter(
              news ->
                  news instanceof News.Over
                      || news instanceof News.Failed failed
                          && (failed.opens() || failed.reopened()))
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

    String story() {
      return "seed " + seed + "\n" + String.join("\n", lines);
    }
  }
}
