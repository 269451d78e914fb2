package dev.herokumattermost.outbox;

import java.time.Instant;

/** Where the delivery of one thing stands. All times are by our clock. */
public sealed interface DeliveryState {

  /** No pass is at it. */
  sealed interface Unleased extends DeliveryState {}

  /** It is certainly not in the channel, and can be delivered at once. */
  record Due() implements Unleased {}

  /** It is certainly not in the channel, and the next attempt waits. */
  record Waiting(Instant notBefore) implements Unleased {}

  /** It may be in the channel although nobody recorded it, so the next attempt looks first. */
  record Uncertain(Instant notBefore) implements Unleased {}

  /**
   * A pass is at it. If nothing was recorded by then, that pass died, and nobody knows whether it
   * had posted.
   *
   * @param until the end of that pass
   * @param before where the delivery stood before the pass took it
   */
  record Leased(Instant until, Unleased before) implements DeliveryState {}
}
