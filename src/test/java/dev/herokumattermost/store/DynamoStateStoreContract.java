package dev.herokumattermost.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.herokumattermost.discovery.KnownApps;
import dev.herokumattermost.dyno.AppId;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.ListedApp;
import dev.herokumattermost.dyno.ListedApp.PipelineStage;
import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.incident.BlindPeriod;
import dev.herokumattermost.incident.HistoryEntry;
import dev.herokumattermost.local.dynamodb.EmbeddedDynamo;
import dev.herokumattermost.outbox.DeadLetter;
import dev.herokumattermost.outbox.DiscoveredStates;
import dev.herokumattermost.outbox.DiscoveryStore.Kept;
import dev.herokumattermost.outbox.StateStore;
import dev.herokumattermost.outbox.StateStore.NotSaved;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.rules.AppList;
import dev.herokumattermost.store.StoreException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the store promises, whichever DynamoDB it is. */
abstract class DynamoStateStoreContract {
  static final String TABLE = "watch-state";

  private static final AtomicInteger WATCHES = new AtomicInteger();

  /** A watch of its own keeps each test's items apart. */
  private String watch;

  abstract DynamoDbClient client();

  @BeforeEach
  void table() {
    watch = "watch-" + WATCHES.incrementAndGet();
    EmbeddedDynamo.createTable(client(), TABLE);
  }

  @Test
  void newWatchKnowsNothing() {
    assertThat(pass().load().apps()).isEmpty();
    assertThat(pass().load(StoredApps.API)).isEmpty();
  }

  @Test
  void whatWasSavedIsLoaded() throws NotSaved {
    StoredApp saved = save(StoredApps.full().withRevision(0)).orElseThrow();

    assertThat(saved).isEqualTo(StoredApps.full().withRevision(1));
    assertThat(pass().load().apps()).containsExactly(Map.entry(StoredApps.API, saved));
    assertThat(pass().load(StoredApps.API)).contains(saved);
  }

  @Test
  void eachWriteMakesTheNextRevision() throws NotSaved {
    StoredApp first = save(StoredApp.unknown(StoredApps.API)).orElseThrow();

    StoredApp second = save(StoredApps.full().withRevision(first.revision())).orElseThrow();

    assertThat(second.revision()).isEqualTo(2);
    assertThat(pass().load().apps()).containsEntry(StoredApps.API, second);
  }

  @Test
  void deadLetterIsSetAsideWithTheAppOrNotAtAll() throws NotSaved {
    StoredApp first = save(StoredApps.full().withRevision(0)).orElseThrow();

    assertThat(save(first.withRevision(7), StoredApps.deadLetter())).isEmpty();
    assertThat(pass().deadLetters().readable()).isEmpty();

    StoredApp second = save(first, StoredApps.deadLetter()).orElseThrow();
    assertThat(second.revision()).isEqualTo(2);
    assertThat(pass().deadLetters().readable()).containsExactly(StoredApps.deadLetter());
    assertThat(pass().load().apps()).containsExactly(Map.entry(StoredApps.API, second));
  }

  @Test
  void deadLetterIsPutBackWithTheAppOrNotAtAll() throws NotSaved {
    StoredApp first =
        save(StoredApps.full().withRevision(0), StoredApps.deadLetter()).orElseThrow();

    assertThat(pass().redeliver(first.withRevision(7), List.of(StoredApps.deadLetter()))).isEmpty();
    assertThat(pass().deadLetters().readable()).hasSize(1);

    assertThat(pass().redeliver(first, List.of(StoredApps.deadLetter()))).isPresent();
    assertThat(pass().deadLetters().readable()).isEmpty();
  }

  @Test
  void whatHasEndedIsKeptWithTheAppOrNotAtAll() throws NotSaved {
    StoredApp first = save(StoredApps.full().withRevision(0)).orElseThrow();

    assertThat(pass().save(first.withRevision(7), List.of(), StoredApps.history())).isEmpty();
    assertThat(pass().history().entries()).isEmpty();

    StoredApp second = pass().save(first, List.of(), StoredApps.history()).orElseThrow();
    assertThat(second.revision()).isEqualTo(2);
    assertThat(pass().history().entries())
        .containsExactlyInAnyOrderElementsOf(StoredApps.history());
    assertThat(pass().load().apps()).containsExactly(Map.entry(StoredApps.API, second));
  }

  @Test
  void whatEndsAgainReplacesItsFirstEnd() throws NotSaved {
    HistoryEntry entry = StoredApps.history().getFirst();
    StoredApp first =
        pass().save(StoredApps.full().withRevision(0), List.of(), List.of(entry)).orElseThrow();

    pass().save(first, List.of(), List.of(entry));

    assertThat(pass().history().entries()).containsExactly(entry);
  }

  @Test
  void recentHistoryIsThatOfOneAppNewestFirst() throws NotSaved {
    var other = new AppName("api-2");
    pass()
        .save(
            StoredApp.unknown(other),
            List.of(),
            List.of(new BlindPeriod(other, Instant.EPOCH, Instant.EPOCH)));
    pass().save(StoredApps.full().withRevision(0), List.of(), StoredApps.history());

    assertThat(pass().recent(StoredApps.API).entries())
        .containsExactlyElementsOf(StoredApps.history().reversed());
    assertThat(pass().recent(other).entries()).hasSize(1);
  }

  @Test
  void recentHistoryIsBounded() throws NotSaved {
    List<HistoryEntry> many =
        IntStream.rangeClosed(1, StateStore.MOST_RECENT + 20)
            .<HistoryEntry>mapToObj(
                day ->
                    new BlindPeriod(
                        StoredApps.API,
                        Instant.EPOCH.plus(Duration.ofDays(day)),
                        Instant.EPOCH.plus(Duration.ofDays(day))))
            .toList();
    StoredApp first =
        pass()
            .save(StoredApps.full().withRevision(0), List.of(), many.subList(0, 60))
            .orElseThrow();
    pass().save(first, List.of(), many.subList(60, many.size()));

    assertThat(pass().recent(StoredApps.API).entries())
        .hasSize(StateStore.MOST_RECENT)
        .startsWith(many.getLast());
  }

  @Test
  void historyEntryThatCannotBeReadIsNamedAndHidesNoOther() throws NotSaved {
    pass().save(StoredApps.full().withRevision(0), List.of(), StoredApps.history());
    String partition = HistoryItem.partition(watch);
    var broken = new HashMap<>(itemsOf(partition).getFirst());
    broken.put("app", text("api#2026-05-04T12:00:01Z#web"));
    broken.put("entry", text("secret"));
    client().putItem(request -> request.tableName(TABLE).item(broken));

    StateStore.History history = pass().recent(StoredApps.API);

    assertThat(history.entries()).hasSize(StoredApps.history().size());
    assertThat(history.unreadable())
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("item api#2026-05-04T12:00:01Z#web: entry ")
        .doesNotContain("secret");
  }

  @Test
  void historyExpiresAHundredDaysAfterItsEnd() throws NotSaved {
    HistoryEntry entry = StoredApps.history().getFirst();
    pass().save(StoredApps.full().withRevision(0), List.of(), List.of(entry));

    assertThat(itemsOf(HistoryItem.partition(watch)).getFirst().get("expires").n())
        .isEqualTo(Long.toString(entry.until().plus(Duration.ofDays(100)).getEpochSecond()));
  }

  @Test
  void deadLettersAreListedOldestFirst() throws NotSaved {
    DeadLetter late = StoredApps.deadLetter();
    var early =
        new DeadLetter(
            new AppName("worker"), late.notification(), late.setAsideAt().minusSeconds(60));

    save(StoredApps.full().withRevision(0), late, early);

    assertThat(pass().deadLetters().readable()).containsExactly(early, late);
  }

  @Test
  void deadLetterSaysWhenTheTableMayDeleteIt() throws NotSaved {
    save(StoredApps.full().withRevision(0), StoredApps.deadLetter());

    assertThat(itemsOf(watch + "#dead-letters")).singleElement();
    assertThat(itemsOf(watch + "#dead-letters").getFirst().get("expires").n())
        .isEqualTo(
            Long.toString(
                StoredApps.deadLetter().setAsideAt().plus(Duration.ofDays(30)).getEpochSecond()));
  }

  @Test
  void appSaysWhenTheTableMayDeleteItIfItDoes() throws NotSaved {
    Instant expires = Instant.parse("2027-01-01T00:00:00Z");
    StoredApp kept = save(StoredApp.unknown(StoredApps.API)).orElseThrow();
    assertThat(itemsOf(watch).getFirst()).doesNotContainKey("expires");

    StoredApp over = save(kept.withExpiresAt(expires)).orElseThrow();
    assertThat(itemsOf(watch).getFirst().get("expires").n())
        .isEqualTo(Long.toString(expires.getEpochSecond()));
    assertThat(pass().load(StoredApps.API)).contains(over);

    save(over.withExpiresAt(null));
    assertThat(itemsOf(watch).getFirst()).doesNotContainKey("expires");
  }

  @Test
  void ofTwoFirstWritesOneWins() throws NotSaved {
    StoredApp winner = save(StoredApps.full().withRevision(0)).orElseThrow();

    assertThat(save(StoredApp.unknown(StoredApps.API))).isEmpty();
    assertThat(pass().load().apps()).containsEntry(StoredApps.API, winner);
  }

  @Test
  void ofTwoWritesOnOneRevisionOneWins() throws NotSaved {
    StoredApp known = save(StoredApp.unknown(StoredApps.API)).orElseThrow();
    StoredApp winner = save(StoredApps.full().withRevision(known.revision())).orElseThrow();

    assertThat(save(known)).isEmpty();
    assertThat(pass().load().apps()).containsEntry(StoredApps.API, winner);
  }

  @Test
  void appWhoseItemIsGoneIsNotWritten() throws NotSaved {
    assertThat(save(StoredApps.full())).isEmpty();
    assertThat(pass().load().apps()).isEmpty();
  }

  @Test
  void watchesDoNotSeeEachOther() throws NotSaved {
    new DynamoStateStore(client(), TABLE, "of others " + watch)
        .save(StoredApp.unknown(StoredApps.API), List.of());

    assertThat(pass().load().apps()).isEmpty();
    assertThat(pass().load(StoredApps.API)).isEmpty();
  }

  @Test
  void accountIsStoredLikeAnApp() throws NotSaved {
    StoredApp saved = save(StoredApp.unknown(AppState.ACCOUNT)).orElseThrow();

    assertThat(pass().load().apps()).containsExactly(Map.entry(AppState.ACCOUNT, saved));
  }

  @Test
  void knownAppsAreKeptApartFromTheStatesOfApps() throws NotSaved {
    assertThat(pass().loadKnownApps()).isEmpty();

    Kept saved = saveKnown(new Kept(0, knownApps())).orElseThrow();

    assertThat(saved).isEqualTo(new Kept(1, knownApps()));
    assertThat(pass().loadKnownApps()).contains(saved);
    assertThat(pass().load().apps()).isEmpty();
  }

  @Test
  void ofTwoWritesOfKnownAppsOnOneRevisionOneWins() throws NotSaved {
    Kept first = saveKnown(new Kept(0, knownApps())).orElseThrow();

    assertThat(saveKnown(new Kept(0, knownApps().withUnmatched(Map.of())))).isEmpty();
    assertThat(saveKnown(first)).contains(new Kept(2, knownApps()));
  }

  @Test
  void renamedAppMovesWithWhatIsKnownOrNotAtAll() throws NotSaved {
    StoredApp api = save(StoredApps.full().withRevision(0)).orElseThrow();
    StoredApp moved = api.renamed(new AppName("shop"), Optional.empty());

    assertThat(saveKnown(moved, api.withRevision(7))).isEmpty();
    assertThat(pass().load().apps()).containsOnlyKeys(StoredApps.API);
    assertThat(pass().loadKnownApps()).isEmpty();

    assertThat(saveKnown(moved, api)).isPresent();
    assertThat(pass().load().apps())
        .containsExactly(Map.entry(new AppName("shop"), moved.withRevision(1)));
    assertThat(pass().load(StoredApps.API)).isEmpty();
  }

  @Test
  void passThatWasSlowerThanARenameWritesNothing() throws NotSaved {
    StoredApp api = save(StoredApps.full().withRevision(0)).orElseThrow();
    saveKnown(api.renamed(new AppName("shop"), Optional.empty()), api);

    assertThat(save(api)).isEmpty();
    assertThat(pass().load().apps()).containsOnlyKeys(new AppName("shop"));
  }

  @Test
  void itemHoldsAsManyAppsAsAnAccountCanHave() throws NotSaved {
    List<ListedApp> many =
        IntStream.range(0, 3000)
            .mapToObj(
                i ->
                    new ListedApp(
                        new AppId("01234567-89ab-cdef-0123-%012d".formatted(i)),
                        new AppName("an-app-with-a-long-name-%06d".formatted(i)),
                        "a-team-with-a-name",
                        "a-private-space",
                        Set.of(),
                        false))
            .toList();

    assertThat(saveKnown(new Kept(0, knownApps().withApps(many)))).isPresent();
    assertThat(pass().loadKnownApps().orElseThrow().apps().apps()).hasSize(3000);
  }

  @Test
  void whatEndsByADiscoveryIsInTheHistory() throws NotSaved {
    StoredApp api = save(StoredApps.full().withRevision(0)).orElseThrow();
    List<HistoryEntry> ended = StoredApps.history();

    pass().save(new Kept(0, knownApps()), new DiscoveredStates(List.of(api), List.of(), ended));

    assertThat(pass().history().entries()).containsExactlyInAnyOrderElementsOf(ended);
  }

  private Optional<Kept> saveKnown(Kept next) throws NotSaved {
    return pass().save(next, DiscoveredStates.NOTHING);
  }

  private Optional<Kept> saveKnown(StoredApp written, StoredApp removed) throws NotSaved {
    return pass()
        .save(
            new Kept(0, knownApps()),
            new DiscoveredStates(List.of(written), List.of(removed), List.of()));
  }

  private static KnownApps knownApps() {
    Instant now = Instant.parse("2026-05-04T12:00:00Z");
    return new KnownApps(
        "team:acme,!*-pr-*",
        now,
        now.plus(KnownApps.EVERY),
        List.of(
            new ListedApp(
                new AppId("01234567-89ab-cdef-0123-456789abcdef"),
                new AppName("api"),
                "acme",
                null,
                Set.of(new PipelineStage("shop", "production")),
                false)),
        Set.of(new AppName("web")),
        Set.of(new AppList.OfTeam("acme"), new AppList.Everything()),
        Map.of("wbe-*", now),
        Map.of("new", now));
  }

  @Test
  void unknownAttributesAreIgnored() {
    put("api", "mood", AttributeValue.fromS("sunny"));

    assertThat(pass().load().apps()).containsEntry(StoredApps.API, StoredApps.full());
  }

  @Test
  void unreadableItemIsToldAndDoesNotKeepTheOthersFromBeingRead() throws NotSaved {
    save(StoredApp.unknown(StoredApps.API));
    put(Map.of("app", text("broken"), "format", AttributeValue.fromN("1")));

    assertThat(pass().load().apps()).containsOnlyKeys(StoredApps.API);
    assertThat(pass().load().unreadable())
        .containsExactly(Map.entry(new AppName("broken"), "item broken: revision is missing"));
    assertThat(catchThrowableOfType(StoreException.class, () -> pass().load(new AppName("broken"))))
        .hasMessage("item broken: revision is missing");
    assertThat(pass().load(StoredApps.API)).isPresent();
  }

  @Test
  void unreadableDeadLetterIsToldBesideTheOthers() throws NotSaved {
    save(StoredApps.full().withRevision(0), StoredApps.deadLetter());
    var letter = new HashMap<>(itemsOf(watch + "#dead-letters").getFirst());
    letter.remove("notification");
    letter.put("app", text("api#another"));
    client().putItem(request -> request.tableName(TABLE).item(letter));

    assertThat(pass().deadLetters().readable()).containsExactly(StoredApps.deadLetter());
    assertThat(pass().deadLetters().unreadable())
        .containsExactly("item api#another: notification is missing");
  }

  @Test
  void newerFormatIsRefusedAndKept() throws NotSaved {
    put("api", "format", AttributeValue.fromN("2"));

    assertThat(pass().load().unreadable().get(StoredApps.API))
        .contains("format is 2", "deploy the newer version");
    assertThat(save(StoredApp.unknown(StoredApps.API))).isEmpty();
  }

  @Test
  void loadReadsEveryPage() throws NotSaved {
    for (int app = 1; app <= 8; app++) {
      save(StoredApps.withDynos(new AppName("app" + app), 2000)).orElseThrow();
    }
    DynamoStateStore pass = pass();

    assertThat(pass.load().apps())
        .hasSize(8)
        .allSatisfy((_, app) -> assertThat(app.state().dynos()).hasSize(2000));
    assertThat(pass.reads()).isGreaterThan(1);
  }

  @Test
  void itemThatIsTooLargeIsAnErrorThatNamesTheApp() {
    var error =
        catchThrowableOfType(
            NotSaved.class, () -> save(StoredApps.withDynos(StoredApps.API, 5000)));

    assertThat(error).hasMessageContainingAll("item api of table " + TABLE, "400 KB");
    assertThat(((StoreException) error.getCause()).reason()).isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void missingTableFailsTheLoad() {
    var elsewhere = new DynamoStateStore(client(), "nowhere", watch);

    var error = catchThrowableOfType(StoreException.class, elsewhere::load);

    assertThat(error.reason()).isEqualTo(Reason.TABLE_MISSING);
    assertThat(error)
        .hasMessageContainingAll("nowhere", "ResourceNotFoundException", "request", "deploy");
    assertThat(
            catchThrowableOfType(StoreException.class, () -> elsewhere.load(StoredApps.API))
                .reason())
        .isEqualTo(Reason.TABLE_MISSING);
  }

  @Test
  void tryingToWriteLeavesNothingBehind() {
    pass().tryWriting(Instant.parse("2026-05-05T12:00:00Z"));

    assertThat(itemsOf(watch + "#doctor")).isEmpty();
    assertThat(pass().load().apps()).isEmpty();
  }

  @Test
  void callsAreCounted() throws NotSaved {
    DynamoStateStore pass = pass();

    pass.load();
    pass.load(StoredApps.API);
    pass.save(StoredApp.unknown(StoredApps.API), List.of());
    pass.save(StoredApp.unknown(StoredApps.API), List.of());

    assertThat(pass.reads()).isEqualTo(2);
    assertThat(pass.writes()).isEqualTo(2);
  }

  private DynamoStateStore pass() {
    return new DynamoStateStore(client(), TABLE, watch);
  }

  private Optional<StoredApp> save(StoredApp app, DeadLetter... deadLetters) throws NotSaved {
    return pass().save(app, List.of(deadLetters));
  }

  /** A full item in which one attribute is another. */
  private void put(String app, String name, AttributeValue value) {
    var item = new HashMap<>(AppItem.SCHEMA.itemToMap(AppItem.of(watch, StoredApps.full()), true));
    item.put("app", text(app));
    item.put(name, value);
    put(item);
  }

  private void put(Map<String, AttributeValue> attributes) {
    var item = new HashMap<>(attributes);
    item.put("watch", text(watch));
    client().putItem(request -> request.tableName(TABLE).item(item));
  }

  private List<Map<String, AttributeValue>> itemsOf(String partition) {
    return client()
        .query(
            query ->
                query
                    .tableName(TABLE)
                    .keyConditionExpression("watch = :watch")
                    .expressionAttributeValues(Map.of(":watch", text(partition))))
        .items();
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }
}
