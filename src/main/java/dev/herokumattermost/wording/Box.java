package dev.herokumattermost.wording;

import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.wording.Headline.Symbol;
import dev.herokumattermost.wording.Post.Attachment;
import dev.herokumattermost.wording.Post.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The box below a message while it is put together. */
final class Box {
  /** So many lines say what happened; the rest is counted. */
  private static final int MOST_LINES = 10;

  /** Phones fold a block to its first four lines, and the last ones say most. */
  private static final int NOT_FOLDED = 4;

  /** Of a fallback, which a phone shows behind the message. */
  private static final int LONGEST_FALLBACK = 300;

  /** A block that holds less is not worth its title. */
  private static final int LEAST_BLOCK = 100;

  private final Symbol symbol;
  private final String title;
  private final String link;
  private final Times times;
  private final List<String> lines = new ArrayList<>();
  private final List<Field> fields = new ArrayList<>();
  private final List<String> briefs = new ArrayList<>();
  private String hint = "";
  private String logOf = "";
  private List<LogLine> log = List.of();

  Box(Symbol symbol, String title, String link, Times times) {
    this.symbol = symbol;
    this.title = title;
    this.link = link;
    this.times = times;
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

  /** A fact that the headline does not have, for those who see no box. */
  Box brief(String fact) {
    briefs.add(fact);
    return this;
  }

  /** What a reaction does, if it is a bot's post. */
  Box hint(String what) {
    hint = what;
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
   */
  Attachment done(String text, String footer) {
    Attachment box = attachment(fields, footer);
    if (log.isEmpty()) {
      return box;
    }
    String zone = times.zoneAt(log.getFirst().at());
    String lastOf = "Last log lines of %s (%s)".formatted(Markdown.plain(logOf), zone);
    String before = "Log before that";
    int room =
        Post.LONGEST
            - Markdown.length(text)
            - box.length()
            - Markdown.length(lastOf)
            - Markdown.length(before);
    int folded = Math.max(0, log.size() - NOT_FOLDED);
    String last = fence(log.subList(folded, log.size()), room);
    var all = new ArrayList<Field>();
    all.add(new Field(lastOf, last));
    all.addAll(fields);
    int left = room - Markdown.length(last);
    if (folded > 0 && left > LEAST_BLOCK) {
      all.add(new Field(before, fence(log.subList(0, folded), left)));
    }
    return attachment(all, footer);
  }

  private String fence(List<LogLine> some, int room) {
    return Markdown.fence(some.stream().map(this::shown).toList(), room);
  }

  private Attachment attachment(List<Field> values, String footer) {
    return new Attachment(
        symbol.color, title, link, String.join("\n", lines), values, hint, footer, fallback());
  }

  /** The facts of the box as plain text: a phone shows them behind the message. */
  private String fallback() {
    String facts =
        (briefs.isEmpty() ? lines : briefs)
            .stream()
                .map(line -> LINK.matcher(line).replaceAll("$1"))
                .map(line -> line.replaceFirst("^[•→] ", "").replace("`", ""))
                .collect(Collectors.joining(" · "));
    return Markdown.cut(facts, LONGEST_FALLBACK);
  }

  private String shown(LogLine line) {
    if (line.isLeftOut()) {
      return line.text();
    }
    String time = times.ofDay(line.at());
    return line.ofPlatform() ? time + " heroku: " + line.text() : time + " " + line.text();
  }

  /** As we write it; what others wrote stands in code, where its brackets stay. */
  private static final Pattern LINK =
      Pattern.compile("\\[([^\\]\\[`]+|`[^`]+`)]\\(https://[^)`]*\\)");
}
