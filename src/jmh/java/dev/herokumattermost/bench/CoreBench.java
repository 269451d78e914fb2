package dev.herokumattermost.bench;

import dev.herokumattermost.detect.Comparison;
import dev.herokumattermost.detect.Evidence;
import dev.herokumattermost.detect.NeededEvidence;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.DynoId;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.dyno.Reading.Dynos;
import dev.herokumattermost.incident.AppTransition;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.rules.Rules;
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
 * What it costs to compare dynos that have not changed and to decide about them, the most common
 * work of a pass.
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

  /** How many dynos there are in all. */
  @Param({"1000", "3000", "10000", "100000", "200000"})
  int dynos;

  /** How many of them each app has. */
  @Param({"100", "1000"})
  int perApp;

  private final List<StoredApp> apps = new ArrayList<>();
  private final List<Dynos> readings = new ArrayList<>();

  /** Stores one reading of each app, and takes the same reading again. */
  @Setup
  public void read() {
    for (int number = 0; number < dynos / perApp; number++) {
      StoredApp unknown = StoredApp.unknown(new AppName("app-" + number));
      apps.add(after(unknown, compared(unknown, dynos(unknown.app(), START)), START));
      readings.add(dynos(unknown.app(), NOW));
    }
  }

  private static Comparison compared(StoredApp app, Dynos reading) {
    return Comparison.of(app.state().previous(), reading, Rules.DEFAULT);
  }

  private static StoredApp after(StoredApp app, Comparison comparison, Instant now) {
    AppTransition transition =
        AppTransition.of(app.state(), comparison, Evidence.NONE, Rules.DEFAULT, now);
    return app.after(transition, comparison.readAt(), now, () -> "pending");
  }

  private Dynos dynos(AppName app, Instant at) {
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
    return new Dynos(app, at, all);
  }

  /** Decides about every app, as a pass does between its reads and its writes. */
  @Benchmark
  public void unchanged(Blackhole sink) {
    for (int number = 0; number < apps.size(); number++) {
      StoredApp app = apps.get(number);
      Comparison comparison = compared(app, readings.get(number));
      sink.consume(NeededEvidence.of(comparison.changes()));
      sink.consume(after(app, comparison, NOW));
    }
  }
}
