package dev.herokumattermost.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.herokumattermost.local.dynamodb.EmbeddedDynamo;
import dev.herokumattermost.outbox.StateStore.NotSaved;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.store.StoreException.Reason;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynamoStateStoreTest extends DynamoStateStoreContract {
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
  void writeWhoseAnswerWasLostIsStillOurs() throws NotSaved {
    var lossy = new LosesFirstAnswer("PutItem");
    try (var client = pointedAt(dynamo.endpoint(), lossy)) {
      var store = new DynamoStateStore(client, TABLE, "lossy");

      StoredApp saved = store.save(StoredApps.full().withRevision(0), List.of()).orElseThrow();

      assertThat(lossy.calls()).isEqualTo(2);
      assertThat(saved.revision()).isEqualTo(1);
      assertThat(store.load().apps()).containsExactly(Map.entry(StoredApps.API, saved));
    }
  }

  @Test
  void transactionWhoseAnswerWasLostIsStillOurs() throws NotSaved {
    var lossy = new LosesFirstAnswer("TransactWriteItems");
    try (var client = pointedAt(dynamo.endpoint(), lossy)) {
      var store = new DynamoStateStore(client, TABLE, "lossy transaction");

      StoredApp saved =
          store
              .save(StoredApps.full().withRevision(0), List.of(StoredApps.deadLetter()))
              .orElseThrow();

      assertThat(lossy.calls()).isEqualTo(2);
      assertThat(store.load().apps()).containsExactly(Map.entry(StoredApps.API, saved));
      assertThat(store.deadLetters().readable()).containsExactly(StoredApps.deadLetter());
    }
  }

  @Test
  void writeOfAnotherPassIsNotTakenForOurs() throws NotSaved {
    var lossy = new LosesFirstAnswer("PutItem");
    try (var client = pointedAt(dynamo.endpoint(), lossy)) {
      var store = new DynamoStateStore(client, TABLE, "two passes");
      new DynamoStateStore(DynamoStateStoreTest.client, TABLE, "two passes")
          .save(StoredApp.unknown(StoredApps.API), List.of());

      assertThat(store.save(StoredApps.full().withRevision(0), List.of())).isEmpty();
      assertThat(lossy.calls()).isEqualTo(2);
    }
  }

  @Test
  void buildingAndPrimingAskForNothing() {
    var http = new LosesFirstAnswer("");
    try (var client = pointedAt(URI.create("http://127.0.0.1:1"), http)) {
      DynamoStateStore.prime();
      var store = new DynamoStateStore(client, TABLE, "any");

      assertThat(store.reads()).isZero();
      assertThat(http.calls()).isZero();
    }
  }

  @Test
  void nobodyListeningFailsTheLoad() throws Exception {
    URI nobody;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    try (var client = pointedAt(nobody, new LosesFirstAnswer("PutItem"))) {
      var store = new DynamoStateStore(client, TABLE, "any");

      var error = catchThrowableOfType(StoreException.class, store::load);

      assertThat(error.reason()).isEqualTo(Reason.UNAVAILABLE);
      assertThat(error).hasMessageContaining("could not read table " + TABLE + ": no answer");
    }
  }

  @Test
  void directoryOutlivesTheProcess(@TempDir Path directory) throws Exception {
    StoredApp saved;
    try (var first = EmbeddedDynamo.in(directory.resolve("data"));
        var client = first.client()) {
      EmbeddedDynamo.createTable(client, TABLE);
      saved =
          new DynamoStateStore(client, TABLE, "main")
              .save(StoredApps.full().withRevision(0), List.of())
              .orElseThrow();
    }
    try (var second = EmbeddedDynamo.in(directory.resolve("data"));
        var client = second.client()) {
      EmbeddedDynamo.createTable(client, TABLE);

      assertThat(new DynamoStateStore(client, TABLE, "main").load().apps()).containsValue(saved);
    }
  }

  private static DynamoDbClient pointedAt(URI endpoint, LosesFirstAnswer http) {
    return DynamoConnection.builder()
        .httpClientBuilder(http)
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .build();
  }
}
