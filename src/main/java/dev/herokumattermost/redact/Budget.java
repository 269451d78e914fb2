package dev.herokumattermost.redact;

import java.util.function.BooleanSupplier;

/**
 * How much of one log is still redacted, and until when. Whatever it does not cover is left out.
 */
public final class Budget {
  /** All that Heroku keeps of a log is seldom as long. */
  static final int CHARACTERS = 1_000_000;

  private final BooleanSupplier overdue;
  private int left = CHARACTERS;

  /** A budget for one log, spent also when somebody says that it is late. */
  public Budget(BooleanSupplier overdue) {
    this.overdue = overdue;
  }

  /** Whether a text may still be redacted; from the first that may not, none may. */
  boolean covers(String text) {
    left = overdue.getAsBoolean() ? 0 : left - text.length();
    return left > 0;
  }
}
