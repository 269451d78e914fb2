package dev.herokumattermost.detect;

import dev.herokumattermost.detect.Change.Deployed;
import dev.herokumattermost.detect.Change.Restarted;
import dev.herokumattermost.detect.Diagnosis.Reason;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** A change and its diagnosis, so that a person can see why something was alerted or was not. */
public record DiagnosedChange(Change change, Diagnosis diagnosis) {

  /** What another instance of a dyno is taken for if the log has no crash. */
  private static final Set<Reason> WITHOUT_THE_LOG =
      EnumSet.of(
          Reason.AGE_OF_CYCLING,
          Reason.DEPLOYED,
          Reason.FIR_LOGS_NO_RESTARTS,
          Reason.RESTARTED_TOGETHER,
          Reason.RESTARTS_DO_NOT_ALERT);

  /**
   * Whether another instance of a dyno runs, which changed its state after some time, and the log
   * does not say why. It may yet say that a process crashed.
   */
  public boolean isUnexplainedSince(Instant time) {
    return switch (change) {
      case Restarted(_, var dyno, _) -> isGuessed() && dyno.updatedAt().isAfter(time);
      case Deployed(_, var dyno) -> isGuessed() && dyno.updatedAt().isAfter(time);
      default -> false;
    };
  }

  private boolean isGuessed() {
    return switch (diagnosis) {
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
