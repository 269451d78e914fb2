package dev.herokumattermost.message;

import static dev.herokumattermost.message.Markdown.code;

import dev.herokumattermost.watch.Destination;

/** Says that something was meant for another channel. */
final class Rerouted {
  private static final String WHY =
      ", which cannot be told: it does not exist, is archived, or does not let us in._";

  private Rerouted() {}

  /** A line about where a post should have gone; empty if it is where it should be. */
  static String note(Destination destination) {
    return note("Meant for ", destination);
  }

  /** The same, of some of the things that one post tells. */
  static String noteOnSome(Destination destination) {
    return note("Some of this is meant for ", destination);
  }

  private static String note(String what, Destination destination) {
    return destination.unreachable().isEmpty()
        ? ""
        : "_" + what + code(destination.unreachable()) + WHY;
  }
}
