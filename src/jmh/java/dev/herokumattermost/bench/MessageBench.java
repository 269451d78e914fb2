package dev.herokumattermost.bench;

import dev.herokumattermost.message.Post;
import dev.herokumattermost.message.Wording;
import dev.herokumattermost.watch.Address;
import dev.herokumattermost.watch.Ailment;
import dev.herokumattermost.watch.Ailment.PlatformError;
import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Attempts;
import dev.herokumattermost.watch.DynoState;
import dev.herokumattermost.watch.LogLine;
import dev.herokumattermost.watch.News.Failed;
import dev.herokumattermost.watch.Notice;
import dev.herokumattermost.watch.NoticeId;
import dev.herokumattermost.watch.ProcessType;
import dev.herokumattermost.watch.Release;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/** Puts 1,000 notices of failures, each with ten lines of log, into posts. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgs = {"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"})
public class MessageBench {
  private static final Instant NOW = Instant.parse("2026-05-04T02:02:00Z");

  /** Ordinary lines, or such as have something to take out of each. */
  @Param({"ordinary", "hostile"})
  String lines;

  private List<Notice> notices = List.of();

  @Setup
  public void prepare() {
    notices = IntStream.range(0, 1000).mapToObj(this::notice).toList();
  }

  @Benchmark
  public List<Post> posts() {
    var posts = new ArrayList<Post>(notices.size());
    for (Notice notice : notices) {
      posts.add(new Wording(new AppName("api"), NOW).post(notice));
    }
    return posts;
  }

  private Notice notice(int number) {
    var release = new Release(number, "Deploy 0badc0de", "ada", NOW.minusSeconds(60));
    var failed =
        new Failed(
            new ProcessType("web"),
            true,
            false,
            false,
            false,
            false,
            4,
            1,
            List.of(ailment(number)),
            release);
    return new Notice(
        new NoticeId("api/web@2026-05-04T02:02:00Z#" + number),
        "api/web",
        failed,
        Address.DEFAULT,
        NOW,
        "pending",
        Attempts.NONE);
  }

  private Ailment ailment(int number) {
    String text =
        lines.equals("ordinary")
            ? "/app/config/initializers/billing.rb:7:in 'fetch': key not found: \"ENDPOINT\""
            : "\u001b[31m```@all\u202e\u0000\t\ud83d `x` ![i](https://evil.example) \u0301\u0301\u0301\u0301\u0301";
    return new Ailment(
        "web.1",
        DynoState.CRASHED,
        NOW.minusSeconds(20),
        number,
        null,
        1,
        NOW,
        137,
        List.of(new PlatformError("R14", 12)),
        IntStream.range(0, 10)
            .mapToObj(line -> new LogLine(NOW, "app", "web.1", text + line))
            .toList());
  }
}
