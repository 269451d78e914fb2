package dev.herokumattermost.incident;

import dev.herokumattermost.dyno.AppName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether an app, or the account, can be read. */
public sealed interface Visibility {
  /** The last read succeeded. */
  record Visible() implements Visibility {}

  /**
   * The last reads failed.
   *
   * @param failedReads in a row; counted only as far as it matters
   * @param since the first of them, by our clock
   * @param reported whether a notification reports it
   * @param remindAt when to remind that no app can be read, by our clock; null if some can
   * @param noneReadSince from when on every read failed, in passes that read only some of the apps;
   *     null if some succeeded, or all apps were read. Only the account has this
   */
  record Blind(
      int failedReads,
      Instant since,
      boolean reported,
      @Nullable Instant remindAt,
      @Nullable Instant noneReadSince)
      implements Visibility {
    Blind withNoneReadSince(@Nullable Instant none) {
      return new Blind(failedReads, since, reported, remindAt, none);
    }

    /** The thread of what is reported about it. */
    public String thread(AppName app) {
      return "visibility/" + app + "@" + since;
    }
  }
}
