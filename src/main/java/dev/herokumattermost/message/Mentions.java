package dev.herokumattermost.message;

import dev.herokumattermost.watch.Address;

/** Calls those who are to look at a post. The settings let nothing but names through. */
public final class Mentions {
  private Mentions() {}

  /** Whom an address calls, as Mattermost reads it; empty for nobody. */
  public static String text(Address address) {
    return String.join(" ", address.mentions());
  }
}
