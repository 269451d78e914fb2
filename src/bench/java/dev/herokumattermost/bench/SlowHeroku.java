package dev.herokumattermost.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.herokumattermost.network.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A Heroku that has every app, each with twenty dynos that are up, and answers after a while. Its
 * list of apps has a thousand, fifty in each of twenty Private Spaces, and each team has 500.
 */
final class SlowHeroku {
  static final int DYNOS = 20;
  static final int SPACES = 20;
  static final int IN_TEAM = 500;
  private static final int IN_SPACE = 50;

  private final Map<String, byte[]> answers = new ConcurrentHashMap<>();
  private final Duration latency;
  private final HttpServer server;
  private final boolean secure;

  /**
   * @param secure whether it speaks TLS, as in real life
   */
  SlowHeroku(Duration latency, boolean secure) throws IOException, GeneralSecurityException {
    this.latency = latency;
    this.secure = secure;
    var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = secure ? https(here) : HttpServer.create(here, 1000);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  private static HttpServer https(InetSocketAddress here)
      throws IOException, GeneralSecurityException {
    var server = HttpsServer.create(here, 1000);
    server.setHttpsConfigurator(new HttpsConfigurator(TestAuthority.context("good")));
    return server;
  }

  URI uri() {
    return URI.create(
        (secure ? "https" : "http") + "://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      Thread.sleep(latency);
      byte[] answer =
          answers.computeIfAbsent(exchange.getRequestURI().getPath(), SlowHeroku::document);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.getResponseHeaders().set("RateLimit-Remaining", "4000");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] document(String path) {
    String[] parts = path.split("/");
    String document =
        switch (parts.length < 2 ? "" : parts[1]) {
          case "spaces" ->
              apps(Integer.parseInt(parts[2].replaceAll("\\D", "")))
                  .mapToObj(
                      number ->
                          "{\"app_name\":\"app-%d\",\"dynos\":%s}"
                              .formatted(number, dynos("app-" + number)))
                  .collect(Collectors.joining(",", "[", "]"));
          case "teams" ->
              IntStream.range(0, IN_TEAM)
                  .mapToObj(number -> app(parts[2] + "-app-" + number, "", parts[2]))
                  .collect(Collectors.joining(",", "[", "]"));
          case "apps" -> parts.length == 2 ? list() : dynos(parts[2]);
          default ->
              "{\"Parameter\":{\"Name\":\"/key\",\"Type\":\"SecureString\",\"Value\":\"bench\"}}";
        };
    return document.getBytes(StandardCharsets.UTF_8);
  }

  private static IntStream apps(int space) {
    return IntStream.range(space * IN_SPACE, (space + 1) * IN_SPACE);
  }

  private static String list() {
    return IntStream.range(0, SPACES)
        .boxed()
        .flatMap(
            space -> apps(space).mapToObj(number -> app("app-" + number, "space-" + space, "")))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String app(String name, String space, String team) {
    return """
        {"id":"%08x-0000-4000-8000-000000000000","name":"%s","archived_at":null,\
        "maintenance":false,"team":%s,"space":%s}"""
        .formatted(name.hashCode(), name, named(team), named(space));
  }

  private static String named(String name) {
    return name.isEmpty() ? "null" : "{\"id\":\"01234567\",\"name\":\"%s\"}".formatted(name);
  }

  private static String dynos(String app) {
    return IntStream.rangeClosed(1, DYNOS)
        .mapToObj(number -> dyno(app, number))
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** With every field that Heroku sends, because the reader must skip those too. */
  private static String dyno(String app, int number) {
    String id = "%08x-0000-4000-8000-%012d".formatted(app.hashCode(), number);
    return """
        {"attach_url":null,"command":"bundle exec puma -C config/puma.rb",\
        "created_at":"2026-11-01T12:00:00Z","id":"%s","name":"web.%d",\
        "app":{"id":"01234567-89ab-cdef-0123-456789abcdef","name":"%s"},\
        "release":{"id":"01234567-89ab-cdef-0123-456789abcdee","version":42},\
        "size":"Standard-1X","state":"up","type":"web","updated_at":"2026-11-01T12:00:05Z"}"""
        .formatted(id, number, app);
  }
}
