package dev.herokumattermost.detect;

import dev.herokumattermost.detect.Failure.PlatformError;
import dev.herokumattermost.dyno.LogLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an app's log says about one dyno between two moments.
 *
 * @param crashes when its process crashed
 * @param exit the status of its latest exit
 * @param errors platform errors by code
 * @param restarts restarts that are no crashes
 */
record LogEvidence(
    List<Instant> crashes,
    Optional<Integer> exit,
    List<PlatformError> errors,
    Set<OrderlyRestart> restarts) {
  static final LogEvidence NOTHING =
      new LogEvidence(List.of(), Optional.empty(), List.of(), Set.of());

  /** A restart that somebody or Heroku wanted. */
  enum OrderlyRestart {
    CYCLED("Cycling"),
    RESTARTED_MANUALLY("Restarting");

    private final String line;

    OrderlyRestart(String line) {
      this.line = line;
    }

    static Optional<OrderlyRestart> of(String text) {
      for (OrderlyRestart restart : values()) {
        if (restart.line.equals(text)) {
          return Optional.of(restart);
        }
      }
      return Optional.empty();
    }
  }

  private static final Pattern CRASH = Pattern.compile("State changed from \\S+ to crashed");
  private static final Pattern EXIT = Pattern.compile("Process exited with status (\\d{1,3})");
  private static final Pattern ERROR = Pattern.compile("Error ([RL]\\d{1,2}) \\(.*");
  private static final Pattern ROUTER_ERROR =
      Pattern.compile("at=error code=(H\\d{1,2}) .*?dyno=([\\w.-]+).*");

  /**
   * Reads the log.
   *
   * @param names what the dyno is called, before and now
   * @param after what happened at or before this was known already
   */
  static LogEvidence of(List<LogLine> log, Set<String> names, Instant after, Instant until) {
    var crashes = new ArrayList<Instant>();
    var errors = new TreeMap<String, Integer>();
    var restarts = EnumSet.noneOf(OrderlyRestart.class);
    Optional<Integer> exit = Optional.empty();
    for (LogLine line : log) {
      if (!line.ofPlatform() || !line.at().isAfter(after) || line.at().isAfter(until)) {
        continue;
      }
      error(line, names).ifPresent(code -> errors.merge(code, 1, Integer::sum));
      if (!names.contains(line.process())) {
        continue;
      }
      Matcher exited = EXIT.matcher(line.text());
      if (CRASH.matcher(line.text()).matches()) {
        crashes.add(line.at());
      } else if (exited.matches()) {
        exit = Optional.of(Integer.valueOf(exited.group(1)));
      }
      OrderlyRestart.of(line.text()).ifPresent(restarts::add);
    }
    return new LogEvidence(crashes, exit, counted(errors), restarts);
  }

  private static Optional<String> error(LogLine line, Set<String> names) {
    Matcher error = ERROR.matcher(line.text());
    if (names.contains(line.process()) && error.matches()) {
      return Optional.of(error.group(1));
    }
    Matcher router = ROUTER_ERROR.matcher(line.text());
    return line.process().equals("router") && router.matches() && names.contains(router.group(2))
        ? Optional.of(router.group(1))
        : Optional.empty();
  }

  private static List<PlatformError> counted(Map<String, Integer> errors) {
    return errors.entrySet().stream()
        .map(entry -> new PlatformError(entry.getKey(), entry.getValue()))
        .toList();
  }
}
