package dev.herokumattermost.store;

import dev.herokumattermost.pass.LastRound;
import dev.herokumattermost.pass.LastRounds;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The last rounds over the accounts of one watch, one item each. Needs {@code dynamodb:Query} and
 * {@code dynamodb:PutItem}.
 */
public final class DynamoLastRounds implements LastRounds {
  private final DynamoDbClient client;
  private final String table;
  private final String watch;

  /** The rounds of a watch. Nothing is asked of DynamoDB yet. */
  public DynamoLastRounds(DynamoDbClient client, String table, String watch) {
    this.client = client;
    this.table = table;
    this.watch = watch;
  }

  /** Consistent: what the last invocations have seen is what is asked for. */
  @Override
  public Map<String, LastRound> load() {
    var rounds = new TreeMap<String, LastRound>();
    try {
      client
          .queryPaginator(
              PartitionQuery.of(table, LastRoundItem.partition(watch)).consistentRead(true).build())
          .items()
          .forEach(item -> round(item).ifPresent(round -> rounds.put(round.account(), round)));
    } catch (SdkException failure) {
      throw DynamoFailure.of(failure, "read the last rounds in table " + table);
    }
    return rounds;
  }

  /** One that cannot be read is as good as none: the next round replaces it. */
  private static Optional<LastRound> round(Map<String, AttributeValue> item) {
    try {
      return Optional.of(LastRoundItem.SCHEMA.mapToItem(item).round());
    } catch (StoreException unreadable) {
      return Optional.empty();
    }
  }

  @Override
  public void keep(LastRound round) {
    Map<String, AttributeValue> item =
        LastRoundItem.SCHEMA.itemToMap(LastRoundItem.of(watch, round), true);
    try {
      client.putItem(
          put ->
              put.tableName(table)
                  .item(item)
                  .conditionExpression("attribute_not_exists(#began) OR #began <= :began")
                  .expressionAttributeNames(Map.of("#began", LastRoundItem.BEGAN))
                  .expressionAttributeValues(
                      Map.of(
                          ":began",
                          item.getOrDefault(LastRoundItem.BEGAN, AttributeValue.fromN("0")))));
    } catch (ConditionalCheckFailedException later) {
      // A later one was quicker.
    } catch (SdkException failure) {
      throw DynamoFailure.of(
          failure, "write the last round over %s to table %s".formatted(round.account(), table));
    }
  }
}
