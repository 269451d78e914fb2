package dev.herokumattermost.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.Lookup.Known;
import dev.herokumattermost.dyno.Lookup.Unknown;
import dev.herokumattermost.incident.Acknowledgement;
import dev.herokumattermost.incident.Acknowledgement.Person;
import dev.herokumattermost.incident.Acknowledgement.Reaction;
import dev.herokumattermost.incident.Incident;
import dev.herokumattermost.pass.ScriptedPorts.Apps;
import dev.herokumattermost.pass.ScriptedPorts.MemoryStore;
import dev.herokumattermost.pass.ScriptedPorts.RecordingChannel;
import dev.herokumattermost.pass.ScriptedPorts.TestClock;
import dev.herokumattermost.wording.Presentation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which reactions are read, and what they come to. */
class AcknowledgementReaderTest {
  private static final AppName API = new AppName("api");
  private static final AppName SHOP = new AppName("shop");
  private static final Set<AppName> BOTH = Set.of(API, SHOP);

  private final TestClock clock = new TestClock();
  private final Apps heroku = new Apps(clock);
  private final MemoryStore store = new MemoryStore();
  private final RecordingChannel channel = new RecordingChannel();
  private int pending;

  @BeforeEach
  void bothFail() throws InterruptedException {
    heroku.set("api", DynoState.UP);
    heroku.set("shop", DynoState.UP);
    round();
    heroku.set("api", DynoState.CRASHED);
    heroku.set("shop", DynoState.CRASHED);
    round();
    channel.askedForReactions.clear();
  }

  @Test
  void reactionsAcknowledgeAndMuteByName() throws Exception {
    channel.reactions =
        new Known<>(
            List.of(reaction("u1", "eyes"), reaction("u2", "mute"), reaction("u3", "tada")));

    round();

    assertThat(read())
        .containsOnlyKeys(incident(API).id(), incident(SHOP).id())
        .containsEntry(
            incident(API).id(),
            new Acknowledgement(
                List.of(new Person("u1", "ada")), List.of(new Person("u2", "ada"))));
    assertThat(incident(API).acknowledgement().acknowledged())
        .as("kept for the next pass")
        .isTrue();
  }

  @Test
  void reactionThatIsOlderThanTheFailureIsNoneToIt() throws Exception {
    Instant before = incident(API).failingSince().minusSeconds(61);
    channel.reactions = new Known<>(List.of(new Reaction("u1", "eyes", before)));

    assertThat(read()).containsEntry(incident(API).id(), Acknowledgement.NONE);
  }

  @Test
  void clocksMayDisagreeByAMinute() throws Exception {
    Instant before = incident(API).failingSince().minusSeconds(59);
    channel.reactions = new Known<>(List.of(new Reaction("u1", "eyes", before)));

    assertThat(read().get(incident(API).id()).acknowledged()).isTrue();
  }

  @Test
  void fewPeopleAreNamedInAPassAndMoreInTheNext() throws Exception {
    channel.reactions =
        new Known<>(IntStream.range(0, 4).mapToObj(n -> reaction("u" + n, "eyes")).toList());

    round();
    assertThat(channel.askedForNames).hasSize(AcknowledgementReader.MOST_NAMES);
    round();
    assertThat(channel.askedForNames).hasSize(8);
    round();
    assertThat(channel.askedForNames).as("each is known now").hasSize(8);
  }

  @Test
  void afterASilenceNothingMoreIsAsked() throws Exception {
    channel.reactions = new Unknown<>(false, "no answer");

    assertThat(read()).isEmpty();
    assertThat(channel.askedForReactions).hasSize(1);
  }

  @Test
  void refusalIsAboutOnePostAlone() throws Exception {
    channel.reactions = new Unknown<>(true, "403");

    assertThat(read()).isEmpty();
    assertThat(channel.askedForReactions).hasSize(2);
  }

  @Test
  void personWhoseNameCannotBeHadStaysWithoutOne() throws Exception {
    channel.reactions = new Known<>(List.of(reaction("u1", "eyes")));
    channel.name = new Unknown<>(true, "404");

    assertThat(read().get(incident(API).id()).acknowledgedBy())
        .containsExactly(new Person("u1", ""));
    assertThat(channel.askedForNames).as("a refusal is an answer").hasSize(2);

    channel.askedForNames.clear();
    channel.name = new Unknown<>(false, "no answer");
    read();
    assertThat(channel.askedForNames).as("nothing more after a silence").hasSize(1);
  }

  @Test
  void withoutTimeNothingIsAsked() throws Exception {
    var over = new Deadline(clock, clock.instant());

    assertThat(new AcknowledgementReader(channel, over).acknowledgements(store.apps.values()))
        .isEmpty();
    assertThat(channel.askedForReactions).isEmpty();
  }

  @Test
  void webhookHasNoReactions() throws Exception {
    channel.webhook = true;

    assertThat(read()).isEmpty();
    assertThat(channel.askedForReactions).isEmpty();
  }

  @Test
  void incidentThatHasEndedIsNotAskedAbout() throws Exception {
    heroku.restarted("api");
    clock.advance(Duration.ofMinutes(10));
    round();
    clock.advance(Duration.ofMinutes(10));
    round();
    channel.askedForReactions.clear();

    read();

    assertThat(incident(API).isOpen()).isFalse();
    assertThat(channel.askedForReactions).hasSize(1);
  }

  private Reaction reaction(String user, String emoji) {
    return new Reaction(user, emoji, clock.instant());
  }

  private Map<String, Acknowledgement> read() throws InterruptedException {
    var deadline = Deadline.in(Duration.ofSeconds(40), clock);
    return new AcknowledgementReader(channel, deadline).acknowledgements(store.apps.values());
  }

  private Incident incident(AppName app) {
    return store.apps.get(app).state().incidents().getFirst();
  }

  private void round() throws InterruptedException {
    new Round(
            heroku,
            HerokuStatus.OFF,
            channel,
            store,
            BOTH,
            Presentation.DEFAULT,
            ReadingOptions.everyApp(1),
            clock,
            () -> "pending" + ++pending,
            text -> text)
        .run(BOTH, clock.instant().plusSeconds(50));
    clock.advance(Duration.ofMinutes(2));
  }
}
