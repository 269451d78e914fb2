package dev.herokumattermost.fuzz;

import dev.herokumattermost.Seeds;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Feeds a parser at the border with inputs that nobody foresaw, and lets it throw what it declares
 * and nothing else. {@code -Dfuzz.inputs=N} is how many inputs each parser gets, for a night
 * instead of a build; {@code -Dfuzz.seed=N} or {@code -Dfuzz.seed=random} is where they begin.
 */
public final class Fuzz {
  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 2_000);

  private Fuzz() {}

  /** Reads an input, and works with what was read as the watch would. */
  public interface Parser {
    void read(String input) throws Exception;
  }

  public static int inputs(int inABuild) {
    return System.getProperty("fuzz.inputs") == null ? inABuild : INPUTS;
  }

  public static long seed() {
    return Long.getLong("fuzz.seed", Seeds.seed(20_261_124));
  }

  /** Feeds a parser with as many inputs as usual. */
  public static void run(
      String name, List<String> right, Set<Class<? extends Exception>> declared, Parser parser) {
    run(name, INPUTS, right, declared, parser);
  }

  /**
   * Feeds a parser.
   *
   * @param right inputs that are right, to begin with
   * @param declared what it may throw
   */
  public static void run(
      String name,
      int inputs,
      List<String> right,
      Set<Class<? extends Exception>> declared,
      Parser parser) {
    long seed = seed();
    int refused = 0;
    for (int i = 0; i < inputs; i++) {
      String input = new Mutations(new Random(seed + i)).of(right);
      try {
        parser.read(input);
      } catch (Exception | StackOverflowError | OutOfMemoryError | AssertionError thrown) {
        if (!declared.contains(thrown.getClass())) {
          throw new AssertionError(
              "%s: found with -Dfuzz.seed=%d -Dfuzz.inputs=1: %s"
                  .formatted(name, seed + i, shown(input)),
              thrown);
        }
        refused++;
      }
    }
    System.out.printf(
        "fuzz %s: %d inputs, %d refused, 0 findings, seed %d%n", name, inputs, refused, seed);
  }

  private static String shown(String input) {
    return input.length() <= 2_000 ? input : input.substring(0, 2_000) + "…";
  }
}
