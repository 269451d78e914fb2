package dev.herokumattermost.settings;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.rules.Glob;
import dev.herokumattermost.rules.Selection;
import dev.herokumattermost.rules.Selection.Entry;
import dev.herokumattermost.rules.Selection.InPipeline;
import dev.herokumattermost.rules.Selection.InSpace;
import dev.herokumattermost.rules.Selection.Matching;
import dev.herokumattermost.rules.Selection.OfTeam;
import dev.herokumattermost.rules.Selection.OneApp;
import dev.herokumattermost.settings.Problems.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads which apps are watched, as {@code HEROKU_APPS} and an account of watch.yaml name them. */
final class SelectionReader {
  /** Heroku's schema for the name of an app. */
  private static final Pattern APP = Pattern.compile("[a-z][a-z0-9-]{1,28}[a-z0-9]");

  private static final Pattern NAMES = Pattern.compile("[a-z0-9*-]{1,100}");
  private static final Pattern TEAM = Pattern.compile("[a-z0-9][a-z0-9-]{0,98}");
  private static final Pattern SPACE = Pattern.compile("[a-z0-9]([a-z0-9]|-(?!-)){1,98}[a-z0-9]");
  private static final Pattern PIPELINE = Pattern.compile("[a-z][a-z0-9-]{2,29}");
  private static final List<String> KINDS = List.of("team", "space", "pipeline");

  /** Heroku's schema for the stage of a pipeline. */
  private static final List<String> STAGES =
      List.of("test", "review", "development", "staging", "production");

  private final Place at;

  SelectionReader(Place at) {
    this.at = at;
  }

  /** The selection; empty, and a problem, if nothing of it can be used. */
  Optional<Selection> read(List<String> items) {
    if (items.isEmpty()) {
      at.problem("is missing", "name the apps to watch, such as api,web-eu or team:acme");
      return Optional.empty();
    }
    var seen = new HashSet<String>();
    var entries = new ArrayList<Entry>();
    var exclusions = new ArrayList<Entry>();
    for (String item : items) {
      boolean excluded = item.startsWith("!");
      Optional<Entry> entry = entry(excluded ? item.substring(1).strip() : item);
      if (entry.isPresent() && !seen.add(item)) {
        at.problem("names " + item + " twice", "name it once");
      } else {
        (excluded ? exclusions : entries).addAll(entry.stream().toList());
      }
    }
    if (items.stream().allMatch(item -> item.startsWith("!"))) {
      at.problem("only leaves apps out", "name those to watch too, such as team:acme or *");
    }
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    reportUseless(entries, exclusions);
    return Optional.of(new Selection(entries, exclusions));
  }

  private void reportUseless(Collection<Entry> entries, Collection<Entry> exclusions) {
    for (Entry entry : entries) {
      exclusions.stream()
          .filter(out -> covers(out, entry))
          .findFirst()
          .ifPresent(
              out ->
                  at.problem(
                      "names " + entry + ", which can never match, as !" + out + " leaves it out",
                      "remove one of the two"));
    }
    for (Entry out : exclusions) {
      if (entries.stream().allMatch(entry -> entry instanceof OneApp one && misses(out, one))) {
        at.problem("leaves out " + out + ", which it does not name", "remove !" + out);
      }
    }
  }

  private static boolean misses(Entry exclusion, OneApp one) {
    return (exclusion instanceof OneApp || exclusion instanceof Matching)
        && !covers(exclusion, one);
  }

  /** Whether an exclusion surely takes all that an entry does. */
  private static boolean covers(Entry exclusion, Entry entry) {
    return exclusion.equals(entry)
        || switch (exclusion) {
          case Matching(var out) ->
              out.equals(Glob.ANY) || names(entry).filter(out::covers).isPresent();
          case OfTeam(var team, var out) ->
              entry instanceof OfTeam(var of, var names) && of.equals(team) && out.covers(names);
          case InPipeline(var pipeline, var stage) ->
              stage == null && entry instanceof InPipeline(var in, _) && in.equals(pipeline);
          case OneApp _, InSpace _ -> false;
        };
  }

  private static Optional<Glob> names(Entry entry) {
    return switch (entry) {
      case OneApp(var app) -> Optional.of(new Glob(app.value()));
      case Matching(var names) -> Optional.of(names);
      case OfTeam(_, var names) -> Optional.of(names);
      case InSpace _, InPipeline _ -> Optional.empty();
    };
  }

  private Optional<Entry> entry(String text) {
    int colon = text.indexOf(':');
    if (colon >= 0) {
      return ofKind(text.substring(0, colon), text.substring(colon + 1).split("/", -1), text);
    }
    if (text.contains("*") && NAMES.matcher(text).matches()) {
      return Optional.of(new Matching(new Glob(text)));
    }
    if (!APP.matcher(text).matches()) {
      at.problem(
          "names \"" + text + "\", which no Heroku app can be called",
          "use 3 to 30 lower-case letters, digits and dashes, a letter first, no dash last");
      return Optional.empty();
    }
    return Optional.of(new OneApp(new AppName(text)));
  }

  private Optional<Entry> ofKind(String kind, String[] parts, String text) {
    Optional<Entry> entry =
        switch (kind) {
          case "team" -> team(parts);
          case "space" -> space(parts);
          case "pipeline" -> pipeline(parts);
          default -> Optional.empty();
        };
    if (entry.isEmpty()) {
      at.problem("names \"" + text + "\"", fix(kind, parts));
    }
    return entry;
  }

  private static Optional<Entry> team(String[] parts) {
    String names = parts.length == 2 ? parts[1] : "*";
    return parts.length <= 2 && TEAM.matcher(parts[0]).matches() && NAMES.matcher(names).matches()
        ? Optional.of(new OfTeam(parts[0], new Glob(names)))
        : Optional.empty();
  }

  private static Optional<Entry> space(String[] parts) {
    return parts.length == 1 && SPACE.matcher(parts[0]).matches()
        ? Optional.of(new InSpace(parts[0]))
        : Optional.empty();
  }

  private static Optional<Entry> pipeline(String[] parts) {
    if (parts.length > 2 || !PIPELINE.matcher(parts[0]).matches()) {
      return Optional.empty();
    }
    if (parts.length == 1) {
      return Optional.of(new InPipeline(parts[0], null));
    }
    return STAGES.contains(parts[1])
        ? Optional.of(new InPipeline(parts[0], parts[1]))
        : Optional.empty();
  }

  private static String fix(String kind, String[] parts) {
    return switch (kind) {
      case "team" -> "write team:NAME or team:NAME/PATTERN, such as team:acme/*-prod";
      case "space" -> "write space:NAME, such as space:acme-prod";
      case "pipeline" ->
          (parts.length == 2 ? Spelling.didYouMean(parts[1], STAGES) : "")
              + "write pipeline:NAME or pipeline:NAME/STAGE, where STAGE is one of "
              + String.join(", ", STAGES);
      default ->
          Spelling.didYouMean(kind, KINDS)
              + "write an app's name, a pattern such as web-*, or team:, space: or pipeline: and a"
              + " name";
    };
  }
}
