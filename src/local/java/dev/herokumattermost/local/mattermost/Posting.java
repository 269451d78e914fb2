package dev.herokumattermost.local.mattermost;

import dev.herokumattermost.local.mattermost.SimulatedPost.NewPost;
import dev.herokumattermost.local.mattermost.Workspace.Account;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The server's rules for posts: limits, threads, priorities, and one post for one pending id. */
final class Posting {
  static final int LONGEST_MESSAGE = 16_383;
  private static final int LARGEST_PROPS = 800_000;

  private final InstantSource clock;
  private final PendingIds pending;
  private volatile @Nullable Duration editLimit;

  Posting(InstantSource clock, PendingIds pending) {
    this.clock = clock;
    this.pending = pending;
  }

  void limitEdits(Duration time) {
    editLimit = time;
  }

  /** Stores a post, or finds the one that has the same pending id. */
  synchronized SimulatedPost create(SimulatedChannel channel, Account author, NewPost post) {
    String key = post.pendingPostId();
    if (pending.isInFlight(key)) {
      throw new ApiError(500, "api.post.deduplicate_create_post.pending");
    }
    Optional<String> first = pending.post(key);
    if (first.isPresent()) {
      return channel
          .post(first.get())
          .orElseThrow(() -> new ApiError(500, "api.post.deduplicate_create_post.failed_to_get"));
    }
    check(channel, post);
    SimulatedPost stored = channel.add(post, author.id(), clock.instant());
    if (!key.isEmpty()) {
      pending.stored(key, stored.id());
    }
    return stored;
  }

  private static void check(SimulatedChannel channel, NewPost post) {
    if (channel.isArchived()) {
      throw new ApiError(400, "api.post.create_post.can_not_post_to_deleted.error");
    }
    if (!post.rootId().isEmpty()) {
      if (!post.priority().isEmpty()) {
        throw new ApiError(
            400, "api.post.post_priority.priority_post_only_allowed_for_root_post.request_error");
      }
      channel
          .post(post.rootId())
          .filter(SimulatedPost::isRoot)
          .orElseThrow(() -> new ApiError(400, "api.post.create_post.root_id.app_error"));
    }
    checkText(post.message(), post.props());
  }

  private static void checkText(String message, Map<String, Object> props) {
    if (message.codePointCount(0, message.length()) > LONGEST_MESSAGE) {
      throw new ApiError(400, "model.post.is_valid.message_length.app_error");
    }
    String written = MattermostDocuments.write(props);
    if (written.codePointCount(0, written.length()) > LARGEST_PROPS) {
      throw new ApiError(400, "model.post.is_valid.props.app_error");
    }
    if (message.indexOf('\0') >= 0 || written.contains("\\u0000")) {
      throw new ApiError(500, "app.post.save.app_error");
    }
  }

  /** Only the author can edit. */
  SimulatedPost edit(
      SimulatedChannel channel,
      Account editor,
      SimulatedPost post,
      String message,
      Map<String, Object> props) {
    if (!post.userId().equals(editor.id())) {
      throw ApiError.noPermission();
    }
    if (channel.isArchived()) {
      throw new ApiError(400, "api.post.patch_post.can_not_update_post_in_deleted.error");
    }
    Duration limit = editLimit;
    if (limit != null && clock.instant().isAfter(post.createAt().plus(limit))) {
      throw new ApiError(400, "api.post.update_post.permissions_time_limit.app_error");
    }
    checkText(message, props);
    return channel.edit(post.id(), message, props, clock.instant());
  }
}
