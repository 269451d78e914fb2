package dev.herokumattermost.message;

import static dev.herokumattermost.message.Markdown.code;

import dev.herokumattermost.watch.Ailment;
import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Attempts;
import dev.herokumattermost.watch.DynoState;
import dev.herokumattermost.watch.News;
import dev.herokumattermost.watch.News.Closed;
import dev.herokumattermost.watch.News.Failed;
import dev.herokumattermost.watch.News.Looping;
import dev.herokumattermost.watch.News.Over;
import dev.herokumattermost.watch.News.Recovered;
import dev.herokumattermost.watch.News.Reminder;
import dev.herokumattermost.watch.News.RightMissing;
import dev.herokumattermost.watch.News.SightLost;
import dev.herokumattermost.watch.News.SightRestored;
import dev.herokumattermost.watch.Notice;
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
 * Puts a notice into words. The first line says what happened to which process; the lines below say
 * which dynos, since when and why; the last says what to do.
 *
 * @param now to say how long ago something was, by our clock
 */
public record Wording(AppName app, Instant now) {

  /** The post for a notice, as short plain text if the full one was refused before. */
  public Post post(Notice notice) {
    List<String> lines = lines(notice.news());
    if (notice.attempts().form() == Attempts.Form.PLAIN) {
      return Post.of(lines.getFirst().replace("**", ""));
    }
    if (notice.attempts().count() > 0 && Duration.between(notice.at(), now).toMinutes() > 0) {
      lines.add("_Told late: Mattermost could not be reached at %s._".formatted(at(notice.at())));
    }
    if (!notice.address().destination().unreachable().isEmpty()) {
      lines.add(Rerouted.note(notice.address().destination()));
    }
    return Post.of(String.join("\n", lines));
  }

  private List<String> lines(News news) {
    return new ArrayList<>(
        switch (news) {
          case Failed failed -> failed(failed);
          case Looping looping -> looping(looping);
          case Recovered recovered -> List.of(recovered(recovered));
          case Closed closed -> List.of(closed(closed));
          case Reminder reminder -> reminder(reminder);
          case Over over -> over(over);
          case SightLost lost -> SightWording.lost(app, lost, at(lost.since()));
          case SightRestored restored -> SightWording.restored(app, restored, now);
          case RightMissing missing -> SightWording.rightMissing(missing);
        });
  }

  private List<String> failed(Failed failed) {
    var lines = new ArrayList<String>();
    String again = failed.reopened() ? " again" : failed.opens() ? "" : " too";
    String loop = failed.looping() ? ", in a crash loop" : "";
    lines.add(
        "🔴 **%s: %s%s%s**%s"
            .formatted(
                process(failed.type()), howMany(failed), again, loop, circumstances(failed)));
    failed.dynos().forEach(ailment -> lines.add(line(failed.type(), ailment)));
    lines.addAll(why(failed.release(), failed.dynos()));
    lines.add(whatToDo(failed.dynos().getFirst().dyno(), failed.release()));
    return lines;
  }

  /** How an incident began, for its first post: what the headline said, and the details. */
  List<String> beginning(Failed failed) {
    var lines = new ArrayList<String>();
    lines.add("It began with %s:".formatted(howMany(failed)));
    failed.dynos().forEach(ailment -> lines.add(line(failed.type(), ailment)));
    lines.addAll(why(failed.release(), failed.dynos()));
    return lines;
  }

  /** In one line, among others. */
  String inShort(Failed failed) {
    Instant since = failed.dynos().stream().map(Ailment::since).min(Instant::compareTo).orElse(now);
    return "%s: %s since %s%s"
        .formatted(process(failed.type()), howMany(failed), at(since), circumstances(failed));
  }

  private static String howMany(Failed failed) {
    String words =
        failed.dynos().stream()
            .map(Ailment::state)
            .distinct()
            .map(Wording::verb)
            .collect(Collectors.joining(", "));
    int some = failed.dynos().size();
    return failed.total() > some
        ? "%d of %d dynos %s".formatted(some, failed.total(), words)
        : some == 1 ? "the only dyno " + words : "all %d dynos %s".formatted(some, words);
  }

  private static String circumstances(Failed failed) {
    String first = failed.firstSight() ? " — it was so already when the watch began" : "";
    return failed.maintenance() ? first + " — the app is in maintenance mode" : first;
  }

  private String line(ProcessType type, Ailment ailment) {
    var line =
        new StringBuilder(
            "• %s %s %s: %s since %s (%s ago), release v%d"
                .formatted(
                    code(app.value()),
                    code(type.value()),
                    code(ailment.dyno()),
                    state(ailment.state()),
                    at(ailment.since()),
                    Times.lasting(Duration.between(ailment.since(), now)),
                    ailment.release()));
    if (ailment.exit() != null) {
      line.append(", exit ").append(ailment.exit());
    }
    ailment
        .errors()
        .forEach(
            error ->
                line.append(", ")
                    .append(error.code())
                    .append(error.times() > 1 ? " × " + error.times() : ""));
    if (ailment.crashes() > 1) {
      line.append(", ").append(ailment.crashes()).append(" crashes");
    }
    if (ailment.upAgainSince() != null) {
      line.append("; Heroku restarted it, up since ").append(at(ailment.upAgainSince()));
    }
    return line.toString();
  }

  private static List<String> why(@Nullable Release release, List<Ailment> dynos) {
    if (release == null) {
      return List.of();
    }
    Instant first = dynos.stream().map(Ailment::since).min(Instant::compareTo).orElseThrow();
    return List.of(
        "• %s after release v%d: %s%s"
            .formatted(
                Times.lasting(Duration.between(release.createdAt(), first)),
                release.version(),
                code(release.description()),
                release.author().isBlank() ? "" : " by " + code(release.author())));
  }

  private String whatToDo(String dyno, @Nullable Release release) {
    String logs = code("heroku logs --app " + app + " --dyno " + dyno);
    return release == null
        ? "→ " + logs
        : "→ %s, or %s".formatted(logs, code("heroku rollback --app " + app));
  }

  private List<String> looping(Looping looping) {
    var lines = new ArrayList<String>();
    lines.add(
        "🔴 **%s: %s is in a crash loop**, %d crashes since %s"
            .formatted(
                process(looping.type()),
                code(looping.where()),
                looping.crashes(),
                at(looping.since())));
    if (looping.release() != null) {
      lines.add(
          "• it runs release v%d: %s"
              .formatted(looping.release().version(), code(looping.release().description())));
    }
    return lines;
  }

  private String recovered(Recovered recovered) {
    String names = recovered.dynos().stream().map(Markdown::code).collect(Collectors.joining(", "));
    String are = recovered.dynos().size() == 1 ? "is" : "are";
    if (recovered.left() > 0) {
      return "🟡 **%s: %s %s up again**, %d still failing"
          .formatted(process(recovered.type()), names, are, recovered.left());
    }
    return "🟢 **%s: recovered**, %s %s up; it lasted %s (%s to %s)%s"
        .formatted(
            process(recovered.type()),
            names,
            are,
            Times.lasting(Duration.between(recovered.since(), recovered.until())),
            at(recovered.since()),
            at(recovered.until()),
            crashes(recovered.crashes()));
  }

  static String crashes(int crashes) {
    return crashes == 0 ? "" : crashes == 1 ? ", 1 crash" : ", " + crashes + " crashes";
  }

  private List<String> over(Over over) {
    var lines = new ArrayList<String>();
    lines.add(
        "🟢 **%s: %s, and recovered** after %s%s%s"
            .formatted(
                process(over.failure().type()),
                howMany(over.failure()),
                Times.lasting(Duration.between(over.recovery().since(), over.recovery().until())),
                crashes(over.recovery().crashes()),
                circumstances(over.failure())));
    over.failure().dynos().forEach(ailment -> lines.add(line(over.failure().type(), ailment)));
    lines.addAll(why(over.failure().release(), over.failure().dynos()));
    return lines;
  }

  private String closed(Closed closed) {
    String names = closed.dynos().stream().map(Markdown::code).collect(Collectors.joining(", "));
    return "⚪ **%s: closed**, %s %s; the trouble began at %s"
        .formatted(
            process(closed.type()),
            names,
            why(closed.why(), closed.dynos().size()),
            at(closed.since()));
  }

  static String why(News.@Nullable Ending ending, int dynos) {
    String are = dynos == 1 ? "is " : "are ";
    return are
        + switch (ending) {
          case SCALED_AWAY -> "no longer part of the formation";
          case IDLE -> "asleep";
          case RESIZED -> "replaced by another size";
          case UNWATCHED -> "no longer watched";
          case null -> "up";
        };
  }

  private List<String> reminder(Reminder reminder) {
    var lines = new ArrayList<String>();
    lines.add(
        "🔴 **%s: still failing** after %s%s"
            .formatted(
                process(reminder.type()),
                Times.lasting(Duration.between(reminder.since(), now)),
                crashes(reminder.crashes())));
    for (Patient patient : reminder.patients()) {
      lines.add(
          "• %s: %s since %s"
              .formatted(code(patient.name()), state(patient.state()), at(patient.since())));
    }
    return lines;
  }

  private String process(ProcessType type) {
    return code(app.value()) + " " + code(type.value());
  }

  private static String verb(DynoState state) {
    return state.equals(DynoState.STARTING)
        ? "stuck starting"
        : state.equals(DynoState.RESTARTING) ? "restarted, cause unknown" : state(state);
  }

  private static String state(DynoState state) {
    return state.isKnown() ? state.word() : code(state.word());
  }

  private String at(Instant moment) {
    return Times.at(moment, now);
  }
}
