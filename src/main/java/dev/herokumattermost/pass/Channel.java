package dev.herokumattermost.pass;

import dev.herokumattermost.message.Post;
import dev.herokumattermost.watch.Delivery;
import dev.herokumattermost.watch.Lookup;
import dev.herokumattermost.watch.Notice;
import dev.herokumattermost.watch.PostId;
import java.time.Duration;
import java.util.Optional;

/** The channel that notices are told in. Each answer comes within the given time. */
public interface Channel {

  /**
   * Tells a notice.
   *
   * @param root the post in whose thread it goes; unknown for a new thread
   */
  Delivery post(Notice notice, Post post, PostId root, Duration within) throws InterruptedException;

  /** The post that tells a notice, if it is in the channel. */
  Lookup<Optional<PostId>> find(Notice notice, Duration within) throws InterruptedException;

  /** Whether one can look what is in the channel; without it a doubtful notice is told again. */
  boolean canLook();
}
