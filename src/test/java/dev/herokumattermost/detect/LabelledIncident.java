package dev.herokumattermost.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.redact.Redaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An incident of the corpus: what the process logged, and what made it fail.
 *
 * @param place the file and the line, for messages
 * @param label the cause; empty if no hint must be given
 * @param named what the hint must name; empty if that does not matter
 */
record LabelledIncident(
    String place,
    Optional<FailureCause> label,
    String named,
    String stack,
    Optional<Integer> exit,
    boolean cameUp,
    List<String> lines) {
  static final Path CORPUS = Path.of("src/test/resources/causes");
  private static final Pattern HEAD =
      Pattern.compile("== ([\\w-]+)(?: (\\S+))? \\| (.+) \\| (\\d+|none)( up)?");
  private static final Instant START = Instant.parse("2026-05-04T02:03:00Z");

  static List<LabelledIncident> read(String file) throws IOException {
    var all = new ArrayList<LabelledIncident>();
    List<String> lines = Files.readAllLines(CORPUS.resolve(file));
    for (int i = 0; i < lines.size(); i++) {
      Matcher head = HEAD.matcher(lines.get(i));
      if (!head.matches()) {
        assertThat(lines.get(i)).as(file + ":" + (i + 1)).doesNotStartWith("==");
        continue;
      }
      int end = i + 1;
      while (end < lines.size() && !lines.get(end).startsWith("==")) {
        end++;
      }
      while (lines.get(end - 1).isBlank()) {
        end--;
      }
      String label = head.group(1);
      all.add(
          new LabelledIncident(
              file + ":" + (i + 1),
              label.equals("silent")
                  ? Optional.empty()
                  : Optional.of(
                      FailureCause.valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'))),
              head.group(2) == null ? "" : head.group(2),
              head.group(3),
              head.group(4).equals("none")
                  ? Optional.empty()
                  : Optional.of(Integer.valueOf(head.group(4))),
              head.group(5) != null,
              lines.subList(i + 1, end)));
    }
    return all;
  }

  /** The hint that the process's log, without its secrets, leads to. */
  Optional<CauseHint> hint() {
    var log = new ArrayList<LogLine>();
    Instant at = START;
    log.add(line(at, "heroku", "Starting process with command `start`"));
    for (String line : redacted()) {
      at = at.plusMillis(100);
      boolean ofPlatform = line.startsWith("heroku: ");
      log.add(
          line(
              at,
              ofPlatform ? "heroku" : "app",
              ofPlatform ? line.substring("heroku: ".length()) : line));
    }
    Instant end = at.plusMillis(300);
    exit.ifPresent(
        status ->
            log.add(line(end.minusMillis(100), "heroku", "Process exited with status " + status)));
    log.add(
        line(
            end,
            "heroku",
            "State changed from %s to crashed".formatted(cameUp ? "up" : "starting")));
    var evidence = LogEvidence.of(log, Set.of("web.1"), new ProcessType("web"));
    var how = evidence.endAt(end, end.plusSeconds(2));
    return new CauseSearch(
            how.exit(),
            how.errors(),
            evidence.endingAt(end),
            LogExcerpt.ownLines(log, Set.of("web.1"), end))
        .hint();
  }

  private List<String> redacted() {
    return Redaction.DEFAULT.redactLines(lines);
  }

  private static LogLine line(Instant at, String source, String text) {
    return new LogLine(at, source, "web.1", text);
  }

  /** Whether a hint was given and is right. */
  boolean isRight(CauseHint hint) {
    return label.equals(Optional.of(hint.cause()))
        && (named.isEmpty() || named.equals(hint.named()));
  }

  @Override
  public String toString() {
    return "%s %s: %s".formatted(place, stack, hint());
  }
}
