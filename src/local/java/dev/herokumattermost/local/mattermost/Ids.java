package dev.herokumattermost.local.mattermost;

import java.util.Random;

/** Ids that look like the server's, 26 letters and digits, the same in every run. */
final class Ids {
  private static final String ALPHABET = "ybndrfg8ejkmcpqxot1uwisza345h769";
  private static final int LENGTH = 26;

  private final Random random = new Random(1);

  synchronized String next() {
    return random
        .ints(LENGTH, 0, ALPHABET.length())
        .mapToObj(index -> ALPHABET.substring(index, index + 1))
        .reduce("", String::concat);
  }
}
