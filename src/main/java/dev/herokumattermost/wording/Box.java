package dev.herokumattermost.wording;

import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.wording.Post.Attachment;
import dev.herokumattermost.wording.Post.Field;
import java.util.ArrayList;
import java.util.List;

/** The box below a message while it is put together. */
final class Box {
  /** So many lines say what happened; the rest is counted. */
  private static final int MOST_LINES = 10;

  private final Color color;
  private final String title;
  private final String link;
  private final List<String> lines = new ArrayList<>();
  private final List<Field> fields = new ArrayList<>();
  private String logOf = "";
  private List<LogLine> log = List.of();

  /** The colours say how bad it is, to those who tell them apart; the words say it to everybody. */
  enum Color {
    RED("#d24b4e"),
    AMBER("#d98b0b"),
    GREEN("#2e8b57"),
    GREY("#8b8d92");

    private final String code;

    Color(String code) {
      this.code = code;
    }
  }

  Box(Color color, String title, String link) {
    this.color = color;
    this.title = title;
    this.link = link;
  }

  Box line(String line) {
    lines.add(line);
    return this;
  }

  /** The first lines of many, and how many more there are. */
  Box lines(List<String> many) {
    int shown = many.size() > MOST_LINES ? MOST_LINES - 1 : many.size();
    lines.addAll(many.subList(0, shown));
    if (shown < many.size()) {
      lines.add("• and %d more".formatted(many.size() - shown));
    }
    return this;
  }

  Box field(String name, String value) {
    fields.add(new Field(name, value));
    return this;
  }

  /** Lines of a dyno's log, as much of it as the rest of the post leaves room for. */
  Box log(String dyno, List<LogLine> lines) {
    if (!lines.isEmpty()) {
      logOf = dyno;
      log = lines;
    }
    return this;
  }

  /**
   * The box as it is posted.
   *
   * @param text the message above it, for the length of the whole
   * @param footer names the notification
   * @param fallback plain text for clients that show no boxes
   */
  Attachment done(String text, String footer, String fallback) {
    Attachment box = attachment(fields, footer, fallback);
    if (log.isEmpty()) {
      return box;
    }
    String title = "Log of %s".formatted(Markdown.plain(logOf));
    int room = Post.LONGEST - Markdown.length(text) - box.length() - Markdown.length(title);
    String fence = Markdown.fence(log.stream().map(Box::shown).toList(), room);
    var all = new ArrayList<>(fields);
    all.add(new Field(title, fence));
    return attachment(all, footer, fallback);
  }

  private Attachment attachment(List<Field> values, String footer, String fallback) {
    return new Attachment(
        color.code, title, link, String.join("\n", lines), values, footer, fallback);
  }

  private static String shown(LogLine line) {
    if (line.isLeftOut()) {
      return line.text();
    }
    String time = Times.ofDay(line.at());
    return line.ofPlatform() ? time + " heroku: " + line.text() : time + " " + line.text();
  }
}
