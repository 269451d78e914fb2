package dev.herokumattermost;

import java.util.SplittableRandom;

/**
 * The seeds of all that tests draw. They are the same in each run, so that no test depends on
 * chance; {@code -Dseeds=random} draws others, for a long run at night, and prints the number with
 * which {@code -Dseeds=42} repeats that run.
 */
public final class Seeds {
  private static final long FIRST = first();

  private Seeds() {}

  /** A seed of its own for each number. */
  public static long seed(long number) {
    return FIRST + number;
  }

  private static long first() {
    String asked = System.getProperty("seeds", "0");
    if (!asked.equals("random")) {
      return Long.parseLong(asked);
    }
    long drawn = new SplittableRandom().nextLong(Integer.MAX_VALUE);
    System.out.println("Repeat this run with -Dseeds=" + drawn);
    return drawn;
  }
}
