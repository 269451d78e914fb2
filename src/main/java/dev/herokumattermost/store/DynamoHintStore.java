package dev.herokumattermost.store;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.pass.AppHints;
import dev.herokumattermost.pass.HintStore;
import java.time.InstantSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.extensions.VersionedRecordExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The hints at the apps of one account, one item for each app. Needs {@code dynamodb:GetItem} and
 * {@code dynamodb:PutItem}.
 */
public final class DynamoHintStore implements HintStore {
  private final DynamoDbTable<AppHintsItem> table;
  private final String watch;
  private final InstantSource clock;

  /**
   * The hints of an account. Nothing is asked of DynamoDB yet.
   *
   * @param watch the account's partition
   * @param clock for when an item expires
   */
  public DynamoHintStore(DynamoDbClient client, String table, String watch, InstantSource clock) {
    this.table =
        DynamoDbEnhancedClient.builder()
            .dynamoDbClient(client)
            // Puts each write under the condition that the revision is still the one it replaces.
            .extensions(VersionedRecordExtension.builder().build())
            .build()
            .table(table, AppHintsItem.SCHEMA);
    this.watch = watch;
    this.clock = clock;
  }

  @Override
  public AppHints load(AppName app) {
    Key key =
        Key.builder().partitionValue(AppHintsItem.partition(watch)).sortValue(app.value()).build();
    try {
      AppHintsItem item = table.getItem(request -> request.key(key).consistentRead(true));
      return item == null ? AppHints.none(app) : item.current();
    } catch (SdkException failure) {
      throw DynamoFailure.of(failure, "read the hints at " + app);
    }
  }

  @Override
  public boolean save(AppHints hints) {
    try {
      table.putItem(AppHintsItem.of(watch, hints, clock.instant()));
      return true;
    } catch (ConditionalCheckFailedException replaced) {
      return false;
    } catch (SdkException failure) {
      throw DynamoFailure.of(failure, "write the hints at " + hints.app());
    }
  }
}
