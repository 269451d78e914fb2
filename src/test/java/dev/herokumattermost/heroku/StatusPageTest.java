package dev.herokumattermost.heroku;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.dyno.HerokuIncident;
import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.Lookup.Known;
import dev.herokumattermost.dyno.Lookup.Unknown;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Trust;
import dev.herokumattermost.http.WebAddress;
import dev.herokumattermost.local.http.LocalServer;
import dev.herokumattermost.local.http.Reply;
import dev.herokumattermost.pass.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusPageTest {
  private static final Instant SINCE = Instant.parse("2026-05-04T01:40:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(SINCE.plusSeconds(600));
  private static final String INCIDENT =
      """
      {"id": 2900, "title": "Elevated error rates", "state": "open", "resolved": false,
       "created_at": "2026-05-04T01:40:00.000Z", "full_url": "https://127.0.0.1/incidents/2900",
       "systems": ["Apps"], "tags": ["EU"], "updates": []}""";

  private Reply reply = incidents(INCIDENT);
  private final LocalServer server = new LocalServer(CLOCK, _ -> reply);
  private final Http http =
      new Http(Duration.ofSeconds(1), Optional.empty(), Trust.publicAuthorities());

  @AfterEach
  void close() {
    http.close();
    server.close();
  }

  @Test
  void openIncidentIsRead() {
    assertThat(open())
        .containsExactly(
            new HerokuIncident(
                "Elevated error rates",
                "https://127.0.0.1/incidents/2900",
                SINCE,
                List.of("Apps"),
                List.of("EU")));
  }

  @Test
  void isAskedWithoutAToken() {
    open();

    assertThat(server.calls())
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.path()).isEqualTo("/api/v4/current-status");
              assertThat(call.headers()).doesNotContainKeys("Authorization", "Cookie");
            });
  }

  @Test
  void stateCountsAndNotWhatIsSaidToBeResolved() {
    reply = incidents(INCIDENT.replace("\"open\"", "\"resolved\""));

    assertThat(open()).isEmpty();
  }

  @Test
  void namesCanBeObjects() {
    reply = incidents(INCIDENT.replace("[\"Apps\"]", "[{\"name\": \"Apps\", \"slug\": \"a\"}]"));

    assertThat(HerokuIncident.ofApps(open())).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/incidents/2900",
        "https://evil.example/incidents/2900",
        "https://127.0.0.1@evil.example/",
        "https://127.0.0.1.evil.example/",
        "https://127.0.0.1/a?b=c",
        "https://127.0.0.1/)](https://evil.example/",
        "https://127.0.0.1/%0a",
        "javascript:alert(1)",
        "",
      })
  void linkToElsewhereIsLeftOut(String link) {
    reply = incidents(INCIDENT.replace("https://127.0.0.1/incidents/2900", link));

    assertThat(open()).singleElement().extracting(HerokuIncident::link).isNull();
  }

  @Test
  void longTextsAreShortened() {
    reply =
        incidents(
            INCIDENT
                .replace("Elevated error rates", "x".repeat(5_000))
                .replace("EU", "y".repeat(5_000)));

    assertThat(open())
        .singleElement()
        .satisfies(
            incident -> {
              assertThat(incident.title()).hasSize(200);
              assertThat(incident.regions()).allMatch(region -> region.length() <= 30);
            });
  }

  @Test
  void textsAndLinksOfTheUsualLengthAreWhole() {
    String title = "x".repeat(200);
    String tag = "y".repeat(30);
    String link = "https://127.0.0.1/" + "z".repeat(182);
    reply = incident(title, tag, link);

    assertThat(open())
        .containsExactly(new HerokuIncident(title, link, SINCE, List.of("Apps"), List.of(tag)));
  }

  @Test
  void linkThatIsTooLongIsLeftOut() {
    reply = incident("x", "EU", "https://127.0.0.1/" + "z".repeat(183));

    assertThat(open()).singleElement().extracting(HerokuIncident::link).isNull();
  }

  @Test
  void signOfTwoUnitsIsNotTorn() {
    reply = incident("x".repeat(198) + "🔥 and more", "EU", "");

    assertThat(open())
        .singleElement()
        .extracting(HerokuIncident::title)
        .isEqualTo("x".repeat(198) + "…");
  }

  @Test
  void namesThatSayNothingAreLeftOut() {
    reply = incidents(INCIDENT.replace("[\"EU\"]", "[\"\", \" \", 7, {}, \"EU\"]"));

    assertThat(open()).singleElement().extracting(HerokuIncident::regions).isEqualTo(List.of("EU"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7",
        "{}",
        "{\"state\": \"open\"}",
        "{\"state\": \"open\", \"title\": \"x\", \"created_at\": \"yesterday\"}",
        "{\"state\": \"open\", \"title\": \"x\", \"created_at\": \"9999-01-01T00:00:00Z\"}",
        "{\"state\": [], \"title\": {}, \"created_at\": 1}",
      })
  void incidentThatCannotBeReadIsLeftOut(String bad) {
    reply = incidents(bad + ", " + INCIDENT);

    assertThat(open()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "[]", "{}", "{\"incidents\": 3}"})
  void otherAnswersAreNone(String body) {
    reply = Reply.json(200, body);

    assertThat(ask()).isInstanceOf(Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 401, 429, 500, 503})
  void refusalsAreNoAnswer(int status) {
    reply = Reply.json(status, "{\"incidents\": []}");

    assertThat(ask()).isInstanceOf(Unknown.class);
  }

  @Test
  void tooLongAnAnswerIsNone() {
    reply = incidents(INCIDENT.replace("Elevated", "x".repeat(300_000)));

    assertThat(ask()).isInstanceOf(Unknown.class);
  }

  @Test
  void silenceIsNoAnswer() {
    server.down();

    assertThat(ask()).isInstanceOf(Unknown.class);
  }

  @Test
  void nothingIsAskedWithoutTime() {
    Lookup<List<HerokuIncident>> answer = page().openIncidents(new Deadline(CLOCK, Instant.EPOCH));

    assertThat(answer).isInstanceOf(Unknown.class);
    assertThat(server.calls()).isEmpty();
  }

  @Test
  void interruptedThreadGetsAnAnswerAndStaysInterrupted() {
    Thread.currentThread().interrupt();

    assertThat(ask()).isEqualTo(new Unknown<>(false, "the pass ended before the answer"));
    assertThat(Thread.interrupted()).isTrue();
  }

  private static Reply incident(String title, String tag, String link) {
    return incidents(
        INCIDENT
            .replace("Elevated error rates", title)
            .replace("EU", tag)
            .replace("https://127.0.0.1/incidents/2900", link));
  }

  private List<HerokuIncident> open() {
    return ask() instanceof Known<List<HerokuIncident>>(var incidents) ? incidents : List.of();
  }

  private Lookup<List<HerokuIncident>> ask() {
    return page().openIncidents(Deadline.in(Duration.ofSeconds(10), CLOCK));
  }

  private StatusPage page() {
    return new StatusPage(http, WebAddress.base(server.uri().toString()));
  }

  private static Reply incidents(String incidents) {
    return Reply.json(
        200, "{\"status\": [], \"incidents\": [%s], \"scheduled\": []}".formatted(incidents));
  }
}
