package dev.herokumattermost.wording;

import java.util.Collection;
import java.util.stream.Collectors;

/** Calls those who are to look at a post. The settings let nothing but names through. */
final class Mentions {
  private Mentions() {}

  /** So many are called at most, or one post for many would call everybody. */
  private static final int MOST = 50;

  /** Those called, as Mattermost reads it; empty for nobody. */
  static String text(Collection<String> mentions) {
    return mentions.stream().distinct().limit(MOST).collect(Collectors.joining(" "));
  }
}
