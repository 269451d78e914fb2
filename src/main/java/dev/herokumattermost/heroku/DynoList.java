package dev.herokumattermost.heroku;

import dev.herokumattermost.http.Json;
import dev.herokumattermost.watch.Dyno;
import dev.herokumattermost.watch.DynoId;
import dev.herokumattermost.watch.DynoState;
import dev.herokumattermost.watch.ProcessType;
import java.util.List;
import java.util.TreeMap;

/** The dynos of one app, put together from pages. */
final class DynoList {
  private final TreeMap<DynoId, Dyno> dynos = new TreeMap<>();

  void addPage(String body) throws Unreadable {
    int position = 0;
    for (Json item : Document.list(body)) {
      position++;
      Dyno dyno = dyno(item, position);
      // A list that changes between two pages may show a dyno on both: the later state is true.
      dynos.merge(dyno.id(), dyno, DynoList::later);
    }
  }

  List<Dyno> dynos() {
    return List.copyOf(dynos.values());
  }

  private static Dyno later(Dyno one, Dyno other) {
    return other.updatedAt().isBefore(one.updatedAt()) ? one : other;
  }

  private static Dyno dyno(Json item, int position) throws Unreadable {
    var fields = new Fields(item, "dyno " + position);
    return new Dyno(
        new DynoId(fields.text("id")),
        fields.text("name"),
        new ProcessType(fields.text("type")),
        new DynoState(fields.text("state")),
        release(item, position),
        fields.time("created_at"),
        fields.time("updated_at"),
        item.get("size").text().orElse(""));
  }

  /** A dyno of an app that has no release yet has none either. */
  private static int release(Json item, int position) throws Unreadable {
    Json release = item.get("release");
    return release.isObject()
        ? new Fields(release, "the release of dyno " + position).count("version")
        : 0;
  }
}
