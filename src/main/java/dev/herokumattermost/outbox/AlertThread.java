package dev.herokumattermost.outbox;

import dev.herokumattermost.rules.Route;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is delivered about one incident, or about one loss of visibility.
 *
 * @param id the incident's id, or the name of the loss of visibility
 * @param target the channel that the thread is in
 * @param notifications how many notifications it had so far; numbers the next
 * @param root its first post
 * @param delay how long its first notification waited until Mattermost had it; null until then
 */
@RecordBuilder
public record AlertThread(
    String id, Route.Target target, int notifications, RootPost root, @Nullable Duration delay)
    implements AlertThreadBuilder.With {

  /** Of which nothing has been delivered. */
  public AlertThread(String id, Route.Target target, int notifications, RootPost root) {
    this(id, target, notifications, root, null);
  }

  NotificationId nextId() {
    return new NotificationId(id + "#" + (notifications + 1));
  }

  boolean isIn(Route.Target channel) {
    return target.isSameChannel(channel);
  }
}
