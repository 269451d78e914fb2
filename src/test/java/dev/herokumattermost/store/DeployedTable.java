package dev.herokumattermost.store;

import dev.herokumattermost.outbox.StateStore.NotSaved;
import dev.herokumattermost.outbox.StoredApp;
import java.net.URI;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Brings into a deployed table what would take a day to come there. */
public final class DeployedTable {
  private DeployedTable() {}

  public static DynamoDbClient connect(String endpoint) {
    return DynamoConnection.builder()
        .endpointOverride(URI.create(endpoint))
        .region(Region.EU_CENTRAL_2)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .build();
  }

  /** Sets a dead letter aside. */
  public static void setAside(DynamoDbClient client, String table, String watch) throws NotSaved {
    var store = new DynamoStateStore(client, table, watch);
    StoredApp app = store.load(StoredApps.API).orElseThrow();
    store.save(app, List.of(StoredApps.deadLetter())).orElseThrow();
  }
}
