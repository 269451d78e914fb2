package dev.herokumattermost.pass;

import dev.herokumattermost.outbox.DeliveryRules;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.NotificationId;
import dev.herokumattermost.outbox.StoredApp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An app with what a pass has taken of its outbox.
 *
 * @param notifications to deliver, in order
 * @param edits the threads whose root post is to be edited
 */
record LeasedApp(StoredApp app, List<NotificationId> notifications, List<String> edits) {

  /**
   * Takes what is due.
   *
   * @param until the end of the pass
   */
  static LeasedApp of(StoredApp app, Instant now, Instant until) {
    return new LeasedApp(
        DeliveryRules.leased(app, now, until),
        DeliveryRules.due(app, now).stream().map(Notification::id).toList(),
        DeliveryRules.editsDue(app, now));
  }

  LeasedApp with(StoredApp other) {
    return new LeasedApp(other, notifications, edits);
  }

  /** The leased notifications that still wait. */
  List<Notification> waiting() {
    return notifications.stream()
        .map(id -> DeliveryRules.find(app, id))
        .flatMap(Optional::stream)
        .toList();
  }
}
