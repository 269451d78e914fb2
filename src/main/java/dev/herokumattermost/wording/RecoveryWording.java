package dev.herokumattermost.wording;

import dev.herokumattermost.detect.ClosedReason;
import dev.herokumattermost.detect.FailingDyno;
import dev.herokumattermost.detect.Failure;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.incident.IncidentEvent.Circumstance;
import dev.herokumattermost.incident.IncidentEvent.Closed;
import dev.herokumattermost.incident.IncidentEvent.FailureReport;
import dev.herokumattermost.incident.IncidentEvent.OverBeforeDelivery;
import dev.herokumattermost.incident.IncidentEvent.PartlyRecovered;
import dev.herokumattermost.incident.IncidentEvent.Recovered;
import dev.herokumattermost.incident.Resolution;
import dev.herokumattermost.incident.Resolution.NewRelease;
import dev.herokumattermost.incident.Resolution.RestartedByHeroku;
import dev.herokumattermost.incident.Resolution.RestartedManually;
import dev.herokumattermost.incident.Resolution.Unexplained;
import dev.herokumattermost.wording.Headline.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The words for a failure that is over: how long it lasted, how many crashes, what came before. */
record RecoveryWording(Subject subject) {
  private static final int NAMED = 5;

  Draft recovered(Recovered recovered) {
    return Draft.of(
        new Headline(
            Symbol.OVER,
            "%s: recovered after %s"
                .formatted(
                    subject.process(recovered.type()),
                    lasting(recovered.since(), recovered.until())),
            List.of(FailureWording.crashes(recovered.crashes())),
            resolved(recovered.resolution())),
        subject
            .box(Symbol.OVER)
            .line(
                "• %s %s up; failing from %s to %s"
                    .formatted(
                        Markdown.codes(recovered.dynos(), NAMED),
                        are(recovered.dynos().size()),
                        exactly(recovered.since()),
                        exactly(recovered.until()))));
  }

  Draft partlyRecovered(PartlyRecovered recovered) {
    int up = recovered.dynos().size();
    var left = new LinkedHashMap<DynoState, List<String>>();
    for (FailingDyno dyno : recovered.left()) {
      left.computeIfAbsent(dyno.state(), _ -> new ArrayList<>()).add(dyno.name());
    }
    return Draft.of(
        new Headline(
            Symbol.FAILING,
            "%s: %d of %d dynos up again"
                .formatted(subject.process(recovered.type()), up, up + recovered.left().size()),
            left.entrySet().stream()
                .map(
                    one ->
                        Markdown.codes(one.getValue(), NAMED)
                            + " still "
                            + FailureLines.word(one.getKey()))
                .collect(Collectors.joining(", "))),
        subject
            .box(Symbol.FAILING)
            .line(
                "• %s %s up since %s"
                    .formatted(
                        Markdown.codes(recovered.dynos(), NAMED),
                        are(up),
                        exactly(recovered.until()))));
  }

  /** A failure that could not be delivered before it was over. */
  Draft over(OverBeforeDelivery over) {
    Recovered recovery = over.recovery();
    FailureReport report = over.failure().report();
    var failures = new FailureWording(subject, false);
    int dynos = report.dynos().size();
    Box box =
        failures
            .beginning(subject.box(Symbol.OVER), report)
            .line("• Posted late: the failure was found, or could be posted, only after its end");
    return Draft.of(
        new Headline(
            Symbol.OVER,
            "%s: %s and recovered in %s"
                .formatted(
                    subject.process(over.type()),
                    verb(report.dynos()),
                    lasting(recovery.since(), recovery.until())),
            List.of(
                dynos > 1 ? dynos + " dynos" : "",
                report.has(Circumstance.CRASH_LOOP)
                    ? "crash loop, " + FailureWording.crashes(recovery.crashes())
                    : "",
                failures.cause(report)),
            recovery.resolution() instanceof RestartedByHeroku
                ? ""
                : resolved(recovery.resolution())),
        failures.log(box, report.dynos()));
  }

  private static String verb(List<Failure> dynos) {
    return dynos.stream().allMatch(dyno -> dyno.state().equals(DynoState.CRASHED))
        ? "crashed"
        : "failed";
  }

  Draft closed(Closed closed) {
    return Draft.of(
        new Headline(
            Symbol.CLOSED,
            subject.process(closed.type()) + ": closed, not recovered",
            Markdown.codes(closed.dynos(), NAMED) + " " + why(closed.why())),
        subject.box(Symbol.CLOSED).line("• Failing since " + exactly(closed.since())));
  }

  static String why(@Nullable ClosedReason ending) {
    return switch (ending) {
      case SCALED_DOWN -> "scaled down";
      case IDLE -> "asleep";
      case RESIZED -> "resized";
      case UNWATCHED -> "no longer watched";
      case GONE -> "app deleted or out of sight";
      case null -> "up";
    };
  }

  /** What came before the recovery; whether it was the cause is not proven. */
  private static String resolved(Resolution resolution) {
    return switch (resolution) {
      case NewRelease(int version, var release) ->
          "after release v"
              + version
              + (release == null ? "" : ", " + FailureLines.described(release));
      case RestartedManually _ -> "after a manual restart";
      case RestartedByHeroku _ -> "after a restart by Heroku";
      case Unexplained _ -> "";
    };
  }

  private static String are(int dynos) {
    return dynos == 1 ? "is" : "are";
  }

  static String lasting(Instant since, Instant until) {
    return Times.about(Duration.between(since, until));
  }

  private String exactly(Instant moment) {
    return subject.times().exactly(moment);
  }
}
