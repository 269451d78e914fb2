package dev.herokumattermost.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.herokumattermost.local.dynamodb.EmbeddedDynamo;
import dev.herokumattermost.store.StoreException.Reason;
import dev.herokumattermost.watch.Memory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class MemoryTableTest extends MemoryTableContract {
  private static EmbeddedDynamo dynamo;
  private static DynamoDbClient client;

  @BeforeAll
  static void start() {
    dynamo = EmbeddedDynamo.inMemory();
    client = dynamo.client();
  }

  @AfterAll
  static void stop() {
    client.close();
    dynamo.close();
  }

  @Override
  DynamoDbClient client() {
    return client;
  }

  @Test
  void writeWhoseAnswerWasLostIsStillOurs() {
    var lossy = new LosesFirstPut();
    try (var client = pointedAt(dynamo.endpoint(), lossy)) {
      var table = new MemoryTable(client, TABLE, "lossy");

      Memory saved = table.save(Memories.full().withRevision(0)).orElseThrow();

      assertThat(lossy.puts()).isEqualTo(2);
      assertThat(saved.revision()).isEqualTo(1);
      assertThat(table.load()).containsExactly(Map.entry(Memories.API, saved));
    }
  }

  @Test
  void nobodyListeningFailsTheLoad() throws Exception {
    URI nobody;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    try (var client = pointedAt(nobody, new LosesFirstPut())) {
      var table = new MemoryTable(client, TABLE, "any");

      var error = catchThrowableOfType(StoreException.class, table::load);

      assertThat(error.reason()).isEqualTo(Reason.UNAVAILABLE);
      assertThat(error).hasMessageContaining("could not read table memories: no answer");
    }
  }

  @Test
  void directoryOutlivesTheProcess(@TempDir Path directory) throws Exception {
    Memory saved;
    try (var first = EmbeddedDynamo.in(directory.resolve("data"));
        var client = first.client()) {
      EmbeddedDynamo.createTable(client, TABLE);
      saved = new MemoryTable(client, TABLE, "main").save(Memories.full().withRevision(0)).get();
    }
    try (var second = EmbeddedDynamo.in(directory.resolve("data"));
        var client = second.client()) {
      EmbeddedDynamo.createTable(client, TABLE);

      assertThat(new MemoryTable(client, TABLE, "main").load()).containsValue(saved);
    }
  }

  private static DynamoDbClient pointedAt(URI endpoint, LosesFirstPut http) {
    return DynamoConnection.builder()
        .httpClientBuilder(http)
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .build();
  }
}
