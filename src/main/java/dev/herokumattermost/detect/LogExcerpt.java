package dev.herokumattermost.detect;

import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.rules.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The end of one dyno's log, as a post shows it with the failure. */
final class LogExcerpt {
  /**
   * UTF-16 units of one line. Heroku splits lines at 10,000 bytes; what the table keeps of ten such
   * has to leave room for everything else in an item.
   */
  private static final int LONGEST = 500;

  /** Older lines say nothing of this failure, and their times would be read as today's. */
  private static final Duration OLDEST = Duration.ofHours(12);

  /**
   * Of the platform's lines, those that only repeat what the post says anyway, and the one with the
   * dyno's command, which people put secrets into.
   */
  private static final List<String> NOT_SHOWN =
      List.of(
          "Starting process with command",
          "State changed from ",
          "Process exited with status ",
          "Stopping all processes with SIGTERM");

  private static final Pattern START =
      Pattern.compile("Starting process with command .*|State changed from \\S+ to starting");

  private LogExcerpt() {}

  /**
   * Its last lines, oldest first.
   *
   * @param names what the dyno is called, before and now
   * @param end when it crashed; later lines belong to what Heroku started then, and those from
   *     before it was started itself to what was there before
   */
  static List<LogLine> of(List<LogLine> log, Set<String> names, Instant end, int count) {
    var lines = new ArrayList<LogLine>();
    for (LogLine line : log.reversed()) {
      boolean itsOwn =
          names.contains(line.process()) && !line.at().isAfter(end.plus(Thresholds.SAME_EVENT));
      if (itsOwn && isStart(line) && line.at().isBefore(end)) {
        break;
      }
      if (itsOwn
          && lines.size() < count
          && line.at().isAfter(end.minus(OLDEST))
          && isWorthShowing(line)) {
        lines.addFirst(line.atMost(LONGEST));
      }
    }
    return lines;
  }

  /**
   * When a dyno that was restarted began to start, according to the log. What explains the restart
   * stands before that. The list of dynos may only have the time at which it came up, a little
   * later.
   *
   * @param seen when it began to run, as far as the list of dynos says
   */
  static Instant startedAt(List<LogLine> log, Set<String> names, Instant seen) {
    return log.stream()
        .filter(line -> names.contains(line.process()) && isStart(line))
        .map(LogLine::at)
        .filter(at -> at.isAfter(seen.minus(Thresholds.STARTING)))
        .filter(at -> !at.isAfter(seen.plus(Thresholds.SAME_EVENT)))
        .findFirst()
        .orElse(seen);
  }

  private static boolean isStart(LogLine line) {
    return line.ofPlatform() && START.matcher(line.text()).matches();
  }

  private static boolean isWorthShowing(LogLine line) {
    return line.ofPlatform()
        ? NOT_SHOWN.stream().noneMatch(line.text()::startsWith)
        : !line.text().isBlank();
  }
}
