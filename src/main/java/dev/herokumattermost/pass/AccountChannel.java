package dev.herokumattermost.pass;

import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.incident.Acknowledgement.Reaction;
import dev.herokumattermost.outbox.ChannelPost;
import dev.herokumattermost.outbox.DeliveryResult;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.NotificationId;
import dev.herokumattermost.outbox.PostId;
import java.util.List;
import java.util.Optional;

/**
 * The channels for one of several accounts. Ids of notifications differ within an account; in a
 * channel that several share they carry the account's name, so that none is taken for another's.
 */
public record AccountChannel(Channel channel, String account) implements Channel {

  @Override
  public DeliveryResult post(OutgoingPost post, Deadline deadline) throws InterruptedException {
    return channel.post(named(post), deadline);
  }

  @Override
  public DeliveryResult edit(PostId post, OutgoingPost revised, Deadline deadline)
      throws InterruptedException {
    return channel.edit(post, named(revised), deadline);
  }

  @Override
  public Lookup<Optional<ChannelPost>> find(Notification notification, Deadline deadline)
      throws InterruptedException {
    return channel.find(notification.withId(named(notification.id())), deadline);
  }

  @Override
  public Lookup<List<Reaction>> reactions(PostId post, Deadline deadline)
      throws InterruptedException {
    return channel.reactions(post, deadline);
  }

  @Override
  public Lookup<String> nameOf(String user, Deadline deadline) throws InterruptedException {
    return channel.nameOf(user, deadline);
  }

  @Override
  public boolean learnsPostIds() {
    return channel.learnsPostIds();
  }

  private OutgoingPost named(OutgoingPost post) {
    return new OutgoingPost(
        post.post(),
        post.root(),
        post.about(),
        post.notifications().stream().map(this::named).toList(),
        post.pendingPostId(),
        post.target());
  }

  private NotificationId named(NotificationId id) {
    return new NotificationId(account + ":" + id);
  }
}
