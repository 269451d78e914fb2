package dev.herokumattermost.local.mattermost;

import dev.herokumattermost.http.Json;
import dev.herokumattermost.watch.Reaction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The server's rules for posts: limits, threads, priorities, and one post for one pending id. */
final class Posting {
  static final int LONGEST_MESSAGE = 16_383;

  private static final int LARGEST_PROPS = 800_000;
  private static final Duration PENDING_KEPT = Duration.ofSeconds(30);
  private static final List<String> ATTACHMENT_TEXTS =
      List.of(
          "fallback",
          "color",
          "pretext",
          "author_name",
          "author_link",
          "author_icon",
          "title",
          "title_link",
          "text",
          "image_url",
          "thumb_url",
          "footer",
          "footer_icon");

  private final InstantSource clock;
  private final Ids ids;
  private final Map<String, Pending> pending = new HashMap<>();

  private record Pending(Optional<SimulatedPost> stored, Instant since) {}

  Posting(InstantSource clock, Ids ids) {
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Stores a post, or finds the one its pending id already stands for.
   *
   * @param whileInFlight runs after the pending id is taken and before the post is stored
   */
  SimulatedPost create(Channel channel, Account author, Document draft, Runnable whileInFlight) {
    String key = draft.text("pending_post_id");
    Optional<SimulatedPost> first = key.isEmpty() ? Optional.empty() : firstOf(key);
    if (first.isPresent()) {
      return channel
          .post(first.get().id())
          .filter(post -> !post.isDeleted())
          .orElseThrow(() -> new ApiError(500, "api.post.deduplicate_create_post.failed_to_get"));
    }
    try {
      check(channel, draft);
      whileInFlight.run();
      SimulatedPost post = store(channel, author, draft, key);
      keep(key, Optional.of(post));
      return post;
    } catch (ApiError refused) {
      forget(key);
      throw refused;
    }
  }

  /** Finds what was posted under a pending id, or takes the id. */
  private synchronized Optional<SimulatedPost> firstOf(String key) {
    Instant now = clock.instant();
    Pending known = pending.get(key);
    if (known != null && now.isBefore(known.since().plus(PENDING_KEPT))) {
      return Optional.of(
          known
              .stored()
              .orElseThrow(() -> new ApiError(500, "api.post.deduplicate_create_post.pending")));
    }
    keep(key, Optional.empty());
    return Optional.empty();
  }

  private synchronized void keep(String key, Optional<SimulatedPost> stored) {
    pending.put(key, new Pending(stored, clock.instant()));
  }

  private synchronized void forget(String key) {
    pending.remove(key);
  }

  /** What a restart of the server does: the pending ids were only in memory. */
  synchronized void forgetAll() {
    pending.clear();
  }

  private SimulatedPost store(Channel channel, Account author, Document draft, String key) {
    Instant now = clock.instant();
    var post =
        new SimulatedPost(
            ids.next(),
            author.id(),
            channel.id(),
            draft.text("root_id"),
            draft.text("message"),
            props(draft.get("props")),
            draft.get("metadata").get("priority").text("priority"),
            key,
            now,
            now,
            Instant.EPOCH,
            Instant.EPOCH,
            List.of());
    channel.put(post);
    return post;
  }

  private static void check(Channel channel, Document draft) {
    if (draft.has("id")) {
      throw new ApiError(400, "app.post.save.existing.app_error");
    }
    if (channel.isArchived()) {
      throw new ApiError(400, "api.post.create_post.can_not_post_to_deleted.error");
    }
    String root = draft.text("root_id");
    if (!root.isEmpty()) {
      if (draft.get("metadata").has("priority")) {
        throw new ApiError(
            400, "api.post.post_priority.priority_post_only_allowed_for_root_post.request_error");
      }
      channel
          .post(root)
          .filter(post -> post.isRoot() && !post.isDeleted())
          .orElseThrow(() -> new ApiError(400, "api.post.create_post.root_id.app_error"));
    }
    checkText(draft);
  }

  private static void checkText(Document draft) {
    String message = draft.text("message");
    if (message.codePointCount(0, message.length()) > LONGEST_MESSAGE) {
      throw new ApiError(400, "model.post.is_valid.message_length.app_error");
    }
    String props = Json.write(draft.get("props").values());
    if (props.codePointCount(0, props.length()) > LARGEST_PROPS) {
      throw new ApiError(400, "model.post.is_valid.props.app_error");
    }
    if (message.indexOf('\0') >= 0 || props.contains("\\u0000")) {
      throw new ApiError(500, "app.post.save.app_error");
    }
  }

  /** Only the author may edit; the new properties replace all the old ones. */
  SimulatedPost patch(Channel channel, Account editor, String postId, Document patch) {
    SimulatedPost before = channel.post(postId).orElseThrow(ApiError::noRight);
    if (!before.userId().equals(editor.id())) {
      throw ApiError.noRight();
    }
    checkText(patch);
    SimulatedPost after =
        before.edited(
            patch.has("message") ? patch.text("message") : before.message(),
            patch.has("props") ? props(patch.get("props")) : before.props(),
            clock.instant());
    channel.put(after);
    return after;
  }

  /** A root post takes its thread with it. */
  void delete(Channel channel, String postId) {
    Instant now = clock.instant();
    for (SimulatedPost post : channel.posts()) {
      if (post.id().equals(postId) || post.rootId().equals(postId)) {
        channel.put(post.deleted(now));
      }
    }
  }

  /** Reacting twice alike changes nothing. */
  Reaction react(Channel channel, String userId, String postId, String emoji) {
    SimulatedPost post = channel.post(postId).orElseThrow(ApiError::noRight);
    var reaction = new Reaction(userId, emoji, clock.instant());
    var same =
        post.reactions().stream()
            .filter(old -> old.user().equals(userId) && old.emoji().equals(emoji))
            .findFirst();
    if (same.isPresent()) {
      return same.get();
    }
    var all = new ArrayList<>(post.reactions());
    all.add(reaction);
    channel.put(post.reactedTo(all, clock.instant()));
    return reaction;
  }

  /** Attachments come back re-marshalled, everything else as it was sent. */
  static Map<String, Object> props(Document sent) {
    var props = new LinkedHashMap<String, Object>(sent.values());
    if (sent.has("attachments")) {
      props.put("attachments", sent.list("attachments").stream().map(Posting::attachment).toList());
    }
    return props;
  }

  private static Map<String, Object> attachment(Document sent) {
    var written = new LinkedHashMap<String, Object>();
    written.put("id", 0);
    ATTACHMENT_TEXTS.forEach(key -> written.put(key, sent.text(key)));
    written.put("fields", sent.list("fields").stream().map(Document::values).toList());
    return written;
  }
}
