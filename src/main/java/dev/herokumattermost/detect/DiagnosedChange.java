package dev.herokumattermost.detect;

import dev.herokumattermost.detect.Diagnosis.Reason;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** A change and its diagnosis, so that a person can see why something was alerted or was not. */
public record DiagnosedChange(Change change, Diagnosis diagnosis) {

  /** What a restart is taken for if the log does not say why it was. */
  private static final Set<Reason> WITHOUT_THE_LOG =
      EnumSet.of(
          Reason.AGE_OF_CYCLING,
          Reason.FIR_LOGS_NO_RESTARTS,
          Reason.RESTARTED_TOGETHER,
          Reason.RESTARTS_DO_NOT_ALERT);

  /** Whether a dyno has restarted, and the log does not say why. */
  public boolean isUnexplainedRestart() {
    return change instanceof Change.Restarted
        && switch (diagnosis) {
          case Diagnosis.Failed failed -> failed.isUnexplained();
          case Diagnosis.Harmless(var why) -> WITHOUT_THE_LOG.contains(why);
          case Diagnosis.Steady _, Diagnosis.Left _, Diagnosis.MaintenanceOver _ -> false;
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
