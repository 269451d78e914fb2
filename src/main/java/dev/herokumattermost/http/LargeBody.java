package dev.herokumattermost.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The right of one exchange to hold a large body, until whoever asked has read it. */
final class LargeBody implements AutoCloseable {
  private final Semaphore free;
  private boolean held;
  private boolean closed;

  LargeBody(Semaphore free) {
    this.free = free;
  }

  /** Waits for the right; false if it did not come in time or is no longer wanted. */
  boolean await(Duration within) {
    if (isHeld()) {
      return true;
    }
    try {
      return free.tryAcquire(within.toNanos(), TimeUnit.NANOSECONDS) && keep();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized boolean isHeld() {
    return held;
  }

  private synchronized boolean keep() {
    held = !closed;
    if (closed) {
      free.release();
    }
    return held;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (held) {
      held = false;
      free.release();
    }
  }
}
