package dev.herokumattermost.settings;

import dev.herokumattermost.rules.Glob;
import dev.herokumattermost.rules.NamePatterns;
import dev.herokumattermost.rules.Selection;
import java.util.List;
import java.util.Set;

/** Which names the watched apps can have, as far as the settings say. */
record WatchedNames(List<Selection> selections) {
  WatchedNames {
    selections = List.copyOf(selections);
  }

  /** Whether only Heroku's lists say which apps there are. They change, and so do the names. */
  private boolean areOpen() {
    return selections.isEmpty()
        || selections.stream().anyMatch(selection -> !selection.isOfNamesAlone());
  }

  boolean canMatch(Glob pattern) {
    return areOpen() || !thatMatch(new NamePatterns(List.of(pattern), Set.of())).isEmpty();
  }

  /** The names that the patterns match, one by one, or the patterns if nobody knows the names. */
  List<Glob> thatMatch(NamePatterns patterns) {
    return areOpen()
        ? patterns.patterns()
        : selections.stream()
            .flatMap(selection -> selection.names().stream())
            .filter(app -> patterns.contains(app.value()))
            .map(app -> new Glob(app.value()))
            .toList();
  }
}
