package dev.herokumattermost.local.lambda;

import dev.herokumattermost.local.http.Call;
import dev.herokumattermost.local.http.LocalServer;
import dev.herokumattermost.local.http.Reply;
import java.net.URI;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html">Function URL</a> of
 * Lambda: a request becomes an event of the version 2.0 for a function, and what that returns
 * becomes the answer. Anybody may call it.
 */
public final class FunctionUrl implements AutoCloseable {
  private static final String ID = "abcdefghij0123456789";

  private final Function<Map<String, Object>, Map<String, Object>> function;
  private final InstantSource clock;
  private final LocalServer server;

  /**
   * Starts to listen on the loopback interface.
   *
   * @param function takes an event; requests that come at the same time may reach it at the same
   *     time
   */
  public FunctionUrl(
      Function<Map<String, Object>, Map<String, Object>> function, InstantSource clock) {
    this.function = function;
    this.clock = clock;
    server = new LocalServer(clock, this::answer);
  }

  public URI uri() {
    return server.uri();
  }

  private Reply answer(Call call) {
    try {
      Map<String, Object> response = function.apply(event(call));
      return Reply.of(
          (Integer) response.get("statusCode"),
          "application/json",
          String.valueOf(response.getOrDefault("body", "")));
    } catch (RuntimeException failed) {
      // As on Lambda, whoever calls is not told why.
      failed.printStackTrace();
      return Reply.json(502, "{\"Message\":\"Internal Server Error\"}");
    }
  }

  private Map<String, Object> event(Call call) {
    var headers = new TreeMap<String, String>();
    call.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    String query = call.target().substring(call.path().length()).replaceFirst("^\\?", "");
    return Map.of(
        "version",
        "2.0",
        "routeKey",
        "$default",
        "rawPath",
        call.path(),
        "rawQueryString",
        query,
        "headers",
        headers,
        "requestContext",
        Map.of(
            "accountId",
            "anonymous",
            "apiId",
            ID,
            "domainName",
            ID + ".lambda-url.eu-central-1.on.aws",
            "http",
            Map.of(
                "method", call.method(),
                "path", call.path(),
                "protocol", "HTTP/1.1",
                "sourceIp", "127.0.0.1",
                "userAgent", call.header("User-Agent")),
            "requestId",
            "00000000-0000-4000-8000-000000000000",
            "routeKey",
            "$default",
            "stage",
            "$default",
            "timeEpoch",
            clock.instant().toEpochMilli()),
        "body",
        call.body(),
        "isBase64Encoded",
        false);
  }

  @Override
  public void close() {
    server.close();
  }
}
