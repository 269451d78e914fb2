package dev.herokumattermost.store;

import static software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure.ALL_OLD;

import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Letter;
import dev.herokumattermost.watch.Memory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.model.PutItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactPutItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactWriteItemsEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * The memories of one watch in DynamoDB, one item per app. Lives for one pass and counts what the
 * pass asks of the table. Needs {@code dynamodb:Query}, {@code dynamodb:PutItem} and, for letters
 * that are redelivered, {@code dynamodb:DeleteItem}.
 */
public final class MemoryTable {
  private final DynamoDbEnhancedClient client;
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
    this.client =
        DynamoDbEnhancedClient.builder().dynamoDbClient(client).extensions(List.of()).build();
    this.items = this.client.table(table, Item.SCHEMA);
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
      for (var page : items.query(everyItem(watch))) {
        reads.incrementAndGet();
        for (Item item : page.items()) {
          Memory memory = MemoryCodec.read(item.app(), item.attributes());
          memories.put(memory.app(), memory);
        }
      }
    } catch (SdkException failure) {
      throw Failure.of(failure, "read table " + items.tableName());
    }
    return memories;
  }

  /** Writes a memory alone; see {@link #save(Memory, List)}. */
  public Optional<Memory> save(Memory next) {
    return save(next, List.of());
  }

  /**
   * Writes a memory in the place of the revision it was made from, its outbox with it, and what was
   * set aside of it: all or nothing.
   *
   * @return the memory with its new revision; empty if somebody else has replaced it since, and
   *     then nothing was written
   * @throws StoreException if it was not written, or if that is not known
   */
  public Optional<Memory> save(Memory next, List<Letter> letters) {
    return letters.isEmpty()
        ? put(next)
        : together(next, letters, (request, letter) -> request.addPutItem(items, item(letter)));
  }

  /**
   * Puts letters of one app back into its outbox.
   *
   * @param next the app's memory with their notices
   * @return as {@link #save}; then the letters are gone
   */
  public Optional<Memory> redeliver(Memory next, List<Letter> letters) {
    return together(next, letters, (request, letter) -> request.addDeleteItem(items, item(letter)));
  }

  /** Everything that was set aside and has not expired, oldest first. */
  public List<Letter> letters() {
    var letters = new ArrayList<Letter>();
    try {
      for (var page : items.query(everyItem(Item.letters(watch)))) {
        reads.incrementAndGet();
        page.items().forEach(item -> letters.add(LetterCodec.read(item.app(), item.attributes())));
      }
    } catch (SdkException failure) {
      throw Failure.of(failure, "read the letters in table " + items.tableName());
    }
    letters.sort(Comparator.comparing(Letter::setAsideAt));
    return letters;
  }

  /**
   * Writes an item that is no memory and takes it away again, to see whether the table can be
   * written. Touches nothing that a pass reads.
   *
   * @param expires when it vanishes by itself, should it be left behind
   * @throws StoreException if it cannot
   */
  public void tryWriting(Instant expires) {
    var trial = Item.trial(watch, expires);
    try {
      items.putItem(trial);
      items.deleteItem(trial);
    } catch (SdkException failure) {
      throw Failure.of(failure, "write table " + items.tableName());
    }
  }

  private Optional<Memory> put(Memory next) {
    var saved = next.withRevision(next.revision() + 1);
    Item item = item(saved);
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

  private Optional<Memory> together(
      Memory next,
      List<Letter> letters,
      BiConsumer<TransactWriteItemsEnhancedRequest.Builder, Letter> each) {
    var saved = next.withRevision(next.revision() + 1);
    var request =
        TransactWriteItemsEnhancedRequest.builder()
            .addPutItem(
                items,
                TransactPutItemEnhancedRequest.builder(Item.class)
                    .item(item(saved))
                    .conditionExpression(stillAt(next.revision()))
                    .build());
    letters.forEach(letter -> each.accept(request, letter));
    try {
      writes.incrementAndGet();
      client.transactWriteItems(request.build());
      return Optional.of(saved);
    } catch (TransactionCanceledException canceled) {
      if (wasReplaced(canceled)) {
        return Optional.empty();
      }
      throw Failure.of(canceled, "move letters of item " + next.app());
    } catch (SdkException failure) {
      throw Failure.of(failure, "move letters of item " + next.app());
    }
  }

  private static boolean wasReplaced(TransactionCanceledException canceled) {
    return canceled.cancellationReasons().stream()
        .anyMatch(
            reason ->
                "ConditionalCheckFailed".equals(reason.code())
                    || "TransactionConflict".equals(reason.code()));
  }

  private Item item(Memory memory) {
    return new Item(watch, memory.app().value(), MemoryCodec.write(memory));
  }

  private Item item(Letter letter) {
    return new Item(
        Item.letters(watch),
        letter.app() + "#" + letter.notice().id().value(),
        LetterCodec.write(letter));
  }

  /** How many pages were read, each one call. */
  public int reads() {
    return reads.get();
  }

  /** How many writes were asked for, those that failed included. */
  public int writes() {
    return writes.get();
  }

  private static QueryEnhancedRequest everyItem(String partition) {
    return QueryEnhancedRequest.builder()
        .queryConditional(
            QueryConditional.keyEqualTo(Key.builder().partitionValue(partition).build()))
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
