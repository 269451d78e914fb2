package dev.herokumattermost.outbox;

import dev.herokumattermost.incident.Acknowledgement.Person;
import dev.herokumattermost.incident.Incident;
import dev.herokumattermost.incident.IncidentEvent.DynosFailed;
import dev.herokumattermost.incident.IncidentStatus;
import dev.herokumattermost.incident.VisibilityEvent.VisibleAgain;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first post of a thread. That of an incident always shows how the incident stands; that of an
 * app that could not be read shows in the end that this is over.
 *
 * @param posted the post in the channel; null until it is there
 * @param opening the failure that it reported first; null if it reports none
 * @param shown how it shows the incident; null until something was decided about it
 * @param over the end that it does not show yet; null if there is none
 * @param edit the delivery of an edit that shows how it stands now
 */
@RecordBuilder
public record RootPost(
    @Nullable Posted posted,
    @Nullable DynosFailed opening,
    @Nullable Shown shown,
    @Nullable VisibilityEnd over,
    Delivery edit)
    implements RootPostBuilder.With {
  static final RootPost NONE = new RootPost(null, null, null, null, Delivery.NEW);

  /**
   * The post in the channel.
   *
   * @param notification what it delivered
   * @param shared whether it is a digest, which reports other incidents too and is never edited
   */
  public record Posted(PostId id, NotificationId notification, boolean shared) {}

  /** How a time in which an app could not be read came to its end. */
  public record VisibilityEnd(Instant since, Instant until, How how) {
    /** What ended it. */
    public enum How {
      READ_AGAIN,
      /** The app is no longer watched. */
      UNWATCHED,
      /** Heroku no longer shows the app. */
      GONE
    }
  }

  /**
   * Everything that a root post shows of an incident and that can change. Of a warning it shows no
   * numbers, and its end is nothing to show.
   */
  public record Shown(
      IncidentStatus status,
      Instant failingSince,
      int failing,
      int crashes,
      boolean crashLoop,
      List<String> acknowledgedBy,
      List<String> mutedBy) {
    public Shown {
      acknowledgedBy = List.copyOf(acknowledgedBy);
      mutedBy = List.copyOf(mutedBy);
    }

    static Shown of(Incident incident) {
      return new Shown(
          IncidentStatus.of(incident),
          incident.failingSince(),
          incident.isWarning() ? 0 : incident.dynos().size(),
          incident.crashes(),
          incident.isCrashLoop(),
          incident.acknowledgement().acknowledgedBy().stream().map(Person::id).toList(),
          incident.acknowledgement().mutedBy().stream().map(Person::id).toList());
    }
  }

  public boolean isPosted() {
    return posted != null;
  }

  /** The post is there and delivered a notification. If that is a failure, the post stays its. */
  RootPost postedAs(ChannelPost post, Notification delivered) {
    return new RootPost(
        new Posted(post.id(), delivered.id(), post.shared()),
        delivered.event() instanceof DynosFailed failed ? failed : opening,
        shown,
        delivered.event() instanceof VisibleAgain ? null : over,
        Delivery.NEW);
  }

  /** The post is gone, or in a channel that cannot be reached. */
  RootPost lost() {
    return withPosted(null).withEdit(Delivery.NEW);
  }

  RootPost showing(Incident incident) {
    return withShown(Shown.of(incident)).withEdit(Delivery.NEW);
  }

  RootPost ending(VisibilityEnd end) {
    return withOver(end).withEdit(Delivery.NEW);
  }

  RootPost shownAsOver() {
    return withOver(null).withEdit(Delivery.NEW);
  }

  /** Whether the post still shows that an app cannot be read, although that is over. */
  boolean hidesItsEnd() {
    return posted != null && over != null;
  }

  /**
   * Whether the post shows an earlier state of the incident, or may show a later one because nobody
   * knows how an edit ended.
   */
  boolean isOutdated(Incident incident) {
    boolean editable = posted != null && !posted.shared() && opening != null;
    return editable && !(edit.isCertainlyUndelivered() && Shown.of(incident).equals(shown));
  }
}
