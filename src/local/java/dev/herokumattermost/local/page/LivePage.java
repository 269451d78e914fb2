package dev.herokumattermost.local.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.local.page.Controls.Refused;
import dev.herokumattermost.local.page.PageState.Subscription;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The live page's server. It listens on the loopback interface alone, and every path begins with a
 * token that only the printed address has, so that no other user of this machine and no other page
 * in the browser gets in. A foreign page is also told apart by its {@code Origin}, and a foreign
 * name for this machine by the {@code Host}.
 */
public final class LivePage implements AutoCloseable {
  private static final int LARGEST_BODY = 128 * 1024;
  private static final int TOKEN_BYTES = 16;
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
              + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "Referrer-Policy",
          "no-referrer",
          "X-Content-Type-Options",
          "nosniff",
          "Cache-Control",
          "no-store");

  private final PageState state;
  private final Controls controls;
  private final String token;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** What the page sends to have other rules played. */
  private record Rules(String rules) {}

  private record Done(String done) {}

  private record Refusal(String error) {}

  /**
   * Starts the server.
   *
   * @param port zero for any that is free
   * @throws IOException if the port is taken
   */
  public LivePage(PageState state, Controls controls, int port) throws IOException {
    this.state = state;
    this.controls = controls;
    var random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    token = HexFormat.of().formatHex(random);
    server = listening(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  private static HttpServer listening(InetSocketAddress where) throws IOException {
    try {
      return HttpServer.create(where, 0);
    } catch (BindException taken) {
      throw new IOException(
          "port %d is taken; choose another one with -Dlocal.port=4600".formatted(where.getPort()),
          taken);
    }
  }

  /** Where the page is, with the token. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + token + "/");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      HEADERS.forEach(exchange.getResponseHeaders()::set);
      String path = exchange.getRequestURI().getPath();
      if (!isFromHere(exchange)) {
        send(exchange, 403, new Refusal("The page answers only itself, at the printed address."));
      } else if (!path.startsWith("/" + token + "/")) {
        send(exchange, 404, new Refusal("The address has to be the printed one, with its token."));
      } else {
        answer(exchange, path.substring(token.length() + 2));
      }
    }
  }

  private boolean isFromHere(HttpExchange exchange) {
    int port = server.getAddress().getPort();
    var hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
    String host = exchange.getRequestHeaders().getFirst("Host");
    String origin = exchange.getRequestHeaders().getFirst("Origin");
    boolean fromPage = origin != null && origin.equals("http://" + host);
    boolean changes = !exchange.getRequestMethod().equals("GET");
    return host != null
        && hosts.contains(host)
        && (changes ? fromPage : origin == null || fromPage);
  }

  private void answer(HttpExchange exchange, String path) throws IOException {
    try {
      switch (exchange.getRequestMethod() + " " + path.replaceFirst("^passes/\\d{1,9}$", "pass")) {
        case "GET events" -> sendEvents(exchange);
        case "GET pass" ->
            send(exchange, 200, controls.details(Integer.parseInt(path.substring(7))));
        case "POST commands" ->
            send(exchange, 200, new Done(controls.carryOut(read(exchange, Command.class))));
        case "POST replay" ->
            send(exchange, 200, controls.replay(read(exchange, Rules.class).rules()));
        default -> sendFile(exchange, path);
      }
    } catch (Refused refused) {
      send(exchange, 400, new Refusal(String.valueOf(refused.getMessage())));
    } catch (RuntimeException unexpected) {
      unexpected.printStackTrace();
      send(exchange, 500, new Refusal("That failed; the terminal shows why."));
    }
  }

  private static void sendFile(HttpExchange exchange, String path) throws IOException {
    var file =
        exchange.getRequestMethod().equals("GET")
            ? PageFiles.at(path)
            : Optional.<PageFiles.Sent>empty();
    if (file.isPresent()) {
      send(exchange, 200, file.get().type(), file.get().bytes());
    } else {
      send(exchange, 404, new Refusal("There is nothing at " + path + "."));
    }
  }

  private static <T> T read(HttpExchange exchange, Class<T> type) throws IOException, Refused {
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      throw new Refused("That is more than " + LARGEST_BODY / 1024 + " KB.");
    }
    try {
      return Json.CAMEL_CASE.read(new String(body, StandardCharsets.UTF_8), type);
    } catch (Json.Malformed wrong) {
      throw new Refused("The page sent JSON " + wrong.getMessage() + ".");
    }
  }

  /** Sends updates until the browser leaves. */
  private void sendEvents(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (var out = exchange.getResponseBody();
        Subscription subscription = state.subscribe()) {
      while (state.has(subscription)) {
        String update = subscription.updates().poll(10, TimeUnit.SECONDS);
        // The comment finds out whether anybody still listens.
        String event = update == null ? ":\n\n" : "data: " + update + "\n\n";
        out.write(event.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, Object document) throws IOException {
    byte[] json = Json.CAMEL_CASE.write(document).getBytes(StandardCharsets.UTF_8);
    send(exchange, status, "application/json", json);
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
