package dev.herokumattermost.dyno;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One line of an app's log, as Logplex writes it.
 *
 * @param source {@code heroku} for the platform, {@code app} for the app itself and for the API
 * @param process the dyno's name, {@code router} or {@code api}
 */
public record LogLine(Instant at, String source, String process, String text) {
  /** The source of what stands for lines that are not shown; no line of a log has it. */
  private static final String LEFT_OUT = "…";

  private static final Pattern FORM =
      Pattern.compile("(\\S{20,40}) (heroku|app)\\[([\\w.-]{1,100})\\]: ?(.*)", Pattern.DOTALL);

  /** The lines in order of time, which is not always the order in which they arrive. */
  public static List<LogLine> parse(String log) {
    return Stream.of(log.split("\n"))
        .map(LogLine::parseLine)
        .flatMap(Optional::stream)
        .sorted(Comparator.comparing(LogLine::at))
        .toList();
  }

  private static Optional<LogLine> parseLine(String line) {
    Matcher parts = FORM.matcher(line);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      Instant at = OffsetDateTime.parse(parts.group(1)).toInstant();
      String text = parts.group(4).stripTrailing();
      return Optional.of(new LogLine(at, parts.group(2), parts.group(3), text))
          .filter(logged -> Plausible.isTime(logged.at()));
    } catch (DateTimeException noLogLine) {
      return Optional.empty();
    }
  }

  /** In the place of lines that are not shown. */
  public static LogLine leftOut(int lines, LogLine next) {
    String text = lines == 1 ? "… 1 line …" : "… %d lines …".formatted(lines);
    return new LogLine(next.at(), LEFT_OUT, next.process(), text);
  }

  public boolean isLeftOut() {
    return source.equals(LEFT_OUT);
  }

  /** The same line, for so many of its kind that follow one another. */
  public LogLine times(int times) {
    return times == 1
        ? this
        : new LogLine(at, source, process, "%s (%d times)".formatted(text, times));
  }

  /** Whether the platform wrote it, and not the app. */
  public boolean ofPlatform() {
    return source.equals("heroku");
  }

  /**
   * The line with no more than so many UTF-16 units of text, and never half of a surrogate pair.
   */
  public LogLine atMost(int units) {
    if (text.length() <= units) {
      return this;
    }
    int end = Character.isHighSurrogate(text.charAt(units - 2)) ? units - 2 : units - 1;
    return new LogLine(at, source, process, text.substring(0, end) + "…");
  }
}
