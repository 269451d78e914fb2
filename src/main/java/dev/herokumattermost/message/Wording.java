package dev.herokumattermost.message;

import dev.herokumattermost.watch.Address.Priority;
import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Attempts.Form;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts a notice into a post. The message says what happened to which process, so that a
 * notification shows it; the box below says which dynos, since when, why, and what to do.
 *
 * @param now to say how long ago something was, by our clock
 */
public record Wording(AppName app, Instant now) {

  /** The post for a notice, its headline alone if the full one was refused before. */
  public Post post(Notice notice) {
    Draft draft = draft(notice.news());
    List<String> lines = new ArrayList<>();
    lines.add(addressed(draft.headline(), notice));
    if (toldLate(notice)) {
      lines.add(
          "_Told late: Mattermost could not be reached at %s._"
              .formatted(Times.at(notice.at(), now)));
    }
    lines.add(Rerouted.note(notice.address().destination()));
    lines.removeIf(String::isEmpty);
    String text = String.join("\n", lines);
    if (notice.attempts().form() == Form.PLAIN) {
      return Post.of(text);
    }
    return new Post(
        text,
        draft.box().stream().map(box -> box.done(text, footer(notice), draft.fallback())).toList(),
        notice.attempts().form() == Form.FULL ? word(notice.address().priority()) : "");
  }

  private Draft draft(News news) {
    var failures = new FailureWording(app, now, true);
    var recoveries = new RecoveryWording(app, now);
    return switch (news) {
      case Failed failed -> failures.failed(failed);
      case Looping looping -> failures.looping(looping);
      case Reminder reminder -> failures.reminder(reminder);
      case Recovered recovered -> recoveries.recovered(recovered);
      case Closed closed -> recoveries.closed(closed);
      case Over over -> recoveries.over(over);
      case SightLost lost -> SightWording.lost(app, lost, now);
      case SightRestored restored -> SightWording.restored(app, restored, now);
      case RightMissing missing -> SightWording.rightMissing(missing);
    };
  }

  /** Whom it calls stands outside of any code, or nobody would hear. */
  private static String addressed(String headline, Notice notice) {
    return (headline + " " + Mentions.text(notice.address().mentions())).strip();
  }

  private boolean toldLate(Notice notice) {
    return notice.attempts().count() > 0 && Duration.between(notice.at(), now).toMinutes() > 0;
  }

  static String word(Priority priority) {
    return switch (priority) {
      case NONE -> "";
      case IMPORTANT -> "important";
      case URGENT -> "urgent";
    };
  }

  private static String footer(Notice notice) {
    return footer(notice.id().value());
  }

  /** The notice's name, in which nothing can look like a mention. */
  static String footer(String notice) {
    return Markdown.plain(notice.replaceAll("[^A-Za-z0-9@/.:#_*-]|@(?!\\d)", "?"));
  }
}
