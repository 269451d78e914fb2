package dev.herokumattermost.bench;

import dev.herokumattermost.local.dynamodb.EmbeddedDynamo;
import dev.herokumattermost.network.TestAuthority;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The services that the function calls: a slow Heroku, DynamoDB Local with an empty table, and a
 * store of secrets. They run in a process of their own, so that their time and memory are not
 * counted as the function's.
 *
 * @param heroku where Heroku's API is
 * @param dynamo where DynamoDB is
 * @param authority who vouches for Heroku's certificate, in PEM
 */
record Elsewhere(Process process, URI heroku, URI dynamo, URI secrets, String authority)
    implements AutoCloseable {
  static final String TABLE = "bench";

  /**
   * @param secure whether Heroku speaks TLS
   */
  static Elsewhere start(Duration latency, boolean secure) throws IOException {
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
                    latency.toString(),
                    Boolean.toString(secure)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    return new Elsewhere(
        process,
        URI.create(lines.readLine()),
        URI.create(lines.readLine()),
        URI.create(lines.readLine()),
        new String(Base64.getDecoder().decode(lines.readLine()), StandardCharsets.US_ASCII));
  }

  /** Prints the addresses and the certificate, and ends when its input does. */
  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    boolean secure = Boolean.parseBoolean(arguments[1]);
    var heroku = new SlowHeroku(Duration.parse(arguments[0]), secure);
    var secrets = new SlowHeroku(Duration.ZERO, false);
    var dynamo = EmbeddedDynamo.inMemory();
    try (var client = dynamo.client()) {
      createTable(client, 10);
    }
    String authority = secure ? TestAuthority.pem() : "";
    System.out.println(heroku.uri());
    System.out.println(dynamo.endpoint());
    System.out.println(secrets.uri());
    System.out.println(
        Base64.getEncoder().encodeToString(authority.getBytes(StandardCharsets.US_ASCII)));
    while (System.in.read() >= 0) {}
    System.exit(0);
  }

  /** Its first answer can take longer than the client waits, if the machine is busy. */
  private static void createTable(DynamoDbClient client, int attempts) {
    try {
      EmbeddedDynamo.createTable(client, TABLE);
    } catch (SdkClientException late) {
      if (attempts == 1) {
        throw late;
      }
      createTable(client, attempts - 1);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
