package dev.herokumattermost.wording;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Mattermost shows. Everything in it is already safe Markdown.
 *
 * @param text the message itself, which notifications and the search show
 * @param attachments the boxes below it, mostly one or none
 * @param priority Mattermost's word for it, empty for none; only root posts may have one
 */
public record Post(String text, List<Attachment> attachments, String priority) {
  /** In code points, of everything in a post together; Mattermost's own limit is on the message. */
  public static final int LONGEST = 16_383;

  public Post {
    attachments = List.copyOf(attachments);
  }

  public static Post of(String text) {
    return new Post(text, List.of(), "");
  }

  /** How long it is, in code points. */
  public int length() {
    return Markdown.length(text) + attachments.stream().mapToInt(Attachment::length).sum();
  }

  /** Everything it says, for a terminal or a report. */
  public String asText() {
    return Stream.concat(Stream.of(text), attachments.stream().map(Attachment::asText))
        .collect(Collectors.joining("\n"));
  }

  /**
   * A coloured box below a post.
   *
   * @param color {@code #rrggbb}
   * @param title plain text
   * @param link where the title leads; empty for nowhere
   * @param hint what a reaction does, plain text; only a bot hears of reactions
   * @param footer plain text
   * @param fallback plain text for clients that show no boxes, and for phones behind the message
   */
  public record Attachment(
      String color,
      String title,
      String link,
      String text,
      List<Field> fields,
      String hint,
      String footer,
      String fallback) {
    public Attachment {
      fields = List.copyOf(fields);
    }

    int length() {
      return Stream.concat(
              Stream.of(color, title, link, text, hint, footer, fallback),
              fields.stream().flatMap(field -> Stream.of(field.title(), field.value())))
          .mapToInt(Markdown::length)
          .sum();
    }

    String asText() {
      return Stream.concat(
              Stream.of(text).filter(lines -> !lines.isEmpty()),
              fields.stream().map(field -> field.title() + ": " + field.value().strip()))
          .collect(Collectors.joining("\n"));
    }
  }

  /**
   * A named value in a box.
   *
   * @param title plain text
   */
  public record Field(String title, String value) {}
}
