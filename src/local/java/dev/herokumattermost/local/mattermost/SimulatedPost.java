package dev.herokumattermost.local.mattermost;

import dev.herokumattermost.watch.Reaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A post as it stands now; an edit makes a new one.
 *
 * @param rootId empty for a root post
 * @param props as sent, with the attachments as the server would write them
 * @param priority empty for none
 * @param editedAt {@link Instant#EPOCH} if never, as is {@code deletedAt}
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
    Instant createdAt,
    Instant updatedAt,
    Instant editedAt,
    Instant deletedAt,
    List<Reaction> reactions) {

  public SimulatedPost {
    reactions = List.copyOf(reactions);
  }

  public boolean isRoot() {
    return rootId.isEmpty();
  }

  public boolean isEdited() {
    return editedAt.isAfter(Instant.EPOCH);
  }

  public boolean isDeleted() {
    return deletedAt.isAfter(Instant.EPOCH);
  }

  /** Everything that people see of it, a line for each line and each field. */
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

  /** The notices that it tells; empty if it is none of ours. */
  public List<String> notices() {
    return props.get("heroku_mattermost") instanceof Map<?, ?> ours
            && ours.get("notices") instanceof List<?> notices
        ? notices.stream().map(Object::toString).toList()
        : List.of();
  }

  SimulatedPost edited(String text, Map<String, Object> newProps, Instant now) {
    return new SimulatedPost(
        id,
        userId,
        channelId,
        rootId,
        text,
        newProps,
        priority,
        pendingPostId,
        createdAt,
        now,
        now,
        deletedAt,
        reactions);
  }

  SimulatedPost deleted(Instant now) {
    return new SimulatedPost(
        id,
        userId,
        channelId,
        rootId,
        message,
        props,
        priority,
        pendingPostId,
        createdAt,
        now,
        editedAt,
        now,
        reactions);
  }

  SimulatedPost reactedTo(List<Reaction> all, Instant now) {
    return new SimulatedPost(
        id,
        userId,
        channelId,
        rootId,
        message,
        props,
        priority,
        pendingPostId,
        createdAt,
        now,
        editedAt,
        deletedAt,
        all);
  }
}
