package dev.herokumattermost.mattermost;

import dev.herokumattermost.incident.VisibilityEvent.VisibleAgain;
import dev.herokumattermost.outbox.Delivery;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.NotificationId;
import dev.herokumattermost.outbox.PostId;
import dev.herokumattermost.pass.Deadline;
import dev.herokumattermost.pass.OutgoingPost;
import dev.herokumattermost.rules.ChannelName;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.wording.Post;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Posts on their way to a simulated server. */
final class Outgoing {
  static final Deadline SOON = in(Duration.ofSeconds(10));
  static final Route.Target DEFAULT = new Route.DefaultChannel();
  static final Route.Target BILLING = new Route.NamedChannel(new ChannelName("ops", "billing"));

  private Outgoing() {}

  static Deadline in(Duration time) {
    return Deadline.in(time, InstantSource.fixed(Instant.EPOCH));
  }

  static OutgoingPost root(String notification, String text, String pending) {
    return root(notification, Post.of(text), pending);
  }

  static OutgoingPost root(String notification, Post post, String pending) {
    return post(notification, post, null, pending, DEFAULT);
  }

  static OutgoingPost reply(PostId root, String notification, Post post, String pending) {
    return post(notification, post, root, pending, DEFAULT);
  }

  static OutgoingPost toBilling(String notification, String pending) {
    return post(notification, Post.of("text"), null, pending, BILLING);
  }

  static OutgoingPost post(
      String notification, Post post, @Nullable PostId root, String pending, Route.Target target) {
    return new OutgoingPost(post, root, List.of(new NotificationId(notification)), pending, target);
  }

  static Notification notification(String id, Route.Target target, Instant at) {
    return new Notification(
        new NotificationId(id),
        "thread",
        new VisibleAgain(at, at),
        Route.DEFAULT.to(target),
        at,
        "pending",
        Delivery.NEW);
  }
}
