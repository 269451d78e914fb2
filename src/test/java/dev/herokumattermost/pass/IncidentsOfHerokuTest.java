package dev.herokumattermost.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.HerokuIncident;
import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.Lookup.Known;
import dev.herokumattermost.dyno.Lookup.Unknown;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.pass.ScriptedPorts.Apps;
import dev.herokumattermost.pass.ScriptedPorts.MemoryStore;
import dev.herokumattermost.pass.ScriptedPorts.RecordingChannel;
import dev.herokumattermost.pass.ScriptedPorts.TestClock;
import dev.herokumattermost.wording.Presentation;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** When Heroku is asked about itself, and what is said of the answer. */
class IncidentsOfHerokuTest {
  private static final AppName API = new AppName("api");
  private static final AppName SHOP = new AppName("shop");
  private static final Set<AppName> BOTH = Set.of(API, SHOP);

  private final TestClock clock = new TestClock();
  private final Apps heroku = new Apps(clock);
  private final MemoryStore store = new MemoryStore();
  private final RecordingChannel channel = new RecordingChannel();
  private int asked;
  private int pending;
  private Lookup<List<HerokuIncident>> answer = new Known<>(List.of(incident("Apps")));

  @Test
  void nobodyAsksWhileAllIsWell() throws Exception {
    allUp();

    assertThat(asked).isZero();
  }

  @Test
  void aPassAsksOnceHoweverManyAppsFail() throws Exception {
    allUp();
    heroku.set("api", DynoState.CRASHED);
    heroku.set("shop", DynoState.CRASHED);

    round();

    assertThat(asked).isEqualTo(1);
    assertThat(posts())
        .hasSize(2)
        .allMatch(text -> text.contains("Heroku reports an incident: `Elevated error rates`"));
  }

  @Test
  void whatStillFailsAsksNoMore() throws Exception {
    allUp();
    heroku.set("api", DynoState.CRASHED);
    round();
    clock.advance(Duration.ofMinutes(2));

    round();

    assertThat(asked).isEqualTo(1);
  }

  @Test
  void incidentOfAnotherSystemExplainsNoCrash() throws Exception {
    answer = new Known<>(List.of(incident("Data"), incident("Tools")));
    allUp();
    heroku.set("api", DynoState.CRASHED);

    round();

    assertThat(posts()).singleElement().asString().doesNotContain("Heroku reports");
  }

  @Test
  void noAnswerSaysNothing() throws Exception {
    answer = new Unknown<>(false, "no answer within 2000 ms");
    allUp();
    heroku.set("api", DynoState.CRASHED);

    round();

    assertThat(posts()).singleElement().asString().doesNotContain("incident:");
  }

  @Test
  void brokenClientSilencesNoAlert() throws Exception {
    answer = null;
    allUp();
    heroku.set("api", DynoState.CRASHED);

    round();

    assertThat(posts()).isNotEmpty();
  }

  @Test
  void blindnessOfTheAccountNamesTheIncidentOfTheApi() throws Exception {
    answer = new Known<>(List.of(incident("Tools")));
    allUp();
    heroku.causes.put(API, Reading.Cause.HEROKU_FAILED);
    heroku.causes.put(SHOP, Reading.Cause.HEROKU_FAILED);
    for (int pass = 0; pass < 3; pass++) {
      round();
      clock.advance(Duration.ofMinutes(2));
    }

    assertThat(posts())
        .singleElement()
        .asString()
        .contains("No apps monitored")
        .contains("Heroku reports an incident: `Elevated error rates`");
  }

  private static HerokuIncident incident(String system) {
    return new HerokuIncident(
        "Elevated error rates", null, ScriptedPorts.NOW, List.of(system), List.of("EU"));
  }

  private List<String> posts() {
    return channel.posts.stream().map(post -> post.post().asText()).toList();
  }

  private void allUp() throws InterruptedException {
    heroku.set("api", DynoState.UP);
    heroku.set("shop", DynoState.UP);
    round();
    clock.advance(Duration.ofMinutes(2));
  }

  private void round() throws InterruptedException {
    new Round(
            heroku,
            _ -> {
              asked++;
              return answer;
            },
            channel,
            store,
            BOTH,
            Presentation.DEFAULT,
            ReadingOptions.everyApp(1),
            clock,
            () -> "pending" + ++pending,
            UnaryOperator.identity())
        .run(BOTH, clock.instant().plusSeconds(50));
  }
}
