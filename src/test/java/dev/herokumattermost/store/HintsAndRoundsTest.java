package dev.herokumattermost.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herokumattermost.detect.HintedExit;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.DynoId;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.local.dynamodb.EmbeddedDynamo;
import dev.herokumattermost.pass.AppHints;
import dev.herokumattermost.pass.LastRound;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What invocations leave each other in the table beside the states of apps. */
class HintsAndRoundsTest {
  private static final String TABLE = "hints-and-rounds";
  private static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");
  private static final AppName API = new AppName("api");
  private static final AtomicInteger WATCHES = new AtomicInteger();

  private static EmbeddedDynamo dynamo;
  private static DynamoDbClient client;

  private final String watch = "watch-" + WATCHES.incrementAndGet();

  @BeforeAll
  static void start() {
    dynamo = EmbeddedDynamo.inMemory();
    client = dynamo.client();
    EmbeddedDynamo.createTable(client, TABLE);
  }

  @AfterAll
  static void stop() {
    client.close();
    dynamo.close();
  }

  @Test
  void appWithoutHintsHasNone() {
    assertThat(hints(TABLE).load(API)).isEqualTo(AppHints.none(API));
  }

  @Test
  void hintsAreReadAsTheyWereSavedWithTheNextRevision() {
    AppHints heard = heard();

    assertThat(hints(TABLE).save(heard)).isTrue();

    assertThat(hints(TABLE).load(API)).isEqualTo(heard.withRevision(1));
    assertThat(hints(TABLE).load(new AppName("shop")))
        .isEqualTo(AppHints.none(new AppName("shop")));
    assertThat(item("#hints", "api").get("expires").n())
        .isEqualTo(Long.toString(NOW.plus(Duration.ofDays(7)).getEpochSecond()));
  }

  @Test
  void ofTwoSavesOnOneRevisionTheFirstWins() {
    hints(TABLE).save(heard());

    assertThat(hints(TABLE).save(AppHints.none(API))).isFalse();
    assertThat(hints(TABLE).save(AppHints.none(API).withRevision(1))).isTrue();
    assertThat(hints(TABLE).load(API)).isEqualTo(AppHints.none(API).withRevision(2));
  }

  @Test
  void hintsWithoutATableAreAnErrorThatNamesTheApp() {
    assertThatThrownBy(() -> hints("elsewhere").load(API))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("could not read the hints at api: ResourceNotFoundException");
    assertThatThrownBy(() -> hints("elsewhere").save(heard()))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("could not write the hints at api: ResourceNotFoundException");
  }

  @Test
  void lastRoundOfEachAccountIsKept() {
    LastRound acme = LastRound.awaited("acme", NOW);
    LastRound other = LastRound.awaited("other", NOW.plusSeconds(1));

    rounds(TABLE).keep(acme);
    rounds(TABLE).keep(other);

    assertThat(rounds(TABLE).load()).isEqualTo(Map.of("acme", acme, "other", other));
    assertThat(item("#rounds", "acme").get("expires").n())
        .isEqualTo(Long.toString(NOW.plus(Duration.ofDays(30)).getEpochSecond()));
  }

  @Test
  void earlierRoundDoesNotReplaceALaterOne() {
    rounds(TABLE).keep(LastRound.awaited("acme", NOW));

    rounds(TABLE).keep(LastRound.awaited("acme", NOW.minusMillis(1)));
    assertThat(rounds(TABLE).load().get("acme").at()).isEqualTo(NOW);

    rounds(TABLE).keep(LastRound.awaited("acme", NOW.plusMillis(1)));
    assertThat(rounds(TABLE).load().get("acme").at()).isEqualTo(NOW.plusMillis(1));
  }

  /** The next round replaces it. */
  @Test
  void roundThatCannotBeReadIsAsGoodAsNone() {
    rounds(TABLE).keep(LastRound.awaited("acme", NOW));
    rounds(TABLE).keep(LastRound.awaited("other", NOW));
    var broken = new HashMap<>(item("#rounds", "acme"));
    broken.put("round", AttributeValue.fromS("x"));
    client.putItem(put -> put.tableName(TABLE).item(broken));

    assertThat(rounds(TABLE).load()).containsOnlyKeys("other");
  }

  @Test
  void roundsWithoutATableAreAnErrorThatNamesIt() {
    assertThatThrownBy(() -> rounds("elsewhere").load())
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("could not read the last rounds in table elsewhere: ");
    assertThatThrownBy(() -> rounds("elsewhere").keep(LastRound.awaited("acme", NOW)))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("could not write the last round over acme to table elsewhere: ");
  }

  private static AppHints heard() {
    var exit = new HintedExit(new DynoId("d1"), DynoState.CRASHED, 137);
    return AppHints.none(API)
        .withHeardAt(NOW)
        .withLookedAt(NOW.minusSeconds(5))
        .withExits(List.of(exit));
  }

  private DynamoHintStore hints(String table) {
    return new DynamoHintStore(client, table, watch, InstantSource.fixed(NOW));
  }

  private DynamoLastRounds rounds(String table) {
    return new DynamoLastRounds(client, table, watch);
  }

  private Map<String, AttributeValue> item(String partition, String app) {
    return client
        .getItem(
            get ->
                get.tableName(TABLE)
                    .key(
                        Map.of(
                            "watch", AttributeValue.fromS(watch + partition),
                            "app", AttributeValue.fromS(app))))
        .item();
  }
}
