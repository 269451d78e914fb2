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
 * @param notifications travel with the post, unseen, so that the post can be found by each of them
 * @param pendingPostId cannot be guessed; the server takes posts that share it within 30 s for one
 */
public record OutgoingPost(
    Post post,
    @Nullable PostId root,
    List<NotificationId> notifications,
    String pendingPostId,
    Route.Target target) {
  public OutgoingPost {
    notifications = List.copyOf(notifications);
  }
}
