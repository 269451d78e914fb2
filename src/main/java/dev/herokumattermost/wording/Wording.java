package dev.herokumattermost.wording;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.incident.AlertEvent;
import dev.herokumattermost.incident.IncidentEvent.Closed;
import dev.herokumattermost.incident.IncidentEvent.CrashLooping;
import dev.herokumattermost.incident.IncidentEvent.DynosFailed;
import dev.herokumattermost.incident.IncidentEvent.OverBeforeDelivery;
import dev.herokumattermost.incident.IncidentEvent.PartlyRecovered;
import dev.herokumattermost.incident.IncidentEvent.Recovered;
import dev.herokumattermost.incident.IncidentEvent.StillFailing;
import dev.herokumattermost.incident.ReleaseFailed;
import dev.herokumattermost.incident.VisibilityEvent.AllBlind;
import dev.herokumattermost.incident.VisibilityEvent.BecameBlind;
import dev.herokumattermost.incident.VisibilityEvent.PermissionMissing;
import dev.herokumattermost.incident.VisibilityEvent.VisibleAgain;
import dev.herokumattermost.incident.WeeklyReport;
import dev.herokumattermost.outbox.Delivery.Form;
import dev.herokumattermost.outbox.Delivery.PastRefusal;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.rules.Route.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts a notification into a post. The message says what happened to which process, so that a phone
 * shows it; the box below says which dynos, since when, why, and what to do.
 *
 * @param presentation what the settings say
 * @param now to say how long ago something was, by our clock
 */
public record Wording(AppName app, Presentation presentation, Instant now) {

  /** With the defaults of what the settings say. */
  public Wording(AppName app, Instant now) {
    this(app, Presentation.DEFAULT, now);
  }

  /** The post for a notification, its headline alone if the full one was refused before. */
  public Post post(Notification notification) {
    return post(notification, Optional.empty());
  }

  /**
   * The same, knowing how the incident began.
   *
   * @param opening empty if nothing failed, or that is not known any more
   */
  public Post post(Notification notification, Optional<DynosFailed> opening) {
    Draft draft = draft(notification.event(), opening);
    boolean late = isLate(notification);
    String lateness = late ? Times.about(Duration.between(notification.at(), now)) + " late" : "";
    List<String> lines = new ArrayList<>();
    lines.add(addressed(draft.headline().text(lateness), notification));
    if (late) {
      lines.add(late(notification.delivery().refusals().getLast()));
    }
    lines.add(ReroutedNote.note(notification.route().target()));
    lines.removeIf(String::isEmpty);
    String text = String.join("\n", lines);
    if (notification.delivery().form() == Form.PLAIN) {
      return Post.of(text);
    }
    return new Post(
        text,
        draft.box().stream().map(box -> box.done(text, footer(notification))).toList(),
        notification.delivery().form() == Form.FULL ? word(notification.route().priority()) : "");
  }

  /** For a notification that could not be put into words. */
  public static Post withoutWords(AppName app) {
    return Post.of(
        "⚠️ **Something happened to %s that the watch could not put into words** — check the function's log"
            .formatted(VisibilityWording.whom(app, List.of())));
  }

  private Subject subject() {
    return new Subject(app, presentation, now);
  }

  Draft draft(AlertEvent event, Optional<DynosFailed> opening) {
    Subject subject = subject();
    var failures = new FailureWording(subject, true);
    var recoveries = new RecoveryWording(subject);
    var visibility = new VisibilityWording(subject);
    return switch (event) {
      case DynosFailed failed -> failures.failed(failed);
      case CrashLooping looping -> failures.looping(looping);
      case StillFailing reminder -> failures.reminder(reminder, opening);
      case PartlyRecovered recovered -> recoveries.partlyRecovered(recovered);
      case Recovered recovered -> recoveries.recovered(recovered);
      case Closed closed -> recoveries.closed(closed);
      case OverBeforeDelivery over -> recoveries.over(over);
      case ReleaseFailed failed -> new ReleaseWording(subject).failed(failed);
      case BecameBlind lost -> visibility.lost(lost);
      case AllBlind lost -> visibility.lostAll(lost);
      case VisibleAgain restored -> visibility.restored(restored);
      case PermissionMissing missing -> visibility.logsRefused(missing);
      case WeeklyReport report -> new ReportWording(subject).week(report);
    };
  }

  /** Whom it calls stands outside of any code, or nobody would hear. */
  private static String addressed(String headline, Notification notification) {
    return (headline + " " + Mentions.text(notification.route().mentions())).strip();
  }

  private boolean isLate(Notification notification) {
    return !notification.delivery().refusals().isEmpty()
        && Duration.between(notification.at(), now).toMinutes() > 0;
  }

  private String late(PastRefusal refusal) {
    String what =
        switch (refusal.by()) {
          case NOBODY -> "Mattermost could not be reached";
          case MATTERMOST -> "Mattermost did not take it";
          case US -> "nobody could tell whether Mattermost had it";
          case PROXY -> "something between us and Mattermost did not let it through";
        };
    return "_Delivered late. At %s %s:_ %s"
        .formatted(
            subject().times().exactly(refusal.first()),
            what,
            Markdown.code(refusal.withoutRequest()));
  }

  static String word(Priority priority) {
    return switch (priority) {
      case NONE, BY_IMPACT -> "";
      case IMPORTANT -> "important";
      case URGENT -> "urgent";
    };
  }

  private static String footer(Notification notification) {
    return footer(notification.id().value());
  }

  /** The notification's name, in which nothing can look like a mention. */
  static String footer(String notification) {
    return Markdown.plain(notification.replaceAll("[^A-Za-z0-9@/.:#_*-]|@(?!\\d)", "?"));
  }
}
