package dev.herokumattermost.watch;

import dev.herokumattermost.watch.Ailment.PlatformError;
import java.time.Instant;
import java.util.ArrayList;
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
 * @param exit the status of its latest exit that was a crash
 * @param errors platform errors by code
 * @param cycled whether the platform cycled it
 * @param restarted whether somebody restarted it
 */
record Testimony(
    List<Instant> crashes,
    Optional<Integer> exit,
    List<PlatformError> errors,
    boolean cycled,
    boolean restarted) {
  static final Testimony NOTHING =
      new Testimony(List.of(), Optional.empty(), List.of(), false, false);

  private static final Pattern CRASH = Pattern.compile("State changed from \\S+ to crashed");
  private static final Pattern EXIT = Pattern.compile("Process exited with status (\\d{1,3})");
  private static final Pattern ERROR = Pattern.compile("Error ([RL]\\d{1,2}) \\(.*");
  private static final Pattern ROUTER_ERROR =
      Pattern.compile("at=error code=(H\\d{1,2}) .*?dyno=([\\w.-]+).*");

  /**
   * Hears the log.
   *
   * @param names what the dyno is called, before and now
   * @param after what happened at or before this was known already
   */
  static Testimony of(List<LogLine> log, Set<String> names, Instant after, Instant until) {
    var crashes = new ArrayList<Instant>();
    var errors = new TreeMap<String, Integer>();
    Optional<Integer> exit = Optional.empty();
    boolean cycled = false;
    boolean restarted = false;
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
      cycled |= line.text().equals("Cycling");
      restarted |= line.text().equals("Restarting");
    }
    return new Testimony(crashes, exit, counted(errors), cycled, restarted);
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
