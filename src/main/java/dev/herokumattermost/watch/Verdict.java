package dev.herokumattermost.watch;

import dev.herokumattermost.watch.Diagnosis.Harmless;
import dev.herokumattermost.watch.Diagnosis.Ill;
import dev.herokumattermost.watch.Diagnosis.Left;
import dev.herokumattermost.watch.Diagnosis.MaintenanceOver;
import dev.herokumattermost.watch.Diagnosis.Well;
import java.util.Locale;

/**
 * A finding and what was made of it, so that a person can see why something was told or was not.
 */
public record Verdict(Finding finding, Diagnosis diagnosis) {

  /** One line for the report: {@code web: restarted web.1 → harmless, cycled}. */
  public String summary() {
    String made =
        switch (diagnosis) {
          case Ill ill -> ill.dyno().name() + " ill, " + ill.ailment().state();
          case Well(var dyno) -> dyno.name() + " well";
          case Left(var name, var why) -> name + " left, " + words(why);
          case Harmless(var why) -> "harmless, " + words(why);
          case MaintenanceOver _ -> "maintenance over";
        };
    return "%s: %s → %s"
        .formatted(
            finding.type(), finding.getClass().getSimpleName().toLowerCase(Locale.ROOT), made);
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
