package dev.herokumattermost.detect;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.herokumattermost.detect.CauseHint.Certainty;
import dev.herokumattermost.detect.Failure.PlatformError;
import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.dyno.Release;
import dev.herokumattermost.dyno.Release.Status;
import dev.herokumattermost.rules.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Searches the log of a process for what made it fail. Heroku's own word comes first; what the log
 * adds must agree with it. Of several causes that nothing decides between, none is named: a wrong
 * hint at night costs more than a missing one.
 *
 * @param exit the exit status; empty if the log has none
 * @param errors what Heroku said of the process
 * @param ending when in its life the process ended
 * @param lines the process's own lines from its start to its end, oldest first
 */
record CauseSearch(
    Optional<Integer> exit, List<PlatformError> errors, Ending ending, List<LogLine> lines) {
  /** Errors longer before the last line have been got over. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(60);

  private static final int MOST_LINES = 200;

  /** In UTF-16 units; some libraries put the cause at the end of a long line. */
  private static final int LOOKED_AT = 1_000;

  /** Without a trace, so many last lines can be about the end. */
  private static final int LAST_LINES = 15;

  /** Such a line, so shortly before the end, is the error that ended the process. */
  private static final int FINAL_LINES = 4;

  /** So far back from a line is near it. */
  private static final int NEAR = 6;

  /** The process did what a signal or its own fault made it do; its log does not say why. */
  private static final Set<Integer> UNEXPLAINED_BY_LOG = Set.of(139, 143, 130, 129);

  private static final int KILLED = 137;

  /** What keeps a process from coming up, and does not end it. */
  private static final Set<FailureCause> DELAYS_BOOT =
      EnumSet.of(
          FailureCause.PORT_NOT_BOUND,
          FailureCause.DATABASE_UNREACHABLE,
          FailureCause.DATABASE_ON_LOCALHOST,
          FailureCause.DATABASE_CONNECTIONS,
          FailureCause.DATABASE_LOGIN,
          FailureCause.DEPENDENCY_TLS,
          FailureCause.DEPENDENCY_DNS);

  /** What keeps a command from being run at all. */
  private static final Set<FailureCause> NOT_RUN =
      EnumSet.of(FailureCause.MISSING_COMMAND, FailureCause.MISSING_MODULE);

  /** A line that only reports, or an access log; what it speaks of ended nothing. */
  private static final Pattern REPORT =
      Pattern.compile(
          "^.{0,80}?(?:^|[\\s\\[(|\"=:.])(?:info|debug|trace|verbose|warn|warning|notice)(?:[\\]\\s)\"|:,/]|$)"
              + "|\"(?:get|post|put|patch|delete|head|options) /|method=(?:get|post|put|patch|delete)"
              + "|http/1\\.\\d\" \\d{3}");

  /** What the process got over, or tried to. */
  private static final Pattern RETRY =
      Pattern.compile(
          "retrying|retry in|will retry|reconnecting|trying again|attempt \\d+ ?(?:of|/)|try again in");

  private static final Pattern FRAME = Pattern.compile("^\\s+(?:at|from|File) |^#\\d+ ");

  /** Rails says what is wrong before the line that Bundler ends with. */
  private static final String UNLOADABLE = "Unable to load application";

  /** Elixir ends with these, whatever was wrong. */
  private static final Pattern SAYS_NOTHING =
      Pattern.compile(
          "Could not start application|Kernel pid terminated|max retries per request limit");

  /** Heroku's ports are above these, which frameworks take when nobody tells them another. */
  private static final Pattern FIXED_PORT =
      Pattern.compile(
          "(?i)(?:listening|running|started|serving|server|available|ready|bound)\\b.{0,80}?"
              + "(?:port:? ?|:)(\\d{2,4})(?:[^\\d.:]|$)");

  /** What made the process fail; empty if nothing is sure enough. */
  Optional<CauseHint> hint() {
    Optional<CauseHint> said = saidByHeroku();
    if (said.isPresent() && said.get().cause() == FailureCause.PORT_NOT_BOUND) {
      return Optional.of(whyNotBound().orElse(said.get()));
    }
    if (said.isPresent()) {
      return said.map(hint -> hint.cause() == FailureCause.MISSING_COMMAND ? named(hint) : hint);
    }
    if (ending == Ending.TOLD_TO_STOP || exit.filter(UNEXPLAINED_BY_LOG::contains).isPresent()) {
      return Optional.empty();
    }
    boolean waiting = ending == Ending.NOT_ENDED;
    Optional<CauseHint> logged =
        logged(waiting).filter(hint -> !waiting || DELAYS_BOOT.contains(hint.cause()));
    if (exit.equals(Optional.of(KILLED))) {
      return logged
          .filter(hint -> hint.cause() == FailureCause.OUT_OF_MEMORY)
          .or(
              () ->
                  ending == Ending.WHILE_STARTING
                      ? certain(FailureCause.KILLED_WHILE_STARTING)
                      : Optional.empty());
    }
    return exit.equals(Optional.of(0)) ? logged.map(hint -> hint.with(Certainty.POSSIBLE)) : logged;
  }

  /**
   * A newer release whose release phase failed: it may have changed the database for code that
   * never went live.
   */
  static Optional<CauseHint> releasePhase(Evidence evidence, Failure failure) {
    return evidence.knownReleases().stream()
        .filter(release -> release.status() == Status.FAILED)
        .filter(release -> release.version() > failure.release())
        .filter(release -> !release.createdAt().isAfter(failure.since()))
        .filter(
            release ->
                release.createdAt().plus(Thresholds.RELEASE_IS_NEAR).isAfter(failure.since()))
        .max(Comparator.comparingInt(Release::version))
        .map(
            release ->
                new CauseHint(
                    FailureCause.RELEASE_PHASE_FAILED,
                    "v" + release.version(),
                    Certainty.POSSIBLE));
  }

  /** What Heroku itself says: its codes, and the exit statuses of a command that cannot be run. */
  private Optional<CauseHint> saidByHeroku() {
    for (PlatformError error : errors) {
      if (error.fatal()) {
        return certain(
            error.code().equals("R10") ? FailureCause.PORT_NOT_BOUND : FailureCause.OUT_OF_MEMORY);
      }
    }
    if (errors.stream().anyMatch(error -> error.code().equals("H82"))) {
      return certain(FailureCause.QUOTA);
    }
    return exit.filter(status -> status == 126 || status == 127)
        .flatMap(_ -> certain(FailureCause.MISSING_COMMAND));
  }

  private static Optional<CauseHint> certain(FailureCause cause) {
    return Optional.of(new CauseHint(cause, null, Certainty.CERTAIN));
  }

  /** Which command is missing, or which library it needs. */
  private CauseHint named(CauseHint command) {
    return logged(false)
        .filter(hint -> NOT_RUN.contains(hint.cause()))
        .map(hint -> hint.with(Certainty.CERTAIN))
        .orElse(command);
  }

  /** Why a process that ran did not bind its port: what it waited for, or which port it took. */
  private Optional<CauseHint> whyNotBound() {
    for (LogLine line : lines.reversed()) {
      Matcher port = FIXED_PORT.matcher(beginning(line));
      if (!line.ofPlatform() && port.find()) {
        return Optional.of(
            new CauseHint(FailureCause.PORT_NOT_BOUND, port.group(1), Certainty.PROBABLE));
      }
    }
    return logged(true).filter(hint -> DELAYS_BOOT.contains(hint.cause()));
  }

  /**
   * A cause that a line speaks of.
   *
   * @param place of the line
   */
  private record Candidate(int place, CauseSign.Found found) {}

  /**
   * What the last words speak of.
   *
   * @param retries whether lines count of what is tried again: it is what such a process waits for
   */
  private Optional<CauseHint> logged(boolean retries) {
    List<LogLine> last = lastLines();
    Optional<Trace> trace = Trace.in(last, 0);
    int from = trace.map(one -> first(one, last)).orElse(Math.max(0, last.size() - LAST_LINES));
    List<Candidate> candidates = candidates(last, retries ? 0 : from, retries);
    List<Candidate> inTrace =
        trace.stream()
            .flatMap(
                one ->
                    candidates.stream()
                        .filter(found -> found.place() >= one.first() && found.place() < one.end()))
            .toList();
    return decided(inTrace, last)
        .or(() -> decided(candidates, last))
        .map(
            one ->
                new CauseHint(
                    one.found().cause(),
                    name(one, candidates),
                    !inTrace.isEmpty() || one.place() >= last.size() - FINAL_LINES
                        ? Certainty.PROBABLE
                        : Certainty.POSSIBLE));
  }

  private static @Nullable String name(Candidate decided, List<Candidate> candidates) {
    return Stream.concat(Stream.of(decided), candidates.stream())
        .map(Candidate::found)
        .filter(found -> found.cause() == decided.found().cause() && found.named() != null)
        .map(CauseSign.Found::named)
        .findFirst()
        .orElse(null);
  }

  /** The first line that can be about the error. */
  private static int first(Trace trace, List<LogLine> last) {
    if (SAYS_NOTHING.matcher(beginning(last.get(trace.error()))).find()) {
      return Math.max(0, trace.first() - LAST_LINES);
    }
    for (int i = 0; i < trace.first(); i++) {
      if (last.get(i).text().contains(UNLOADABLE)) {
        return i;
      }
    }
    return trace.first();
  }

  /** The one cause of all; of several, the last that an error names as its own cause. */
  private static Optional<Candidate> decided(List<Candidate> candidates, List<LogLine> last) {
    Set<FailureCause> causes =
        candidates.stream().map(one -> one.found().cause()).collect(Collectors.toSet());
    if (causes.size() == 1) {
      return Optional.of(candidates.getLast());
    }
    return candidates.reversed().stream()
        .filter(one -> last.get(one.place()).text().stripLeading().startsWith("Caused by: "))
        .findFirst();
  }

  private List<LogLine> lastLines() {
    List<LogLine> own = lines.stream().filter(line -> !line.ofPlatform()).toList();
    if (own.isEmpty()) {
      return own;
    }
    Instant early = own.getLast().at().minus(LAST_WORDS);
    List<LogLine> recent = own.stream().filter(line -> !line.at().isBefore(early)).toList();
    return recent.subList(Math.max(0, recent.size() - MOST_LINES), recent.size());
  }

  private static List<Candidate> candidates(List<LogLine> last, int from, boolean retries) {
    var candidates = new ArrayList<Candidate>();
    for (int i = from; i < last.size(); i++) {
      String line = beginning(last.get(i));
      String lower = line.toLowerCase(Locale.ROOT);
      if (FRAME.matcher(line).find()
          || (!retries && (REPORT.matcher(lower).find() || RETRY.matcher(lower).find()))) {
        continue;
      }
      int place = i;
      CauseSigns.in(line)
          .filter(match -> match.near().isEmpty() || isNear(match.near(), last, place))
          .ifPresent(match -> candidates.add(new Candidate(place, match.found())));
    }
    return candidates;
  }

  private static boolean isNear(String words, List<LogLine> last, int place) {
    return last.subList(Math.max(0, place - NEAR), place + 1).stream()
        .anyMatch(line -> beginning(line).toLowerCase(Locale.ROOT).contains(words));
  }

  private static String beginning(LogLine line) {
    return line.text().length() > LOOKED_AT ? line.text().substring(0, LOOKED_AT) : line.text();
  }
}
