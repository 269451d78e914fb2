package dev.herokumattermost.wording;

import dev.herokumattermost.detect.ClosedReason;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.incident.IncidentEvent.Circumstance;
import dev.herokumattermost.incident.IncidentEvent.Closed;
import dev.herokumattermost.incident.IncidentEvent.OverBeforeDelivery;
import dev.herokumattermost.incident.IncidentEvent.PartlyRecovered;
import dev.herokumattermost.incident.IncidentEvent.Recovered;
import dev.herokumattermost.incident.Resolution;
import dev.herokumattermost.incident.Resolution.NewRelease;
import dev.herokumattermost.incident.Resolution.RestartedByHeroku;
import dev.herokumattermost.incident.Resolution.RestartedManually;
import dev.herokumattermost.incident.Resolution.Unexplained;
import dev.herokumattermost.wording.Box.Color;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The words for a failure that is over: how long it lasted, how many crashes, what ended it. */
record RecoveryWording(AppName app, Instant now) {
  private static final int NAMED = 5;

  Draft recovered(Recovered recovered) {
    String names = Markdown.codes(recovered.dynos(), NAMED);
    String are = are(recovered.dynos());
    return Draft.of(
        "🟢 **%s: recovered** after %s%s — %s"
            .formatted(
                failures().process(recovered.type()),
                lasting(recovered.since(), recovered.until()),
                FailureWording.crashes(recovered.crashes()),
                ended(recovered.resolution(), recovered.dynos().size())),
        failures()
            .box(Color.GREEN)
            .line("• %s %s up; it lasted %s".formatted(names, are, span(recovered))));
  }

  Draft partlyRecovered(PartlyRecovered recovered) {
    return new Draft(
        "🟡 **%s: %s %s up again**, %d still failing"
            .formatted(
                failures().process(recovered.type()),
                Markdown.codes(recovered.dynos(), NAMED),
                are(recovered.dynos()),
                recovered.left()),
        Optional.empty());
  }

  private static String are(List<String> dynos) {
    return dynos.size() == 1 ? "is" : "are";
  }

  /** A failure that could not be delivered before it was over. */
  Draft over(OverBeforeDelivery over) {
    Recovered recovery = over.recovery();
    return Draft.of(
        "🟢 **%s: %s, and recovered** after %s%s%s — %s"
            .formatted(
                failures().process(over.failure().type()),
                FailureWording.howMany(over.failure()),
                lasting(recovery.since(), recovery.until()),
                FailureWording.crashes(recovery.crashes()),
                over.failure().report().has(Circumstance.CRASH_LOOP) ? " in a loop" : "",
                ended(recovery.resolution(), recovery.dynos().size())),
        failures()
            .log(
                failures().beginning(failures().box(Color.GREEN), over.failure().report()),
                over.failure().report().dynos()));
  }

  Draft closed(Closed closed) {
    return new Draft(
        "⚪ **%s: closed**, %s %s; the trouble began at %s"
            .formatted(
                failures().process(closed.type()),
                Markdown.codes(closed.dynos(), NAMED),
                why(closed.why(), closed.dynos().size()),
                Times.at(closed.since(), now)),
        Optional.empty());
  }

  static String why(@Nullable ClosedReason ending, int dynos) {
    String are = dynos == 1 ? "is " : "are ";
    return are
        + switch (ending) {
          case SCALED_DOWN -> "no longer part of the formation";
          case IDLE -> "asleep";
          case RESIZED -> "replaced by another size";
          case UNWATCHED -> "no longer watched";
          case null -> "up";
        };
  }

  private String span(Recovered recovered) {
    return "from %s to %s"
        .formatted(Times.at(recovered.since(), now), Times.at(recovered.until(), now));
  }

  private static String ended(Resolution resolution, int dynos) {
    String them = dynos == 1 ? "it" : "them";
    return switch (resolution) {
      case NewRelease(int version, var release) ->
          "ended by release v"
              + version
              + (release == null ? "" : ": " + FailureWording.described(release));
      case RestartedManually _ -> "somebody restarted " + them;
      case RestartedByHeroku _ -> "Heroku restarted " + them;
      case Unexplained _ -> dynos == 1 ? "by itself" : "by themselves";
    };
  }

  static String lasting(Instant since, Instant until) {
    return Times.lasting(Duration.between(since, until));
  }

  private FailureWording failures() {
    return new FailureWording(app, now, false);
  }
}
