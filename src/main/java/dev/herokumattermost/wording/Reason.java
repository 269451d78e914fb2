package dev.herokumattermost.wording;

import static java.util.Objects.requireNonNullElse;

import dev.herokumattermost.detect.Failure;
import dev.herokumattermost.detect.Failure.PlatformError;
import dev.herokumattermost.detect.PlatformCode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why a dyno failed, in words, as far as the evidence says.
 *
 * @param brief for a headline; empty if nothing is known
 * @param whole with what the numbers mean
 * @param nextStep what to do about it
 * @see <a href="https://devcenter.heroku.com/articles/error-codes">Heroku's error codes</a>
 */
record Reason(String brief, String whole, NextStep nextStep) {
  private static final int BOOT_LIMIT = 60;

  /** Of the router's errors those that answer a request with a failure. */
  private static final Set<String> LOSE_REQUESTS =
      Set.of("H10", "H11", "H12", "H13", "H14", "H18", "H19", "H20", "H21", "H22", "H99");

  static Reason of(Failure failure) {
    Optional<CauseWording> cause = Optional.ofNullable(failure.hint()).map(CauseWording::new);
    Optional<CauseWording> more = cause.filter(CauseWording::saysMore);
    Reason said = saidByHeroku(failure, more.filter(CauseWording::isCertain).isEmpty());
    NextStep nextStep = cause.map(CauseWording::nextStep).orElse(said.nextStep());
    String suspected = more.map(CauseWording::brief).orElse("");
    String whole =
        Stream.concat(Stream.of(joined(said.whole(), suspected)), others(failure).stream())
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("; "));
    return new Reason(joined(said.brief(), suspected), whole, nextStep);
  }

  private static String joined(String said, String suspected) {
    return said.isEmpty() || suspected.isEmpty() ? said + suspected : said + ", " + suspected;
  }

  /**
   * What Heroku's codes and the exit status say.
   *
   * @param meant whether it is said what the status means by convention
   */
  private static Reason saidByHeroku(Failure failure, boolean meant) {
    Integer exit = failure.exit();
    Optional<PlatformError> fatal =
        failure.errors().stream().filter(PlatformError::fatal).findFirst();
    if (fatal.isPresent() && fatal.get().code().equals("R10")) {
      // Heroku kills what does not bind in time, so the exit status says nothing more.
      int seconds = requireNonNullElse(fatal.get().seconds(), BOOT_LIMIT);
      return new Reason(
          "R10 boot timeout",
          "R10: did not bind `$PORT` within %d s".formatted(seconds),
          NextStep.BIND_PORT);
    }
    if (fatal.isPresent()) {
      String brief = "out of memory" + (exit == null ? "" : " (exit " + exit + ")");
      return new Reason(brief, brief + ": " + ofMemory(failure), NextStep.FREE_MEMORY);
    }
    if (exit == null) {
      return new Reason("", "", NextStep.RESTART);
    }
    String ended = "exit " + exit + (meant ? meaning(exit) : "");
    return new Reason(ended, ended, nextStep(exit));
  }

  private static NextStep nextStep(int exit) {
    return switch (exit) {
      case 0 -> NextStep.KEEP_RUNNING;
      case 126, 127 -> NextStep.FIX_COMMAND;
      default -> NextStep.RESTART;
    };
  }

  /** The reason for a headline, if it is the same for all. */
  static String brief(List<Failure> dynos) {
    List<String> reasons =
        dynos.stream().map(Reason::of).map(Reason::brief).distinct().limit(2).toList();
    return reasons.size() == 1 ? reasons.getFirst() : "";
  }

  /** What helps against the first cause that is known. */
  static NextStep nextStep(List<Failure> dynos) {
    return dynos.stream()
        .map(Reason::of)
        .map(Reason::nextStep)
        .filter(nextStep -> !nextStep.equals(NextStep.RESTART))
        .findFirst()
        .orElse(NextStep.RESTART);
  }

  /** How many requests users lost, by what the router said; empty if nothing is known. */
  static String impact(List<Failure> dynos) {
    int requests =
        dynos.stream()
            .flatMap(dyno -> dyno.errors().stream())
            .filter(error -> LOSE_REQUESTS.contains(error.code()))
            .mapToInt(PlatformError::times)
            .sum();
    return requests == 0 ? "" : requests == 1 ? "1 request failed" : requests + " requests failed";
  }

  boolean known() {
    return !whole.isEmpty();
  }

  /** Of the statuses that mean something by convention; 128 and more are signals. */
  private static String meaning(int exit) {
    return switch (exit) {
      case 0 -> ", ended by itself";
      case 126 -> ", command cannot be executed";
      case 127 -> ", command not found";
      case 134 -> ", aborted";
      case 137 -> ", killed";
      case 139 -> ", segmentation fault";
      case 143 -> ", terminated";
      default -> "";
    };
  }

  private static String ofMemory(Failure failure) {
    return failure.errors().stream()
        .filter(Reason::isOfMemory)
        .map(error -> error.code() + " ×" + error.times())
        .collect(Collectors.joining(", "));
  }

  private static boolean isOfMemory(PlatformError error) {
    return error.code().equals("R14") || error.code().equals("R15");
  }

  /** What else the log has: remarks, and once for all of them that lines of it are missing. */
  private static List<String> others(Failure failure) {
    boolean ofMemory =
        failure.errors().stream().anyMatch(error -> error.fatal() && isOfMemory(error));
    Stream<String> remarks =
        failure.errors().stream()
            .filter(error -> !(error.fatal() && error.code().equals("R10")))
            .filter(error -> !(ofMemory && isOfMemory(error)))
            .filter(error -> !losesLines(error))
            .map(Reason::words);
    List<String> losing =
        failure.errors().stream().filter(Reason::losesLines).map(PlatformError::code).toList();
    Stream<String> lost =
        losing.isEmpty()
            ? Stream.empty()
            : Stream.of("lines are missing from the log (" + String.join(", ", losing) + ")");
    return Stream.concat(remarks, lost).toList();
  }

  private static boolean losesLines(PlatformError error) {
    return PlatformCode.of(error.code()).filter(PlatformCode::losesLines).isPresent();
  }

  /** In the words of Heroku's article on its error codes, of those that concern a dyno. */
  private static String words(PlatformError error) {
    int times = error.times();
    String code = error.code();
    return switch (code) {
      case "H10" -> requests(times, "failed", code);
      case "H11" -> requests(times, "refused, more than the dynos can answer", code);
      case "H12" -> requests(times, "timed out", code);
      case "H13" -> requests(times, "broken off", code);
      case "H14" -> requests(times, "without a web dyno", code);
      case "H15" -> requests(times, "answered in part, and then idle", code);
      case "H17" -> requests(times, "answered in malformed HTTP", code);
      case "H18" -> requests(times, "broken off in the answer", code);
      case "H19" -> requests(times, "not accepted in time", code);
      case "H20" -> requests(times, "waited for the boot in vain", code);
      case "H21" -> requests(times, "refused by the dyno", code);
      case "H22" -> requests(times, "beyond the limit of connections", code);
      case "H24" -> requests(times, "broken off by Heroku's router", code);
      case "H25" -> requests(times, "answered with what HTTP does not allow", code);
      case "H82" -> "the account's dyno hours are used up (H82)";
      case "H83", "H99" -> requests(times, "failed by an error of Heroku's platform", code);
      case "R11" -> meaning(code, times, "bound a wrong address");
      case "R12" -> {
        int seconds = requireNonNullElse(error.seconds(), 30);
        yield meaning(code, times, "did not stop within %d s of SIGTERM".formatted(seconds));
      }
      case "R13" -> meaning(code, times, "nobody attached to it");
      case "R14" -> meaning(code, times, "memory above its quota, which slows it down");
      case "R15" -> meaning(code, times, "memory far above its quota");
      case "R16" -> meaning(code, times, "runs on without the one who started it");
      case "R17" -> meaning(code, times, "checksum of the slug does not match");
      case "R99" -> meaning(code, times, "an error of Heroku's platform");
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
}
