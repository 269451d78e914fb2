package dev.herokumattermost.watch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether an app, or the account, can be seen.
 *
 * @param failedReads in a row; counted only as far as it matters
 * @param since the first of them, by our clock; null while all is seen
 * @param told whether the loss was told
 * @param root the post that told it
 */
public record Sight(int failedReads, @Nullable Instant since, boolean told, PostId root) {
  public static final Sight CLEAR = new Sight(0, null, false, PostId.UNKNOWN);

  Sight rootedAt(PostId post) {
    return new Sight(failedReads, since, told, post);
  }
}
