package dev.herokumattermost.bench;

import dev.herokumattermost.detect.Failure;
import dev.herokumattermost.detect.Failure.PlatformError;
import dev.herokumattermost.detect.Rollback;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.dyno.Release;
import dev.herokumattermost.incident.IncidentEvent.FailureReport;
import dev.herokumattermost.incident.IncidentEvent.Opened;
import dev.herokumattermost.incident.IncidentEvent.SuspectRelease;
import dev.herokumattermost.outbox.Delivery;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.NotificationId;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.wording.Post;
import dev.herokumattermost.wording.Wording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

/** Makes posts of 1,000 notifications of failures, each with ten lines of log. */
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

  /** Ordinary lines, or lines each of which has something that is removed. */
  @Param({"ordinary", "hostile"})
  String lines;

  private List<Notification> notifications = List.of();

  @Setup
  public void prepare() {
    notifications = IntStream.range(0, 1000).mapToObj(this::notification).toList();
  }

  @Benchmark
  public List<Post> posts() {
    var posts = new ArrayList<Post>(notifications.size());
    for (Notification notification : notifications) {
      posts.add(new Wording(new AppName("api"), NOW).post(notification));
    }
    return posts;
  }

  private Notification notification(int number) {
    var release =
        new SuspectRelease(
            new Release(number, "Deploy 0badc0de", "ada", NOW.minusSeconds(60)),
            new Rollback.To(number - 1));
    var report =
        new FailureReport(
            new ProcessType("web"), Set.of(), 4, 1, List.of(failure(number)), release);
    return new Notification(
        new NotificationId("api/web@2026-05-04T02:02:00Z#" + number),
        "api/web",
        new Opened(report),
        Route.DEFAULT,
        NOW,
        "pending",
        Delivery.NEW);
  }

  private Failure failure(int number) {
    String text =
        lines.equals("ordinary")
            ? "/app/config/initializers/billing.rb:7:in 'fetch': key not found: \"ENDPOINT\""
            : "\u001b[31m```@all\u202e\u0000\t\ud83d `x` ![i](https://evil.example) \u0301\u0301\u0301\u0301\u0301";
    return new Failure(
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
