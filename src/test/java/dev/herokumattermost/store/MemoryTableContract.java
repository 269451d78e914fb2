package dev.herokumattermost.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.herokumattermost.local.dynamodb.EmbeddedDynamo;
import dev.herokumattermost.store.StoreException.Reason;
import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Memory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the table promises, whichever DynamoDB it is. */
abstract class MemoryTableContract {
  static final String TABLE = "memories";

  /** A watch of its own keeps each test's items apart. */
  private String watch;

  abstract DynamoDbClient client();

  @BeforeEach
  void table() {
    watch = UUID.randomUUID().toString();
    EmbeddedDynamo.createTable(client(), TABLE);
  }

  @Test
  void newWatchKnowsNothing() {
    assertThat(pass().load()).isEmpty();
  }

  @Test
  void whatWasSavedIsLoaded() {
    Memory saved = pass().save(Memories.full().withRevision(0)).orElseThrow();

    assertThat(saved.revision()).isEqualTo(1);
    assertThat(pass().load()).containsExactly(Map.entry(Memories.API, saved));
  }

  @Test
  void eachWriteMakesTheNextRevision() {
    Memory first = pass().save(Memory.nothing(Memories.API)).orElseThrow();

    Memory second = pass().save(Memories.full().withRevision(first.revision())).orElseThrow();

    assertThat(second.revision()).isEqualTo(2);
    assertThat(pass().load()).containsEntry(Memories.API, second);
  }

  @Test
  void letterIsSetAsideWithTheMemoryOrNotAtAll() {
    Memory first = pass().save(Memories.full().withRevision(0)).orElseThrow();

    assertThat(pass().save(first.withRevision(7), List.of(Memories.letter()))).isEmpty();
    assertThat(pass().letters()).isEmpty();

    Memory second = pass().save(first, List.of(Memories.letter())).orElseThrow();
    assertThat(second.revision()).isEqualTo(2);
    assertThat(pass().letters()).containsExactly(Memories.letter());
    assertThat(pass().load()).containsExactly(Map.entry(Memories.API, second));
  }

  @Test
  void letterIsPutBackWithTheMemoryOrNotAtAll() {
    Memory first =
        pass().save(Memories.full().withRevision(0), List.of(Memories.letter())).orElseThrow();

    assertThat(pass().redeliver(first.withRevision(7), List.of(Memories.letter()))).isEmpty();
    assertThat(pass().letters()).hasSize(1);

    assertThat(pass().redeliver(first, List.of(Memories.letter()))).isPresent();
    assertThat(pass().letters()).isEmpty();
  }

  @Test
  void letterSaysWhenTheTableMayForgetIt() {
    pass().save(Memories.full().withRevision(0), List.of(Memories.letter()));

    var items =
        client()
            .query(
                query ->
                    query
                        .tableName(TABLE)
                        .keyConditionExpression("watch = :watch")
                        .expressionAttributeValues(
                            Map.of(":watch", AttributeValue.fromS(watch + "#letters"))))
            .items();
    assertThat(items).singleElement();
    assertThat(items.getFirst().get("expires").n())
        .isEqualTo(Long.toString(Memories.letter().setAsideAt().getEpochSecond() + 30 * 86_400));
  }

  @Test
  void ofTwoFirstWritesOneWins() {
    Memory winner = pass().save(Memories.full().withRevision(0)).orElseThrow();

    assertThat(pass().save(Memory.nothing(Memories.API))).isEmpty();
    assertThat(pass().load()).containsEntry(Memories.API, winner);
  }

  @Test
  void ofTwoWritesOnOneRevisionOneWins() {
    Memory known = pass().save(Memory.nothing(Memories.API)).orElseThrow();
    Memory winner = pass().save(Memories.full().withRevision(known.revision())).orElseThrow();

    assertThat(pass().save(known)).isEmpty();
    assertThat(pass().load()).containsEntry(Memories.API, winner);
  }

  @Test
  void memoryOfAnItemThatIsGoneIsNotWritten() {
    assertThat(pass().save(Memories.full())).isEmpty();
    assertThat(pass().load()).isEmpty();
  }

  @Test
  void watchesDoNotSeeEachOther() {
    new MemoryTable(client(), TABLE, "of others " + watch).save(Memory.nothing(Memories.API));

    assertThat(pass().load()).isEmpty();
  }

  @Test
  void accountIsRememberedLikeAnApp() {
    var account = new AppName("*");
    Memory saved = pass().save(Memory.nothing(account)).orElseThrow();

    assertThat(pass().load()).containsExactly(Map.entry(account, saved));
  }

  @Test
  void unknownAttributesAreIgnored() {
    var attributes = new HashMap<>(MemoryCodec.write(Memories.full()));
    attributes.put("mood", AttributeValue.fromS("sunny"));
    put("api", attributes);

    assertThat(pass().load()).containsEntry(Memories.API, Memories.full());
  }

  @Test
  void oneUnreadableItemFailsTheWholeLoad() {
    pass().save(Memory.nothing(Memories.API));
    put("broken", Map.of("format", AttributeValue.fromN("1")));

    assertThat(catchThrowableOfType(StoreException.class, () -> pass().load()))
        .hasMessage("item broken: revision is missing");
  }

  @Test
  void newerFormatIsRefusedAndKept() {
    var attributes = new HashMap<>(MemoryCodec.write(Memories.full()));
    attributes.put("format", AttributeValue.fromN("2"));
    put("api", attributes);

    var refusal = catchThrowableOfType(StoreException.class, () -> pass().load());

    assertThat(refusal.reason()).isEqualTo(Reason.NEWER_FORMAT);
    assertThat(pass().save(Memory.nothing(Memories.API))).isEmpty();
  }

  @Test
  void loadReadsEveryPage() {
    for (int app = 1; app <= 8; app++) {
      pass().save(Memories.withDynos(new AppName("app" + app), 1000)).orElseThrow();
    }
    MemoryTable pass = pass();

    assertThat(pass.load()).hasSize(8).allSatisfy((_, m) -> assertThat(m.dynos()).hasSize(1000));
    assertThat(pass.reads()).isGreaterThan(1);
  }

  @Test
  void itemThatIsTooLargeIsAnErrorThatNamesTheApp() {
    var error =
        catchThrowableOfType(
            StoreException.class, () -> pass().save(Memories.withDynos(Memories.API, 3000)));

    assertThat(error.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(error).hasMessageContainingAll("item api of table memories", "400 KB");
  }

  @Test
  void missingTableFailsTheLoad() {
    var elsewhere = new MemoryTable(client(), "nowhere", watch);

    var error = catchThrowableOfType(StoreException.class, elsewhere::load);

    assertThat(error.reason()).isEqualTo(Reason.TABLE_MISSING);
    assertThat(error)
        .hasMessageContainingAll("nowhere", "ResourceNotFoundException", "request", "deploy");
  }

  @Test
  void callsAreCounted() {
    MemoryTable pass = pass();

    pass.load();
    pass.save(Memory.nothing(Memories.API));
    pass.save(Memory.nothing(Memories.API));

    assertThat(pass.reads()).isEqualTo(1);
    assertThat(pass.writes()).isEqualTo(2);
  }

  private MemoryTable pass() {
    return new MemoryTable(client(), TABLE, watch);
  }

  private void put(String app, Map<String, AttributeValue> attributes) {
    var item = new HashMap<>(attributes);
    item.put("watch", AttributeValue.fromS(watch));
    item.put("app", AttributeValue.fromS(app));
    client().putItem(request -> request.tableName(TABLE).item(item));
  }
}
