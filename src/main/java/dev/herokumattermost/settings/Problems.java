package dev.herokumattermost.settings;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that one reading reports all of it. */
final class Problems {
  private static final int MOST = 50;

  /** Of each part of a problem, in characters: a whole file may stand where a name should. */
  private static final int LONGEST = 300;

  private final List<Problem> found = new ArrayList<>();

  Place at(String where) {
    return new Place(this, where);
  }

  void throwIfAny() {
    if (found.size() > MOST) {
      int more = found.size() - MOST;
      found.subList(MOST, found.size()).clear();
      at("the settings").problem("have " + more + " more mistakes", "mend these first");
    }
    if (!found.isEmpty()) {
      throw new SettingsException(found);
    }
  }

  /** A place in the settings that may have problems. */
  record Place(Problems problems, String where) {
    void problem(String what, String fix) {
      problems.found.add(new Problem(shown(where), shown(what), shown(fix)));
    }

    private static String shown(String text) {
      return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
  }
}
