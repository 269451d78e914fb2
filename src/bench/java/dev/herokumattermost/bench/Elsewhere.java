package dev.herokumattermost.bench;

import dev.herokumattermost.local.dynamodb.EmbeddedDynamo;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The services that the function calls: a slow Heroku, and DynamoDB Local with an empty table. They
 * run in a process of their own, so that their time and memory are not counted as the function's.
 *
 * @param heroku where Heroku's API is
 * @param dynamo where DynamoDB is
 */
record Elsewhere(Process process, URI heroku, URI dynamo) implements AutoCloseable {
  static final String TABLE = "bench";

  static Elsewhere start(Duration latency) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-Dsun.net.httpserver.nodelay=true",
                    "-Dsun.net.httpserver.maxIdleConnections=1000",
                    "-classpath",
                    System.getProperty("java.class.path"),
                    Elsewhere.class.getName(),
                    latency.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    return new Elsewhere(process, URI.create(lines.readLine()), URI.create(lines.readLine()));
  }

  /** Prints the addresses, and ends when its input does. */
  public static void main(String[] arguments) throws IOException {
    var heroku = new SlowHeroku(Duration.parse(arguments[0]));
    var dynamo = EmbeddedDynamo.inMemory();
    try (var client = dynamo.client()) {
      EmbeddedDynamo.createTable(client, TABLE);
    }
    System.out.println(heroku.uri());
    System.out.println(dynamo.endpoint());
    while (System.in.read() >= 0) {}
    System.exit(0);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
