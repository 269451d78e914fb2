package dev.herokumattermost.store;

import static software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure.ALL_OLD;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.incident.HistoryEntry;
import dev.herokumattermost.outbox.DeadLetter;
import dev.herokumattermost.outbox.DiscoveredStates;
import dev.herokumattermost.outbox.DiscoveryStore;
import dev.herokumattermost.outbox.StateStore;
import dev.herokumattermost.outbox.StoredApp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.extensions.VersionedRecordExtension;
import software.amazon.awssdk.enhanced.dynamodb.model.PutItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactDeleteItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactWriteItemsEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * The apps of one watch in DynamoDB, one item each. Lives for one pass and counts what the pass
 * asks of the table. Needs {@code dynamodb:Query}, {@code dynamodb:GetItem}, {@code
 * dynamodb:PutItem} and, for dead letters that are redelivered, {@code dynamodb:DeleteItem}.
 */
public final class DynamoStateStore implements StateStore, DiscoveryStore {
  /** The sort key: the app's name, and in a dead letter also the notification's. */
  private static final String KEY = "app";

  /** A transaction takes a hundred items, the app's own among them. */
  private static final int MOST_MOVED = 99;

  private final DynamoDbClient client;
  private final DynamoDbEnhancedClient enhanced;
  private final DynamoDbTable<AppItem> apps;
  private final DynamoDbTable<DeadLetterItem> setAside;
  private final DynamoDbTable<KnownAppsItem> discovery;
  private final DynamoDbTable<HistoryItem> history;
  private final String table;
  private final String watch;
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger writes = new AtomicInteger();

  /**
   * The apps of a watch. Nothing is asked of DynamoDB yet.
   *
   * @param table the table's name or ARN; its keys are {@code watch} and {@code app}, both strings
   * @param watch the partition, so that watches can share a table
   */
  public DynamoStateStore(DynamoDbClient client, String table, String watch) {
    this.client = client;
    this.enhanced =
        DynamoDbEnhancedClient.builder()
            .dynamoDbClient(client)
            // Puts each write under the condition that the revision is still the one it replaces.
            .extensions(VersionedRecordExtension.builder().build())
            .build();
    this.apps = enhanced.table(table, AppItem.SCHEMA);
    this.setAside = enhanced.table(table, DeadLetterItem.SCHEMA);
    this.discovery = enhanced.table(table, KnownAppsItem.SCHEMA);
    this.history = enhanced.table(table, HistoryItem.SCHEMA);
    this.table = table;
    this.watch = watch;
  }

  /**
   * Has classes loaded and mappings made that the first load would have to wait for. Asks nothing
   * of DynamoDB.
   */
  public static void prime() {
    var item = AppItem.of("", StoredApp.unknown(AppState.ACCOUNT));
    AppItem.SCHEMA.mapToItem(AppItem.SCHEMA.itemToMap(item, true));
  }

  @Override
  public Loaded load() {
    return load(() -> false);
  }

  /** Eventually consistent: what was replaced meanwhile fails its write. */
  @Override
  public Loaded load(BooleanSupplier timeIsOver) {
    var apps = new TreeMap<AppName, StoredApp>();
    var unreadable = new TreeMap<AppName, String>();
    everyItem(
        "read table " + table,
        watch,
        timeIsOver,
        item -> {
          String name = name(item);
          try {
            StoredApp app = AppItem.SCHEMA.mapToItem(item).storedApp();
            apps.put(app.app(), app);
          } catch (RuntimeException wrong) {
            unreadable.put(new AppName(name.isBlank() ? "without a name" : name), why(name, wrong));
          }
        });
    return new Loaded(apps, unreadable);
  }

  private static String name(Map<String, AttributeValue> item) {
    return Objects.requireNonNull(item.get(KEY)).s();
  }

  /** Only our own exceptions are known to repeat nothing of what an item holds. */
  private static String why(String item, RuntimeException wrong) {
    return wrong instanceof StoreException known
        ? String.valueOf(known.getMessage())
        : "item %s: %s".formatted(item, wrong.getClass().getSimpleName());
  }

  @Override
  public Optional<StoredApp> load(AppName app) {
    reads.incrementAndGet();
    return asking(
            "read item %s of table %s".formatted(app, table),
            () ->
                Optional.ofNullable(
                    apps.getItem(
                        request ->
                            request
                                .key(key -> key.partitionValue(watch).sortValue(app.value()))
                                .consistentRead(true))))
        .map(AppItem::storedApp);
  }

  @Override
  public Optional<StoredApp> save(
      StoredApp next, List<DeadLetter> deadLetters, List<HistoryEntry> ended) throws NotSaved {
    try {
      if (deadLetters.isEmpty() && ended.isEmpty()) {
        return put(next);
      }
      var transaction = transaction(next);
      deadLetters.forEach(one -> transaction.addPutItem(setAside, DeadLetterItem.of(watch, one)));
      // A process type more than a transaction takes goes without; no app has so many.
      ended.stream()
          .limit(Math.max(0, MOST_MOVED - deadLetters.size()))
          .forEach(one -> transaction.addPutItem(history, HistoryItem.of(watch, one)));
      return write(next, transaction.build());
    } catch (StoreException failure) {
      throw new NotSaved(String.valueOf(failure.getMessage()), failure);
    }
  }

  @Override
  public Optional<Kept> loadKnownApps() {
    reads.incrementAndGet();
    return asking(
            "read which apps are known of table " + table,
            () ->
                Optional.ofNullable(
                    discovery.getItem(
                        request ->
                            request
                                .key(
                                    key ->
                                        key.partitionValue(KnownAppsItem.partition(watch))
                                            .sortValue(KnownAppsItem.KEY))
                                .consistentRead(true))))
        .map(KnownAppsItem::kept);
  }

  @Override
  public Optional<Kept> save(Kept next, DiscoveredStates changes) throws NotSaved {
    try {
      if (changes.isNothing()) {
        return put(next);
      }
      var transaction =
          TransactWriteItemsEnhancedRequest.builder()
              .addPutItem(discovery, KnownAppsItem.of(watch, next));
      changes.written().forEach(app -> transaction.addPutItem(apps, AppItem.of(watch, app)));
      changes.removed().forEach(app -> transaction.addDeleteItem(apps, removal(app)));
      // What is more than a transaction takes goes without, as many apps can be gone at once.
      changes.ended().stream()
          .limit(Math.max(0, MOST_MOVED - changes.written().size() - changes.removed().size()))
          .forEach(one -> transaction.addPutItem(history, HistoryItem.of(watch, one)));
      return written(
          "save which apps are known in table " + table,
          transaction.build(),
          new Kept(next.revision() + 1, next.apps()));
    } catch (StoreException failure) {
      throw new NotSaved(String.valueOf(failure.getMessage()), failure);
    }
  }

  /** Unlike a write, a removal is put under the condition of its revision by hand. */
  private TransactDeleteItemEnhancedRequest removal(StoredApp app) {
    return TransactDeleteItemEnhancedRequest.builder()
        .key(key -> key.partitionValue(watch).sortValue(app.app().value()))
        .conditionExpression(
            Expression.builder()
                .expression("#revision = :revision")
                .putExpressionName("#revision", "revision")
                .putExpressionValue(
                    ":revision", AttributeValue.fromN(Long.toString(app.revision())))
                .build())
        .build();
  }

  /**
   * Puts dead letters of one app back into its outbox.
   *
   * @param next the app with their notifications
   * @return as {@link #save}; then the dead letters are gone
   */
  public Optional<StoredApp> redeliver(StoredApp next, List<DeadLetter> deadLetters) {
    var transaction = transaction(next);
    deadLetters.forEach(one -> transaction.addDeleteItem(setAside, DeadLetterItem.of(watch, one)));
    return write(next, transaction.build());
  }

  /**
   * What was set aside and has not expired.
   *
   * @param readable oldest first
   * @param unreadable why each of the others cannot be read
   */
  public record DeadLetters(List<DeadLetter> readable, List<String> unreadable) {}

  /** All dead letters. */
  public DeadLetters deadLetters() {
    var readable = new ArrayList<DeadLetter>();
    var unreadable = new ArrayList<String>();
    everyItem(
        "read the dead letters in table " + table,
        DeadLetterItem.partition(watch),
        () -> false,
        item -> {
          try {
            readable.add(DeadLetterItem.SCHEMA.mapToItem(item).deadLetter());
          } catch (RuntimeException wrong) {
            unreadable.add(why(name(item), wrong));
          }
        });
    readable.sort(Comparator.comparing(DeadLetter::setAsideAt));
    return new DeadLetters(List.copyOf(readable), List.copyOf(unreadable));
  }

  @Override
  public History recent(AppName app) {
    return history(
        someItems(
            "read the history of item " + app,
            query ->
                query
                    .keyConditionExpression("#watch = :watch AND begins_with(#app, :app)")
                    .expressionAttributeNames(Map.of("#watch", "watch", "#app", KEY))
                    .expressionAttributeValues(
                        Map.of(
                            ":watch", AttributeValue.fromS(HistoryItem.partition(watch)),
                            ":app", AttributeValue.fromS(HistoryItem.prefix(app))))
                    .scanIndexForward(false)
                    .limit(MOST_RECENT)));
  }

  @Override
  public History history() {
    var items = new ArrayList<Map<String, AttributeValue>>();
    everyItem(
        "read the history in table " + table,
        HistoryItem.partition(watch),
        () -> false,
        items::add);
    return history(items);
  }

  private static History history(List<Map<String, AttributeValue>> items) {
    var readable = new ArrayList<HistoryEntry>();
    var unreadable = new ArrayList<String>();
    for (Map<String, AttributeValue> item : items) {
      try {
        readable.add(HistoryItem.SCHEMA.mapToItem(item).entry());
      } catch (RuntimeException wrong) {
        unreadable.add(why(name(item), wrong));
      }
    }
    return new History(readable, unreadable);
  }

  /** One page. */
  private List<Map<String, AttributeValue>> someItems(
      String attempt, UnaryOperator<QueryRequest.Builder> query) {
    reads.incrementAndGet();
    return asking(
        attempt,
        () ->
            client
                .query(
                    query
                        .apply(QueryRequest.builder().tableName(table).consistentRead(false))
                        .build())
                .items());
  }

  /**
   * Writes an item and deletes it, to see whether the table can be written. Touches nothing that a
   * pass reads.
   *
   * @param expires when the table may delete it, should it be left behind
   */
  public void tryWriting(Instant expires) {
    Map<String, AttributeValue> key =
        Map.of(
            "watch", AttributeValue.fromS(watch + "#doctor"), "app", AttributeValue.fromS("trial"));
    var item = new TreeMap<>(key);
    item.put("expires", AttributeValue.fromN(Long.toString(expires.getEpochSecond())));
    asking(
        "write table " + table,
        () -> {
          client.putItem(request -> request.tableName(table).item(item));
          return client.deleteItem(request -> request.tableName(table).key(key));
        });
  }

  @Override
  public int reads() {
    return reads.get();
  }

  @Override
  public int writes() {
    return writes.get();
  }

  /**
   * As they lie there: one that cannot be understood must not keep the others from being read. Each
   * page has time limits of its own, and is let go of before the next is asked for, so that neither
   * time nor memory depends on how many there are.
   */
  private void everyItem(
      String attempt,
      String partition,
      BooleanSupplier timeIsOver,
      Consumer<Map<String, AttributeValue>> reader) {
    Map<String, AttributeValue> next = Map.of();
    do {
      if (timeIsOver.getAsBoolean()) {
        throw DynamoFailure.outOfTime(attempt);
      }
      QueryResponse page = page(attempt, partition, next);
      page.items().forEach(reader);
      next = page.lastEvaluatedKey();
    } while (!next.isEmpty());
  }

  private QueryResponse page(String attempt, String partition, Map<String, AttributeValue> from) {
    reads.incrementAndGet();
    return asking(
        attempt,
        () ->
            client.query(
                PartitionQuery.of(table, partition)
                    .exclusiveStartKey(from.isEmpty() ? null : from)
                    .consistentRead(false)
                    .build()));
  }

  private Optional<StoredApp> put(StoredApp next) {
    var saved = next.withRevision(next.revision() + 1);
    return put(
            apps,
            AppItem.SCHEMA,
            AppItem.of(watch, next),
            AppItem.of(watch, saved),
            next.app().value())
        ? Optional.of(saved)
        : Optional.empty();
  }

  private Optional<Kept> put(Kept next) {
    var saved = new Kept(next.revision() + 1, next.apps());
    return put(
            discovery,
            KnownAppsItem.SCHEMA,
            KnownAppsItem.of(watch, next),
            KnownAppsItem.of(watch, saved),
            KnownAppsItem.KEY)
        ? Optional.of(saved)
        : Optional.empty();
  }

  /**
   * Whether an item was written. When the answer to a write is lost, the SDK writes again, and then
   * it is our own first write that fails the condition.
   */
  private <T> boolean put(
      DynamoDbTable<T> items, ItemSchema<T> schema, T next, T saved, String name) {
    writes.incrementAndGet();
    return asking(
        "write item %s of table %s".formatted(name, table),
        () -> {
          try {
            items.putItem(
                PutItemEnhancedRequest.builder(schema.itemType().rawClass())
                    .item(next)
                    .returnValuesOnConditionCheckFailure(ALL_OLD)
                    .build());
            return true;
          } catch (ConditionalCheckFailedException replaced) {
            return replaced.hasItem() && replaced.item().equals(schema.itemToMap(saved, true));
          }
        });
  }

  private TransactWriteItemsEnhancedRequest.Builder transaction(StoredApp next) {
    return TransactWriteItemsEnhancedRequest.builder().addPutItem(apps, AppItem.of(watch, next));
  }

  private Optional<StoredApp> write(StoredApp next, TransactWriteItemsEnhancedRequest transaction) {
    return written(
        "write item %s of table %s with what goes with it".formatted(next.app(), table),
        transaction,
        next.withRevision(next.revision() + 1));
  }

  /** What is there after a transaction; empty if another pass was first. */
  private <R> Optional<R> written(
      String attempt, TransactWriteItemsEnhancedRequest transaction, R after) {
    writes.incrementAndGet();
    return asking(
        attempt,
        () -> {
          try {
            enhanced.transactWriteItems(transaction);
            return Optional.of(after);
          } catch (TransactionCanceledException canceled) {
            if (wasReplaced(canceled)) {
              return Optional.empty();
            }
            throw canceled;
          }
        });
  }

  private static boolean wasReplaced(TransactionCanceledException canceled) {
    return canceled.cancellationReasons().stream()
        .anyMatch(
            reason ->
                "ConditionalCheckFailed".equals(reason.code())
                    || "TransactionConflict".equals(reason.code()));
  }

  private static <R> R asking(String attempt, Supplier<R> call) {
    try {
      return call.get();
    } catch (SdkException failure) {
      throw DynamoFailure.of(failure, attempt);
    }
  }
}
