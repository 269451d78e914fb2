package dev.herokumattermost.bench;

import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primarySortKey;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticTableSchema;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * The least that a function can do which reads a table and asks Heroku, by the same libraries as
 * the real one: one typed item, and one list of dynos as records.
 */
public final class BareHandler implements RequestStreamHandler {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final TableSchema<Item> SCHEMA =
      StaticTableSchema.builder(Item.class)
          .newItemSupplier(Item::new)
          .addAttribute(
              String.class,
              attribute ->
                  attribute
                      .name("watch")
                      .getter(item -> item.watch)
                      .setter((item, value) -> item.watch = value)
                      .tags(primaryPartitionKey()))
          .addAttribute(
              String.class,
              attribute ->
                  attribute
                      .name("app")
                      .getter(item -> item.app)
                      .setter((item, value) -> item.app = value)
                      .tags(primarySortKey()))
          .build();

  private static final class Item {
    private String watch;
    private String app;
  }

  /** A dyno in Heroku's list. */
  public record Dyno(String id, String name, String state) {}

  /** What the function returns. */
  public record Result(boolean found, int dynos) {}

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    JSON.readTree(input.readAllBytes());
    var result = new Result(isFound(System.getenv()), dynos(System.getenv()).length);
    output.write(JSON.writeValueAsBytes(result));
  }

  private static boolean isFound(Map<String, String> environment) {
    try (var client =
        DynamoDbClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .credentialsProvider(DefaultCredentialsProvider.builder().build())
            .build()) {
      var table =
          DynamoDbEnhancedClient.builder()
              .dynamoDbClient(client)
              .build()
              .table(environment.get("TABLE_NAME"), SCHEMA);
      return table.getItem(
              request ->
                  request.key(
                      key ->
                          key.partitionValue(environment.get("WATCH_NAME"))
                              .sortValue(environment.get("HEROKU_APPS"))))
          != null;
    }
  }

  private static Dyno[] dynos(Map<String, String> environment) throws IOException {
    var uri =
        "%s/apps/%s/dynos"
            .formatted(environment.get("HEROKU_API_URL"), environment.get("HEROKU_APPS"));
    var request =
        HttpRequest.newBuilder(URI.create(uri))
            .header("Accept", "application/vnd.heroku+json; version=3")
            .header("Authorization", "Bearer " + environment.get("HEROKU_API_KEY"))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      return JSON.readValue(http.send(request, BodyHandlers.ofString()).body(), Dyno[].class);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException("no list of dynos", stopped);
    }
  }
}
