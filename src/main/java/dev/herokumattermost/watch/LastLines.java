package dev.herokumattermost.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The end of one dyno's log, as it is told with its failure. */
final class LastLines {
  /**
   * UTF-16 units of one line. Heroku splits lines at 10,000 bytes; what the table keeps of ten such
   * has to leave room for everything else in an item.
   */
  private static final int LONGEST = 500;

  /** What is older says nothing of this failure, and its time would be read as one of today. */
  private static final Duration OLDEST = Duration.ofHours(12);

  /**
   * Of the platform's lines, those that only repeat what the post says anyway, and the one with the
   * dyno's command, which people put secrets into.
   */
  private static final List<String> UNTOLD =
      List.of(
          "Starting process with command", "State changed from ", "Process exited with status ");

  private LastLines() {}

  /**
   * Its last lines, oldest first.
   *
   * @param names what the dyno is called, before and now
   * @param until later lines belong to what Heroku started after the crash
   */
  static List<LogLine> of(List<LogLine> log, Set<String> names, Instant until, int count) {
    var lines = new ArrayList<LogLine>();
    for (LogLine line : log.reversed()) {
      if (lines.size() == count) {
        break;
      }
      if (names.contains(line.process())
          && !line.at().isAfter(until)
          && line.at().isAfter(until.minus(OLDEST))
          && isTelling(line)) {
        lines.addFirst(line.atMost(LONGEST));
      }
    }
    return lines;
  }

  private static boolean isTelling(LogLine line) {
    return line.ofPlatform()
        ? UNTOLD.stream().noneMatch(line.text()::startsWith)
        : !line.text().isBlank();
  }
}
