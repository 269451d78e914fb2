package dev.herokumattermost.outbox;

import dev.herokumattermost.incident.AlertEvent;
import dev.herokumattermost.incident.Incident;
import dev.herokumattermost.incident.IncidentEvent.Closed;
import dev.herokumattermost.incident.IncidentEvent.PartlyRecovered;
import dev.herokumattermost.incident.IncidentEvent.Recovered;
import dev.herokumattermost.incident.VisibilityEvent.VisibleAgain;
import dev.herokumattermost.outbox.DeliveryResult.Refusal;
import dev.herokumattermost.outbox.DeliveryResult.Refused;
import dev.herokumattermost.rules.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules by which notifications leave an outbox: in order within a thread, once, and never lost.
 * Each method is a pure step from one stored app to the next; the pass talks to Mattermost in
 * between.
 *
 * <p>They rest on one assumption, which the README states: Mattermost stores or drops an accepted
 * post within {@link Delivery#SETTLED}.
 */
public final class DeliveryRules {
  /** A notification that could not be delivered for so long is set aside for a person. */
  private static final Duration GIVEN_UP = Duration.ofHours(24);

  /** A transaction takes a hundred items, the app's own among them. */
  private static final int MOST_ENDS = 90;

  /** At the longest wait, about a week of them: by then nobody reads of the incident any more. */
  private static final int MOST_EDITS = 1_000;

  private DeliveryRules() {}

  /** What can be sent now, in order. Nothing overtakes an earlier notification of its thread. */
  public static List<Notification> due(StoredApp app, Instant now) {
    var blocked = new HashSet<String>();
    var due = new ArrayList<Notification>();
    for (Notification notification : app.outbox().notifications()) {
      if (!blocked.contains(notification.thread()) && notification.delivery().isDueAt(now)) {
        due.add(notification);
      } else {
        blocked.add(notification.thread());
      }
    }
    return due;
  }

  /**
   * The threads whose root post is to be edited now. An edit is repeated until it is known to have
   * been made: making it twice does no harm.
   */
  public static List<String> editsDue(StoredApp app, Instant now) {
    Stream<String> incidents =
        app.state().incidents().stream().filter(app::isOutdated).map(Incident::id);
    Stream<String> over =
        app.outbox().threads().stream()
            .filter(thread -> thread.root().hidesItsEnd())
            .map(AlertThread::id);
    return Stream.concat(incidents, over)
        .filter(id -> app.outbox().thread(id).orElseThrow().root().edit().isDueAt(now))
        .toList();
  }

  /** Takes what is due, so that an overlapping pass leaves it alone. */
  public static StoredApp leased(StoredApp app, Instant now, Instant until) {
    Set<NotificationId> due =
        due(app, now).stream().map(Notification::id).collect(Collectors.toSet());
    Outbox outbox =
        app.outbox()
            .withNotifications(
                app.outbox().notifications().stream()
                    .map(
                        one ->
                            due.contains(one.id())
                                ? one.withDelivery(one.delivery().leased(until))
                                : one)
                    .toList());
    for (String thread : editsDue(app, now)) {
      outbox = outbox.changingRoot(thread, root -> root.withEdit(root.edit().leased(until)));
    }
    return app.withOutbox(outbox);
  }

  /** An edit of a root post: what it is to show. */
  public sealed interface Edit {
    String thread();

    /** An incident as it stood. */
    record OfIncident(Incident asItStood) implements Edit {
      @Override
      public String thread() {
        return asItStood.id();
      }
    }

    /** That a time in which an app could not be read is over. */
    record OfTheEnd(String thread) implements Edit {}
  }

  /** The root post shows what it was to show. */
  public static StoredApp edited(StoredApp app, Edit made) {
    return app.changingOutbox(
        outbox ->
            outbox.changingRoot(
                made.thread(),
                root ->
                    switch (made) {
                      case Edit.OfIncident(var asItStood) -> root.showing(asItStood);
                      case Edit.OfTheEnd _ -> root.shownAsOver();
                    }));
  }

  /**
   * The root post could not be edited. What refuses an edit now can allow it later, so it is tried
   * for a week. What refuses the edit itself refuses it each time, and the post stays as it is: its
   * thread says the same.
   */
  public static StoredApp notEdited(StoredApp app, Edit wanted, Refused refusal, Instant endedAt) {
    String thread = wanted.thread();
    if (refusal.kind() == Refusal.ROOT) {
      return rootLost(app, thread);
    }
    int attempts = app.outbox().thread(thread).map(one -> one.root().edit().attempts()).orElse(0);
    if (refusal.kind() == Refusal.CONTENT || attempts >= MOST_EDITS) {
      return edited(app, wanted);
    }
    Refused slow =
        refusal.kind() == Refusal.CHANNEL
            ? new Refused(
                Refusal.CONFIGURATION, refusal.by(), refusal.reason(), refusal.retryAfter())
            : refusal;
    return app.changingOutbox(
        outbox ->
            outbox.changingRoot(thread, root -> root.withEdit(root.edit().after(slow, endedAt))));
  }

  /** The pass did not try to edit after all. */
  public static StoredApp editReleased(StoredApp app, String thread) {
    return app.changingOutbox(
        outbox -> outbox.changingRoot(thread, root -> root.withEdit(root.edit().released())));
  }

  /** Mattermost has it, and where nobody learns the post's id. */
  public static StoredApp delivered(StoredApp app, Notification notification) {
    return app.changingOutbox(outbox -> outbox.without(notification.id()));
  }

  /** Mattermost has it. The first post of a thread is its root: what follows goes below it. */
  public static StoredApp delivered(StoredApp app, Notification notification, ChannelPost post) {
    return delivered(app, notification)
        .changingOutbox(
            outbox ->
                outbox.changingThread(
                    notification.thread(),
                    thread ->
                        thread.root().isPosted() || !thread.isIn(notification.route().target())
                            ? thread
                            : thread.withRoot(thread.root().postedAs(post, notification))));
  }

  /** Mattermost had a notification at that time; the first of a thread says how long it waited. */
  public static StoredApp waited(StoredApp app, Notification notification, Instant until) {
    return app.changingOutbox(
        outbox ->
            outbox.changingThread(
                notification.thread(),
                thread ->
                    thread.delay() == null
                        ? thread.withDelay(Duration.between(notification.at(), until))
                        : thread));
  }

  /** Whether a notification has been tried for so long that a person should look at it. */
  public static boolean expired(Notification notification, Instant now) {
    return !notification.at().plus(GIVEN_UP).isAfter(now);
  }

  /**
   * What is given up with a notification: itself, and the end of its failure if that waits next in
   * the thread, because nobody should read of a recovery from nothing. What else waits there still
   * says what is wrong.
   */
  public static List<Notification> givenUpWith(StoredApp app, Notification notification) {
    List<Notification> thread = app.outbox().of(notification.thread());
    return Stream.concat(
            thread.stream().limit(1),
            thread.stream().skip(1).takeWhile(one -> isAnEnd(one.event())).limit(MOST_ENDS))
        .toList();
  }

  private static boolean isAnEnd(AlertEvent event) {
    return switch (event) {
      case Recovered _, PartlyRecovered _, Closed _, VisibleAgain _ -> true;
      case AlertEvent _ -> false;
    };
  }

  /** They are kept elsewhere from now on, each as a {@link DeadLetter}. */
  public static StoredApp setAside(StoredApp app, List<Notification> notifications) {
    Outbox outbox = app.outbox();
    for (Notification notification : notifications) {
      outbox = outbox.without(notification.id());
    }
    return app.withOutbox(outbox);
  }

  /** A dead letter is to be delivered after all, before what came later. */
  public static StoredApp putBack(StoredApp app, Notification notification) {
    if (app.outbox().notification(notification.id()).isPresent()) {
      return app;
    }
    var notifications = new ArrayList<>(app.outbox().notifications());
    notifications.addFirst(notification.withDelivery(notification.delivery().afresh()));
    return app.withOutbox(LogLineLimit.applied(app.outbox().withNotifications(notifications)));
  }

  /**
   * Mattermost does not have it, or nobody can tell.
   *
   * @param endedAt when the attempt was over: until then Mattermost can have taken it
   */
  public static StoredApp refused(
      StoredApp app, Notification notification, Refused refusal, Instant endedAt) {
    return switch (refusal.kind()) {
      case CHANNEL -> rerouted(app, notification, refusal, endedAt);
      case ROOT ->
          afterRefusal(rootLost(app, notification.thread()), notification, refusal, endedAt);
      case TRANSIENT, AMBIGUOUS, CONTENT, UNEXPLAINED, CONFIGURATION, PRIORITY ->
          afterRefusal(app, notification, refusal, endedAt);
    };
  }

  private static StoredApp afterRefusal(
      StoredApp app, Notification notification, Refused refusal, Instant endedAt) {
    return changingDelivery(app, notification, delivery -> delivery.after(refusal, endedAt));
  }

  /** The root post of a thread is no use any more: what follows begins the thread again. */
  private static StoredApp rootLost(StoredApp app, String thread) {
    return app.changingOutbox(outbox -> outbox.changingRoot(thread, RootPost::lost));
  }

  /**
   * The channel of a notification cannot be posted to: the whole thread goes to the default channel
   * and begins again there. The notification stays leased, because it is tried there at once. What
   * may be in the old channel already must be looked for there first, so it stays. Where another
   * pass has moved the thread before, nothing is left to do.
   */
  static StoredApp rerouted(StoredApp app, Notification refused, Refused refusal, Instant endedAt) {
    Route.Target from = refused.route().target();
    return app.changingOutbox(
        outbox ->
            outbox
                .withNotifications(
                    outbox.notifications().stream()
                        .map(
                            one ->
                                one.thread().equals(refused.thread())
                                        && one.route().target().isSameChannel(from)
                                    ? moved(one, refused, refusal, endedAt)
                                    : one)
                        .toList())
                .changingThread(
                    refused.thread(),
                    thread ->
                        thread.isIn(from)
                            ? thread.withTarget(from.instead()).withRoot(thread.root().lost())
                            : thread));
  }

  private static Notification moved(
      Notification notification, Notification refused, Refused refusal, Instant endedAt) {
    Notification tried =
        notification.id().equals(refused.id())
            ? notification.withDelivery(notification.delivery().elsewhere(refusal, endedAt))
            : notification;
    return tried.delivery().isUncertain() ? notification : tried.instead();
  }

  /** The pass did not try it after all. */
  public static StoredApp released(StoredApp app, Notification notification) {
    return changingDelivery(app, notification, Delivery::released);
  }

  /** It is not in the channel, and nothing is under way that could still bring it there. */
  public static StoredApp absent(StoredApp app, Notification notification) {
    return changingDelivery(app, notification, Delivery::certain);
  }

  private static StoredApp changingDelivery(
      StoredApp app, Notification notification, UnaryOperator<Delivery> change) {
    return app.changingOutbox(
        outbox ->
            outbox.changing(
                notification.id(), one -> one.withDelivery(change.apply(one.delivery()))));
  }

  /** The notification as the outbox has it now. */
  public static Optional<Notification> find(StoredApp app, NotificationId id) {
    return app.outbox().notification(id);
  }
}
