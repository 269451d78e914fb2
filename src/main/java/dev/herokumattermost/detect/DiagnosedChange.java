package dev.herokumattermost.detect;

import dev.herokumattermost.detect.Change.Deployed;
import dev.herokumattermost.detect.Change.Restarted;
import java.time.Instant;
import java.util.Locale;

/** A change and its diagnosis, so that a person can see why something was alerted or was not. */
public record DiagnosedChange(Change change, Diagnosis diagnosis) {

  /**
   * Whether another instance of a dyno runs, which changed its state after some time, and the log
   * has no crash of it. It may yet get one.
   */
  public boolean isWithoutACrashSince(Instant time) {
    boolean crashed = diagnosis instanceof Diagnosis.Failed failed && !failed.isUnexplained();
    return switch (change) {
      case Restarted(_, var dyno, _) -> !crashed && dyno.updatedAt().isAfter(time);
      case Deployed(_, var dyno) -> !crashed && dyno.updatedAt().isAfter(time);
      default -> false;
    };
  }

  /** One line for the report: {@code web: restarted → harmless, cycled}. */
  public String summary() {
    String meaning =
        switch (diagnosis) {
          case Diagnosis.Failed failed ->
              failed.dyno().name() + " failed, " + failed.failure().state();
          case Diagnosis.Steady(var dyno) -> dyno.name() + " steady";
          case Diagnosis.Left(var name, var why) -> name + " left, " + words(why);
          case Diagnosis.Harmless(var why) -> "harmless, " + words(why);
          case Diagnosis.MaintenanceOver _ -> "maintenance over";
        };
    return "%s: %s → %s".formatted(change.type(), kind(), meaning);
  }

  private String kind() {
    return change.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
