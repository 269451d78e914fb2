package dev.herokumattermost.local.page;

import static dev.herokumattermost.local.markdown.ChannelMarkdown.html;

import dev.herokumattermost.json.Json;
import dev.herokumattermost.local.markdown.ChannelMarkdown;
import dev.herokumattermost.local.mattermost.ChannelPosts;
import dev.herokumattermost.local.mattermost.SimulatedChannel.Reaction;
import dev.herokumattermost.local.mattermost.SimulatedPost;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A post as Mattermost shows it; the texts are safe HTML.
 *
 * @param root the first post of its thread; empty if it is one itself
 * @param editedAt null if never
 * @param priority Mattermost's word; empty for none
 * @param headline the first line
 * @param reactions how many people, by the emoji's name
 * @param notification what it delivers; empty if that is nothing of ours
 */
public record PostView(
    String id,
    String root,
    Instant at,
    @Nullable Instant editedAt,
    String priority,
    String headline,
    String text,
    List<Box> boxes,
    Map<String, Long> reactions,
    String notification) {

  /** The coloured box below a message. */
  public record Box(
      String color,
      String title,
      String titleLink,
      String text,
      List<Field> fields,
      String footer) {
    private Box shown() {
      return new Box(
          color.matches("#[0-9a-fA-F]{3,6}") ? color : "",
          title,
          titleLink.startsWith("https://") ? titleLink : "",
          html(text),
          fields.stream().map(field -> new Field(field.title(), html(field.value()))).toList(),
          footer);
    }
  }

  /** A named value in a box. */
  public record Field(String title, String value) {}

  private record Props(@Nullable List<Box> attachments) {}

  public static PostView of(SimulatedPost post, ChannelPosts channel) {
    return new PostView(
        post.id(),
        post.rootId(),
        post.createAt(),
        post.isEdited() ? post.editAt() : null,
        post.priority(),
        headline(post),
        html(post.message()),
        boxes(post.props()),
        channel.reactions(post.id()).stream()
            .collect(Collectors.groupingBy(Reaction::emojiName, Collectors.counting())),
        String.join(" ", post.notifications()));
  }

  /** The first line of a post. */
  static String headline(SimulatedPost post) {
    return ChannelMarkdown.inline(post.message().lines().findFirst().orElse(""));
  }

  private static List<Box> boxes(Map<String, Object> props) {
    Props ours = Json.SNAKE_CASE.mapper().convertValue(props, Props.class);
    return ours.attachments() == null
        ? List.of()
        : ours.attachments().stream().map(Box::shown).toList();
  }
}
