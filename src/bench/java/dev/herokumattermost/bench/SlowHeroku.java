package dev.herokumattermost.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A Heroku that has every app, each with twenty dynos that are up, and answers after a while. */
final class SlowHeroku {
  static final int DYNOS = 20;

  private final Map<String, byte[]> lists = new ConcurrentHashMap<>();
  private final Duration latency;
  private final HttpServer server;

  SlowHeroku(Duration latency) throws IOException {
    this.latency = latency;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/apps/", this::answer);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Thread.sleep(latency);
      String app = exchange.getRequestURI().getPath().split("/")[2];
      byte[] list = lists.computeIfAbsent(app, SlowHeroku::list);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.getResponseHeaders().set("RateLimit-Remaining", "4000");
      exchange.sendResponseHeaders(200, list.length);
      exchange.getResponseBody().write(list);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] list(String app) {
    return IntStream.rangeClosed(1, DYNOS)
        .mapToObj(number -> dyno(app, number))
        .collect(Collectors.joining(",", "[", "]"))
        .getBytes(StandardCharsets.UTF_8);
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
