package dev.herokumattermost.doctor;

import dev.herokumattermost.discovery.ListAnswer;
import dev.herokumattermost.discovery.ListAnswer.Failed;
import dev.herokumattermost.discovery.ListAnswer.Listed;
import dev.herokumattermost.dyno.AppId;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.ListedApp;
import dev.herokumattermost.dyno.SpaceName;
import dev.herokumattermost.pass.AppLists;
import dev.herokumattermost.pass.Deadline;
import dev.herokumattermost.rules.AppList;
import dev.herokumattermost.rules.Selection;
import dev.herokumattermost.rules.Selection.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;

/**
 * What each entry of a selection selects at this moment.
 *
 * @param listed every app of the lists that could be had
 * @param failed why the others could not
 */
record SelectionChecks(
    Selection selection, Collection<ListedApp> listed, Map<AppList, String> failed) {
  private static final int NAMED = 10;

  /** Asks Heroku for the selection's lists; for none if all apps are named. */
  static SelectionChecks of(Selection selection, AppLists lists, Deadline deadline) {
    var apps = new HashMap<AppId, ListedApp>();
    var failed = new HashMap<AppList, String>();
    for (AppList list : selection.lists()) {
      ListAnswer answer = lists.list(list, deadline);
      switch (answer) {
        case Listed(var found) ->
            found.forEach(
                app -> apps.merge(app.id(), app, (one, other) -> one.withStagesOf(other)));
        case Failed(_, var detail) -> failed.put(list, detail);
      }
    }
    return new SelectionChecks(selection, List.copyOf(apps.values()), failed);
  }

  NavigableSet<AppName> apps() {
    return selection.of(listed);
  }

  /** The Private Space of each app that lies in one. */
  Map<AppName, SpaceName> spaces() {
    return ListedApp.spaces(listed);
  }

  List<Check> run() {
    var checks = new ArrayList<Check>();
    for (Entry entry : selection.entries()) {
      if (entry.list().isPresent()) {
        checks.add(check("selected by " + entry, entry, false));
      }
    }
    if (!selection.isOfNamesAlone()) {
      for (Entry entry : selection.exclusions()) {
        checks.add(check("left out by !" + entry, entry, true));
      }
    }
    return checks;
  }

  private Check check(String name, Entry entry, boolean excluded) {
    String why = entry.list().map(failed::get).orElse(null);
    if (why != null) {
      return Check.failed(
          name,
          why,
          "correct the name, or give the token's user access to it; until then its apps stay as"
              + " they were known");
    }
    List<String> names =
        listed.stream()
            .filter(app -> entry.takes(app) && excluded == selection.excludes(app))
            .map(app -> app.name().value())
            .sorted()
            .toList();
    return names.isEmpty()
        ? Check.warning(name, "no app", "correct it or remove it, unless such apps are to come")
        : Check.ok(name, shown(names));
  }

  private static String shown(List<String> names) {
    String some = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    int more = names.size() - NAMED;
    return (names.size() == 1 ? "1 app: " : names.size() + " apps: ")
        + some
        + (more > 0 ? " and " + more + " more" : "");
  }
}
