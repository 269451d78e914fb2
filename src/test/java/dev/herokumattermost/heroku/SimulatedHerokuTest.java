package dev.herokumattermost.heroku;

import static dev.herokumattermost.heroku.Fixture.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What official clients need and ours does not. */
class SimulatedHerokuTest {
  private final Fixture on = new Fixture();

  @AfterEach
  void close() {
    on.close();
  }

  @Test
  void anUnchangedListIsNotSentAgain() throws Exception {
    on.shop.scale("web", 1);
    String tag =
        ask("/apps/shop/dynos", "Accept-Language", "en").headers().firstValue("ETag").get();

    assertThat(ask("/apps/shop/dynos", "If-None-Match", tag).statusCode()).isEqualTo(304);
    on.shop.crash("web.1", 1);
    assertThat(ask("/apps/shop/dynos", "If-None-Match", tag).statusCode()).isEqualTo(200);
  }

  @Test
  void aPartOfAListHasANextRange() throws Exception {
    on.shop.scale("web", 3);

    var part = ask("/apps/shop/dynos", "Range", "id ..; max=2");

    assertThat(part.statusCode()).isEqualTo(206);
    String next = part.headers().firstValue("Next-Range").orElseThrow();
    assertThat(next).matches("id ][0-9a-f-]{36}\\.\\.; max=2");
    assertThat(ask("/apps/shop/dynos", "Range", next).statusCode()).isEqualTo(200);
  }

  @Test
  void anAppIsFoundByItsIdToo() throws Exception {
    assertThat(ask("/apps/" + on.shop.id(), "Range", "").body()).contains("\"name\":\"shop\"");
  }

  @Test
  void withoutCallsLeftItIsRateLimited() throws Exception {
    on.heroku.callsLeft(0);

    assertThat(ask("/account", "Range", "").statusCode()).isEqualTo(429);
  }

  @Test
  void anotherVersionIsNotAcceptable() throws Exception {
    assertThat(ask("/account", "Accept", "application/json").statusCode()).isEqualTo(406);
  }

  private HttpResponse<String> ask(String path, String header, String value) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(on.heroku.uri().resolve(path))
              .header("Authorization", "Bearer " + TOKEN)
              .setHeader("Accept", "application/vnd.heroku+json; version=3")
              .setHeader(header, value)
              .build();
      return client.send(request, BodyHandlers.ofString());
    }
  }
}
