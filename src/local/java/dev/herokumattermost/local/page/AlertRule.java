package dev.herokumattermost.local.page;

import dev.herokumattermost.detect.ClosedReason;
import dev.herokumattermost.detect.Diagnosis.Reason;
import dev.herokumattermost.local.markdown.ChannelMarkdown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A rule of docs/alerts.md.
 *
 * @param anchor of its example in docs/scenarios.md
 * @param why the reason that its row gives, as safe HTML; empty if it gives none
 */
public record AlertRule(String anchor, String title, String why) {
  private static final Path PAGE = Path.of("docs", "alerts.md");
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| \\[([^]]+)]\\(scenarios\\.md#([^)]+)\\) \\|[^|]*\\|[^|]*\\|([^|]*)\\|",
          Pattern.MULTILINE);
  private static final Pattern SUMMARY = Pattern.compile("[^:]+: (\\w+) → (.+)");

  /** Every rule of the page, by its anchor. */
  static Map<String, AlertRule> all() {
    try {
      return ROW.matcher(Files.readString(PAGE))
          .results()
          .map(row -> of(row.group(2), row.group(1), row.group(3).strip()))
          .collect(Collectors.toMap(AlertRule::anchor, rule -> rule));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("reading " + PAGE, unreadable);
    }
  }

  private static AlertRule of(String anchor, String title, String why) {
    return new AlertRule(anchor, title, ChannelMarkdown.inline(why));
  }

  /**
   * The anchor of the rule by which a change was alerted or was not; empty if there is none.
   *
   * @param summary the change as a pass reports it: {@code web: restarted → harmless, cycled}
   */
  static String anchorOf(String summary) {
    var parts = SUMMARY.matcher(summary);
    if (!parts.matches()) {
      return "";
    }
    String meaning = parts.group(2);
    String reason = meaning.replaceFirst(".*, ", "").toUpperCase(Locale.ROOT).replace(' ', '_');
    if (meaning.startsWith("harmless, ")) {
      return anchorOf(Reason.valueOf(reason));
    }
    if (meaning.contains(" left, ")) {
      return anchorOf(ClosedReason.valueOf(reason));
    }
    if (meaning.equals("maintenance over")) {
      return "quiet-in-maintenance";
    }
    return meaning.endsWith(" steady") ? "recovery" : ofFailure(parts.group(1), reason);
  }

  private static String anchorOf(Reason reason) {
    return switch (reason) {
      case DEPLOYED -> "a-deploy";
      case CYCLED -> "daily-cycling";
      case AGE_OF_CYCLING -> "the-age-of-cycling";
      case RESTARTED_MANUALLY -> "a-restart-by-hand";
      case RELOCATED, SLEPT, SCALED, STOPPED_IN_GOOD_ORDER -> "stopped-in-good-order";
      case FIR_LOGS_NO_RESTARTS -> "fir";
      case RELEASE_PHASE_OVER -> "a-failed-release";
      case RESTARTED_TOGETHER -> "all-dynos-at-once";
      case TRIED_AGAIN -> "a-crash-loop";
      case RESTARTS_DO_NOT_ALERT -> "an-unexplained-restart";
      case STATE_DOES_NOT_ALERT, UNFAMILIAR_STATE -> "a-state-never-heard-of";
      case NOT_WANTED -> "down";
      case STILL_WANTED -> "still-crashed";
      case IN_MAINTENANCE -> "quiet-in-maintenance";
    };
  }

  private static String anchorOf(ClosedReason reason) {
    return switch (reason) {
      case SCALED_DOWN -> "scaling";
      case IDLE -> "eco-idling";
      case RESIZED -> "resizing";
      case UNWATCHED, GONE -> "no-longer-watched";
    };
  }

  private static String ofFailure(String change, String state) {
    return switch (state) {
      case "STARTING" -> "stuck-starting";
      case "DOWN" -> "down";
      case "RESTARTING" -> "an-unexplained-restart";
      case "CRASHED" ->
          switch (change) {
            case "deployed" -> "a-crash-after-a-deploy";
            case "restarted" -> "a-crash-between-two-readings";
            default -> "a-crash";
          };
      default -> "a-state-never-heard-of";
    };
  }
}
