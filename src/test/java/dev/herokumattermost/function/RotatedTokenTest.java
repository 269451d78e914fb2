package dev.herokumattermost.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.herokumattermost.WatchFunction;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.local.LocalContext;
import dev.herokumattermost.local.LocalInvocation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A token is replaced in SSM and revoked at once, while a warm function still keeps it. */
class RotatedTokenTest {
  private static final String PARAMETER = "/watch/token";
  private static final Duration EVERY = Duration.ofMinutes(1);

  private final Surroundings around = new Surroundings(Instant.parse("2026-11-24T09:30:00Z"));
  private final Map<String, String> environment = around.environment();
  private final List<String> fetched = new ArrayList<>();
  private HttpServer ssm;
  private WatchFunction function;

  @BeforeEach
  void haveCredentials() throws IOException {
    System.setProperty("aws.accessKeyId", "any");
    System.setProperty("aws.secretAccessKey", "any");
    ssm = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ssm.start();
    environment.put("AWS_REGION", "eu-central-1");
    environment.put("AWS_ENDPOINT_URL_SSM", "http://127.0.0.1:" + ssm.getAddress().getPort());
  }

  @AfterEach
  void close() {
    ssm.stop(0);
    around.close();
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  @Test
  void afterHerokus401TheNextPassReadsWithTheNewToken() {
    stored("HEROKU_API_KEY", "HRKU-11111111-2222-3333-4444-555555555555");

    assertThat(pass().get("blind"))
        .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
        .extracting(blind -> blind.get("cause"))
        .containsExactly("UNAUTHORIZED", "UNAUTHORIZED");
    assertThat(fetched).hasSize(1);

    assertThat(pass()).containsEntry("ok", true).containsEntry("read", 2);
    assertThat(pass()).containsEntry("read", 2);
    assertThat(fetched).as("fetched once more, and then kept").hasSize(2);
    assertThat(around.posts()).as("one pass without a view is not told").isEmpty();
  }

  @Test
  void afterMattermosts401TheNextPassPostsWithTheNewToken() {
    stored("MATTERMOST_TOKEN", "abcdefghijklmnopqrstuvwxyz");
    pass();
    around.api.crashStaying("web.1", 1);

    assertThat(pass()).containsEntry("waiting", 1);
    assertThat(around.posts()).isEmpty();
    assertThat(fetched).hasSize(1);

    around.shop.crashStaying("web.1", 1);
    assertThat(pass()).containsEntry("waiting", 1);
    assertThat(around.posts()).as("the alert that was not refused before").hasSize(1);
    assertThat(fetched).as("fetched once more").hasSize(2);

    around.advance(Duration.ofMinutes(10));
    assertThat(pass()).containsEntry("waiting", 0);
    assertThat(around.posts()).as("and the one that was").hasSize(2);
  }

  /** The old one is what the function fetches first, and from then on the one that is valid. */
  private void stored(String variable, String old) {
    Iterator<String> values = List.of(old, environment.remove(variable)).iterator();
    environment.put(variable + "_PARAMETER", PARAMETER);
    ssm.createContext("/", exchange -> answer(exchange, values.next()));
    function = new WatchFunction(environment, around.clock, around.table, _ -> {});
  }

  private void answer(HttpExchange exchange, String value) throws IOException {
    try (exchange) {
      fetched.add(value);
      byte[] body =
          Json.CAMEL_CASE
              .write(Map.of("Parameter", Map.of("Value", value)))
              .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Map<String, Object> pass() {
    around.advance(EVERY);
    return LocalInvocation.invoke(function, Map.of(), new LocalContext(_ -> {}));
  }
}
