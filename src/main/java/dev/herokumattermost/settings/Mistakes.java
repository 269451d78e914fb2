package dev.herokumattermost.settings;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that one reading tells it all. */
final class Mistakes {
  private final List<String> found = new ArrayList<>();

  /**
   * @param where the variable, or the line and key
   * @param what what is wrong with it
   * @param fix what to do, as an imperative
   */
  void add(String where, String what, String fix) {
    found.add(where + " " + what + ": " + fix);
  }

  boolean any() {
    return !found.isEmpty();
  }

  SettingsException exception() {
    return new SettingsException(found);
  }
}
