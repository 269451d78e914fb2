package dev.herokumattermost.watch;

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

  /** What follows is the command, which people put secrets into. */
  private static final String COMMAND = "Starting process with command";

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
      boolean telling = !line.text().isBlank() && !line.text().startsWith(COMMAND);
      if (names.contains(line.process()) && !line.at().isAfter(until) && telling) {
        lines.addFirst(line.atMost(LONGEST));
      }
    }
    return lines;
  }
}
