package dev.herokumattermost.message;

import java.util.List;

/**
 * What Mattermost shows. Everything in it is already safe Markdown.
 *
 * @param text the message itself, which notifications and the search show
 * @param attachments the boxes below it, mostly one or none
 * @param priority Mattermost's word for it, empty for none; only root posts may have one
 */
public record Post(String text, List<Attachment> attachments, String priority) {
  public Post {
    attachments = List.copyOf(attachments);
  }

  public static Post of(String text) {
    return new Post(text, List.of(), "");
  }

  /**
   * A coloured box below a post.
   *
   * @param color {@code #rrggbb}
   * @param title plain text
   * @param link where the title leads; empty for nowhere
   * @param fallback plain text for clients that show no boxes
   */
  public record Attachment(
      String color,
      String title,
      String link,
      String text,
      List<Field> fields,
      String footer,
      String fallback) {
    public Attachment {
      fields = List.copyOf(fields);
    }
  }

  /**
   * A named value in a box.
   *
   * @param narrow whether it may stand beside another
   */
  public record Field(String title, String value, boolean narrow) {}
}
