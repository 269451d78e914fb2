package dev.herokumattermost.heroku;

import static dev.herokumattermost.heroku.Fixture.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.local.heroku.Generation;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The simulation answers as <a href="https://api.heroku.com/schema">Heroku's published schema</a>
 * says. {@code -Dheroku.schema=FILE} names another copy of it; without any the test is skipped.
 */
class PublishedSchemaTest {
  private static final Path SCHEMA =
      Path.of(
          System.getProperty("heroku.schema", "../shared/data/heroku-platform-api-v3.schema.json"));
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Fixture on = new Fixture();

  @AfterEach
  void close() {
    on.close();
  }

  @ParameterizedTest
  @CsvSource({
    "dyno, GET, /apps/shop/dynos",
    "dyno, GET, /apps/pines/dynos",
    "release, GET, /apps/shop/releases",
    "formation, GET, /apps/shop/formation",
    "app, GET, /apps/shop",
    "app, GET, /apps",
    "team-app, GET, /teams/acme/apps",
    "pipeline, GET, /pipelines/store",
    "account, GET, /account",
    "log-session, POST, /apps/shop/log-sessions",
  })
  void answersAsPublished(String resource, String method, String path) throws Exception {
    assumeTrue(Files.exists(SCHEMA), "there is no copy of Heroku's schema");
    on.shop.scale("web", 2).scale("worker", 1);
    on.shop.deploy("4f2d2e92", "dev@example.com");
    on.shop.oneOff("run", "bash");
    on.model.createApp("pines", Generation.FIR).scale("web", 1);
    on.shop.ofTeam("acme").inSpace("acme-prod").inPipeline("store", "production");

    assertPublished(resource, ask(method, path));
  }

  @Test
  void couplingsAreAsPublished() throws Exception {
    assumeTrue(Files.exists(SCHEMA), "there is no copy of Heroku's schema");
    on.shop.inPipeline("store", "production");
    String id = ask("GET", "/pipelines/store").get("id").asText();

    assertPublished("pipeline-coupling", ask("GET", "/pipelines/" + id + "/pipeline-couplings"));
  }

  @Test
  void webhooksAreAskedForAndAnsweredAsPublished() throws Exception {
    assumeTrue(Files.exists(SCHEMA), "there is no copy of Heroku's schema");
    var wanted =
        new HerokuWebhooks.Wanted(
            "https://abc.example.com/hints/default",
            List.of("dyno"),
            "notify",
            new Secret("0123456789abcdef0123456789abcdef"));
    on.api.webhooks().add(Fixture.SHOP, wanted, Fixture.AMPLE);
    assertThat(wrong(requestOf("POST"), MAPPER.readTree(on.lastCall().body()))).isEmpty();
    String id = on.heroku.webhooks().of("shop").getFirst().id();
    on.api.webhooks().change(Fixture.SHOP, id, wanted, Fixture.AMPLE);
    assertThat(wrong(requestOf("PATCH"), MAPPER.readTree(on.lastCall().body()))).isEmpty();

    String shown = "app-webhook/definitions/app_webhook";
    assertPublished(shown, ask("GET", "/apps/shop/webhooks"));
    assertPublished(shown, ask("GET", "/apps/shop/webhooks/" + id));
    assertPublished(shown, ask("DELETE", "/apps/shop/webhooks/" + id));
    assertThat(wrong(requestOf("POST"), MAPPER.readTree("{\"level\":\"often\"}"))).isNotEmpty();
  }

  /** What a call may send, as a part of the schema. */
  private static String requestOf(String method) throws Exception {
    JsonNode links = MAPPER.readTree(SCHEMA.toFile()).at("/definitions/app-webhook/links");
    for (int i = 0; i < links.size(); i++) {
      if (links.get(i).path("method").asText().equals(method)) {
        return "app-webhook/links/" + i + "/schema";
      }
    }
    throw new IllegalStateException("there is no call with " + method);
  }

  private static void assertPublished(String resource, JsonNode answer) throws Exception {

    assertThat(answer).isNotEmpty();
    for (JsonNode item : answer.isArray() ? answer : List.of(answer)) {
      assertThat(wrong(resource, item)).isEmpty();
      assertThat(item.fieldNames()).toIterable().containsAll(published(resource));
    }
  }

  @Test
  void aFieldOfTheWrongKindWouldBeSeen() throws Exception {
    assumeTrue(Files.exists(SCHEMA), "there is no copy of Heroku's schema");

    assertThat(wrong("dyno", MAPPER.readTree("{\"state\":1}"))).isNotEmpty();
    assertThat(wrong("release", MAPPER.readTree("{\"status\":\"odd\"}"))).isNotEmpty();
  }

  private JsonNode ask(String method, String path) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(on.heroku.uri().resolve(path))
              .header("Accept", "application/vnd.heroku+json; version=3")
              .header("Authorization", "Bearer " + TOKEN)
              .method(method, BodyPublishers.noBody())
              .build();
      return MAPPER.readTree(client.send(request, BodyHandlers.ofString()).body());
    }
  }

  private static List<String> published(String resource) throws Exception {
    JsonNode fields =
        MAPPER.readTree(SCHEMA.toFile()).at("/definitions/" + resource + "/properties");
    return fields.properties().stream().map(field -> field.getKey()).toList();
  }

  /** The document names a dialect of its own, which is draft 4 with more said about links. */
  private static List<String> wrong(String resource, JsonNode item) throws Exception {
    var schema = (ObjectNode) MAPPER.readTree(SCHEMA.toFile());
    schema.remove(List.of("$schema", "id", "properties", "links", "type"));
    schema.get("definitions").forEach(part -> ((ObjectNode) part).remove(List.of("$schema", "id")));
    schema.put("$ref", "#/definitions/" + resource);
    return JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(schema).validate(item).stream()
        .map(Object::toString)
        .toList();
  }
}
