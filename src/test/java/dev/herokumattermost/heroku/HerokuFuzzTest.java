package dev.herokumattermost.heroku;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.DynoId;
import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.fuzz.Fuzz;
import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.WebAddress;
import dev.herokumattermost.json.Json;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What Heroku, a proxy or whoever pretends to be one of them may send. */
class HerokuFuzzTest {
  private static final Set<Class<? extends Exception>> DECLARED =
      Set.of(Json.Malformed.class, IllegalArgumentException.class);

  private static final List<String> DYNOS =
      List.of(
          """
          [{"attach_url":null,"command":"bin/start","created_at":"2026-11-24T09:00:00Z",
          "id":"01234567-89ab-cdef-0123-456789abcdef","name":"web.1",
          "release":{"id":"01234567-89ab-cdef-0123-456789abcdef","version":43},
          "app":{"name":"api","id":"01234567-89ab-cdef-0123-456789abcdef"},
          "size":"standard-1X","state":"crashed","type":"web","updated_at":"2026-11-24T09:29:59Z"},
          {"created_at":"2026-11-24T09:00:00Z","id":"2","name":"worker.1","release":null,"size":null,
          "state":"up","type":"worker","updated_at":"2026-11-24T09:00:00Z"}]""",
          "[]");

  private static final List<String> OTHERS =
      List.of(
          """
          [{"created_at":"2026-11-24T09:00:00Z","description":"Deploy 4f2d2e92","id":"1",
          "status":"succeeded","user":{"email":"ada@example.com","id":"1"},"version":43,
          "current":true,"slug":{"id":"1"}}]""",
          """
          [{"command":"bin/start","quantity":2,"size":"standard-1X","type":"web","scale":true}]""",
          """
          {"maintenance":false,"name":"api","generation":{"id":"1","name":"cedar"}}""",
          """
          {"id":"1","logplex_url":"https://logs.example.com/stream?token=x",
          "created_at":"2026-11-24T09:00:00Z"}""",
          """
          {"id":"forbidden","message":"You do not have access.","url":"https://example.com"}""");

  private static final List<String> LOGS =
      List.of(
          """
          2026-11-24T09:29:58.123456+00:00 app[web.1]: Error: out of luck
          2026-11-24T09:29:59.123456+00:00 heroku[web.1]: Process exited with status 137
          2026-11-24T09:29:59.223456+00:00 heroku[web.1]: Error R14 (Memory quota exceeded)
          2026-11-24T09:29:59.323456+00:00 heroku[web.1]: State changed from up to crashed
          2026-11-24T09:30:00.123456+00:00 heroku[router]: at=error code=H10 desc="App crashed" method=GET path="/be/be?token=x" host=api.example.com dyno=web.1 status=503
          """,
          "id: 1\ndata: 2026-11-24T09:29:59.123456+00:00 heroku[web.1]: Process exited with status 1\n\n"
              + "event: x\ndata: a\ndata: b\n\n");

  @Test
  void dynos() {
    Fuzz.run(
        "heroku dynos",
        DYNOS,
        DECLARED,
        body -> {
          Map<DynoId, Dyno> dynos = new TreeMap<>();
          DynoPages.addPage(body, dynos);
          assertThat(dynos.values())
              .allSatisfy(
                  dyno -> {
                    assertThat(dyno.name().length()).isLessThanOrEqualTo(200);
                    assertThat(dyno.release()).isNotNegative();
                    assertThat(dyno.createdAt().getEpochSecond()).isBetween(0L, 7_258_118_400L);
                  });
        });
  }

  @Test
  void otherDocuments() {
    Fuzz.run(
        "heroku documents",
        OTHERS,
        DECLARED,
        body -> {
          for (Class<?> type :
              List.of(
                  HerokuJson.Release[].class,
                  HerokuJson.Formation[].class,
                  HerokuJson.App.class,
                  HerokuJson.Account.class)) {
            try {
              Json.SNAKE_CASE.read(body, type);
            } catch (Json.Malformed | IllegalArgumentException refused) {
              // As another kind it may be right.
            }
          }
          WebAddress.parse(Json.SNAKE_CASE.read(body, HerokuJson.LogSession.class).logplexUrl());
        });
  }

  @Test
  void refusals() {
    Fuzz.run(
        "heroku refusals",
        OTHERS,
        Set.of(),
        body -> {
          var headers = HttpHeaders.of(Map.of("Request-Id", List.of(body)), (_, _) -> true);
          CallFailure failure = CallFailure.of(new Answer(403, headers, body, true));
          assertThat(failure.detail()).hasSizeLessThan(130).matches("[\\w ,;-]*");
        });
  }

  @Test
  void logs() {
    Fuzz.run(
        "heroku logs",
        LOGS,
        Set.of(),
        text -> {
          assertThat(LogLine.parse(text)).hasSizeLessThanOrEqualTo(text.length() / 20 + 1);
          for (boolean whole : new boolean[] {true, false}) {
            String lines = EventStream.lines(text, whole);
            assertThat(lines.length()).isLessThanOrEqualTo(text.length() + 1);
            LogLine.parse(lines);
          }
        });
  }
}
