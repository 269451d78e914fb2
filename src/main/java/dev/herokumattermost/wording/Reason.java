package dev.herokumattermost.wording;

import dev.herokumattermost.detect.Failure;
import dev.herokumattermost.detect.Failure.PlatformError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Why a dyno failed, in words, as far as the evidence says.
 *
 * @param brief for a headline; empty if nothing is known
 * @param whole with what the numbers mean
 * @see <a href="https://devcenter.heroku.com/articles/error-codes">Heroku's error codes</a>
 */
record Reason(String brief, String whole) {
  private static final String BOOT_TIMEOUT = "R10";
  private static final String MEMORY = "R14";
  private static final String MUCH_MEMORY = "R15";

  static Reason of(Failure failure) {
    Integer exit = failure.exit();
    if (times(failure, BOOT_TIMEOUT) > 0) {
      // Heroku kills what does not bind in time, so the exit status says nothing more.
      return new Reason(
          "R10 boot timeout", "R10: did not bind `$PORT` within 60 s" + others(failure));
    }
    if (times(failure, MEMORY) + times(failure, MUCH_MEMORY) > 0) {
      String killed = exit == null ? "" : "exit " + exit + meaning(exit) + ", ";
      String brief = exit == null ? "" : "exit " + exit + ", ";
      return new Reason(
          brief + "memory quota exceeded",
          killed + "memory quota exceeded" + app(failure) + others(failure));
    }
    if (exit == null) {
      String rest = others(failure);
      return new Reason("", rest.isEmpty() ? "" : rest.substring(2));
    }
    String brief = exit == 0 ? "exit 0" : "exit " + exit + meaning(exit);
    return new Reason(brief, "exit " + exit + meaning(exit) + others(failure));
  }

  boolean known() {
    return !whole.isEmpty();
  }

  /** Of the statuses that mean something by convention; 128 and more are signals. */
  private static String meaning(int exit) {
    return switch (exit) {
      case 0 -> ": ended by itself, and a dyno must not end";
      case 126 -> ": the command cannot be executed";
      case 127 -> ": command not found";
      case 134 -> ": aborted";
      case 137 -> ": killed";
      case 139 -> ": segmentation fault";
      case 143 -> ": terminated";
      default -> "";
    };
  }

  private static String app(Failure failure) {
    var errors = new ArrayList<String>();
    for (String code : List.of(MEMORY, MUCH_MEMORY)) {
      int times = times(failure, code);
      if (times > 0) {
        errors.add(code + " " + times(times) + " before");
      }
    }
    return errors.stream().collect(Collectors.joining(", ", " (", ")"));
  }

  private static String others(Failure failure) {
    return failure.errors().stream()
        .filter(error -> !List.of(BOOT_TIMEOUT, MEMORY, MUCH_MEMORY).contains(error.code()))
        .map(Reason::words)
        .map(words -> "; " + words)
        .collect(Collectors.joining());
  }

  private static String words(PlatformError error) {
    int times = error.times();
    String code = error.code();
    return switch (code) {
      case "H10" -> requests(times, "failed", code);
      case "H12" -> requests(times, "timed out", code);
      case "H13" -> requests(times, "broken off", code);
      case "H14" -> requests(times, "without a web dyno", code);
      case "H20" -> requests(times, "waited for the boot in vain", code);
      case "R12" -> meaning(code, times, "did not stop within 30 s of SIGTERM");
      case "R17" -> meaning(code, times, "checksum of the slug does not match");
      case "R99" -> meaning(code, times, "an error of Heroku's platform");
      case "L10", "L11", "L12", "L13", "L14", "L15" ->
          meaning(code, times, "some log lines are lost");
      default -> code + " " + times(times);
    };
  }

  private static String requests(int times, String what, String code) {
    return times == 1
        ? "1 request %s (%s)".formatted(what, code)
        : "%d requests %s (%s)".formatted(times, what, code);
  }

  private static String meaning(String code, int times, String meaning) {
    return "%s %s (%s)".formatted(code, times(times), meaning);
  }

  static String times(int times) {
    return times == 1
        ? "once"
        : times == 2 ? "twice" : String.format(Locale.ROOT, "%d times", times);
  }

  private static int times(Failure failure, String code) {
    return failure.errors().stream()
        .filter(error -> error.code().equals(code))
        .mapToInt(PlatformError::times)
        .sum();
  }
}
