package dev.herokumattermost.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.fuzz.Fuzz;
import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.json.Json;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What Mattermost, a plugin, a proxy or a member of the channel may make it send. */
class MattermostFuzzTest {
  private static final Secret TOKEN = new Secret("w8x3k5t1r7bq9mno4p6cdefghy");

  private static final List<String> DOCUMENTS =
      List.of(
          """
          {"order":["p1","p2"],"posts":{"p1":{"id":"p1","user_id":"u1","channel_id":"c1",
          "create_at":1795512600000,"delete_at":0,"message":"x","props":{"heroku_mattermost":
          {"v":1,"notifications":["api/web@2026-11-24T09:30:00Z#1"]},"attachments":[]}},
          "p2":{"id":"p2","user_id":"u2","channel_id":"c1","create_at":1,"delete_at":0,
          "props":null}},"next_post_id":"","prev_post_id":""}""",
          """
          [{"user_id":"u1","post_id":"p1","emoji_name":"eyes","create_at":1795512600000}]""",
          """
          {"id":"u1","username":"ada","is_bot":false,"locale":"en"}""",
          """
          {"id":"c1","team_id":"t1","name":"alerts","delete_at":0}""",
          """
          {"id":"api.context.permissions.app_error","message":"no","detailed_error":"",
          "request_id":"x7c3","status_code":403}""");

  @Test
  void documents() {
    Fuzz.run(
        "mattermost documents",
        DOCUMENTS,
        Set.of(Json.Malformed.class),
        body -> {
          for (Class<?> type :
              List.of(
                  MattermostJson.Post.class,
                  MattermostJson.Reaction[].class,
                  MattermostJson.User.class,
                  MattermostJson.Channel.class)) {
            try {
              Json.SNAKE_CASE.read(body, type);
            } catch (Json.Malformed refused) {
              // As another kind it may be right.
            }
          }
          Json.SNAKE_CASE
              .read(body, MattermostJson.PostList.class)
              .inOrder()
              .forEach(MattermostJson.Post::notifications);
        });
  }

  @Test
  void errors() {
    Fuzz.run(
        "mattermost errors",
        DOCUMENTS,
        Set.of(),
        body -> {
          var headers =
              HttpHeaders.of(
                  Map.of("Retry-After", List.of(body), "X-Request-Id", List.of(body)),
                  (_, _) -> true);
          ServerError error = ServerError.of(new Answer(429, headers, body, true), TOKEN);
          assertThat(error.reason("")).hasSizeLessThan(220);
          assertThat(error.retryAfter()).isBetween(Duration.ZERO, Duration.ofMinutes(10));
        });
  }
}
