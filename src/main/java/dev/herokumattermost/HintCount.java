package dev.herokumattermost;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * Counts what becomes of webhooks. Requests can come in thousands, so it writes no line for each:
 * the first is written at once, what follows is summed up for some seconds.
 */
final class HintCount {
  private static final Duration SUMMED_UP = Duration.ofSeconds(10);

  private final String watch;
  private final InstantSource clock;
  private final Consumer<String> metrics;
  private Instant next = Instant.MIN;
  private int taken;
  private int ignored;
  private int refused;

  HintCount(String watch, InstantSource clock, Consumer<String> metrics) {
    this.watch = watch;
    this.clock = clock;
    this.metrics = metrics;
  }

  void taken() {
    taken++;
    write();
  }

  void ignored() {
    ignored++;
    write();
  }

  void refused() {
    refused++;
    write();
  }

  private void write() {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    metrics.accept(Metrics.hints(taken, ignored, refused, watch, now));
    next = now.plus(SUMMED_UP);
    taken = 0;
    ignored = 0;
    refused = 0;
  }
}
