package dev.herokumattermost.function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.herokumattermost.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** SSM on the loopback interface, with credentials in this process that it does not check. */
public final class SimulatedSsm implements AutoCloseable {
  private final Map<String, String> values = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  public SimulatedSsm() {
    System.setProperty("aws.accessKeyId", "any");
    System.setProperty("aws.secretAccessKey", "any");
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  /** What the function's environment needs to find it. */
  public Map<String, String> environment() {
    return Map.of(
        "AWS_REGION",
        "eu-central-1",
        "AWS_ENDPOINT_URL_SSM",
        "http://127.0.0.1:" + server.getAddress().getPort());
  }

  public void put(String name, String value) {
    values.put(name, value);
  }

  public void remove(String name) {
    values.remove(name);
  }

  /** The names of the parameters that were asked for. */
  public List<String> asked() {
    return asked;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String name = Json.CAMEL_CASE.readTree(request).get("Name").asString();
      asked.add(name);
      String value = values.get(name);
      String answer =
          Json.CAMEL_CASE.write(
              value == null
                  ? Map.of("__type", "ParameterNotFound")
                  : Map.of("Parameter", Map.of("Value", value, "Type", "SecureString")));
      byte[] body = answer.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
      exchange.sendResponseHeaders(value == null ? 400 : 200, body.length);
      exchange.getResponseBody().write(body);
    } catch (Json.Malformed wrong) {
      throw new IOException(wrong);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }
}
