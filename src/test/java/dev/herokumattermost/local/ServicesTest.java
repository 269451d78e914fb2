package dev.herokumattermost.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.WatchFunction;
import dev.herokumattermost.local.mattermost.SimulatedPost;
import dev.herokumattermost.settings.Settings;
import dev.herokumattermost.store.DynamoConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

class ServicesTest {
  private static final Set<PosixFilePermission> EVERYBODY =
      PosixFilePermissions.fromString("rwxr-xr-x");
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-24T09:30:00Z"));

  @Test
  void aCrashByTheControlServerIsPosted() throws Exception {
    try (var services = new Services(LOOPBACK, 0, clock)) {
      Map<String, String> environment = services.environment(LOOPBACK.getHostAddress());
      try (var table = table(environment)) {
        var function = new WatchFunction(environment, clock, table, _ -> {});
        LocalInvocation.invoke(function, Map.of(), new LocalContext(_ -> {}));

        clock.advance(Duration.ofMinutes(1));
        assertThat(post(services.control() + "/crash/api/web.1")).isEqualTo(200);
        clock.advance(Duration.ofMinutes(1));
        LocalInvocation.invoke(function, Map.of(), new LocalContext(_ -> {}));
      }

      assertThat(services.mattermost.channel().roots())
          .singleElement()
          .extracting(SimulatedPost::message)
          .asString()
          .contains("1 of 2 dynos crashed", "exit 1");
    }
  }

  @Test
  void whatMakesNoSenseIsRefused() throws Exception {
    try (var services = new Services(LOOPBACK, 0, clock)) {
      for (String path :
          new String[] {"", "crash/api", "crash/shop/web.1", "crash/api/web.9", "sing/api/web.1"}) {
        assertThat(post(services.control() + "/" + path)).as(path).isEqualTo(400);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, https://evil.example.com",
    "Origin, null",
    "Host, evil.example.com:4500",
    "Host, localhost.evil.example.com"
  })
  void pagesOfABrowserCannotControlAnything(String header, String value) throws Exception {
    try (var services = new Services(LOOPBACK, 0, clock);
        var socket = new Socket(LOOPBACK, services.control().getPort())) {
      String head =
          "POST /crash/api/web.1 HTTP/1.1\r\n"
              + (header.equals("Host") ? "" : "Host: localhost\r\n")
              + header
              + ": "
              + value
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));

      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 403 ");
    }
  }

  @Test
  void theFolderIsItsOwnersAlone(@TempDir Path folder) throws Exception {
    Path local = folder.resolve("local");
    Files.createDirectory(local, PosixFilePermissions.asFileAttribute(EVERYBODY));

    LocalFolder.make(local);

    assertThat(Files.getPosixFilePermissions(local))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void exampleHasTheVariablesThatServingWritesAndTheTemplateNames() throws Exception {
    Map<String, String> example = example();

    Settings settings = Settings.from(example);
    assertThat(settings.herokuApi().uri()).hasToString("http://host.docker.internal:4501");
    assertThat(Files.readAllLines(Path.of("src", "local", "sam", "template.yaml")))
        .containsAll(example.keySet().stream().map("          %s: ''"::formatted).toList());
    try (var services = new Services(LOOPBACK, 0, clock)) {
      assertThat(services.environment("host.docker.internal")).containsOnlyKeys(example.keySet());
    }
  }

  private static Map<String, String> example() throws Exception {
    var document = new ObjectMapper().readTree(Path.of("docs", "env.example.json").toFile());
    return new ObjectMapper()
        .convertValue(document.get("WatchFunction"), new TypeReference<Map<String, String>>() {});
  }

  private static DynamoDbClient table(Map<String, String> environment) {
    return DynamoConnection.builder()
        .endpointOverride(URI.create(environment.get("AWS_ENDPOINT_URL_DYNAMODB")))
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .build();
  }

  private static int post(String address) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(address)).POST(BodyPublishers.noBody()).build();
      return http.send(request, BodyHandlers.discarding()).statusCode();
    }
  }
}
