package dev.herokumattermost.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.local.dynamodb.EmbeddedDynamo;
import dev.herokumattermost.outbox.StateStore.NotSaved;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.store.DynamoStateStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the doctor says of the table. */
class TableChecksTest {
  private static final String TABLE = "watch-state";

  private final EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory();
  private final DynamoDbClient client = dynamo.client();
  private final DynamoStateStore store = new DynamoStateStore(client, TABLE, "main");

  @BeforeEach
  void create() {
    EmbeddedDynamo.createTable(client, TABLE);
  }

  @AfterEach
  void close() {
    client.close();
    dynamo.close();
  }

  @Test
  void emptyTableIsWell() {
    assertThat(checks())
        .containsExactly(
            Check.ok("table read", "nothing remembered yet: the first pass is a baseline"),
            Check.ok("table write", "a trial item was written and taken away again"));
    assertThat(client.scan(scan -> scan.tableName(TABLE)).items()).isEmpty();
  }

  @Test
  void itemsAreCounted() throws NotSaved {
    store.save(StoredApp.unknown(new AppName("api")), List.of(), List.of());

    assertThat(checks().getFirst()).isEqualTo(Check.ok("table read", "1 items, 0 dead letters"));
  }

  @Test
  void itemsThatCannotBeReadFailTheCheck() {
    client.putItem(
        put ->
            put.tableName(TABLE)
                .item(
                    Map.of(
                        "watch", AttributeValue.fromS("main"),
                        "app", AttributeValue.fromS("api"))));

    Check check = checks().getFirst();

    assertThat(check.result()).isEqualTo(Check.Result.FAILED);
    assertThat(check.seen()).startsWith("1 items cannot be read; item api: ");
    assertThat(check.fix()).isNull();
  }

  private List<Check> checks() {
    return new TableChecks(store, Instant.EPOCH).run();
  }
}
