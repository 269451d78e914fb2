package dev.herokumattermost.mattermost;

import dev.herokumattermost.message.Post;
import dev.herokumattermost.watch.Delivery;
import dev.herokumattermost.watch.Lookup;
import dev.herokumattermost.watch.NoticeId;
import dev.herokumattermost.watch.PostId;
import dev.herokumattermost.watch.Posted;
import dev.herokumattermost.watch.Reaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The channels of a Mattermost server, of which one is the usual one.
 *
 * <p>Every call ends within the time it is given. How it ended is its value; what a way in cannot
 * do, it says.
 */
public sealed interface Mattermost permits Bot, Webhook {

  /** Tells it. An ambiguous end may have told it: {@link #find} it before telling it again. */
  Delivery post(Outgoing outgoing, Duration within) throws InterruptedException;

  /**
   * Replaces the text, the boxes and the properties of a post; never notifies anyone. Harmless to
   * repeat, however it ended.
   */
  Delivery edit(PostId id, Outgoing revised, Duration within) throws InterruptedException;

  /**
   * The newest post in a channel that tells a notice, if there is one; forbidden if there is no
   * such channel, or none that may be read, other than the usual one.
   *
   * @param since when the notice arose; nothing older is looked at, but for a minute in which
   *     clocks may disagree
   */
  Lookup<Optional<Posted>> find(NoticeId notice, Place place, Instant since, Duration within)
      throws InterruptedException;

  /** What others call a person. */
  Lookup<String> nameOf(String user, Duration within) throws InterruptedException;

  /** How people have answered a post. */
  Lookup<List<Reaction>> reactions(PostId id, Duration within) throws InterruptedException;

  /**
   * Whether a post's id comes back, without which there are no threads, edits, look-ups or
   * reactions.
   */
  boolean learnsPostIds();

  /**
   * What is to be in a channel.
   *
   * @param root the post in whose thread it goes, {@link PostId#UNKNOWN} for a new root post
   * @param notices travel with the post, unseen, so that the post can be found by each of them
   * @param pendingPostId unguessable; the server takes posts that share it within 30 s for one
   */
  record Outgoing(
      Post post, PostId root, List<NoticeId> notices, String pendingPostId, Place place) {
    public Outgoing {
      notices = List.copyOf(notices);
    }

    /** For the usual channel. */
    public Outgoing(Post post, PostId root, List<NoticeId> notices, String pendingPostId) {
      this(post, root, notices, pendingPostId, new Place.Usual());
    }
  }
}
