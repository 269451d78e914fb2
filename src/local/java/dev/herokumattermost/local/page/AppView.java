package dev.herokumattermost.local.page;

import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.incident.Visibility;
import dev.herokumattermost.local.heroku.DynoRow;
import dev.herokumattermost.local.heroku.SimulatedApp;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * An app and its dynos.
 *
 * @param release of the newest release, its version and what it is; empty if it is not known
 * @param notes what else holds of it, such as that it is in maintenance
 */
public record AppView(String name, String release, List<Note> notes, List<DynoView> dynos) {
  /** What else can hold of an app. */
  public enum Note {
    MAINTENANCE,
    BLIND
  }

  /** One dyno, in Heroku's words. */
  public record DynoView(String name, String type, String state, Instant since, int release) {}

  private static final Comparator<DynoView> BY_TYPE_AND_NUMBER =
      Comparator.comparing(DynoView::type)
          .thenComparingInt(dyno -> dyno.name().length())
          .thenComparing(DynoView::name);

  /** As the simulated Heroku has it. */
  public static AppView of(SimulatedApp app) {
    var newest = app.releases().getLast();
    return new AppView(
        app.name(),
        "v" + newest.version() + " " + newest.description(),
        app.maintenance() ? List.of(Note.MAINTENANCE) : List.of(),
        app.dynos().stream().map(AppView::dyno).sorted(BY_TYPE_AND_NUMBER).toList());
  }

  /** As the last pass saw it. */
  public static AppView of(AppState app) {
    return new AppView(
        app.app().value(),
        "",
        app.visibility() instanceof Visibility.Blind ? List.of(Note.BLIND) : List.of(),
        app.dynos().stream().map(AppView::dyno).sorted(BY_TYPE_AND_NUMBER).toList());
  }

  private static DynoView dyno(DynoRow row) {
    return new DynoView(
        row.name(), row.type(), row.state(), row.updatedAt(), row.release().version());
  }

  private static DynoView dyno(Dyno dyno) {
    return new DynoView(
        dyno.name(), dyno.type().value(), dyno.state().word(), dyno.updatedAt(), dyno.release());
  }
}
