package dev.herokumattermost.message;

import static dev.herokumattermost.message.Markdown.code;

import dev.herokumattermost.message.Box.Color;
import dev.herokumattermost.watch.Ailment;
import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.DynoState;
import dev.herokumattermost.watch.News.Failed;
import dev.herokumattermost.watch.News.Looping;
import dev.herokumattermost.watch.News.Reminder;
import dev.herokumattermost.watch.Patient;
import dev.herokumattermost.watch.ProcessType;
import dev.herokumattermost.watch.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The words for dynos in trouble: what, which, since when, why, and what to do.
 *
 * @param ago whether it is said how long ago something was, which soon is wrong where a post is
 *     left as it is
 */
record FailureWording(AppName app, Instant now, boolean ago) {
  /** So many dynos, states or reasons a headline names. */
  private static final int NAMED = 3;

  Draft failed(Failed failed) {
    var headline = new ArrayList<String>();
    headline.add(Markdown.codes(names(failed), NAMED));
    headline.add(brief(failed.dynos()));
    headline.add(shortAfter(failed));
    headline.add(isUpAgain(failed) ? "up again" : "");
    headline.add(failed.firstSight() ? "failing already when the watch began" : "");
    headline.add(failed.maintenance() ? "the app is in maintenance mode" : "");
    Box box = whatToDo(beginning(box(Color.RED), failed), failed);
    return Draft.of(
        "🔴 **%s: %s%s**%s"
            .formatted(
                process(failed.type()),
                howMany(failed),
                failed.looping() ? ", in a crash loop" : "",
                tail(headline)),
        log(box, failed.dynos()));
  }

  /** What is known of how it began, without what to do. */
  Box beginning(Box box, Failed failed) {
    return box.lines(
            failed.dynos().stream().map(ailment -> line(ailment, failed.release())).toList())
        .lines(after(failed.release(), failed.dynos()));
  }

  Box whatToDo(Box box, Failed failed) {
    boolean all = failed.dynos().size() == failed.total();
    return whatToDo(box, failed.type(), names(failed), all, failed.release());
  }

  /** What helps most comes first: after a bad release, the way back. */
  private Box whatToDo(
      Box box, ProcessType type, List<String> dynos, boolean all, @Nullable Release release) {
    var commands = new ArrayList<String>();
    if (release != null) {
      ways().rollback(release).ifPresent(command -> commands.add("roll back: " + command));
    }
    ways().restart(type, dynos, all).forEach(command -> commands.add("restart: " + command));
    commands.add("follow: " + ways().logs(type, dynos));
    return box.field("What to do", String.join("\n", commands)).field("Look at", ways().links());
  }

  Box log(Box box, List<Ailment> dynos) {
    dynos.forEach(ailment -> box.log(ailment.dyno(), ailment.lastLines()));
    return box;
  }

  /** In one line, among others. */
  String inShort(Failed failed) {
    Instant since = failed.dynos().stream().map(Ailment::since).min(Instant::compareTo).orElse(now);
    String brief = brief(failed.dynos());
    return "%s: %s, since %s%s"
        .formatted(
            process(failed.type()),
            howMany(failed),
            Times.at(since, now),
            brief.isEmpty() ? "" : ", " + brief);
  }

  Draft looping(Looping looping) {
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

  Draft reminder(Reminder reminder) {
    List<String> names = reminder.patients().stream().map(Patient::name).toList();
    return Draft.of(
        "🔴 **%s: still failing** after %s%s — %s"
            .formatted(
                process(reminder.type()),
                Times.lasting(Duration.between(reminder.since(), now)),
                crashes(reminder.crashes()),
                Markdown.codes(names, NAMED)),
        whatToDo(
            box(Color.RED).lines(reminder.patients().stream().map(this::line).toList()),
            reminder.type(),
            names,
            false,
            null));
  }

  static String crashes(int crashes) {
    return crashes == 0 ? "" : crashes == 1 ? ", 1 crash" : ", " + crashes + " crashes";
  }

  /** How many of how many, and in what state. */
  static String howMany(Failed failed) {
    String words =
        failed.dynos().stream()
            .map(Ailment::state)
            .distinct()
            .limit(NAMED)
            .map(state -> verb(state, failed.reopened() ? " again" : ""))
            .collect(Collectors.joining(", "));
    int some = failed.dynos().size();
    if (!failed.opens() && !failed.reopened()) {
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

  static String dynos(int count) {
    return count == 1 ? "dyno" : "dynos";
  }

  String process(ProcessType type) {
    return code(app.value()) + " " + code(type.value());
  }

  Box box(Color color) {
    return new Box(color, Markdown.plain(app.value()) + " on Heroku", ways().dashboard());
  }

  private Ways ways() {
    return new Ways(app);
  }

  /** Whether Heroku has restarted all of them, which may last or not. */
  private static boolean isUpAgain(Failed failed) {
    return failed.dynos().stream().allMatch(ailment -> ailment.upAgainSince() != null);
  }

  private static List<String> names(Failed failed) {
    return failed.dynos().stream().map(Ailment::dyno).toList();
  }

  /** The reason, if it is the same for all. */
  private static String brief(List<Ailment> dynos) {
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
   * @param told the release that has a line of its own; null if none has
   */
  private String line(Ailment ailment, @Nullable Release told) {
    var line = new StringBuilder("• " + code(ailment.dyno()) + " " + what(ailment, told));
    Reason reason = Reason.of(ailment);
    if (reason.known()) {
      line.append(": ").append(reason.whole());
    }
    if (ailment.crashes() > 1 && ailment.crashesSince() != null) {
      line.append("; %d crashes since %s".formatted(ailment.crashes(), at(ailment.crashesSince())));
    }
    if (ailment.upAgainSince() != null) {
      line.append("; up again since ").append(at(ailment.upAgainSince()));
    }
    return line.toString();
  }

  private String what(Ailment ailment, @Nullable Release told) {
    String when = when(ailment.since());
    boolean untold = told == null || told.version() != ailment.release();
    String release = untold && ailment.release() > 0 ? ", release v" + ailment.release() : "";
    return verbSince(ailment.state(), when) + release;
  }

  private String line(Patient patient) {
    return "• %s %s"
        .formatted(code(patient.name()), verbSince(patient.state(), when(patient.since())));
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

  private String shortAfter(Failed failed) {
    Release release = failed.release();
    return release == null
        ? ""
        : "%s after release v%d".formatted(before(release, failed.dynos()), release.version());
  }

  private List<String> after(@Nullable Release release, List<Ailment> dynos) {
    return release == null
        ? List.of()
        : List.of(
            "• %s after release v%d: %s"
                .formatted(before(release, dynos), release.version(), described(release)));
  }

  /** What a release was, and who made it. */
  static String described(Release release) {
    return code(release.description())
        + (release.author().isBlank() ? "" : " by " + code(release.author()));
  }

  /** From the release to the first failure after it; another may have begun before. */
  private static String before(Release release, List<Ailment> dynos) {
    Instant first =
        dynos.stream()
            .map(Ailment::since)
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
