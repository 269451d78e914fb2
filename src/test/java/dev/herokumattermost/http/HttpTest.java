package dev.herokumattermost.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.Exchange.NoAnswer;
import dev.herokumattermost.http.Exchange.Why;
import dev.herokumattermost.local.http.Call;
import dev.herokumattermost.local.http.LocalServer;
import dev.herokumattermost.local.http.Reply;
import dev.herokumattermost.local.http.Reply.Ending;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How one exchange ends, over a real connection. */
class HttpTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(150);
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private Reply reply = Reply.of(200, "text/plain", "ok");
  private final LocalServer server = new LocalServer(InstantSource.fixed(NOW), _ -> reply);
  private final Http http = new Http(LONG);

  @AfterEach
  void close() {
    http.close();
    server.close();
  }

  @Test
  void requestArrivesAsItWasMade() throws InterruptedException {
    http.send(Request.of("PUT", path("/a?b=c"), LONG).header("X-One", "1").json("{\"ä\":2}"));

    Call call = server.calls().getFirst();
    assertThat(call.method() + " " + call.target()).isEqualTo("PUT /a?b=c");
    assertThat(call.header("X-One")).isEqualTo("1");
    assertThat(call.header("Content-Type")).isEqualTo("application/json");
    assertThat(call.body()).isEqualTo("{\"ä\":2}");
  }

  @Test
  void requestWithoutABodySendsNone() throws InterruptedException {
    http.send(get(LONG));

    assertThat(server.calls().getFirst().body()).isEmpty();
  }

  @Test
  void answerIsReadToItsLastByte() throws InterruptedException {
    reply = Reply.of(418, "text/plain", "grün").with("X-One", "1");

    var answer = (Answer) http.send(get(LONG));

    assertThat(answer.status()).isEqualTo(418);
    assertThat(answer.body()).isEqualTo("grün");
    assertThat(answer.complete()).isTrue();
    assertThat(answer.header("x-one")).contains("1");
    assertThat(answer.header("X-Two")).isEmpty();
    assertThat(answer.date()).contains(NOW);
  }

  /** The token would go to an address that nobody configured. */
  @Test
  void redirectIsNotFollowed() throws InterruptedException {
    reply = Reply.of(302, "text/plain", "").with("Location", path("/elsewhere").toString());

    assertThat(((Answer) http.send(get(LONG))).status()).isEqualTo(302);
    assertThat(server.calls()).hasSize(1);
  }

  @Test
  void bodyMayBeAsLargeAsItsLimit() throws InterruptedException {
    reply = Reply.of(200, "text/plain", "x".repeat(1_000));

    assertThat(http.send(get(LONG).withMaxBytes(1_000)))
        .isInstanceOfSatisfying(
            Answer.class,
            whole -> {
              assertThat(whole.body()).hasSize(1_000);
              assertThat(whole.complete()).isTrue();
            });
  }

  @Test
  void largerBodyIsRefused() throws InterruptedException {
    reply = Reply.of(200, "text/plain", "x".repeat(1_000));

    assertThat(http.send(get(LONG).withMaxBytes(999)))
        .isEqualTo(new NoAnswer(Why.TOO_LARGE, "HTTP 200 with more than 999 bytes"));
  }

  @Test
  void largerBodyIsCutWhereAPartIsWanted() throws InterruptedException {
    reply = Reply.of(200, "text/plain", "x".repeat(1_000));

    assertThat(http.send(get(LONG).withMaxBytes(999).withPartial(true)))
        .isInstanceOfSatisfying(
            Answer.class,
            part -> {
              assertThat(part.body()).hasSize(999);
              assertThat(part.complete()).isFalse();
            });
  }

  @Test
  void bodyThatComesInPiecesIsCutAtItsLimit() throws InterruptedException {
    reply = Reply.of(200, "text/plain", "x".repeat(120_000));

    assertThat(http.send(get(LONG).withMaxBytes(100_000).withPartial(true)))
        .isInstanceOfSatisfying(Answer.class, part -> assertThat(part.body()).hasSize(100_000));
  }

  @Test
  void streamWithoutEndIsCutWhereAPartIsWanted() throws InterruptedException {
    reply = Reply.of(200, "text/plain", "so far").ending(Ending.ENDLESS);

    assertThat(http.send(get(Duration.ofSeconds(1)).withPartial(true)))
        .isInstanceOfSatisfying(
            Answer.class,
            part -> {
              assertThat(part.body()).isEqualTo("so far");
              assertThat(part.complete()).isFalse();
            });
  }

  @Test
  void streamWithoutEndIsNoAnswer() throws InterruptedException {
    reply = reply.ending(Ending.ENDLESS);

    assertThat(http.send(get(SHORT)))
        .isEqualTo(new NoAnswer(Why.TIMED_OUT, "no answer within 150 ms"));
  }

  /** Not even its status is known. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void silenceIsNoAnswerAlsoWhereAPartIsWanted(boolean partial) throws InterruptedException {
    reply = Reply.none(Ending.NEVER);

    assertThat(http.send(get(SHORT).withPartial(partial)))
        .isEqualTo(new NoAnswer(Why.TIMED_OUT, "no answer within 150 ms"));
  }

  @ParameterizedTest
  @EnumSource(names = {"RESET", "HALF"})
  void connectionThatBreaksMayHaveBroughtTheRequest(Ending ending) throws InterruptedException {
    reply = reply.ending(ending);

    assertThat(http.send(get(LONG)))
        .isInstanceOfSatisfying(
            NoAnswer.class,
            none -> {
              assertThat(none.why()).isEqualTo(Why.BROKEN_OFF);
              assertThat(none.detail()).matches("connection broken off \\(\\w+\\)");
            });
  }

  @Test
  void serverThatIsNotThereHasSeenNothing() throws InterruptedException {
    server.close();

    assertThat(http.send(get(LONG))).isEqualTo(new NoAnswer(Why.NOT_SENT, "could not connect"));
  }

  @Test
  void withoutTimeNothingIsSent() throws InterruptedException {
    assertThat(http.send(get(Duration.ZERO)))
        .isEqualTo(new NoAnswer(Why.NOT_SENT, "no time was left"));
    assertThat(server.calls()).isEmpty();
  }

  @Test
  void interruptedThreadDoesNotWait() {
    reply = Reply.none(Ending.NEVER);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> http.send(get(LONG))).isInstanceOf(InterruptedException.class);
  }

  @Test
  void tokenThatAServerDoesNotKnowIsRemembered() throws InterruptedException {
    http.send(get(LONG));
    reply = Reply.json(403, "{}");
    http.send(get(LONG));
    assertThat(http.wasUnauthorized()).isFalse();

    reply = Reply.json(401, "{}");
    http.send(get(LONG));
    assertThat(http.wasUnauthorized()).isTrue();
  }

  @Test
  void secretsThatAServerRepeatsAreTakenOut() throws InterruptedException {
    http.hide(new Secret("obviously-not-a-token-1"));
    reply =
        Reply.of(200, "text/plain", "you sent OBVIOUSLY-not-a-token-1")
            .with("X-Echo", "obviously-not-a-token-1");

    var answer = (Answer) http.send(get(LONG));

    assertThat(answer.body()).isEqualTo("you sent [redacted]");
    assertThat(answer.header("X-Echo")).contains("[redacted]");
    assertThat(http.withoutSecrets("x obviously-not-a-token-1 y")).isEqualTo("x [redacted] y");
  }

  /** A body that nobody has read yet holds its place, so that few large ones are in memory. */
  @Test
  void fewLargeBodiesAreHeldAtOnce() throws InterruptedException {
    reply = Reply.of(200, "text/plain", "x".repeat(CappedBody.LARGE + 1));
    var large = new ArrayList<Exchange>();

    whileHolding(4, () -> large.add(http.send(get(SHORT))));
    large.add(http.send(get(LONG)));

    assertThat(large.getFirst()).extracting("why").isEqualTo(Why.TIMED_OUT);
    assertThat(large.getLast()).isInstanceOf(Answer.class);
  }

  @Test
  void smallBodiesNeedNoPlace() throws InterruptedException {
    var small = new ArrayList<Exchange>();
    Reply large = Reply.of(200, "text/plain", "x".repeat(CappedBody.LARGE + 1));
    Reply justSmall = Reply.of(200, "text/plain", "x".repeat(CappedBody.LARGE));

    reply = large;
    whileHolding(
        4,
        () -> {
          reply = justSmall;
          small.add(http.send(get(LONG)));
        });

    assertThat(small.getFirst()).isInstanceOf(Answer.class);
  }

  private interface Step {
    void run() throws InterruptedException;
  }

  private void whileHolding(int bodies, Step step) throws InterruptedException {
    if (bodies == 0) {
      step.run();
      return;
    }
    http.send(
        get(LONG),
        held -> {
          try {
            whileHolding(bodies - 1, step);
          } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
          }
          return held;
        });
  }

  @Test
  void hostThatAProxyReachesIsJudgedByItsNameAlone() throws InterruptedException {
    var hosts = new Hosts(_ -> List.of(), Set.of());
    Optional<WebProxy> proxy =
        WebProxy.of(Map.of("HTTPS_PROXY", "http://proxy:1", "NO_PROXY", "near.example.com"));
    try (var behind = new Http(LONG, proxy, Trust.publicAuthorities(), hosts)) {
      assertThat(behind.isPublic("far.example.com", LONG)).isTrue();
      assertThat(behind.isPublic("10.0.0.7", LONG)).isFalse();
      assertThat(behind.isPublic("near.example.com", LONG)).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"199, false", "200, true", "299, true", "300, false"})
  void successIsAStatusFrom200To299(int status, boolean successful) {
    assertThat(answer(status, Map.of()).successful()).isEqualTo(successful);
  }

  @Test
  void answerWithoutAReadableDateHasNone() {
    assertThat(answer(200, Map.of()).date()).isEmpty();
    assertThat(answer(200, Map.of("Date", List.of("yesterday"))).date()).isEmpty();
  }

  @Test
  void neitherSideOfAnExchangePrintsWhatItCarries() {
    assertThat(get(LONG).header("Authorization", "hunter2").json("hunter2"))
        .hasToString("GET request");
    assertThat(answer(200, Map.of("X-Echo", List.of("hunter2"))))
        .hasToString("HTTP 200, 7 characters");
  }

  private static Answer answer(int status, Map<String, List<String>> headers) {
    return new Answer(status, HttpHeaders.of(headers, (_, _) -> true), "hunter2", true);
  }

  private Request get(Duration within) {
    return Request.get(path("/"), within);
  }

  private URI path(String path) {
    return URI.create(server.uri() + path);
  }
}
