package dev.herokumattermost.detect;

import dev.herokumattermost.dyno.LogLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The error that ended a process, as its log tells it: the line that names the error, and the trace
 * that belongs to it.
 *
 * @param error the place of the line that names the error
 * @param first the place of the first line of the trace; before the error where, as in Python, the
 *     innermost frame comes last
 * @param end the place after its last line
 */
record Trace(int error, int first, int end) {
  /** Only the beginning of a line is looked at, so that long ones cost no more. */
  private static final int LOOKED_AT = 300;

  /** What a runtime says when nobody caught an error. */
  private static final Pattern UNCAUGHT =
      Pattern.compile(
          "Traceback \\(most recent call last\\)|Exception in thread |Unhandled ?[Ee]xception"
              + "|Uncaught |UnhandledPromiseRejection|^panic: |^fatal error: |panicked at "
              + "|^\\*\\* \\(|failed to load command|Application run failed|Segmentation fault"
              + "|command not found|JavaScript heap out of memory|^FATAL |\\bFATAL\\b.*:");

  /** A line that names an error, caught or not. */
  private static final Pattern NAMES_ERROR =
      Pattern.compile(
          "\\w(?:Error|Exception)\\b(?!\\.)|^(?:\\w+ )?Error: |\\b(?:ERROR|CRITICAL)\\b|\\[error\\]"
              + "|^error: |: No such file or directory");

  /** Package managers repeat at length that the command failed, and never why. */
  private static final Pattern AFTERMATH =
      Pattern.compile("^npm (?:ERR!|error)|^error Command failed|^make: \\*\\*\\*|^rake aborted!");

  /** A line of a trace below or above the line that names the error. */
  private static final Pattern FRAME =
      Pattern.compile(
          "^\\s+\\S|^at |^from |^#\\d+ |^goroutine \\d|^Caused by: |^Stack trace:|^\\[signal "
              + "|^[\\w./*()]+\\(.*\\)$|^\\S+\\.rb:\\d+:in |^created by ");

  private static final Pattern CAUSE = Pattern.compile("^(?:Caused by: |\\s+---> )");
  private static final Pattern PYTHON = Pattern.compile("Traceback \\(most recent call last\\)");

  /**
   * The first error of those that stand shortly before the end; one that nobody caught, or that a
   * trace follows, before one that the app only tells of.
   *
   * @param from the place of the first line that is looked at
   */
  static Optional<Trace> in(List<LogLine> lines, int from) {
    int named = -1;
    for (int i = from; i < lines.size(); i++) {
      String text = beginning(lines.get(i));
      if (AFTERMATH.matcher(text).find()) {
        continue;
      }
      boolean names = NAMES_ERROR.matcher(text).find();
      boolean traced = i + 1 < lines.size() && isFrame(lines.get(i + 1)) && !isFrame(lines.get(i));
      if (UNCAUGHT.matcher(text).find() || (names && traced)) {
        return Optional.of(at(i, lines));
      }
      if (names && named < 0) {
        named = i;
      }
    }
    return named < 0 ? Optional.empty() : Optional.of(at(named, lines));
  }

  private static Trace at(int place, List<LogLine> lines) {
    int end = place + 1;
    while (end < lines.size() && isFrame(lines.get(end))) {
      end++;
    }
    boolean errorIsLast = PYTHON.matcher(beginning(lines.get(place))).find() && end < lines.size();
    return errorIsLast ? new Trace(end, place, end + 1) : new Trace(place, place, end);
  }

  /** So many of its lines that say most: the error, its last cause, and the innermost frames. */
  SortedSet<Integer> head(List<LogLine> lines, int count) {
    var order = new ArrayList<Integer>();
    order.add(error);
    if (error > first) {
      for (int i = error - 1; i >= first; i--) {
        order.add(i);
      }
    } else {
      lastCause(lines).ifPresent(order::add);
      for (int i = error + 1; i < end; i++) {
        order.add(i);
      }
    }
    return new TreeSet<>(order.stream().distinct().limit(count).toList());
  }

  private Optional<Integer> lastCause(List<LogLine> lines) {
    for (int i = end - 1; i > error; i--) {
      if (CAUSE.matcher(beginning(lines.get(i))).find()) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private static boolean isFrame(LogLine line) {
    return !line.ofPlatform() && FRAME.matcher(beginning(line)).find();
  }

  private static String beginning(LogLine line) {
    return line.text().length() > LOOKED_AT ? line.text().substring(0, LOOKED_AT) : line.text();
  }
}
