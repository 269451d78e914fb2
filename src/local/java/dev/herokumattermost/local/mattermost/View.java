package dev.herokumattermost.local.mattermost;

import dev.herokumattermost.watch.Reaction;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Accounts, channels and posts as the server's JSON, times in milliseconds. */
final class View {
  private View() {}

  static Map<String, Object> post(SimulatedPost post, List<SimulatedPost> thread) {
    var json = new LinkedHashMap<String, Object>();
    json.put("id", post.id());
    json.put("create_at", millis(post.createdAt()));
    json.put("update_at", millis(post.updatedAt()));
    json.put("edit_at", millis(post.editedAt()));
    json.put("delete_at", millis(post.deletedAt()));
    json.put("is_pinned", false);
    json.put("user_id", post.userId());
    json.put("channel_id", post.channelId());
    json.put("root_id", post.rootId());
    json.put("original_id", "");
    json.put("message", post.message());
    json.put("type", post.props().containsKey("attachments") ? "slack_attachment" : "");
    json.put("props", post.props());
    json.put("hashtags", "");
    json.put("file_ids", List.of());
    json.put("pending_post_id", post.pendingPostId());
    json.put("reply_count", thread.size());
    json.put("last_reply_at", thread.isEmpty() ? 0L : millis(thread.getLast().createdAt()));
    json.put("participants", List.of());
    json.put("metadata", metadata(post));
    return json;
  }

  private static Map<String, Object> metadata(SimulatedPost post) {
    var metadata = new LinkedHashMap<String, Object>();
    if (!post.reactions().isEmpty()) {
      metadata.put("reactions", reactions(post));
    }
    if (!post.priority().isEmpty()) {
      metadata.put("priority", Map.of("priority", post.priority(), "requested_ack", false));
    }
    return metadata;
  }

  static List<Map<String, Object>> reactions(SimulatedPost post) {
    return post.reactions().stream()
        .map(reaction -> reaction(post.id(), post.channelId(), reaction))
        .toList();
  }

  static Map<String, Object> reaction(String postId, String channelId, Reaction reaction) {
    var json = new LinkedHashMap<String, Object>();
    json.put("user_id", reaction.user());
    json.put("post_id", postId);
    json.put("emoji_name", reaction.emoji());
    json.put("create_at", millis(reaction.at()));
    json.put("update_at", millis(reaction.at()));
    json.put("delete_at", 0);
    json.put("remote_id", "");
    json.put("channel_id", channelId);
    return json;
  }

  static Map<String, Object> account(Account account) {
    var json = new LinkedHashMap<String, Object>();
    json.put("id", account.id());
    json.put("create_at", 1_700_000_000_000L);
    json.put("update_at", 1_700_000_000_000L);
    json.put("delete_at", 0);
    json.put("username", account.name());
    json.put("email", account.name() + "@example.com");
    json.put("nickname", "");
    json.put("first_name", "");
    json.put("last_name", "");
    json.put("roles", "system_user");
    json.put("locale", "de");
    json.put("is_bot", account.bot());
    return json;
  }

  static Map<String, Object> team(String name) {
    return Map.of("id", name, "name", name, "display_name", name, "type", "O");
  }

  static Map<String, Object> channel(Channel channel) {
    var json = new LinkedHashMap<String, Object>();
    json.put("id", channel.id());
    json.put("create_at", 1_700_000_000_000L);
    json.put("update_at", 1_700_000_000_000L);
    json.put("delete_at", channel.isArchived() ? 1_700_000_000_001L : 0L);
    json.put("team_id", channel.team());
    json.put("type", "P");
    json.put("display_name", channel.name());
    json.put("name", channel.name());
    json.put("header", "");
    json.put("purpose", "");
    json.put("total_msg_count", channel.posts().size());
    return json;
  }

  static long millis(Instant at) {
    return at.toEpochMilli();
  }
}
