package dev.herokumattermost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.Action.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StaleTickTest {
  private static final Instant TICK = Instant.parse("2026-11-24T09:30:00Z");

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 60, 120, 180})
  void aTickThatRetriesAndClocksExplainIsNotStale(int seconds) {
    assertThat(StaleTick.of(scheduled(), TICK.plusSeconds(seconds))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {181, 3600, 864_000})
  void anOlderOneIs(int seconds) {
    assertThat(StaleTick.of(scheduled(), TICK.plusSeconds(seconds)))
        .hasValue(new StaleTick(TICK, Duration.ofSeconds(seconds)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 181, 864_000})
  void aTickFromTheFutureRuns(int seconds) {
    assertThat(StaleTick.of(scheduled(), TICK.minusSeconds(seconds))).isEmpty();
  }

  @Test
  void aPassByHandHasNoTickToBeLateFor() {
    assertThat(StaleTick.of(new Watch(Optional.empty(), false), TICK)).isEmpty();
  }

  @Test
  void aRehearsalRunsWheneverItIsAskedFor() {
    var rehearsal = new Watch(Optional.of(TICK), true);

    assertThat(StaleTick.of(rehearsal, TICK.plus(Duration.ofDays(1)))).isEmpty();
  }

  @Test
  void saysHowLateItWas() {
    var stale = new StaleTick(TICK, Duration.ofSeconds(200));

    assertThat(stale.line()).isEqualTo("stale tick=2026-11-24T09:30:00Z age=200s");
    assertThat(stale.result()).isEqualTo(new StaleTick.Result(true, true, TICK, 200));
  }

  private static Watch scheduled() {
    return new Watch(Optional.of(TICK), false);
  }
}
