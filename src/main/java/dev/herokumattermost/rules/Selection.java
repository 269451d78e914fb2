package dev.herokumattermost.rules;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.ListedApp;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which apps an account watches. The order of the entries does not matter, and an exclusion always
 * wins.
 *
 * @param entries an app is selected if any of these takes it
 * @param exclusions but never one that any of these takes
 */
public record Selection(List<Entry> entries, List<Entry> exclusions) {
  public Selection {
    entries = List.copyOf(entries);
    exclusions = List.copyOf(exclusions);
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("a selection without an entry selects nothing");
    }
  }

  /** What one entry takes. Its text is what a person writes for it. */
  public sealed interface Entry {
    boolean takes(ListedApp app);

    /** The list of Heroku's that shows the apps; empty if their names are known without one. */
    Optional<AppList> list();
  }

  /** An app by its name, whether Heroku lists it or not. */
  public record OneApp(AppName app) implements Entry {
    @Override
    public boolean takes(ListedApp listed) {
      return listed.name().equals(app);
    }

    @Override
    public Optional<AppList> list() {
      return Optional.empty();
    }

    @Override
    public String toString() {
      return app.value();
    }
  }

  /** All that the token sees under a name that the pattern matches. */
  public record Matching(Glob names) implements Entry {
    @Override
    public boolean takes(ListedApp listed) {
      return !listed.archived() && names.matches(listed.name().value());
    }

    @Override
    public Optional<AppList> list() {
      return Optional.of(new AppList.Everything());
    }

    @Override
    public String toString() {
      return names.toString();
    }
  }

  /** The apps of a team whose names the pattern matches. */
  public record OfTeam(String team, Glob names) implements Entry {
    @Override
    public boolean takes(ListedApp listed) {
      return !listed.archived()
          && team.equals(listed.team())
          && names.matches(listed.name().value());
    }

    @Override
    public Optional<AppList> list() {
      return Optional.of(new AppList.OfTeam(team));
    }

    @Override
    public String toString() {
      return "team:" + team + (names.equals(Glob.ANY) ? "" : "/" + names);
    }
  }

  /** The apps in a Private Space. */
  public record InSpace(String space) implements Entry {
    @Override
    public boolean takes(ListedApp listed) {
      return !listed.archived() && space.equals(listed.space());
    }

    @Override
    public Optional<AppList> list() {
      return Optional.of(new AppList.Everything());
    }

    @Override
    public String toString() {
      return "space:" + space;
    }
  }

  /**
   * The apps of a pipeline.
   *
   * @param stage null for every stage
   */
  public record InPipeline(String pipeline, @Nullable String stage) implements Entry {
    @Override
    public boolean takes(ListedApp listed) {
      return !listed.archived()
          && listed.stages().stream()
              .anyMatch(
                  one ->
                      one.pipeline().equals(pipeline)
                          && (stage == null || one.stage().equals(stage)));
    }

    @Override
    public Optional<AppList> list() {
      return Optional.of(new AppList.OfPipeline(pipeline));
    }

    @Override
    public String toString() {
      return "pipeline:" + pipeline + (stage == null ? "" : "/" + stage);
    }
  }

  /** A selection of names alone. */
  public static Selection ofNames(Collection<AppName> names) {
    return new Selection(names.stream().<Entry>map(OneApp::new).toList(), List.of());
  }

  public boolean takes(ListedApp app) {
    return entries.stream().anyMatch(one -> one.takes(app)) && !excludes(app);
  }

  public boolean excludes(ListedApp app) {
    return exclusions.stream().anyMatch(one -> one.takes(app));
  }

  /**
   * The apps that are selected: those that are named, and those that an entry takes of the ones
   * Heroku lists.
   */
  public NavigableSet<AppName> of(Collection<ListedApp> listed) {
    var selected = new TreeSet<>(names());
    for (ListedApp app : listed) {
      if (takes(app)) {
        selected.add(app.name());
      } else if (excludes(app)) {
        selected.remove(app.name());
      }
    }
    return selected;
  }

  /** The apps that are named, without those that are left out by name. */
  public NavigableSet<AppName> names() {
    return entries.stream()
        .flatMap(entry -> entry instanceof OneApp(var app) ? Stream.of(app) : Stream.empty())
        .filter(app -> exclusions.stream().noneMatch(out -> leavesOut(out, app)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean leavesOut(Entry exclusion, AppName app) {
    return switch (exclusion) {
      case OneApp(var name) -> name.equals(app);
      case Matching(var names) -> names.matches(app.value());
      case OfTeam _, InSpace _, InPipeline _ -> false;
    };
  }

  /** What Heroku has to list before it is known which apps are selected. */
  public Set<AppList> lists() {
    return Stream.concat(entries.stream(), exclusions.stream().filter(this::needsList))
        .flatMap(one -> one.list().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Whether an exclusion needs a list of its own. What an entry's list shows has its team and its
   * space; of an app that is only named nothing is known.
   */
  private boolean needsList(Entry exclusion) {
    return switch (exclusion) {
      case OneApp _, Matching _ -> false;
      case OfTeam _, InSpace _ -> entries.stream().anyMatch(OneApp.class::isInstance);
      case InPipeline _ -> true;
    };
  }

  /** Whether the names of all apps are known without asking Heroku for a list. */
  public boolean isOfNamesAlone() {
    return lists().isEmpty();
  }

  @Override
  public String toString() {
    return Stream.concat(
            entries.stream().map(Entry::toString), exclusions.stream().map(one -> "!" + one))
        .collect(Collectors.joining(","));
  }
}
