package dev.herokumattermost.incident;

import dev.herokumattermost.detect.Failure;
import dev.herokumattermost.incident.IncidentEvent.Circumstance;
import dev.herokumattermost.incident.IncidentEvent.Closed;
import dev.herokumattermost.incident.IncidentEvent.CrashLooping;
import dev.herokumattermost.incident.IncidentEvent.DynosFailed;
import dev.herokumattermost.incident.IncidentEvent.FailureReport;
import dev.herokumattermost.incident.IncidentEvent.MoreDynosFailed;
import dev.herokumattermost.incident.IncidentEvent.Opened;
import dev.herokumattermost.incident.IncidentEvent.OverBeforeDelivery;
import dev.herokumattermost.incident.IncidentEvent.PartlyRecovered;
import dev.herokumattermost.incident.IncidentEvent.Recovered;
import dev.herokumattermost.incident.IncidentEvent.Reopened;
import dev.herokumattermost.incident.IncidentEvent.StillFailing;
import dev.herokumattermost.incident.IncidentEvent.Worsened;
import dev.herokumattermost.incident.VisibilityEvent.AllBlind;
import dev.herokumattermost.incident.VisibilityEvent.BecameBlind;
import dev.herokumattermost.incident.VisibilityEvent.PermissionMissing;
import dev.herokumattermost.incident.VisibilityEvent.VisibleAgain;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An event in a few words, for timelines; the words of posts are chosen elsewhere. */
public final class Brief {
  private Brief() {}

  public static String brief(AlertEvent event) {
    return switch (event) {
      case DynosFailed failed -> failed.type() + " fails" + brief(failed);
      case CrashLooping looping ->
          "%s loops: %s, %d crashes".formatted(looping.type(), looping.where(), looping.crashes());
      case PartlyRecovered partly ->
          "%s recovered: %s, %d left"
              .formatted(partly.type(), String.join(", ", partly.dynos()), partly.left().size());
      case Recovered recovered ->
          "%s recovered: %s".formatted(recovered.type(), String.join(", ", recovered.dynos()));
      case Closed closed ->
          "%s closed: %s %s"
              .formatted(
                  closed.type(),
                  String.join(", ", closed.dynos()),
                  closed.why().name().toLowerCase(Locale.ROOT));
      case StillFailing reminder ->
          "%s still fails: %s"
              .formatted(
                  reminder.type(),
                  reminder.dynos().stream()
                      .map(dyno -> dyno.name() + " " + dyno.state())
                      .collect(Collectors.joining(", ")));
      case OverBeforeDelivery(var failure, _) -> failure.type() + " was over" + brief(failure);
      case BecameBlind blind -> "blind: " + blind.cause().name().toLowerCase(Locale.ROOT);
      case AllBlind blind ->
          (blind.reminder() ? "still " : "")
              + "all blind: "
              + blind.cause().name().toLowerCase(Locale.ROOT);
      case ReleaseFailed(var release) -> "release v" + release.version() + " failed";
      case VisibleAgain _ -> "visible again";
      case WeeklyReport report -> "week " + report.week();
      case PermissionMissing missing -> "cannot " + missing.what();
    };
  }

  private static String brief(DynosFailed failed) {
    FailureReport report = failed.report();
    var text =
        new StringBuilder(
            switch (failed) {
              case Opened _ -> ": ";
              case Reopened _ -> " again: ";
              case MoreDynosFailed _ -> " too: ";
              case Worsened _ -> " after all: ";
            });
    text.append(failures(report.dynos()));
    if (report.has(Circumstance.WARNING)) {
      text.append(", a warning");
    }
    if (report.has(Circumstance.CRASH_LOOP)) {
      text.append(", in a loop");
    }
    if (report.has(Circumstance.FIRST_READING)) {
      text.append(", already");
    }
    if (report.has(Circumstance.MAINTENANCE)) {
      text.append(", in maintenance");
    }
    if (report.release() != null) {
      text.append(", after v").append(report.release().release().version());
    }
    return text.toString();
  }

  private static String failures(List<Failure> failures) {
    return failures.stream()
        .map(failure -> failure.dyno() + " " + failure.state())
        .collect(Collectors.joining(", "));
  }
}
