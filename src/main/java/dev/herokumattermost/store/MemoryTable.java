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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * The memories of one watch in DynamoDB, one item per app. Lives for one pass and counts what the
 * pass asks of the table. Needs {@code dynamodb:Query}, {@code dynamodb:PutItem} and, for letters
 * that are redelivered, {@code dynamodb:DeleteItem}.
 */
public final class MemoryTable {
  private final DynamoDbClient client;
  private final String table;
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
    this.client = client;
    this.table = table;
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
      for (Item item : everyItem(watch)) {
        Memory memory = MemoryCodec.read(item.app(), item.attributes());
        memories.put(memory.app(), memory);
      }
    } catch (SdkException failure) {
      throw Failure.of(failure, "read table " + table);
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
        : together(next, letters.stream().map(letter -> put(item(letter))));
  }

  /**
   * Puts letters of one app back into its outbox.
   *
   * @param next the app's memory with their notices
   * @return as {@link #save}; then the letters are gone
   */
  public Optional<Memory> redeliver(Memory next, List<Letter> letters) {
    return together(next, letters.stream().map(letter -> delete(item(letter))));
  }

  /** Everything that was set aside and has not expired, oldest first. */
  public List<Letter> letters() {
    var letters = new ArrayList<Letter>();
    try {
      for (Item item : everyItem(Item.letters(watch))) {
        letters.add(LetterCodec.read(item.app(), item.attributes()));
      }
    } catch (SdkException failure) {
      throw Failure.of(failure, "read the letters in table " + table);
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
      client.putItem(request -> request.tableName(table).item(trial.stored()));
      client.deleteItem(request -> request.tableName(table).key(trial.key()));
    } catch (SdkException failure) {
      throw Failure.of(failure, "write table " + table);
    }
  }

  private Optional<Memory> put(Memory next) {
    var saved = next.withRevision(next.revision() + 1);
    Item item = item(saved);
    try {
      writes.incrementAndGet();
      client.putItem(
          request ->
              request
                  .tableName(table)
                  .item(item.stored())
                  .conditionExpression(stillAt(next.revision()))
                  .expressionAttributeValues(known(next.revision()))
                  .returnValuesOnConditionCheckFailure(ALL_OLD));
      return Optional.of(saved);
    } catch (ConditionalCheckFailedException replaced) {
      return isOurs(item, replaced) ? Optional.of(saved) : Optional.empty();
    } catch (SdkException failure) {
      throw Failure.of(failure, "write item " + next.app() + " of table " + table);
    }
  }

  private Optional<Memory> together(Memory next, Stream<TransactWriteItem> letters) {
    var saved = next.withRevision(next.revision() + 1);
    var memory =
        Put.builder()
            .tableName(table)
            .item(item(saved).stored())
            .conditionExpression(stillAt(next.revision()))
            .expressionAttributeValues(known(next.revision()))
            .build();
    List<TransactWriteItem> all =
        Stream.concat(Stream.of(TransactWriteItem.builder().put(memory).build()), letters).toList();
    try {
      writes.incrementAndGet();
      client.transactWriteItems(request -> request.transactItems(all));
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

  /** Page by page, each of which is a call. */
  private List<Item> everyItem(String partition) {
    var items = new ArrayList<Item>();
    for (var page :
        client.queryPaginator(
            request ->
                request
                    .tableName(table)
                    .keyConditionExpression("watch = :watch")
                    .expressionAttributeValues(Map.of(":watch", AttributeValue.fromS(partition)))
                    .consistentRead(false))) {
      reads.incrementAndGet();
      page.items().forEach(stored -> items.add(Item.of(stored)));
    }
    return items;
  }

  private TransactWriteItem put(Item item) {
    return TransactWriteItem.builder().put(put -> put.tableName(table).item(item.stored())).build();
  }

  private TransactWriteItem delete(Item item) {
    return TransactWriteItem.builder()
        .delete(delete -> delete.tableName(table).key(item.key()))
        .build();
  }

  private static String stillAt(long revision) {
    return revision == 0 ? "attribute_not_exists(app)" : "revision = :known";
  }

  /** The values that {@link #stillAt} speaks of. */
  private static @Nullable Map<String, AttributeValue> known(long revision) {
    return revision == 0 ? null : Map.of(":known", AttributeValue.fromN(Long.toString(revision)));
  }

  /**
   * When the answer to a write is lost, the SDK writes again, and then it is our own first write
   * that stands in the way.
   */
  private static boolean isOurs(Item item, ConditionalCheckFailedException replaced) {
    return replaced.hasItem() && replaced.item().equals(item.stored());
  }
}
