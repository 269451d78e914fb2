package dev.herokumattermost.bench;

import dev.herokumattermost.redact.Redaction;
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

/** What redaction costs: an ordinary log, and lines made to make it slow. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx1g"})
public class RedactionBench {
  private static final List<String> ORDINARY =
      List.of(
          "at=info method=GET path=\"/api/v1/users/42\" host=api.example.com"
              + " request_id=0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0 fwd=\"1.2.3.4\" dyno=web.1"
              + " connect=1ms service=9ms status=200 bytes=512 protocol=https",
          "Completed 500 Internal Server Error in 12ms (ActiveRecord: 3.4ms)",
          "\tat com.example.auth.TokenFilter.doFilter(TokenFilter.java:42)",
          "app/controllers/sessions_controller.rb:12:in `create'",
          "{\"level\":\"info\",\"msg\":\"done\",\"ms\":12,\"user\":42,\"total_tokens\":357}",
          "State changed from up to crashed");

  /** As Heroku cuts them. */
  private static final int LONGEST_LINE = 10_000;

  /** Characters of text, in lines that are as long as Heroku lets them be. */
  @Param({"200000", "400000", "800000"})
  int size;

  @Param({
    "ordinary",
    "a",
    "a=",
    "https://",
    "\"\\",
    "-----BEGIN ",
    "a.b@",
    "password=x;aa bb cc ",
    "password=\"x\" ",
    "kJ8vX2mQ9+T4zR7bN1cW6/pL3sD5fG0hJ8yAa1Bb2Cc3",
    "/be",
    "Authorization: ",
    "://a:b/"
  })
  String shape;

  private final List<String> lines = new ArrayList<>();

  /** Fills the lines with the shape. */
  @Setup
  public void fill() {
    String hostile = shape.repeat(LONGEST_LINE / shape.length() + 1).substring(0, LONGEST_LINE);
    for (int i = 0, length = 0; length < size; i++) {
      String line = shape.equals("ordinary") ? ORDINARY.get(i % ORDINARY.size()) : hostile;
      lines.add(line);
      length += line.length();
    }
  }

  @Benchmark
  public List<String> redact() {
    return Redaction.DEFAULT.redactLines(lines);
  }
}
