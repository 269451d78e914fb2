package dev.herokumattermost.local.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Lambda's <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">runtime API</a>
 * for one runtime: hands out invocations and takes in how each ended.
 */
public final class RuntimeApi implements AutoCloseable {
  private static final String ROOT = "/2018-06-01/runtime/";

  private final BlockingQueue<Invocation> invocations = new LinkedBlockingQueue<>();
  private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  private record Invocation(String id, String event, Duration time) {}

  /**
   * How an invocation or the start ended.
   *
   * @param path below the runtime's root: {@code invocation/ID/response}, {@code
   *     invocation/ID/error} or {@code init/error}
   */
  public record Outcome(String path, String body) {}

  public RuntimeApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(ROOT, this::handle);
    server.start();
  }

  /** What {@code AWS_LAMBDA_RUNTIME_API} would be set to. */
  public String address() {
    return server.getAddress().getHostString() + ":" + server.getAddress().getPort();
  }

  /**
   * Sends an event to the function.
   *
   * @param time what the invocation may take
   */
  public void invoke(String id, String event, Duration time) {
    invocations.add(new Invocation(id, event, time));
  }

  /**
   * Waits for the next outcome.
   *
   * @throws AssertionError if there is none in time
   */
  public Outcome outcome(Duration within) throws InterruptedException {
    Outcome outcome = outcomes.poll(within.toMillis(), TimeUnit.MILLISECONDS);
    if (outcome == null) {
      throw new AssertionError("the runtime reported nothing within " + within);
    }
    return outcome;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring(ROOT.length());
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (path.equals("invocation/next")) {
        next(exchange, invocations.take());
      } else {
        exchange.sendResponseHeaders(202, -1);
        outcomes.add(new Outcome(path, body));
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private static void next(HttpExchange exchange, Invocation invocation) throws IOException {
    byte[] event = invocation.event().getBytes(StandardCharsets.UTF_8);
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "application/json");
    headers.set("Lambda-Runtime-Aws-Request-Id", invocation.id());
    headers.set(
        "Lambda-Runtime-Deadline-Ms",
        String.valueOf(Instant.now().plus(invocation.time()).toEpochMilli()));
    headers.set(
        "Lambda-Runtime-Invoked-Function-Arn",
        "arn:aws:lambda:eu-central-1:123456789012:function:heroku-mattermost");
    exchange.sendResponseHeaders(200, event.length);
    exchange.getResponseBody().write(event);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
