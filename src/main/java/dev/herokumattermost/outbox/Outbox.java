package dev.herokumattermost.outbox;

import dev.herokumattermost.detect.Failure;
import dev.herokumattermost.incident.AlertEvent;
import dev.herokumattermost.incident.Incident;
import dev.herokumattermost.incident.IncidentEvent.Circumstance;
import dev.herokumattermost.incident.IncidentEvent.CrashLooping;
import dev.herokumattermost.incident.IncidentEvent.DynosFailed;
import dev.herokumattermost.incident.IncidentEvent.FailureReport;
import dev.herokumattermost.incident.IncidentEvent.OverBeforeDelivery;
import dev.herokumattermost.incident.IncidentEvent.Recovered;
import dev.herokumattermost.incident.RaisedEvent;
import dev.herokumattermost.incident.VisibilityEvent.VisibleAgain;
import dev.herokumattermost.outbox.RootPost.VisibilityEnd;
import dev.herokumattermost.outbox.RootPost.VisibilityEnd.How;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What is still to be delivered about one app.
 *
 * @param notifications oldest first
 * @param threads those of incidents that are known, and of notifications that wait
 */
@RecordBuilder
public record Outbox(List<Notification> notifications, List<AlertThread> threads)
    implements OutboxBuilder.With {
  public static final Outbox EMPTY = new Outbox(List.of(), List.of());

  public Outbox {
    notifications = List.copyOf(notifications);
    threads = List.copyOf(threads);
  }

  public Optional<AlertThread> thread(String id) {
    return threads.stream().filter(thread -> thread.id().equals(id)).findFirst();
  }

  public Optional<Notification> notification(NotificationId id) {
    return notifications.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  public List<Notification> of(String thread) {
    return notifications.stream().filter(one -> one.thread().equals(thread)).toList();
  }

  /**
   * Adds a notification. If the failure is over before it could be delivered, one notification
   * reports both: nobody is woken by a failure that has passed, or reads of a recovery from
   * nothing.
   *
   * @param now by our clock
   * @param pendingPostId cannot be guessed
   */
  Outbox with(RaisedEvent raised, Instant now, String pendingPostId) {
    List<Notification> ofThread = of(raised.thread());
    return switch (raised.event()) {
      case Recovered recovered ->
          undeliveredFailure(ofThread)
              .map(failure -> overBeforeDelivery(failure, recovered))
              .orElseGet(() -> appended(raised, now, pendingPostId));
      case VisibleAgain again ->
          undelivered(ofThread)
              .map(loss -> changing(loss.id(), one -> one.withEvent(again)))
              .orElseGet(() -> appended(raised, now, pendingPostId))
              .ending(
                  raised.thread(), new VisibilityEnd(again.since(), again.until(), How.READ_AGAIN));
      case AlertEvent _ -> appended(raised, now, pendingPostId);
    };
  }

  /** The root post of a thread, if there is one, is to show the end. */
  Outbox ending(String thread, VisibilityEnd end) {
    return changingRoot(thread, root -> root.ending(end));
  }

  private Outbox appended(RaisedEvent raised, Instant now, String pendingPostId) {
    AlertThread thread =
        thread(raised.thread())
            .orElseGet(
                () -> new AlertThread(raised.thread(), raised.route().target(), 0, RootPost.NONE));
    // The root post has already said which channel was meant.
    var target = thread.root().isPosted() ? thread.target().plainly() : thread.target();
    var notification =
        new Notification(
            thread.nextId(),
            thread.id(),
            raised.event(),
            raised.route().to(target),
            now,
            pendingPostId,
            Delivery.NEW);
    return withNotifications(
            Stream.concat(notifications.stream(), Stream.of(notification)).toList())
        .with(thread.withNotifications(thread.notifications() + 1));
  }

  private static Optional<Notification> undelivered(List<Notification> ofThread) {
    return ofThread.stream().filter(one -> one.delivery().isCertainlyUndelivered()).findFirst();
  }

  /** The last failure of a thread, if neither it nor what follows it can be delivered already. */
  private static Optional<Notification> undeliveredFailure(List<Notification> ofThread) {
    for (Notification notification : ofThread.reversed()) {
      if (!notification.delivery().isCertainlyUndelivered()) {
        return Optional.empty();
      }
      if (notification.event() instanceof DynosFailed failed && failed.begins()) {
        return Optional.of(notification);
      }
    }
    return Optional.empty();
  }

  private Outbox overBeforeDelivery(Notification first, Recovered recovered) {
    List<Notification> before = notifications.subList(0, notifications.indexOf(first));
    List<Notification> since = notifications.subList(before.size(), notifications.size());
    var failure = (DynosFailed) first.event();
    FailureReport whole =
        allFailures(
            failure.report(),
            since.stream().filter(one -> one.thread().equals(first.thread())).toList());
    Notification over =
        first
            .withEvent(new OverBeforeDelivery(failure.withReport(whole), recovered))
            .withRoute(first.route().quietly());
    return withNotifications(
        Stream.concat(
                before.stream(),
                since.stream()
                    .filter(one -> !one.thread().equals(first.thread()) || one.equals(first))
                    .map(one -> one.equals(first) ? over : one))
            .toList());
  }

  /** The report of the first failure with the dynos that failed after it. */
  private static FailureReport allFailures(FailureReport first, List<Notification> ofThread) {
    var dynos = new ArrayList<Failure>();
    Set<Circumstance> circumstances = new HashSet<>(first.circumstances());
    for (Notification notification : ofThread) {
      if (notification.event() instanceof DynosFailed failed) {
        failed.report().dynos().stream()
            .filter(failure -> dynos.stream().noneMatch(d -> d.dyno().equals(failure.dyno())))
            .forEach(dynos::add);
        if (failed.report().has(Circumstance.CRASH_LOOP)) {
          circumstances.add(Circumstance.CRASH_LOOP);
        }
      } else if (notification.event() instanceof CrashLooping) {
        circumstances.add(Circumstance.CRASH_LOOP);
      }
    }
    return first.withCircumstances(circumstances).withFailing(dynos.size()).withDynos(dynos);
  }

  /**
   * A root post that is not yet posted will show the incident as it stands now; one that is posted
   * shows what it showed.
   *
   * @param raised the events of this step
   */
  Outbox showing(Incident incident, List<RaisedEvent> raised) {
    Optional<AlertThread> found = thread(incident.id());
    if (found.isEmpty()) {
      return this;
    }
    RootPost root = found.get().root();
    Optional<DynosFailed> failure =
        raised.stream()
            .filter(one -> one.thread().equals(incident.id()))
            .map(RaisedEvent::event)
            .filter(DynosFailed.class::isInstance)
            .map(DynosFailed.class::cast)
            .findFirst();
    if (failure.isPresent() && root.opening() == null) {
      root = root.withOpening(failure.get()).showing(incident);
    }
    // What follows of it is told by replies, and then the post has to be edited.
    List<Notification> waiting = of(incident.id());
    boolean beginsAsOver =
        waiting.size() == 1 && waiting.getFirst().event() instanceof OverBeforeDelivery;
    if (beginsAsOver && !root.isPosted()) {
      root = root.showing(incident);
    }
    return with(found.get().withRoot(root));
  }

  /** This and another outbox in one, and this one's notifications go first. */
  Outbox and(Outbox other) {
    return new Outbox(
        Stream.concat(notifications.stream(), other.notifications.stream()).toList(),
        Stream.concat(threads.stream(), other.threads.stream()).toList());
  }

  /** With another id of a thread. Its notifications keep theirs: they may be posted already. */
  Outbox renamingThread(String from, String to) {
    return new Outbox(
        notifications.stream()
            .map(one -> one.thread().equals(from) ? one.withThread(to) : one)
            .toList(),
        threads.stream().map(one -> one.id().equals(from) ? one.withId(to) : one).toList());
  }

  Outbox without(NotificationId id) {
    return withNotifications(notifications.stream().filter(one -> !one.id().equals(id)).toList());
  }

  Outbox changing(NotificationId id, UnaryOperator<Notification> change) {
    return withNotifications(
        notifications.stream().map(one -> one.id().equals(id) ? change.apply(one) : one).toList());
  }

  Outbox changingThread(String id, UnaryOperator<AlertThread> change) {
    return thread(id).map(thread -> with(change.apply(thread))).orElse(this);
  }

  Outbox changingRoot(String thread, UnaryOperator<RootPost> change) {
    return changingThread(thread, one -> one.withRoot(change.apply(one.root())));
  }

  private Outbox with(AlertThread thread) {
    boolean known = thread(thread.id()).isPresent();
    return withThreads(
        known
            ? threads.stream().map(one -> one.id().equals(thread.id()) ? thread : one).toList()
            : Stream.concat(threads.stream(), Stream.of(thread)).toList());
  }
}
