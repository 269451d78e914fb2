package dev.herokumattermost.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.detect.ClosedReason;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.incident.IncidentEvent.Closed;
import dev.herokumattermost.outbox.Delivery.Form;
import dev.herokumattermost.outbox.Delivery.PastRefusal;
import dev.herokumattermost.outbox.DeliveryResult.Refusal;
import dev.herokumattermost.outbox.DeliveryResult.Refused;
import dev.herokumattermost.outbox.DeliveryState.Due;
import dev.herokumattermost.outbox.DeliveryState.Leased;
import dev.herokumattermost.outbox.DeliveryState.Uncertain;
import dev.herokumattermost.outbox.DeliveryState.Unleased;
import dev.herokumattermost.outbox.DeliveryState.Waiting;
import dev.herokumattermost.rules.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DeliveryTest {
  private static final Instant NOW = Instant.parse("2026-05-04T02:02:00Z");
  private static final Instant LEASE = NOW.plusSeconds(40);
  private static final Instant NEXT_LEASE = NOW.plusSeconds(160);

  static Stream<Arguments> leases() {
    return Stream.of(
        Arguments.of(new Due(), new Uncertain(LEASE)),
        Arguments.of(new Waiting(NOW), new Uncertain(NOW)),
        Arguments.of(new Uncertain(NOW), new Uncertain(NOW)));
  }

  /** The pass that had it died, and may have posted it. */
  @ParameterizedTest
  @MethodSource("leases")
  void whatIsTakenAfterALeaseRanOutIsUncertain(Unleased before, Unleased after) {
    Delivery leased = Delivery.NEW.withState(before).leased(LEASE);

    assertThat(leased.leased(NEXT_LEASE).state()).isEqualTo(new Leased(NEXT_LEASE, after));
    assertThat(leased.released().state()).isEqualTo(before);
  }

  @Test
  void whatAPassHasInHandMayBeInTheChannel() {
    assertThat(Delivery.NEW.isCertainlyUndelivered()).isTrue();
    assertThat(in(new Waiting(NOW)).isCertainlyUndelivered()).isTrue();
    assertThat(in(new Uncertain(NOW)).isCertainlyUndelivered()).isFalse();
    assertThat(Delivery.NEW.leased(LEASE).isCertainlyUndelivered()).isFalse();
  }

  @Test
  void ofMoreThanTwentyReasonsTheOldestIsForgotten() {
    Delivery delivery = Delivery.NEW;
    for (int number = 1; number <= 21; number++) {
      delivery = delivery.after(new Refused(Refusal.TRANSIENT, "reason " + number), NOW);
      if (number == 20) {
        assertThat(delivery.refusals()).hasSize(20);
      }
    }

    assertThat(delivery.refusals())
        .extracting(PastRefusal::reason)
        .isEqualTo(IntStream.rangeClosed(2, 21).mapToObj(number -> "reason " + number).toList());
    assertThat(delivery.attempts()).isEqualTo(21);
  }

  @Test
  void ifTheReasonIsNotThePriorityOnlyTheHeadlineIsLeft() {
    var priority = new Refused(Refusal.PRIORITY, "no licence");

    Delivery once = Delivery.NEW.after(priority, NOW);

    assertThat(once.form()).isEqualTo(Form.WITHOUT_PRIORITY);
    assertThat(once.after(priority, NOW).form()).isEqualTo(Form.PLAIN);
  }

  @Test
  void deadLetterIsKeptForThirtyDays() {
    var event = new Closed(new ProcessType("web"), List.of("web.1"), ClosedReason.IDLE, NOW);
    var notification =
        new Notification(
            new NotificationId("a#1"), "a", event, Route.DEFAULT, NOW, "pending", Delivery.NEW);

    assertThat(new DeadLetter(new AppName("api"), notification, NOW).expiresAt())
        .isEqualTo(NOW.plus(Duration.ofDays(30)));
  }

  private static Delivery in(Unleased state) {
    return Delivery.NEW.withState(state);
  }
}
