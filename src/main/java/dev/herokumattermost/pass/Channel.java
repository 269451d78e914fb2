package dev.herokumattermost.pass;

import dev.herokumattermost.message.Post;
import dev.herokumattermost.watch.Delivery;
import dev.herokumattermost.watch.Destination;
import dev.herokumattermost.watch.Lookup;
import dev.herokumattermost.watch.Notice;
import dev.herokumattermost.watch.NoticeId;
import dev.herokumattermost.watch.PostId;
import dev.herokumattermost.watch.Posted;
import dev.herokumattermost.watch.Reaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The channels that notices are told in. Each answer comes within the given time. */
public interface Channel {

  /**
   * Tells notices, mostly one, in one post.
   *
   * @param root the post in whose thread it goes; unknown for a new thread
   */
  Delivery post(
      List<Notice> notices, Post post, PostId root, Destination destination, Duration within)
      throws InterruptedException;

  /**
   * Puts other words into the first post of a thread.
   *
   * @param first the notice that it told
   */
  Delivery edit(PostId root, NoticeId first, Post post, Destination destination, Duration within)
      throws InterruptedException;

  /**
   * The post that tells a notice, if it is in the channel that the notice is for; forbidden if that
   * is not the default one, and gone.
   */
  Lookup<Optional<Posted>> find(Notice notice, Duration within) throws InterruptedException;

  Lookup<List<Reaction>> reactions(PostId post, Duration within) throws InterruptedException;

  /** What others call a person. */
  Lookup<String> nameOf(String user, Duration within) throws InterruptedException;

  /**
   * Whether one can look what is in a channel; without it a doubtful notice is told again, and
   * nothing is known of threads and reactions.
   */
  boolean canLook();
}
