package dev.herokumattermost.wording;

import static dev.herokumattermost.wording.Markdown.code;

import dev.herokumattermost.rules.Route;

/** Says that something was meant for another channel. */
final class ReroutedNote {
  private static final String WHY =
      ", but the bot cannot post there: invite it or correct `channel`._";

  private ReroutedNote() {}

  /** A line about where a post should have gone; empty if it is where it should be. */
  static String note(Route.Target target) {
    return note("For ", target);
  }

  /** The same, of some of what one post reports. */
  static String noteOnSome(Route.Target target) {
    return note("Some for ", target);
  }

  private static String note(String what, Route.Target target) {
    return target instanceof Route.DefaultInsteadOf(var unreachable)
        ? "_" + what + code(unreachable.toString()) + WHY
        : "";
  }
}
