package dev.herokumattermost.pass;

import dev.herokumattermost.outbox.NotificationId;
import dev.herokumattermost.outbox.PostId;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.wording.Post;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be in a channel.
 *
 * @param root the post in whose thread it goes; null for a new thread
 * @param about the first post of the thread that it belongs to, if it is to stand outside of it
 *     with a link; null for none
 * @param notifications travel with the post, unseen, so that the post can be found by each of them
 * @param pendingPostId cannot be guessed; the server takes posts that share it within 30 s for one
 * @param silent whether it is to notify nobody and leave nothing unread, where the server can
 */
public record OutgoingPost(
    Post post,
    @Nullable PostId root,
    @Nullable PostId about,
    List<NotificationId> notifications,
    String pendingPostId,
    Route.Target target,
    boolean silent) {
  public OutgoingPost {
    notifications = List.copyOf(notifications);
  }

  /** Without a link, and not silent. */
  public OutgoingPost(
      Post post,
      @Nullable PostId root,
      List<NotificationId> notifications,
      String pendingPostId,
      Route.Target target) {
    this(post, root, null, notifications, pendingPostId, target, false);
  }
}
