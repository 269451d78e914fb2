package dev.herokumattermost.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.WatchFunction;
import dev.herokumattermost.local.LocalContext;
import dev.herokumattermost.local.LocalInvocation;
import dev.herokumattermost.local.mattermost.SimulatedPost;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The function as a process over real HTTP, killed by SIGKILL at random moments: {@code ./mvnw
 * -Psigkill}, with {@code -Dsigkill.rounds=100}.
 */
@Tag("sigkill")
class KilledTest {
  private static final int ROUNDS = Integer.getInteger("sigkill.rounds", 100);
  private static final Duration EVERY = Duration.ofMinutes(3);

  private final Surroundings around = new Surroundings(Instant.parse("2026-11-24T09:30:00Z"));
  private final SplittableRandom random = new SplittableRandom(ROUNDS);
  private int killed;

  @AfterEach
  void close() {
    around.close();
  }

  @Test
  void whateverTheMomentEveryNoticeIsToldOnce() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      around.advance(EVERY);
      befall();
      pass();
    }
    Map<String, Object> last = calm();

    List<String> told =
        around.posts().stream().map(SimulatedPost::notifications).flatMap(List::stream).toList();
    System.out.printf("%d rounds, %d killed, %d notices told%n", ROUNDS, killed, told.size());
    assertThat(told).doesNotHaveDuplicates().hasSizeGreaterThan(ROUNDS / 5);
    assertThat(last).containsEntry("waiting", 0).containsEntry("tableWrites", 0);
    assertThat(killed).isGreaterThan(ROUNDS / 4);
    assertThat(around.mattermost.channel().roots())
        .extracting(SimulatedPost::message)
        .allSatisfy(message -> assertThat(message).doesNotStartWith("🔴"));
  }

  private void befall() {
    switch (random.nextInt(4)) {
      case 0 -> around.api.crashStaying("web.1", 1);
      case 1 -> around.shop.crashStaying("web.2", 137);
      case 2 -> around.api.fix("web.1");
      default -> around.shop.fix("web.2");
    }
  }

  private void pass() throws IOException, InterruptedException {
    var start =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-classpath",
            System.getProperty("java.class.path"),
            OnePass.class.getName(),
            Long.toString(around.clock.instant().toEpochMilli()));
    start.environment().clear();
    start.environment().putAll(around.environment());
    start
        .environment()
        .putAll(
            Map.of(
                "AWS_REGION", "eu-central-1",
                "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE",
                "AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI-example",
                "AWS_ENDPOINT_URL_DYNAMODB", around.dynamo.endpoint().toString()));
    Process process = start.redirectErrorStream(true).start();
    try (var output = process.inputReader()) {
      assertThat(output.lines().anyMatch(OnePass.BEGINS::equals)).isTrue();
      if (!process.waitFor(random.nextInt(2_000), TimeUnit.MILLISECONDS)) {
        killed++;
        process.destroyForcibly().waitFor();
      }
    }
  }

  /** Passes that nobody kills. */
  private Map<String, Object> calm() {
    around.api.fix("web.1");
    around.shop.fix("web.2");
    var function = new WatchFunction(around.environment(), around.clock, around.table, line -> {});
    Map<String, Object> report = Map.of();
    for (int pass = 0; pass < 12; pass++) {
      around.advance(EVERY);
      report =
          LocalInvocation.invoke(function, Map.of("action", "watch"), new LocalContext(line -> {}));
    }
    return report;
  }
}
