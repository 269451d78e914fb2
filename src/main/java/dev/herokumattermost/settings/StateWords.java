package dev.herokumattermost.settings;

import dev.herokumattermost.watch.DynoState;
import java.util.List;
import java.util.Locale;

/** The words for dyno states in settings: open, as Heroku's list is, but not to slips. */
final class StateWords {
  static final List<String> ALERTABLE =
      List.of(
          "crashed",
          "restarting",
          "down",
          "starting",
          "idle",
          "provisioning",
          "created",
          "stopping",
          "complete");

  private StateWords() {}

  static DynoState state(String text, String where, Mistakes mistakes) {
    String word = text.toLowerCase(Locale.ROOT);
    if (word.equals("up")) {
      mistakes.add(where, "names up, the healthy state", "remove it");
    } else if (!word.matches("[a-z_-]+")) {
      mistakes.add(
          where,
          "names \"" + text + "\", not a dyno state",
          "use words such as crashed,restarting");
    } else if (!ALERTABLE.contains(word)) {
      Spelling.nearest(word, ALERTABLE)
          .ifPresent(
              meant ->
                  mistakes.add(where, "names \"" + text + "\"", "did you mean " + meant + "?"));
    }
    return new DynoState(word);
  }
}
