package dev.herokumattermost.wording;

import static dev.herokumattermost.wording.Markdown.code;

import dev.herokumattermost.detect.FailingDyno;
import dev.herokumattermost.detect.Failure;
import dev.herokumattermost.detect.Rollback;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.dyno.Release;
import dev.herokumattermost.incident.IncidentEvent.Circumstance;
import dev.herokumattermost.incident.IncidentEvent.CrashLooping;
import dev.herokumattermost.incident.IncidentEvent.DynosFailed;
import dev.herokumattermost.incident.IncidentEvent.FailureReport;
import dev.herokumattermost.incident.IncidentEvent.MoreDynosFailed;
import dev.herokumattermost.incident.IncidentEvent.Opened;
import dev.herokumattermost.incident.IncidentEvent.Reopened;
import dev.herokumattermost.incident.IncidentEvent.StillFailing;
import dev.herokumattermost.incident.IncidentEvent.SuspectRelease;
import dev.herokumattermost.wording.Box.Color;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The words for failing dynos: what, which, since when, why, and what to do.
 *
 * @param ago whether it is said how long ago something was, which soon is wrong where a post is
 *     left as it is
 */
record FailureWording(AppName app, Instant now, boolean ago) {
  /** So many dynos, states or reasons a headline names. */
  private static final int NAMED = 3;

  Draft failed(DynosFailed event) {
    FailureReport failed = event.report();
    var headline = new ArrayList<String>();
    headline.add(Markdown.codes(names(failed), NAMED));
    headline.add(brief(failed.dynos()));
    headline.add(shortAfter(failed));
    headline.add(isUpAgain(failed) ? "up again" : "");
    headline.add(
        failed.has(Circumstance.FIRST_READING) ? "failing already when the watch began" : "");
    headline.add(failed.has(Circumstance.MAINTENANCE) ? "the app is in maintenance mode" : "");
    boolean warning = failed.has(Circumstance.WARNING);
    Box box = whatToDo(beginning(box(warning ? Color.AMBER : Color.RED), failed), failed);
    return Draft.of(
        "%s **%s: %s%s**%s"
            .formatted(
                warning ? "🟠" : "🔴",
                process(failed.type()),
                howMany(event),
                failed.has(Circumstance.CRASH_LOOP) ? ", in a crash loop" : "",
                tail(headline)),
        log(box, failed.dynos()));
  }

  /** What is known of how it began, without what to do. */
  Box beginning(Box box, FailureReport failed) {
    return box.lines(
            failed.dynos().stream().map(failure -> line(failure, failed.release())).toList())
        .lines(after(failed.release(), failed.dynos()));
  }

  Box whatToDo(Box box, FailureReport failed) {
    boolean all = failed.dynos().size() == failed.total();
    return whatToDo(box, failed.type(), names(failed), all, failed.release());
  }

  /** What helps most comes first: after a bad release, the way back. */
  private Box whatToDo(
      Box box,
      ProcessType type,
      List<String> dynos,
      boolean all,
      @Nullable SuspectRelease release) {
    var commands = new ArrayList<String>();
    if (release != null) {
      afterRelease(release).ifPresent(commands::add);
    }
    commands().restart(type, dynos, all).forEach(command -> commands.add("restart: " + command));
    commands.add("follow: " + commands().logs(type, dynos));
    return box.field("What to do", String.join("\n", commands))
        .field("Look at", commands().links());
  }

  private Optional<String> afterRelease(SuspectRelease suspect) {
    return switch (suspect.rollback()) {
      case Rollback.To(int version) -> Optional.of("roll back: " + commands().rollback(version));
      case Rollback.NoCodeChanged _ ->
          Optional.of(
              "see what changed: %s; no code did, and a rollback would bring the old config vars back"
                  .formatted(code(suspect.release().description())));
      case Rollback.None _ -> Optional.empty();
    };
  }

  Box log(Box box, List<Failure> dynos) {
    dynos.forEach(failure -> box.log(failure.dyno(), failure.logLines()));
    return box;
  }

  /** In one line, among others. */
  String inShort(FailureReport failed) {
    Instant since = failed.dynos().stream().map(Failure::since).min(Instant::compareTo).orElse(now);
    String brief = brief(failed.dynos());
    return "%s: %s, since %s%s"
        .formatted(
            process(failed.type()),
            howMany(new Opened(failed)),
            Times.at(since, now),
            brief.isEmpty() ? "" : ", " + brief);
  }

  Draft looping(CrashLooping looping) {
    String reason = Reason.of(looping.latest()).brief();
    List<String> dynos = List.of(looping.latest().dyno());
    Box box =
        box(Color.RED)
            .line(line(looping.latest(), looping.release()))
            .lines(after(looping.release(), List.of(looping.latest())));
    whatToDo(box, looping.type(), dynos, false, looping.release());
    return Draft.of(
        "🔴 **%s: %s is in a crash loop**, %d crashes since %s%s"
            .formatted(
                process(looping.type()),
                code(looping.where()),
                looping.crashes(),
                Times.at(looping.since(), now),
                reason.isEmpty() ? "" : ", " + reason),
        log(box, List.of(looping.latest())));
  }

  Draft reminder(StillFailing reminder) {
    List<String> names = reminder.dynos().stream().map(FailingDyno::name).toList();
    return Draft.of(
        "🔴 **%s: still failing** after %s%s — %s"
            .formatted(
                process(reminder.type()),
                Times.lasting(Duration.between(reminder.since(), now)),
                crashes(reminder.crashes()),
                Markdown.codes(names, NAMED)),
        whatToDo(
            box(Color.RED).lines(reminder.dynos().stream().map(this::line).toList()),
            reminder.type(),
            names,
            false,
            null));
  }

  static String crashes(int crashes) {
    return crashes == 0 ? "" : crashes == 1 ? ", 1 crash" : ", " + crashes + " crashes";
  }

  /** How many of how many, and in what state. */
  static String howMany(DynosFailed event) {
    FailureReport failed = event.report();
    String again = event instanceof Reopened || isRepeated(event) ? " again" : "";
    String words =
        failed.dynos().stream()
            .map(Failure::state)
            .distinct()
            .limit(NAMED)
            .map(state -> verb(state, again))
            .collect(Collectors.joining(", "));
    int some = failed.dynos().size();
    if (event instanceof MoreDynosFailed) {
      return "%d more %s %s, now %d of %d"
          .formatted(some, dynos(some), words, failed.failing(), failed.total());
    }
    if (failed.total() > some) {
      return "%d of %d dynos %s".formatted(some, failed.total(), words);
    }
    return switch (some) {
      case 1 -> "the only dyno " + words;
      case 2 -> "both dynos " + words;
      default -> "all %d dynos %s".formatted(some, words);
    };
  }

  /** Whether dynos restarted more than once, and that is all that is known. */
  private static boolean isRepeated(DynosFailed event) {
    return !event.report().has(Circumstance.WARNING)
        && event.report().dynos().stream()
            .allMatch(one -> one.state().equals(DynoState.RESTARTING) && one.crashes() > 1);
  }

  static String dynos(int count) {
    return count == 1 ? "dyno" : "dynos";
  }

  String process(ProcessType type) {
    return code(app.value()) + " " + code(type.value());
  }

  Box box(Color color) {
    return new Box(color, Markdown.plain(app.value()) + " on Heroku", commands().dashboard());
  }

  private Commands commands() {
    return new Commands(app);
  }

  /** Whether Heroku has restarted all of them, which may last or not. */
  private static boolean isUpAgain(FailureReport failed) {
    return failed.dynos().stream().allMatch(failure -> failure.upAgainSince() != null);
  }

  private static List<String> names(FailureReport failed) {
    return failed.dynos().stream().map(Failure::dyno).toList();
  }

  /** The reason, if it is the same for all. */
  private static String brief(List<Failure> dynos) {
    List<String> reasons =
        dynos.stream().map(Reason::of).map(Reason::brief).distinct().limit(2).toList();
    return reasons.size() == 1 ? reasons.getFirst() : "";
  }

  private static String tail(List<String> parts) {
    String known = parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
    return known.isEmpty() ? "" : " — " + known;
  }

  /**
   * One dyno: when, why, how often.
   *
   * @param shown the release that has a line of its own; null if none has
   */
  private String line(Failure failure, @Nullable SuspectRelease shown) {
    var line = new StringBuilder("• " + code(failure.dyno()) + " " + what(failure, shown));
    Reason reason = Reason.of(failure);
    if (reason.known()) {
      line.append(": ").append(reason.whole());
    }
    if (failure.crashes() > 1 && failure.crashesSince() != null) {
      String what = failure.state().equals(DynoState.RESTARTING) ? "restarts" : "crashes";
      line.append(
          "; %d %s since %s".formatted(failure.crashes(), what, at(failure.crashesSince())));
    }
    if (failure.upAgainSince() != null) {
      line.append("; up again since ").append(at(failure.upAgainSince()));
    }
    return line.toString();
  }

  private String what(Failure failure, @Nullable SuspectRelease shown) {
    String when = when(failure.since());
    boolean unshown = shown == null || shown.release().version() != failure.release();
    String release = unshown && failure.release() > 0 ? ", release v" + failure.release() : "";
    return verbSince(failure.state(), when) + release;
  }

  private String line(FailingDyno dyno) {
    return "• %s %s".formatted(code(dyno.name()), verbSince(dyno.state(), when(dyno.since())));
  }

  private static String verbSince(DynoState state, String when) {
    if (state.equals(DynoState.CRASHED)) {
      return "crashed at " + when;
    }
    if (state.equals(DynoState.RESTARTING)) {
      return "restarted at " + when + ", cause unknown";
    }
    return (state.isKnown() ? state.word() : code(state.word())) + " since " + when;
  }

  private static String verb(DynoState state, String again) {
    if (state.equals(DynoState.STARTING)) {
      return "stuck starting" + again;
    }
    if (state.equals(DynoState.RESTARTING)) {
      return "restarted" + again + ", cause unknown";
    }
    return (state.isKnown() ? state.word() : code(state.word())) + again;
  }

  private String shortAfter(FailureReport failed) {
    return failed.release() == null ? "" : after(failed.release().release(), failed.dynos());
  }

  private List<String> after(@Nullable SuspectRelease suspect, List<Failure> dynos) {
    return suspect == null
        ? List.of()
        : List.of(
            "• %s: %s".formatted(after(suspect.release(), dynos), described(suspect.release())));
  }

  private static String after(Release release, List<Failure> dynos) {
    return "%s after release v%d".formatted(before(release, dynos), release.version());
  }

  /** What a release was, and who made it. */
  static String described(Release release) {
    return code(release.description())
        + (release.author().isBlank() ? "" : " by " + code(release.author()));
  }

  /** From the release to the first failure after it; another may have begun before. */
  private static String before(Release release, List<Failure> dynos) {
    Instant first =
        dynos.stream()
            .map(Failure::since)
            .filter(since -> !since.isBefore(release.createdAt()))
            .min(Instant::compareTo)
            .orElse(release.createdAt());
    return Times.lasting(Duration.between(release.createdAt(), first));
  }

  private String when(Instant moment) {
    return ago
        ? "%s, %s ago".formatted(at(moment), Times.lasting(Duration.between(moment, now)))
        : at(moment);
  }

  private String at(Instant moment) {
    return Times.at(moment, now);
  }
}
