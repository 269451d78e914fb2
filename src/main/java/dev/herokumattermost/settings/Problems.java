package dev.herokumattermost.settings;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that one reading reports all of it. */
final class Problems {
  private final List<Problem> found = new ArrayList<>();

  Place at(String where) {
    return new Place(this, where);
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new SettingsException(found);
    }
  }

  /** A place in the settings that may have problems. */
  record Place(Problems problems, String where) {
    void problem(String what, String fix) {
      problems.found.add(new Problem(where, what, fix));
    }
  }
}
