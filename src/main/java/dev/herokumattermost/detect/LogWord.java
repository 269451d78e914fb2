package dev.herokumattermost.detect;

import dev.herokumattermost.detect.Diagnosis.Reason;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Heroku logs about a dyno, and whether that explains why its process ended. Each word for a
 * stop in good order is silent; the first in this order names the reason, because one stop logs
 * several of them.
 *
 * @see <a href="https://devcenter.heroku.com/articles/dyno-restarts">Dyno restarts</a>, for {@code
 *     Cycling} and {@code Restarting}, and that Fir logs neither
 * @see <a href="https://devcenter.heroku.com/articles/dyno-shutdown-behavior">Dyno shutdown</a>,
 *     for SIGTERM and SIGKILL
 * @see <a
 *     href="https://help.heroku.com/KR6BGO6A/what-do-relocating-dyno-to-a-new-server-messages-mean">
 *     Relocating dyno to a new server</a>
 * @see <a href="https://devcenter.heroku.com/articles/eco-dyno-hours">Eco dyno hours</a>, for
 *     {@code Idling} and {@code Unidling}; the same when the hours of the month are used up
 */
enum LogWord {
  CYCLING("Cycling", Reason.CYCLED),
  RELOCATING("Relocating dyno to a new server", Reason.RELOCATED),
  IDLING("Idling", Reason.SLEPT),
  UNIDLING("Unidling", Reason.SLEPT),
  /** By a person, the API, or a release. */
  RESTARTING("Restarting", Reason.RESTARTED_MANUALLY),
  /** By {@code ps:stop}, by scaling, or because the account may not run it any more. */
  TAKEN_DOWN("State changed from \\S+ to down", Reason.STOPPED_IN_GOOD_ORDER),
  /** Only Heroku's dyno manager says so, and never to a process that ended by itself. */
  TOLD_TO_STOP("Stopping (?:all processes|process) with SIGTERM", Reason.STOPPED_IN_GOOD_ORDER),

  /** To a process that did not stop within 30 s of SIGTERM; R12 says the same. */
  STOP_ENFORCED("Stopping remaining processes with SIGKILL", null),
  STARTING("State changed from \\S+ to starting", null),
  STARTED("Starting process with command.*", null),
  CRASHED("State changed from \\S+ to crashed", null),
  /** Years ago Heroku left out the status. */
  EXITED("Process exited(?: with status (\\d{1,3}))?", null);

  private final Pattern form;
  private final @Nullable Reason silentBecause;

  LogWord(String form, @Nullable Reason silentBecause) {
    this.form = Pattern.compile(form, Pattern.DOTALL);
    this.silentBecause = silentBecause;
  }

  static Optional<LogWord> of(String text) {
    for (LogWord word : values()) {
      if (word.form.matcher(text).matches()) {
        return Optional.of(word);
      }
    }
    return Optional.empty();
  }

  /** Why nobody needs to hear of the stop; empty if the word is of no stop in good order. */
  Optional<Reason> silentBecause() {
    return Optional.ofNullable(silentBecause);
  }

  boolean beginsProcess() {
    return this == STARTING || this == STARTED;
  }

  static Optional<Integer> exitStatus(String text) {
    Matcher exit = EXITED.form.matcher(text);
    return exit.matches() && exit.group(1) != null
        ? Optional.of(Integer.valueOf(exit.group(1)))
        : Optional.empty();
  }
}
