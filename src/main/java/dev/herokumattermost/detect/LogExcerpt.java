package dev.herokumattermost.detect;

import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.rules.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The lines of one dyno's log that a post shows with the failure: the first error with the head of
 * its trace, then the last lines, and how many lines were left out between.
 */
final class LogExcerpt {
  /**
   * UTF-16 units of one line. Heroku splits lines at 10,000 bytes; what the table keeps of ten such
   * has to leave room for everything else in an item.
   */
  private static final int LONGEST = 500;

  /** Older lines say nothing of this failure, and their times would be read as today's. */
  private static final Duration OLDEST = Duration.ofHours(12);

  /** An error longer before the last line has been got over. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(60);

  /**
   * Of the platform's lines, those that only repeat what the post says anyway, the samples of its
   * measurements, and the one with the dyno's command, which people put secrets into.
   */
  private static final Pattern NOT_SHOWN =
      Pattern.compile(
          "Starting process with command.*|State changed from .*|Process exited.*"
              + "|Stopping all processes with SIGTERM|Process running mem=.*|.*\\bsample#.*",
          Pattern.DOTALL);

  private static final String OUT_OF_MEMORY = "Error R14 ";

  private LogExcerpt() {}

  /**
   * Chooses.
   *
   * @param names what the dyno is called, before and now
   * @param end when it crashed; later lines belong to what Heroku started then, and those from
   *     before it was started itself to what was there before
   * @param count so many lines, besides those that say how many were left out
   */
  static List<LogLine> of(List<LogLine> log, Set<String> names, Instant end, int count) {
    if (count == 0) {
      return List.of();
    }
    List<LogLine> lines = folded(ownLines(log, names, end));
    return chosen(lines, lines.size() <= count ? places(0, lines.size()) : choice(lines, count));
  }

  /** What the dyno's process wrote from its start to its end, and what Heroku wrote of it. */
  static List<LogLine> ownLines(List<LogLine> log, Set<String> names, Instant end) {
    var lines = new ArrayList<LogLine>();
    boolean outOfMemoryShown = false;
    for (LogLine line : log.reversed()) {
      if (!names.contains(line.process()) || line.at().isAfter(end.plus(Thresholds.SAME_EVENT))) {
        continue;
      }
      if ((isStart(line) && line.at().isBefore(end)) || line.at().isBefore(end.minus(OLDEST))) {
        break;
      }
      boolean outOfMemory = line.ofPlatform() && line.text().startsWith(OUT_OF_MEMORY);
      if (isWorthShowing(line) && !(outOfMemory && outOfMemoryShown)) {
        lines.addFirst(line);
      }
      outOfMemoryShown |= outOfMemory;
    }
    return lines;
  }

  /** Lines that follow one another and say the same are one. */
  private static List<LogLine> folded(List<LogLine> lines) {
    var folded = new ArrayList<LogLine>();
    int times = 1;
    for (int i = 0; i < lines.size(); i++) {
      LogLine line = lines.get(i);
      if (i + 1 < lines.size() && saysTheSame(line, lines.get(i + 1))) {
        times++;
      } else {
        folded.add(line.atMost(LONGEST).times(times));
        times = 1;
      }
    }
    return folded;
  }

  private static boolean saysTheSame(LogLine one, LogLine other) {
    return one.source().equals(other.source()) && one.text().equals(other.text());
  }

  /** Two fifths for the error and its trace, the rest for the end. */
  private static SortedSet<Integer> choice(List<LogLine> lines, int count) {
    int from = 0;
    Instant lastWords = lines.getLast().at().minus(LAST_WORDS);
    while (lines.get(from).at().isBefore(lastWords)) {
      from++;
    }
    int head = Math.max(1, count * 2 / 5);
    SortedSet<Integer> places =
        Trace.in(lines, from)
            .or(() -> Trace.in(lines, 0))
            .map(trace -> trace.head(lines, head))
            .orElseGet(TreeSet::new);
    for (int i = lines.size() - 1; places.size() < count; i--) {
      places.add(i);
    }
    return places;
  }

  private static SortedSet<Integer> places(int from, int to) {
    var places = new TreeSet<Integer>();
    for (int i = from; i < to; i++) {
      places.add(i);
    }
    return places;
  }

  private static List<LogLine> chosen(List<LogLine> lines, SortedSet<Integer> places) {
    var chosen = new ArrayList<LogLine>();
    int next = places.isEmpty() ? 0 : places.getFirst();
    for (int place : places) {
      if (place > next) {
        chosen.add(LogLine.leftOut(place - next, lines.get(place)));
      }
      chosen.add(lines.get(place));
      next = place + 1;
    }
    return chosen;
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
    return line.ofPlatform() && LogWord.of(line.text()).filter(LogWord::beginsProcess).isPresent();
  }

  private static boolean isWorthShowing(LogLine line) {
    return line.ofPlatform() ? !NOT_SHOWN.matcher(line.text()).matches() : !line.text().isBlank();
  }
}
