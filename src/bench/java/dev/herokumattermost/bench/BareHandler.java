package dev.herokumattermost.bench;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The least that a function can do which reads a table and asks Heroku: one query, one list of
 * dynos, nothing made of either. By the same libraries as the real one.
 */
public final class BareHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> input, Context context) {
    return Map.of("items", items(System.getenv()), "bytes", dynos(System.getenv()).length());
  }

  private static int items(Map<String, String> environment) {
    try (var table =
        DynamoDbClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .credentialsProvider(DefaultCredentialsProvider.builder().build())
            .build()) {
      var watch = AttributeValue.fromS(environment.get("WATCH_NAME"));
      return table
          .query(
              query ->
                  query
                      .tableName(environment.get("TABLE_NAME"))
                      .keyConditionExpression("watch = :watch")
                      .expressionAttributeValues(Map.of(":watch", watch)))
          .count();
    }
  }

  private static String dynos(Map<String, String> environment) {
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    "%s/apps/%s/dynos"
                        .formatted(
                            environment.get("HEROKU_API_URL"), environment.get("HEROKU_APPS"))))
            .header("Accept", "application/vnd.heroku+json; version=3")
            .header("Authorization", "Bearer " + environment.get("HEROKU_API_KEY"))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.ofString()).body();
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException("no list of dynos", failed);
    }
  }
}
