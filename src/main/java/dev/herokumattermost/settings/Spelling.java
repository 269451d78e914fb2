package dev.herokumattermost.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses which word was meant. */
final class Spelling {
  private static final int FAR = 2;

  private Spelling() {}

  /** The nearest of some words, at most two slips away and not farther than half the word. */
  static Optional<String> nearest(String word, Collection<String> known) {
    return known.stream()
        .filter(candidate -> distance(word, candidate) <= Math.min(FAR, candidate.length() / 2))
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
  }

  /** The beginning of a fix: {@code did you mean X?}, or empty. */
  static String didYouMean(String word, Collection<String> known) {
    return nearest(word, known).map(meant -> "did you mean " + meant + "? ").orElse("");
  }

  /** Letters added, dropped or replaced (Levenshtein); two letters swapped count as two slips. */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int slip = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        cost[i][j] =
            Math.min(cost[i - 1][j - 1] + slip, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
      }
    }
    return cost[a.length()][b.length()];
  }
}
