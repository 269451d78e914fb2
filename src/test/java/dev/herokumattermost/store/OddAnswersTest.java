package dev.herokumattermost.store;

import static dev.herokumattermost.store.DynamoStateStoreContract.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.herokumattermost.discovery.KnownApps;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.incident.BlindPeriod;
import dev.herokumattermost.incident.HistoryEntry;
import dev.herokumattermost.outbox.DeadLetter;
import dev.herokumattermost.outbox.DiscoveredStates;
import dev.herokumattermost.outbox.DiscoveryStore.Kept;
import dev.herokumattermost.outbox.StateStore.NotSaved;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.rules.Selection;
import dev.herokumattermost.store.StoreException.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** What the store makes of answers that no local DynamoDB gives when it is asked to. */
class OddAnswersTest {
  private static final StoredApp APP = StoredApp.unknown(StoredApps.API);
  private static final DiscoveredStates CHANGED =
      new DiscoveredStates(List.of(APP), List.of(), List.of());

  private final Scripted dynamo = new Scripted();
  private final DynamoStateStore store = new DynamoStateStore(dynamo, TABLE, "main");

  @ParameterizedTest
  @ValueSource(strings = {"ConditionalCheckFailed", "TransactionConflict"})
  void transactionThatAnotherPassWasFasterThanIsNoError(String code) throws NotSaved {
    dynamo.refusal = cancelled("None", code);

    assertThat(store.save(APP, List.of(StoredApps.deadLetter()), List.of())).isEmpty();
    assertThat(store.redeliver(APP, List.of(StoredApps.deadLetter()))).isEmpty();
    assertThat(store.save(new Kept(3, known()), CHANGED)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ItemCollectionSizeLimitExceeded", "ValidationError", "ThrottlingError"})
  void transactionCancelledForAnotherReasonIsAnError(String code) {
    dynamo.refusal = cancelled("None", code);

    assertThatThrownBy(() -> store.save(APP, List.of(StoredApps.deadLetter()), List.of()))
        .isInstanceOf(NotSaved.class)
        .hasMessageStartingWith(
            "could not write item api of table " + TABLE + " with what goes with it: ");
    assertThatThrownBy(() -> store.save(new Kept(3, known()), CHANGED))
        .isInstanceOf(NotSaved.class)
        .hasMessageStartingWith("could not save which apps are known in table " + TABLE + ": ");
  }

  @Test
  void whatIsThereAfterATransactionHasTheNextRevision() throws NotSaved {
    assertThat(store.redeliver(APP.withRevision(4), List.of(StoredApps.deadLetter())))
        .hasValueSatisfying(app -> assertThat(app.revision()).isEqualTo(5));
    assertThat(store.save(new Kept(3, known()), CHANGED))
        .hasValueSatisfying(kept -> assertThat(kept.revision()).isEqualTo(4));
    assertThat(store.writes()).isEqualTo(2);
  }

  /** DynamoDB takes a hundred items at once. What is in the outbox must not be lost for it. */
  @ParameterizedTest
  @CsvSource({"1, 98, 100", "1, 99, 100", "99, 5, 100", "2, 3, 6"})
  void transactionHasRoomForDeadLettersFirst(int deadLetters, int ended, int items)
      throws NotSaved {
    List<DeadLetter> setAside = Collections.nCopies(deadLetters, StoredApps.deadLetter());
    List<HistoryEntry> history =
        IntStream.range(0, ended)
            .<HistoryEntry>mapToObj(
                i -> new BlindPeriod(StoredApps.API, Instant.EPOCH, Instant.ofEpochSecond(i)))
            .toList();

    store.save(APP, setAside, history);

    assertThat(dynamo.transactions.getFirst().transactItems()).hasSize(items);
  }

  @Test
  void writeThatAnotherPassWasFasterThanIsNoError() throws NotSaved {
    dynamo.refusal = ConditionalCheckFailedException.builder().build();

    assertThat(store.save(APP, List.of(), List.of())).isEmpty();
    assertThat(store.save(new Kept(3, known()), DiscoveredStates.NOTHING)).isEmpty();
  }

  @Test
  void refusedWriteIsAnErrorThatNamesTheItem() {
    dynamo.refusal = refusal(503, "ServiceUnavailable", "down");

    assertThatThrownBy(() -> store.save(APP, List.of(), List.of()))
        .isInstanceOf(NotSaved.class)
        .hasMessageStartingWith("could not write item api of table " + TABLE);
    assertThatThrownBy(() -> store.save(new Kept(3, known()), DiscoveredStates.NOTHING))
        .isInstanceOf(NotSaved.class)
        .hasMessageStartingWith("could not write item ");
  }

  @Test
  void pageIsNotAskedForWhenThereIsNoTimeLeft() {
    dynamo.pages.add(QueryResponse.builder().lastEvaluatedKey(key("a")).build());
    dynamo.pages.add(QueryResponse.builder().build());
    var asked = new AtomicInteger();

    var error =
        catchThrowableOfType(
            StoreException.class, () -> store.load(() -> asked.incrementAndGet() > 1));

    assertThat(error.reason()).isEqualTo(Reason.UNAVAILABLE);
    assertThat(error)
        .hasMessageStartingWith("could not read table " + TABLE)
        .hasMessageContaining("the time of the pass is over");
    assertThat(store.reads()).isOne();
  }

  @Test
  void nextPageBeginsWhereTheLastOneEnded() {
    dynamo.pages.add(QueryResponse.builder().lastEvaluatedKey(key("a")).build());
    dynamo.pages.add(QueryResponse.builder().build());

    store.load();

    assertThat(dynamo.queries)
        .extracting(QueryRequest::exclusiveStartKey)
        .containsExactly(Map.of(), key("a"));
    assertThat(store.reads()).isEqualTo(2);
  }

  /** Its message may repeat what the item holds. */
  @Test
  void itemThatCannotBeReadIsNamedAndNotRepeated() {
    dynamo.pages.add(
        page(Map.of("app", AttributeValue.fromS("api"), "state", AttributeValue.fromS("x7"))));
    dynamo.pages.add(page(Map.of("app", AttributeValue.fromS(" "))));

    assertThat(store.load().unreadable())
        .hasEntrySatisfying(
            new AppName("api"),
            why -> assertThat(why).startsWith("item api: ").doesNotContain("x7"));
    assertThat(store.load().unreadable()).containsOnlyKeys(new AppName("without a name"));
  }

  @ParameterizedTest
  @CsvSource({
    "400, ValidationException, Item size has exceeded the maximum allowed size, TOO_LARGE",
    "400, ValidationException, One or more parameter values were invalid, REFUSED",
    "400, Other, Item size has exceeded the maximum allowed size, REFUSED",
    "400, Other, The key of KMS is disabled, KEY_UNUSABLE",
    "499, Other, ?, REFUSED",
    "500, Other, ?, UNAVAILABLE"
  })
  void messageTellsTheReasonWhereNoCodeDoes(int status, String code, String says, Reason reason) {
    assertThat(DynamoFailure.of(refusal(status, code, says), "read table t").reason())
        .isEqualTo(reason);
  }

  @Test
  void refusalWithoutACodeSaysSo() {
    var bare = DynamoDbException.builder().statusCode(502).requestId("REQ1").build();

    assertThat(DynamoFailure.of((DynamoDbException) bare, "read table t"))
        .hasMessageStartingWith("could not read table t: no error code (HTTP 502, request REQ1)");
  }

  @Test
  void everyReasonButAnUnreadableItemHasAFix() {
    assertThat(Reason.values())
        .allSatisfy(
            reason -> assertThat(reason.fix().isEmpty()).isEqualTo(reason == Reason.UNREADABLE));
    assertThat(Arrays.stream(Reason.values()).map(Reason::fix)).doesNotHaveDuplicates();
  }

  @Test
  void errorSaysWhatIsWrongAndWhatToDo() {
    var missing = new StoreException(Reason.TABLE_MISSING, "no table", "deploy it", null);

    assertThat(missing).hasMessage("no table; deploy it");
    assertThat(missing.problem()).isEqualTo("no table");
    assertThat(missing.fix()).isEqualTo("deploy it");
    assertThat(missing.inItem("api"))
        .hasMessage("item api: no table; deploy it")
        .extracting("reason")
        .isEqualTo(Reason.TABLE_MISSING);
    assertThat(StoreException.unreadable("odd")).hasMessage("odd");
  }

  private static QueryResponse page(Map<String, AttributeValue> item) {
    return QueryResponse.builder().items(List.of(item)).build();
  }

  private static KnownApps known() {
    return KnownApps.none(Selection.ofNames(List.of(StoredApps.API)));
  }

  private static Map<String, AttributeValue> key(String app) {
    return Map.of("watch", AttributeValue.fromS("main"), "app", AttributeValue.fromS(app));
  }

  private static RuntimeException cancelled(String... codes) {
    return TransactionCanceledException.builder()
        .cancellationReasons(
            Arrays.stream(codes)
                .map(code -> CancellationReason.builder().code(code).build())
                .toList())
        .statusCode(400)
        .build();
  }

  private static DynamoDbException refusal(int status, String code, String says) {
    return (DynamoDbException)
        DynamoDbException.builder()
            .statusCode(status)
            .message(says)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(says).build())
            .build();
  }

  /** Takes what it is given, until it is told to refuse. */
  private static final class Scripted implements DynamoDbClient {
    private final List<TransactWriteItemsRequest> transactions = new ArrayList<>();
    private final List<QueryRequest> queries = new ArrayList<>();
    private final List<QueryResponse> pages = new ArrayList<>();
    private RuntimeException refusal;

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
      refuse();
      transactions.add(request);
      return TransactWriteItemsResponse.builder().build();
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
      refuse();
      return PutItemResponse.builder().build();
    }

    @Override
    public QueryResponse query(QueryRequest request) {
      queries.add(request);
      return pages.removeFirst();
    }

    private void refuse() {
      if (refusal != null) {
        throw refusal;
      }
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
