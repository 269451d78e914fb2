package dev.herokumattermost.detect;

import static java.util.function.Predicate.not;

import dev.herokumattermost.detect.Diagnosis.Reason;
import dev.herokumattermost.detect.Failure.PlatformError;
import dev.herokumattermost.detect.PlatformCode.Concern;
import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.rules.Thresholds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an app's log says about one dyno.
 *
 * @param names what the dyno is called, before and now
 * @param type its process type
 * @param own the platform's lines about the dyno, in order of time
 * @param shared lines of the router, the log and the API
 */
record LogEvidence(Set<String> names, ProcessType type, List<LogLine> own, List<LogLine> shared) {
  private static final ProcessType WEB = new ProcessType("web");
  private static final String ROUTER = "router";

  /** Heroku writes the lines of its local log delivery and of its API under the source app. */
  private static final Set<String> HEROKUS_OWN = Set.of(ROUTER, "logplex", "log-shuttle", "api");

  /** {@code Error R10 (Boot timeout) -> …}; Logplex leaves out the first word at times. */
  private static final Pattern ERROR = Pattern.compile("(?:Error )?([RL]\\d{2})\\b.*");

  private static final Pattern SECONDS = Pattern.compile("within (\\d{1,4}) seconds");
  private static final Pattern SCALED = Pattern.compile("Scaled to (.*) by .*");
  private static final int SIGKILL = 137;

  /** The statuses of a process that ends by SIGTERM or by the SIGKILL that follows. */
  private static final Set<Integer> STOPPED = Set.of(143, SIGKILL);

  /**
   * How a process ended.
   *
   * @param exit the status of its exit, if the log has it
   * @param errors platform errors by code
   */
  record ProcessEnd(Optional<Integer> exit, List<PlatformError> errors) {}

  static LogEvidence of(List<LogLine> log, Set<String> names, ProcessType type) {
    var own = new ArrayList<LogLine>();
    var shared = new ArrayList<LogLine>();
    for (LogLine line : log) {
      if (HEROKUS_OWN.contains(line.process())) {
        shared.add(line);
      } else if (line.ofPlatform() && names.contains(line.process())) {
        own.add(line);
      }
    }
    return new LogEvidence(names, type, own, shared);
  }

  /**
   * When its process crashed.
   *
   * @param after what happened at or before this was known already
   */
  List<Instant> crashes(Instant after, Instant until) {
    return own.stream()
        .filter(line -> isBetween(line, after, until))
        .filter(line -> is(line, LogWord.CRASHED))
        .map(LogLine::at)
        .toList();
  }

  /** Why its process was stopped in good order; empty if the log says nothing of that. */
  Optional<Reason> stoppedInGoodOrder(Instant after, Instant until) {
    Optional<LogWord> first =
        own.stream()
            .filter(line -> isBetween(line, after, until))
            .flatMap(line -> LogWord.of(line.text()).stream())
            .filter(word -> word.silentBecause().isPresent())
            .min(LogWord::compareTo);
    if (first.isPresent() && first.get().compareTo(LogWord.RESTARTING) <= 0) {
      return first.get().silentBecause();
    }
    return scaledAway(after, until)
        ? Optional.of(Reason.SCALED)
        : first.flatMap(LogWord::silentBecause);
  }

  /** When it was last taken down by that word, if nothing has begun since. */
  Optional<Instant> downBecauseOf(LogWord reason, Instant until) {
    Instant at = null;
    for (LogLine line : own) {
      if (line.at().isAfter(until)) {
        break;
      }
      LogWord word = LogWord.of(line.text()).orElse(null);
      if (word == reason) {
        at = line.at();
      } else if (word != null && word.beginsProcess()) {
        at = null;
      }
    }
    return Optional.ofNullable(at);
  }

  /** Whether somebody restarted it between two moments. */
  boolean restartedManually(Instant after, Instant until) {
    return own.stream()
        .anyMatch(line -> isBetween(line, after, until) && is(line, LogWord.RESTARTING));
  }

  /**
   * How the process ended that crashed then. Its lines are those from its own start to the crash:
   * while a restart is under way, two processes log under one name.
   *
   * @param until requests that the router could not deliver count until then
   */
  ProcessEnd endAt(Instant end, Instant until) {
    Instant start = startBefore(end).orElse(Instant.MIN);
    Optional<Integer> exit = exit(start, end);
    Instant early = end.minus(Thresholds.ERRORS_BEFORE);
    Instant from = start.isAfter(early) ? start : early;
    return new ProcessEnd(exit, errors(from, end, until, exit));
  }

  /** When in its life the process ended that crashed then. */
  Ending endingAt(Instant end) {
    Instant start = startBefore(end).orElse(Instant.MIN);
    Instant late = end.plus(Thresholds.SAME_EVENT);
    if (own.stream()
        .anyMatch(line -> isBetween(line, start, end) && is(line, LogWord.TOLD_TO_STOP))) {
      return Ending.TOLD_TO_STOP;
    }
    return own.stream()
            .filter(line -> isBetween(line, end.minus(Thresholds.SAME_EVENT), late))
            .anyMatch(line -> line.text().equals("State changed from starting to crashed"))
        ? Ending.WHILE_STARTING
        : Ending.AFTER_IT_WAS_UP;
  }

  /** When the process began that ended then; empty if the log does not go back so far. */
  Optional<Instant> startBefore(Instant end) {
    return own.stream()
        .filter(line -> line.at().isBefore(end))
        .filter(line -> LogWord.of(line.text()).filter(LogWord::beginsProcess).isPresent())
        .map(LogLine::at)
        .max(Instant::compareTo);
  }

  /** The last exit before the crash; if there is none, one right after it. */
  private Optional<Integer> exit(Instant start, Instant end) {
    Optional<Integer> last = Optional.empty();
    Instant stopped = Instant.MIN;
    for (LogLine line : own) {
      boolean late = line.at().isAfter(end);
      LogWord word = LogWord.of(line.text()).orElse(null);
      if (word == null) {
        continue;
      }
      if ((late && (last.isPresent() || word.beginsProcess()))
          || line.at().isAfter(end.plus(Thresholds.SAME_EVENT))) {
        break;
      }
      Optional<Integer> status = LogWord.exitStatus(line.text());
      if (word == LogWord.TOLD_TO_STOP || word == LogWord.STOP_ENFORCED) {
        stopped = line.at();
      } else if (status.filter(STOPPED::contains).isPresent()
          && !line.at().isAfter(stopped.plus(Thresholds.STOPPED_WITHIN))) {
        // The process before was told to stop, and this is its answer.
        stopped = Instant.MIN;
      } else if (status.isPresent() && !line.at().isBefore(start)) {
        last = status;
      }
    }
    return last;
  }

  private List<PlatformError> errors(
      Instant from, Instant end, Instant until, Optional<Integer> exit) {
    var counted = new TreeMap<PlatformCode, Counted>();
    for (LogLine line : own) {
      if (!line.at().isBefore(from) && !line.at().isAfter(end.plus(Thresholds.SAME_EVENT))) {
        code(line)
            .filter(code -> code.concern() == Concern.DYNO)
            .ifPresent(code -> counted.merge(code, Counted.once(line), Counted::and));
      }
    }
    for (LogLine line : shared) {
      if (!line.at().isBefore(from) && !line.at().isAfter(until)) {
        sharedCode(line).ifPresent(code -> counted.merge(code, Counted.once(line), Counted::and));
      }
    }
    return counted.entrySet().stream()
        .map(one -> one.getValue().error(one.getKey(), end, exit))
        .toList();
  }

  /** How often the log has a code, and its last line. */
  private record Counted(int times, LogLine last) {
    static Counted once(LogLine line) {
      return new Counted(1, line);
    }

    Counted and(Counted later) {
      return new Counted(times + later.times, later.last);
    }

    PlatformError error(PlatformCode code, Instant end, Optional<Integer> exit) {
      Matcher seconds = SECONDS.matcher(last.text());
      return new PlatformError(
          code.name(),
          times,
          seconds.find() ? Integer.valueOf(seconds.group(1)) : null,
          isFatal(code, end, exit));
    }

    /**
     * A dyno lives on with R14, and in Private Spaces R15 can cost it one process alone, so only
     * what stands right before the end explains it.
     */
    private boolean isFatal(PlatformCode code, Instant end, Optional<Integer> exit) {
      boolean rightBefore = !last.at().isBefore(end.minus(Thresholds.KILLED_WITHIN));
      return switch (code) {
        case R10 -> true;
        case R15 -> rightBefore;
        case R14 -> rightBefore && exit.equals(Optional.of(SIGKILL));
        default -> false;
      };
    }
  }

  private static Optional<PlatformCode> code(LogLine line) {
    Matcher error = ERROR.matcher(line.text());
    return error.matches() ? PlatformCode.of(error.group(1)) : Optional.empty();
  }

  /** What a line of the router or of the log says about this dyno. */
  private Optional<PlatformCode> sharedCode(LogLine line) {
    if (!line.process().equals(ROUTER)) {
      return code(line).filter(PlatformCode::losesLines);
    }
    RouterLine router = RouterLine.of(line.text());
    return PlatformCode.of(router.code())
        .filter(_ -> line.ofPlatform())
        .filter(
            code ->
                names.contains(router.dyno())
                    ? code.concern() == Concern.DYNO || code.isShared()
                    : router.dyno().isEmpty() && type.equals(WEB) && code.isShared());
  }

  /** Whether somebody scaled its process type to fewer dynos than it takes to have this one. */
  private boolean scaledAway(Instant after, Instant until) {
    Pattern quantity = Pattern.compile("(?:^| )" + Pattern.quote(type.value()) + "@(\\d{1,6})\\b");
    return shared.stream()
        .filter(line -> line.process().equals("api") && isBetween(line, after, until))
        .map(line -> SCALED.matcher(line.text()))
        .filter(Matcher::matches)
        .map(scaled -> quantity.matcher(scaled.group(1)))
        .filter(Matcher::find)
        .mapToInt(found -> Integer.parseInt(found.group(1)))
        .anyMatch(wanted -> names.stream().anyMatch(name -> number(name) > wanted));
  }

  /** The number of a slot, such as 2 of {@code web.2}; zero for names without one. */
  private int number(String name) {
    return Optional.of(name)
        .filter(one -> one.startsWith(type.value() + "."))
        .map(one -> one.substring(type.value().length() + 1))
        .filter(not(String::isEmpty))
        .filter(digits -> digits.length() < 7 && digits.chars().allMatch(Character::isDigit))
        .map(Integer::parseInt)
        .orElse(0);
  }

  private static boolean is(LogLine line, LogWord word) {
    return LogWord.of(line.text()).equals(Optional.of(word));
  }

  private static boolean isBetween(LogLine line, Instant after, Instant until) {
    return line.at().isAfter(after) && !line.at().isAfter(until);
  }
}
