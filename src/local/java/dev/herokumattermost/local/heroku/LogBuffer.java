package dev.herokumattermost.local.heroku;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last 1500 lines of an app's log, as Logplex keeps them. */
final class LogBuffer {
  private static final int MOST = 1500;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);

  private record Line(Instant at, String source, String process, String text) {
    String shown() {
      return STAMP.format(at) + " " + source + "[" + process + "]: " + text;
    }

    boolean from(String dyno) {
      return dyno.isEmpty()
          || process.equals(dyno)
          || process.startsWith(dyno + ".")
          || process.startsWith(dyno + "-");
    }
  }

  private final Deque<Line> lines = new ArrayDeque<>();

  /** Each line gets a moment of its own, so that sorting by time keeps their order. */
  void add(Instant at, String source, String process, String text) {
    Instant after = lines.isEmpty() ? Instant.MIN : lines.getLast().at().plus(1, ChronoUnit.MICROS);
    lines.add(new Line(at.isBefore(after) ? after : at, source, process, text));
    if (lines.size() > MOST) {
      lines.removeFirst();
    }
  }

  /**
   * Cuts to the last lines before it filters, as Logplex does.
   *
   * @param dyno a dyno's name or a process type; empty for all
   * @param source {@code heroku} or {@code app}; empty for both
   */
  List<String> last(int count, String dyno, String source) {
    return lines.stream()
        .skip(Math.max(0, lines.size() - count))
        .filter(line -> line.from(dyno))
        .filter(line -> source.isEmpty() || line.source().equals(source))
        .map(Line::shown)
        .toList();
  }
}
