package dev.herokumattermost.heroku;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.http.Secret;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.local.ManualClock;
import dev.herokumattermost.local.heroku.HerokuModel;
import dev.herokumattermost.local.heroku.SimulatedApp;
import dev.herokumattermost.local.heroku.WebhookSender;
import dev.herokumattermost.local.lambda.FunctionUrl;
import dev.herokumattermost.pass.Work.Hint;
import dev.herokumattermost.webhook.WebhookAnswer;
import dev.herokumattermost.webhook.WebhookAnswer.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The webhooks that the simulated Heroku sends to a Function URL, as the function reads them. */
class WebhookSenderTest {
  private static final Secret SECRET = new Secret("0123456789abcdef0123456789abcdef");

  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-24T09:30:00.250Z"));
  private final HerokuModel model = new HerokuModel(clock);
  private final SimulatedApp api = model.createApp("api").scale("web", 1);
  private final List<String> events = new ArrayList<>();
  private final FunctionUrl url = new FunctionUrl(this::taken, clock);
  private WebhookSender sender;
  private int status = 204;

  @BeforeEach
  void add() {
    clock.advance(Duration.ofMinutes(1));
    model.tick();
    sender = new WebhookSender(model, url.uri().resolve("/hints/default?a=b"), SECRET);
  }

  @AfterEach
  void close() {
    sender.close();
    url.close();
  }

  private Map<String, Object> taken(Map<String, Object> event) {
    events.add(Json.CAMEL_CASE.write(event));
    return Map.of("statusCode", status);
  }

  @Test
  void aCrashAndTheRestartAfterItComeNewestFirst() throws Exception {
    String crashed = api.row("web.1").id();
    api.crash("web.1", 137);
    String restarted = api.row("web.1").id();
    Instant at = clock.instant();
    clock.advance(Duration.ofSeconds(5));
    model.tick();

    assertThat(sender.send()).containsExactly(204, 204, 204);

    assertThat(hints())
        .extracting(Hint::dyno, Hint::state, Hint::exitStatus, Hint::createdAt)
        .extracting(values -> values.toList().toString())
        .containsExactly(
            List.of(restarted, "up", "null", at.plusSeconds(5)).toString(),
            List.of(restarted, "starting", "null", at).toString(),
            List.of(crashed, "crashed", 137, at).toString());
  }

  @Test
  void aDynoThatIsStoppedEndsByTheSignal() throws Exception {
    String stopped = api.row("web.1").id();
    api.restart("web.1");

    sender.send();

    assertThat(hints())
        .filteredOn(hint -> hint.dyno().toString().equals(stopped))
        .singleElement()
        .satisfies(
            hint -> {
              assertThat(hint.state()).hasToString("down");
              assertThat(hint.exitStatus()).isEqualTo(143);
            });
  }

  @Test
  void eachIsSentOnceWhateverItMeets() throws Exception {
    status = 503;
    api.crashStaying("web.1", 1);
    assertThat(sender.send()).containsExactly(503);
    assertThat(sender.send()).isEmpty();

    url.close();
    api.fix("web.1");
    assertThat(sender.send()).as("answers of nobody").isEmpty();
  }

  private List<Hint> hints() {
    return events.stream()
        .map(event -> WebhookAnswer.to(event, () -> SECRET))
        .map(answer -> ((Taken) answer).hint())
        .toList();
  }
}
