package dev.herokumattermost.mattermost;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The JSON of Mattermost's <a href="https://api.mattermost.com/">REST API v4</a> and of its
 * incoming webhooks, as far as it is read or written here. Field names are those of the components
 * in snake case.
 */
final class MattermostJson {
  private MattermostJson() {}

  /** The request to create a post. */
  record NewPost(
      String channelId,
      String message,
      String rootId,
      String pendingPostId,
      Props props,
      @Nullable Metadata metadata) {}

  /** The request to edit a post. It replaces all properties of the post, the server's too. */
  record PostPatch(String id, String message, JsonNode props) {}

  /** The request to an incoming webhook. */
  record HookPost(
      String text,
      List<Box> attachments,
      HookProps props,
      @Nullable Priority priority,
      @Nullable String channel) {}

  record Props(List<Box> attachments, OwnProps herokuMattermost) {}

  record HookProps(OwnProps herokuMattermost) {}

  /**
   * Our own property of a post, by which it can be found.
   *
   * @param v the version of this form
   */
  record OwnProps(int v, List<String> notifications) {}

  record Metadata(Priority priority) {}

  record Priority(String priority) {}

  /** A message attachment. */
  record Box(
      String color,
      String title,
      String titleLink,
      String text,
      List<BoxField> fields,
      String footer,
      String fallback) {}

  record BoxField(String title, String value) {}

  /** A post in the server's answer. Its text is never read. */
  record Post(
      String id,
      String userId,
      String channelId,
      @Nullable String rootId,
      long createAt,
      long deleteAt,
      @Nullable JsonNode props) {

    /** The notifications that the post delivers; none if the post is not one of ours. */
    List<String> notifications() {
      // Anybody can give a post our property in another form, which must not hide other posts.
      return props == null
          ? List.of()
          : props
              .path("heroku_mattermost")
              .path("notifications")
              .valueStream()
              .map(id -> id.asString(""))
              .toList();
    }

    boolean isRootIn(String channel) {
      boolean root = rootId == null || rootId.isEmpty();
      return root && deleteAt == 0 && channelId.equals(channel);
    }
  }

  /** A page of a channel's posts, newest first in {@code order}. */
  record PostList(List<String> order, Map<String, Post> posts) {
    List<Post> inOrder() {
      return order.stream().filter(posts::containsKey).map(posts::get).toList();
    }
  }

  record Reaction(String userId, String emojiName, long createAt) {}

  record User(String id, String username, @Nullable Boolean isBot) {}

  record Channel(String id) {}

  /** An answer of which nothing but its success is of interest. */
  record Anything() {}

  /** An error. Its other fields can repeat what was sent and are never read. */
  record ErrorBody(@Nullable String id, @Nullable String requestId) {}
}
