package dev.herokumattermost.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.detect.ClosedReason;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.incident.IncidentEvent;
import dev.herokumattermost.incident.IncidentEvent.Closed;
import dev.herokumattermost.incident.IncidentEvent.FailureReport;
import dev.herokumattermost.incident.IncidentEvent.MoreDynosFailed;
import dev.herokumattermost.incident.IncidentEvent.Opened;
import dev.herokumattermost.incident.IncidentEvent.PartlyRecovered;
import dev.herokumattermost.incident.RaisedEvent;
import dev.herokumattermost.incident.Resolution.Unexplained;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.pass.ScriptedPorts.RecordingChannel;
import dev.herokumattermost.pass.ScriptedPorts.TestClock;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.wording.Presentation;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which posts are sent silently. */
class SilentRepliesTest {
  private static final AppName API = new AppName("api");
  private static final ProcessType WEB = new ProcessType("web");
  private static final Instant NOW = ScriptedPorts.NOW;
  private static final FailureReport REPORT =
      new FailureReport(WEB, Set.of(), 2, 1, List.of(), null);

  private static final PartlyRecovered PARTLY =
      new PartlyRecovered(WEB, List.of("web.1"), List.of(), NOW, NOW, 1, new Unexplained());
  private static final Closed CLOSED =
      new Closed(WEB, List.of("web.2"), ClosedReason.SCALED_DOWN, NOW);

  private final RecordingChannel channel = new RecordingChannel();

  @Test
  void repliesForTheRecordAreSilentAndNoOthers() throws InterruptedException {
    deliver(new Opened(REPORT), PARTLY, new MoreDynosFailed(REPORT), CLOSED);

    assertThat(channel.posts)
        .extracting(OutgoingPost::silent)
        .containsExactly(false, true, false, true);
  }

  @Test
  void postThatBeginsAThreadIsNeverSilent() throws InterruptedException {
    deliver(CLOSED);

    assertThat(channel.posts).extracting(OutgoingPost::silent).containsExactly(false);
  }

  @Test
  void webhookHasNoReplies() throws InterruptedException {
    channel.webhook = true;

    deliver(new Opened(REPORT), PARTLY, CLOSED);

    assertThat(channel.posts).extracting(OutgoingPost::silent).containsOnly(false);
  }

  private void deliver(IncidentEvent... events) throws InterruptedException {
    StoredApp app =
        StoredApp.unknown(API)
            .after(
                AppState.unknown(API),
                Stream.of(events)
                    .map(event -> new RaisedEvent("api/web@1", event, Route.DEFAULT))
                    .toList(),
                NOW,
                () -> "pending");
    UnstoredDelivery.of(app, channel, Presentation.DEFAULT, new TestClock(), NOW.plusSeconds(50));
  }
}
