package dev.herokumattermost.pass;

import dev.herokumattermost.incident.IncidentEvent.Opened;
import dev.herokumattermost.outbox.ChannelPost;
import dev.herokumattermost.outbox.Delivery.Form;
import dev.herokumattermost.outbox.DeliveryResult.Refusal;
import dev.herokumattermost.outbox.DeliveryResult.Refused;
import dev.herokumattermost.outbox.DeliveryRules;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.wording.DigestWording;
import dev.herokumattermost.wording.Presentation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The incidents that open in one pass for one channel, to be delivered in one post if they are
 * many: thirty posts at once bury the one that matters. The post carries the id of each
 * notification, so that each can be found by itself. What follows about an incident goes into the
 * digest's thread.
 */
record Digest(List<Notification> notifications, List<DigestWording.InDigest> incidents) {
  /** More than so many incidents at once are delivered in one post. */
  static final int MOST_POSTS = 5;

  /** How many one post can name: the id of each notification travels with it. */
  private static final int MOST = 500;

  /**
   * The channels that something opens for. The default one comes last, because what another channel
   * refuses goes there.
   */
  static List<Route.Target> targets(List<LeasedApp> apps) {
    var targets = new LinkedHashSet<Route.Target>();
    apps.stream()
        .flatMap(one -> one.waiting().stream())
        .map(one -> one.route().target().plainly())
        .filter(target -> !target.isDefault())
        .sorted(Comparator.comparing(Route.Target::describe).reversed())
        .forEach(targets::add);
    targets.add(new Route.DefaultChannel());
    return List.copyOf(targets);
  }

  /** What opens for one channel. */
  static Digest of(List<LeasedApp> apps, Route.Target target) {
    var notifications = new ArrayList<Notification>();
    var incidents = new ArrayList<DigestWording.InDigest>();
    for (LeasedApp one : apps) {
      for (Notification notification : one.waiting()) {
        if (notifications.size() < MOST
            && notification.route().target().isSameChannel(target)
            && notification.event() instanceof Opened opened
            && canBeShared(one.app(), notification)) {
          notifications.add(notification);
          incidents.add(
              new DigestWording.InDigest(one.app().app(), opened.report(), route(notification)));
        }
      }
    }
    return new Digest(notifications, incidents);
  }

  private static Route route(Notification notification) {
    return notification.delivery().form() == Form.FULL
        ? notification.route()
        : notification.route().withoutPriority();
  }

  /**
   * One that may be in the channel already has to be looked for first, and one that waits behind
   * another of its thread must not come before it.
   */
  private static boolean canBeShared(StoredApp app, Notification notification) {
    return !notification.delivery().isUncertain()
        && app.outbox().of(notification.thread()).getFirst().id().equals(notification.id())
        && notification.delivery().form() != Form.PLAIN
        && app.rootOf(notification).isEmpty();
  }

  boolean isWorthIt() {
    return notifications.size() > MOST_POSTS;
  }

  Route.Target target() {
    return notifications.getFirst().route().target();
  }

  OutgoingPost outgoing(Presentation presentation, Instant now) {
    return new OutgoingPost(
        new DigestWording(presentation, now).post(incidents, notifications.getFirst().id()),
        null,
        notifications.stream().map(Notification::id).toList(),
        notifications.getFirst().pendingPostId(),
        target());
  }

  /** Whether it was refused before, and nobody says why: perhaps for its content. */
  boolean isRefusedAgain(Refused refusal) {
    return refusal.kind() == Refusal.UNEXPLAINED
        && notifications.getFirst().delivery().attempts() > 0;
  }

  Update delivered(@Nullable ChannelPost post, Instant until) {
    return each(
        (app, notification) ->
            DeliveryRules.waited(
                Update.delivered(notification, post).applied(app), notification, until));
  }

  Update refused(Refused refusal, Instant endedAt) {
    return each((app, notification) -> DeliveryRules.refused(app, notification, refusal, endedAt));
  }

  private Update each(BiFunction<StoredApp, Notification, StoredApp> change) {
    return Update.of(
        app -> {
          StoredApp next = app;
          for (Notification notification : notifications) {
            if (DeliveryRules.find(next, notification.id()).isPresent()) {
              next = change.apply(next, notification);
            }
          }
          return next;
        });
  }
}
