package dev.herokumattermost.bench;

import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Comparison;
import dev.herokumattermost.watch.Dyno;
import dev.herokumattermost.watch.DynoId;
import dev.herokumattermost.watch.DynoState;
import dev.herokumattermost.watch.Evidence;
import dev.herokumattermost.watch.Judge;
import dev.herokumattermost.watch.Memory;
import dev.herokumattermost.watch.Needs;
import dev.herokumattermost.watch.ProcessType;
import dev.herokumattermost.watch.Reading.Formation;
import dev.herokumattermost.watch.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What it costs to compare and judge dynos that have not changed: the most common work of a pass.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx1g"})
public class CoreBench {
  private static final Instant START = Instant.parse("2026-11-24T02:00:00Z");
  private static final Instant NOW = START.plus(Duration.ofHours(3));

  /** So many dynos in all. */
  @Param({"1000", "3000", "10000", "100000", "200000"})
  int dynos;

  /** So many of them in each app. */
  @Param({"100", "1000"})
  int perApp;

  private final Judge judge = new Judge(Rules.DEFAULT, () -> "pending");
  private final List<Memory> memories = new ArrayList<>();
  private final List<Formation> readings = new ArrayList<>();

  /** Makes memories of one look, and the same look again. */
  @Setup
  public void looked() {
    for (int app = 0; app < dynos / perApp; app++) {
      Memory nothing = Memory.nothing(new AppName("app-" + app));
      Formation first = formation(nothing.app(), START);
      memories.add(
          judge
              .judge(nothing, Comparison.of(nothing, first, Rules.DEFAULT), Evidence.NONE, START)
              .memory());
      readings.add(formation(nothing.app(), NOW));
    }
  }

  private Formation formation(AppName app, Instant at) {
    var all = new ArrayList<Dyno>();
    for (int number = 0; number < perApp; number++) {
      String type = number % 2 == 0 ? "web" : "worker";
      all.add(
          new Dyno(
              new DynoId("01234567-89ab-4def-8123-" + number),
              type + "." + (number / 2 + 1),
              new ProcessType(type),
              DynoState.UP,
              7,
              START.minus(Duration.ofHours(1)),
              START.minus(Duration.ofMinutes(59)),
              "Standard-1X"));
    }
    return new Formation(app, at, all);
  }

  /** Judges every app, as a pass does between its reads and its writes. */
  @Benchmark
  public void unchanged(Blackhole sink) {
    for (int app = 0; app < memories.size(); app++) {
      Memory memory = memories.get(app);
      Comparison comparison = Comparison.of(memory, readings.get(app), Rules.DEFAULT);
      sink.consume(Needs.of(comparison.findings()));
      sink.consume(judge.judge(memory, comparison, Evidence.NONE, NOW));
    }
  }
}
