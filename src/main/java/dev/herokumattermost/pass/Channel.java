package dev.herokumattermost.pass;

import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.incident.Acknowledgement.Reaction;
import dev.herokumattermost.outbox.ChannelPost;
import dev.herokumattermost.outbox.DeliveryResult;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.PostId;
import java.util.List;
import java.util.Optional;

/** The channels that notifications are delivered to. Every call ends by its deadline. */
public interface Channel {

  /** Posts. An ambiguous end may have posted: {@link #find} before the next attempt. */
  DeliveryResult post(OutgoingPost post, Deadline deadline) throws InterruptedException;

  /**
   * Replaces the content of a post. An edit notifies nobody, and making it twice does no harm.
   *
   * @param revised for the same channel; its root is not used
   */
  DeliveryResult edit(PostId post, OutgoingPost revised, Deadline deadline)
      throws InterruptedException;

  /**
   * The newest post that delivers a notification in the channel that the notification is for. The
   * answer is "forbidden" if that is another channel than the default one, and it is gone.
   */
  Lookup<Optional<ChannelPost>> find(Notification notification, Deadline deadline)
      throws InterruptedException;

  /** How people have reacted to a post. */
  Lookup<List<Reaction>> reactions(PostId post, Deadline deadline) throws InterruptedException;

  /** The user name of a person. */
  Lookup<String> nameOf(String user, Deadline deadline) throws InterruptedException;

  /**
   * Whether the id of a post comes back. Without it there are no threads, edits, look-ups or
   * reactions, and an uncertain notification is posted again.
   */
  boolean learnsPostIds();
}
