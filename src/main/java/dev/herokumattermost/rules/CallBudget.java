package dev.herokumattermost.rules;

import java.time.Duration;

/**
 * How many calls an account may make to Heroku, spread over the passes of an hour. A part is kept
 * for apps in trouble and for evidence; what is left of it is free for both.
 *
 * @param callsPerHour at most
 * @param period the time from one pass to the next
 */
public record CallBudget(int callsPerHour, Duration period) {
  /** As many as anybody can ask for. */
  public static final CallBudget UNLIMITED = new CallBudget(1_000_000_000, Duration.ofHours(1));

  /** What is kept is one part in so many. */
  private static final int KEPT_PARTS = 5;

  /** As many calls as the evidence about one app can take. */
  private static final int LEAST_EVIDENCE = 4;

  public CallBudget {
    if (callsPerHour < 1 || period.isNegative() || period.isZero()) {
      throw new IllegalArgumentException("a budget of nothing");
    }
  }

  /** The calls of one pass; at least one. */
  public int perPass() {
    long calls = (long) callsPerHour * period.toSeconds() / Duration.ofHours(1).toSeconds();
    return Math.clamp(calls, 1, Integer.MAX_VALUE);
  }

  /**
   * In how many passes every app has its turn.
   *
   * @param apps those that take a call each
   * @param shared calls of each pass that list many apps at once
   */
  public int turns(int apps, int shared) {
    int kept = Math.max(perPass() / KEPT_PARTS, Math.min(perPass() / 2, 2 * LEAST_EVIDENCE));
    int perTurn = Math.max(1, perPass() - kept - shared);
    return Math.max(1, Math.ceilDiv(apps, perTurn));
  }

  /** How many apps can be read before their turn, when so many calls are made anyway. */
  int beforeTheirTurn(int made) {
    int left = perPass() - made;
    return Math.max(0, Math.max(left - LEAST_EVIDENCE, left / 2));
  }

  /**
   * How many calls for evidence a pass may make that has made so many for reading. A small budget
   * is exceeded by them rather than that an alert comes without its reason.
   */
  public int forEvidence(int made) {
    return Math.max(LEAST_EVIDENCE, perPass() - made);
  }
}
