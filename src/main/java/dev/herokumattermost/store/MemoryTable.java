package dev.herokumattermost.store;

import static software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure.ALL_OLD;

import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Memory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.model.PutItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The memories of one watch in DynamoDB, one item per app. Lives for one pass and counts what the
 * pass asks of the table. Needs {@code dynamodb:Query} and {@code dynamodb:PutItem}.
 */
public final class MemoryTable {
  private final DynamoDbTable<Item> items;
  private final String watch;
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger writes = new AtomicInteger();

  /**
   * The memories of a watch.
   *
   * @param table the table's name or ARN; its keys are {@code watch} and {@code app}, both strings
   * @param watch the partition, so that watches can share a table
   */
  public MemoryTable(DynamoDbClient client, String table, String watch) {
    this.items =
        DynamoDbEnhancedClient.builder()
            .dynamoDbClient(client)
            .extensions(List.of())
            .build()
            .table(table, Item.SCHEMA);
    this.watch = watch;
  }

  /**
   * What is known of every app, from an eventually consistent read: a memory that was already
   * replaced fails its write. Empty only if the watch never wrote anything.
   *
   * @throws StoreException if anything could not be read or understood; never a part of the whole
   */
  public Map<AppName, Memory> load() {
    var memories = new TreeMap<AppName, Memory>();
    try {
      for (var page : items.query(everyItem())) {
        reads.incrementAndGet();
        for (Item item : page.items()) {
          if (item.isMemory()) {
            Memory memory = MemoryCodec.read(item.app(), item.attributes());
            memories.put(memory.app(), memory);
          }
        }
      }
    } catch (SdkException failure) {
      throw Failure.of(failure, "read table " + items.tableName());
    }
    return memories;
  }

  /**
   * Writes a memory in the place of the revision it was made from, its outbox with it.
   *
   * @return the memory with its new revision; empty if somebody else has replaced it since, and
   *     then nothing was written
   * @throws StoreException if it was not written, or if that is not known
   */
  public Optional<Memory> save(Memory next) {
    var saved = next.withRevision(next.revision() + 1);
    var item = new Item(watch, next.app().value(), MemoryCodec.write(saved));
    try {
      writes.incrementAndGet();
      items.putItem(
          PutItemEnhancedRequest.builder(Item.class)
              .item(item)
              .conditionExpression(stillAt(next.revision()))
              .returnValuesOnConditionCheckFailure(ALL_OLD)
              .build());
      return Optional.of(saved);
    } catch (ConditionalCheckFailedException replaced) {
      return isOurs(item, replaced) ? Optional.of(saved) : Optional.empty();
    } catch (SdkException failure) {
      throw Failure.of(failure, "write item " + next.app() + " of table " + items.tableName());
    }
  }

  /** How many pages were read, each one call. */
  public int reads() {
    return reads.get();
  }

  /** How many writes were asked for, those that failed included. */
  public int writes() {
    return writes.get();
  }

  private QueryEnhancedRequest everyItem() {
    return QueryEnhancedRequest.builder()
        .queryConditional(QueryConditional.keyEqualTo(Key.builder().partitionValue(watch).build()))
        .consistentRead(false)
        .build();
  }

  private static Expression stillAt(long revision) {
    return revision == 0
        ? Expression.builder().expression("attribute_not_exists(app)").build()
        : Expression.builder()
            .expression("revision = :known")
            .putExpressionValue(":known", AttributeValue.fromN(Long.toString(revision)))
            .build();
  }

  /**
   * When the answer to a write is lost, the SDK writes again, and then it is our own first write
   * that stands in the way.
   */
  private static boolean isOurs(Item item, ConditionalCheckFailedException replaced) {
    return replaced.hasItem() && replaced.item().equals(Item.SCHEMA.itemToMap(item, true));
  }
}
