package dev.herokumattermost.local.mattermost;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A post as it stands; an edit makes another. The components have Mattermost's names.
 *
 * @param rootId empty for a root post
 * @param props as sent, with the attachments as the server writes them
 * @param priority empty for none
 * @param editAt {@link Instant#EPOCH} if never, as is {@code deleteAt}
 */
public record SimulatedPost(
    String id,
    String userId,
    String channelId,
    String rootId,
    String message,
    Map<String, Object> props,
    String priority,
    String pendingPostId,
    Instant createAt,
    Instant updateAt,
    Instant editAt,
    Instant deleteAt) {

  /** What a post is made of. */
  public record NewPost(
      String rootId,
      String message,
      Map<String, Object> props,
      String priority,
      String pendingPostId) {
    /** A root post of text alone. */
    public static NewPost of(String message) {
      return new NewPost("", message, Map.of(), "", "");
    }
  }

  static SimulatedPost of(NewPost post, String id, String userId, String channelId, Instant now) {
    return new SimulatedPost(
        id,
        userId,
        channelId,
        post.rootId(),
        post.message(),
        post.props(),
        post.priority(),
        post.pendingPostId(),
        now,
        now,
        Instant.EPOCH,
        Instant.EPOCH);
  }

  SimulatedPost edited(String newMessage, Map<String, Object> newProps, Instant now) {
    return changed(newMessage, newProps, now, now, deleteAt);
  }

  SimulatedPost deleted(Instant now) {
    return changed(message, props, now, editAt, now);
  }

  private SimulatedPost changed(
      String text, Map<String, Object> all, Instant updated, Instant edited, Instant deleted) {
    return new SimulatedPost(
        id,
        userId,
        channelId,
        rootId,
        text,
        all,
        priority,
        pendingPostId,
        createAt,
        updated,
        edited,
        deleted);
  }

  public boolean isRoot() {
    return rootId.isEmpty();
  }

  public boolean isEdited() {
    return editAt.isAfter(Instant.EPOCH);
  }

  public boolean isDeleted() {
    return deleteAt.isAfter(Instant.EPOCH);
  }

  /** All that people see of it, with a line for each line and each field. */
  public String shown() {
    var lines = new ArrayList<String>();
    lines.add(message);
    if (props.get("attachments") instanceof List<?> boxes) {
      boxes.forEach(box -> show((Map<?, ?>) box, lines));
    }
    return String.join("\n", lines);
  }

  private static void show(Map<?, ?> box, List<String> lines) {
    String.valueOf(box.get("text")).lines().forEach(lines::add);
    if (box.get("fields") instanceof List<?> fields) {
      for (Object field : fields) {
        var named = (Map<?, ?>) field;
        lines.add(named.get("title") + ": " + named.get("value"));
      }
    }
  }

  /** The notifications that it delivers; empty if it is none of ours. */
  public List<String> notifications() {
    return props.get("heroku_mattermost") instanceof Map<?, ?> ours
            && ours.get("notifications") instanceof List<?> notifications
        ? notifications.stream().map(Object::toString).toList()
        : List.of();
  }
}
