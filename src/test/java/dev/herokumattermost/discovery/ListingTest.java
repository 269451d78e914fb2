package dev.herokumattermost.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.discovery.ListAnswer.Failed;
import dev.herokumattermost.discovery.ListAnswer.Listed;
import dev.herokumattermost.dyno.AppId;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.ListedApp;
import dev.herokumattermost.dyno.ListedApp.PipelineStage;
import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.rules.AppList;
import dev.herokumattermost.rules.Glob;
import dev.herokumattermost.rules.Selection;
import dev.herokumattermost.rules.Selection.InPipeline;
import dev.herokumattermost.rules.Selection.Matching;
import dev.herokumattermost.rules.Selection.OfTeam;
import dev.herokumattermost.rules.Selection.OneApp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ListingTest {
  private static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");
  private static final AppList ACME = new AppList.OfTeam("acme");
  private static final AppList ALL = new AppList.Everything();
  private static final ListAnswer FAILED = new Failed(Cause.TIMED_OUT, "no answer in 5 s");
  private static final Selection TEAM =
      new Selection(List.of(new OfTeam("acme", Glob.ANY)), List.of());

  private final Map<AppId, AppAnswer> lookedUp = new HashMap<>();
  private Instant now = NOW;

  @Test
  void firstListIsTakenAsItIs() {
    Discovered found = heard(KnownApps.none(TEAM), TEAM, Map.of(ACME, listed("api", "web")));

    assertThat(names(found)).containsExactly("api", "web");
    assertThat(found.next().askAgainAt()).isEqualTo(NOW.plus(KnownApps.EVERY));
    assertThat(found.troubles()).isEmpty();
  }

  @Test
  void newAppIsTakenIn() {
    assertThat(names(heard(known("api"), TEAM, Map.of(ACME, listed("api", "web")))))
        .containsExactly("api", "web");
  }

  @Test
  void failedListLeavesWhatWasKnownAndIsAskedForAgainInTheNextPass() {
    Discovered found = heard(known("api", "web"), TEAM, Map.of(ACME, FAILED));

    assertThat(names(found)).containsExactly("api", "web");
    assertThat(found.next().askAgainAt()).isNull();
    assertThat(found.gone()).isEmpty();
    assertThat(found.troubles())
        .containsExactly(
            "the apps of team acme was not had, and what it said before holds on: no answer in 5 s");
  }

  @Test
  void listThatFailedDoesNotKeepAnotherFromBeingBelieved() {
    var selection =
        new Selection(List.of(new OfTeam("acme", Glob.ANY), matching("web*")), List.of());
    KnownApps before =
        heard(
                KnownApps.none(selection),
                selection,
                Map.of(ACME, listed("api"), ALL, everything(app("api"), own("web"))))
            .next();

    Discovered found =
        heard(before, selection, Map.of(ACME, FAILED, ALL, everything(own("web"), own("web-eu"))));

    assertThat(names(found)).containsExactly("api", "web", "web-eu");
  }

  @Test
  void appThatLeftItsListIsLookedUpAndOverOnceItIsGone() {
    Listing listing = listing(known("api", "web", "shop"), Map.of(ACME, listed("api", "web")));
    assertThat(listing.toLookUp()).containsExactly(app("shop"));

    lookedUp.put(app("shop").id(), new AppAnswer.Gone());
    Discovered found = listing.after(lookedUp, NOW);

    assertThat(names(found)).containsExactly("api", "web");
    assertThat(found.gone()).containsExactly(new AppName("shop"));
  }

  @Test
  void appThatIsThereButNoLongerSelectedIsNotGone() {
    lookedUp.put(app("shop").id(), new AppAnswer.Found(own("shop")));

    Discovered found = heard(known("api", "web", "shop"), TEAM, Map.of(ACME, listed("api", "web")));

    assertThat(names(found)).containsExactly("api", "web");
    assertThat(found.gone()).isEmpty();
  }

  @Test
  void appThatIsStillSelectedStaysWhateverTheListSays() {
    lookedUp.put(app("shop").id(), new AppAnswer.Found(app("shop")));

    assertThat(names(heard(known("api", "web", "shop"), TEAM, Map.of(ACME, listed("api", "web")))))
        .containsExactly("api", "shop", "web");
  }

  @Test
  void appThatCannotBeLookedUpStaysUntilItCan() {
    lookedUp.put(app("shop").id(), new AppAnswer.Failed("503"));

    Discovered found = heard(known("api", "web", "shop"), TEAM, Map.of(ACME, listed("api", "web")));

    assertThat(names(found)).containsExactly("api", "shop", "web");
    assertThat(found.next().askAgainAt()).isNull();
    assertThat(found.troubles()).containsExactly("shop left its list, and nobody knows why: 503");
  }

  @Test
  void listThatLostMoreThanHalfIsNotBelievedBeforeItIsSeenTwice() {
    Map<AppList, ListAnswer> short1 = Map.of(ACME, listed("api"));
    Listing first = listing(known("api", "web", "shop"), short1);
    assertThat(first.toLookUp()).isEmpty();
    Discovered doubted = first.after(Map.of(), NOW);
    assertThat(names(doubted)).containsExactly("api", "shop", "web");
    assertThat(doubted.next().askAgainAt()).isNull();
    assertThat(doubted.troubles())
        .containsExactly(
            "the apps of team acme lacks more than half of its apps; not believed before seen twice");

    Listing second = listing(doubted.next(), short1);
    assertThat(second.toLookUp()).containsExactlyInAnyOrder(app("shop"), app("web"));
    lookedUp.put(app("shop").id(), new AppAnswer.Gone());
    lookedUp.put(app("web").id(), new AppAnswer.Gone());
    assertThat(names(second.after(lookedUp, NOW))).containsExactly("api");
  }

  @Test
  void listThatRecoversIsDoubtedAnewTheNextTime() {
    KnownApps doubted =
        heard(known("api", "web", "shop"), TEAM, Map.of(ACME, listed("api"))).next();
    KnownApps whole = heard(doubted, TEAM, Map.of(ACME, listed("api", "web", "shop"))).next();

    assertThat(whole.doubted()).isEmpty();
    assertThat(listing(whole, Map.of(ACME, listed("api"))).toLookUp()).isEmpty();
  }

  @Test
  void twoListsThatLostAnAppOneAfterTheOtherAreBothBelieved() {
    var selection =
        new Selection(List.of(new OfTeam("acme", Glob.ANY), matching("web*")), List.of());
    KnownApps known =
        heard(KnownApps.none(selection), selection, Map.of(ACME, listed("web"), ALL, listed("web")))
            .next();
    known = heard(known, selection, Map.of(ACME, listed(), ALL, FAILED)).next();
    known = heard(known, selection, Map.of(ACME, listed(), ALL, listed())).next();
    lookedUp.put(app("web").id(), new AppAnswer.Gone());

    Discovered found = heard(known, selection, Map.of(ACME, listed(), ALL, listed()));

    assertThat(found.gone()).containsExactly(new AppName("web"));
    assertThat(found.next().doubted()).isEmpty();
  }

  @Test
  void exactlyHalfIsBelieved() {
    assertThat(listing(known("api", "web"), Map.of(ACME, listed("api"))).toLookUp())
        .containsExactly(app("web"));
  }

  @Test
  void renamedAppGoesOnUnderItsNewName() {
    Discovered found =
        heard(known("api", "web"), TEAM, Map.of(ACME, answer(app("api"), renamed())));

    assertThat(names(found)).containsExactly("api", "www");
    assertThat(found.renamed())
        .containsExactly(new Renamed(new AppName("web"), new AppName("www")));
    assertThat(found.gone()).isEmpty();
  }

  @Test
  void appsThatSwapTheirNamesGoOnUnderEachOthers() {
    Discovered found =
        heard(
            known("api", "web"),
            TEAM,
            Map.of(ACME, answer(app("id-api", "web"), app("id-web", "api"))));

    assertThat(found.renamed())
        .containsExactlyInAnyOrder(
            new Renamed(new AppName("web"), new AppName("api")),
            new Renamed(new AppName("api"), new AppName("web")));
  }

  @Test
  void appThatIsRenamedOutOfThePatternIsNoLongerSelected() {
    var selection = new Selection(List.of(matching("web*")), List.of());
    KnownApps before =
        heard(KnownApps.none(selection), selection, Map.of(ALL, everything(app("web")))).next();

    Discovered found =
        heard(before, selection, Map.of(ALL, everything(app("id-web", "shop"), app("webby"))));

    assertThat(names(found)).containsExactly("webby");
    assertThat(found.renamed()).isEmpty();
    assertThat(found.gone()).isEmpty();
  }

  @Test
  void newAppUnderTheNameOfAGoneOneReplacesIt() {
    lookedUp.put(app("web").id(), new AppAnswer.Gone());

    Discovered found =
        heard(known("api", "web"), TEAM, Map.of(ACME, answer(app("api"), app("id-new", "web"))));

    assertThat(names(found)).containsExactly("api", "web");
    assertThat(found.gone()).containsExactly(new AppName("web"));
  }

  @Test
  void nameThatTwoAppsSeemToHaveStaysWithTheFirstUntilItIsKnownToBeGone() {
    Discovered found = heard(known("api", "web"), TEAM, Map.of(ACME, answer(app("id-api", "web"))));

    assertThat(names(found)).containsExactly("api", "web");
    assertThat(found.renamed()).isEmpty();
    assertThat(found.next().askAgainAt()).isNull();
  }

  @Test
  void whatTheSelectionNoLongerTakesNeedsNoLookUp() {
    var narrower = new Selection(List.of(new OfTeam("acme", Glob.ANY)), List.of(matching("web*")));
    Listing listing =
        Listing.of(known("api", "web"), narrower, EarlierAccounts.NONE, Map.of(ACME, FAILED));

    assertThat(listing.toLookUp()).isEmpty();
    assertThat(names(listing.after(Map.of(), NOW))).containsExactly("api");
  }

  @Test
  void nothingNewIsTakenInWhileNobodyKnowsWhatAnExclusionTakes() {
    var selection =
        new Selection(
            List.of(new OfTeam("acme", Glob.ANY)), List.of(new InPipeline("shop", "review")));
    var stages = new AppList.OfPipeline("shop");
    KnownApps before =
        heard(
                KnownApps.none(selection),
                selection,
                Map.of(ACME, listed("api", "api-pr-7"), stages, answer(inReview("api-pr-7"))))
            .next();
    assertThat(before.apps()).extracting(one -> one.name().value()).containsExactly("api");

    Discovered found =
        heard(before, selection, Map.of(ACME, listed("api", "api-pr-7", "new"), stages, FAILED));

    assertThat(names(found)).containsExactly("api");
  }

  @Test
  void namedAppThatAnExclusionTakesIsLeftOut() {
    var selection =
        new Selection(
            List.of(new OneApp(new AppName("api")), matching("web*")),
            List.of(new OfTeam("acme", Glob.ANY)));

    Discovered found =
        heard(
            KnownApps.none(selection),
            selection,
            Map.of(ACME, listed("api"), ALL, everything(app("api"), own("web"))));

    assertThat(found.next().watched(selection)).containsExactly(new AppName("web"));
  }

  @Test
  void appOfAnEarlierAccountIsNotTaken() {
    var earlier = EarlierAccounts.NONE.and(Selection.ofNames(List.of(new AppName("api"))));

    Discovered found =
        Listing.of(KnownApps.none(TEAM), TEAM, earlier, Map.of(ACME, listed("api", "web")))
            .after(Map.of(), NOW);

    assertThat(names(found)).containsExactly("web");
  }

  /** What another list shows is no measure of this one. */
  @Test
  void listIsMeasuredByItsOwnAppsAlone() {
    var selection =
        new Selection(List.of(new OfTeam("acme", Glob.ANY), matching("web*")), List.of());
    Map<AppList, ListAnswer> answers =
        Map.of(ACME, listed("api"), ALL, everything(own("web"), own("web-2"), own("web-3")));
    KnownApps before = heard(KnownApps.none(selection), selection, answers).next();

    assertThat(names(heard(before, selection, answers)))
        .containsExactly("api", "web", "web-2", "web-3");
    assertThat(heard(before, selection, answers).troubles()).isEmpty();
  }

  /** Apps that are no longer wanted are not missed. */
  @Test
  void listIsMeasuredByTheSelectedAppsAlone() {
    KnownApps before = known("api", "web", "shop");
    var narrower = new Selection(List.of(new OfTeam("acme", new Glob("api"))), List.of());

    assertThat(heard(before, narrower, Map.of(ACME, listed("api"))).troubles()).isEmpty();
  }

  @Test
  void stageThatAFailedListToldHoldsOn() {
    var selection =
        new Selection(
            List.of(new OfTeam("acme", Glob.ANY), new InPipeline("shop", "review")), List.of());
    var stages = new AppList.OfPipeline("shop");
    KnownApps before =
        heard(
                KnownApps.none(selection),
                selection,
                Map.of(ACME, listed("api"), stages, answer(inReview("api"))))
            .next();

    assertThat(heard(before, selection, Map.of(ACME, listed("api"), stages, FAILED)).next().apps())
        .containsExactly(inReview("api"));
    assertThat(
            heard(before, selection, Map.of(ACME, listed("api"), stages, answer())).next().apps())
        .as("a list that was had, and is not believed before it is seen twice")
        .containsExactly(inReview("api"));
  }

  @Test
  void whenEveryListWasHadIsKept() {
    KnownApps before = known("api");
    now = NOW.plus(KnownApps.EVERY);

    assertThat(heard(before, TEAM, Map.of(ACME, FAILED)).next().listedAt()).isEqualTo(NOW);
    assertThat(heard(before, TEAM, Map.of(ACME, listed("api"))).next().listedAt()).isEqualTo(now);
  }

  /** All of that is one transaction. */
  @Test
  void twentyAppsAreRenamedInOnePassAndTheOthersNext() {
    String[] names =
        IntStream.range(0, 21).mapToObj(i -> "app-%02d".formatted(i)).toArray(String[]::new);
    ListAnswer renamed =
        answer(
            Arrays.stream(names)
                .map(name -> app("id-" + name, "new-" + name))
                .toArray(ListedApp[]::new));

    Discovered first = heard(known(names), TEAM, Map.of(ACME, renamed));
    assertThat(first.renamed()).hasSize(20);
    assertThat(names(first)).hasSize(21).contains("app-20", "new-app-19");
    assertThat(first.next().askAgainAt()).isNull();

    Discovered second = heard(first.next(), TEAM, Map.of(ACME, renamed));
    assertThat(second.renamed()).hasSize(1);
    assertThat(second.next().askAgainAt()).isNotNull();
  }

  @Test
  void namedAppOfANewAccountWaitsToo() {
    var names = new Selection(List.of(new OneApp(new AppName("api"))), List.of());
    EarlierAccounts never = EarlierAccounts.NONE.and(TEAM, Optional.empty());

    KnownApps waiting =
        Listing.of(KnownApps.none(names), names, never, Map.of()).after(Map.of(), NOW).next();
    assertThat(waiting.watched(names)).isEmpty();
    assertThat(waiting.askAgainAt()).isNull();

    KnownApps later =
        Listing.of(waiting, names, never, Map.of())
            .after(Map.of(), NOW.plus(Duration.ofMinutes(2)))
            .next();
    assertThat(later.watched(names)).as("it still waits").isEmpty();
  }

  @Test
  void namedAppOfAnAccountThatHasLookedBeforeDoesNotWait() {
    var names = new Selection(List.of(new OneApp(new AppName("api"))), List.of());
    KnownApps before = KnownApps.none(names).withListedAt(NOW);
    EarlierAccounts never = EarlierAccounts.NONE.and(TEAM, Optional.empty());

    KnownApps next = Listing.of(before, names, never, Map.of()).after(Map.of(), NOW).next();

    assertThat(next.watched(names)).containsExactly(new AppName("api"));
    assertThat(next.askAgainAt()).isNotNull();
  }

  @Test
  void namedAppThatAnEarlierAccountHasIsNotWaitedFor() {
    var names = new Selection(List.of(new OneApp(new AppName("api"))), List.of());
    EarlierAccounts has = EarlierAccounts.NONE.and(names).and(TEAM, Optional.empty());

    KnownApps next =
        Listing.of(KnownApps.none(names), names, has, Map.of()).after(Map.of(), NOW).next();

    assertThat(next.watched(names)).isEmpty();
    assertThat(next.waiting()).isEmpty();
    assertThat(next.askAgainAt()).isNotNull();
  }

  @Test
  void namedAppsOfAnEarlierAccountThatNeverAskedAreItsOwn() {
    var both =
        new Selection(
            List.of(new OneApp(new AppName("web")), new OfTeam("acme", Glob.ANY)), List.of());
    EarlierAccounts earlier = EarlierAccounts.NONE.and(both, Optional.empty());

    assertThat(earlier.apps()).containsExactly(new AppName("web"));
  }

  @Test
  void appThatWaitsGoesOnWaitingWhileAnExclusionIsUncertain() {
    var selection =
        new Selection(
            List.of(new OfTeam("acme", Glob.ANY)), List.of(new InPipeline("shop", "review")));
    var stages = new AppList.OfPipeline("shop");
    EarlierAccounts never = EarlierAccounts.NONE.and(TEAM, Optional.empty());
    KnownApps waiting =
        Listing.of(
                KnownApps.none(selection),
                selection,
                never,
                Map.of(ACME, listed("web"), stages, answer()))
            .after(Map.of(), NOW)
            .next();
    assertThat(waiting.waiting()).containsOnlyKeys("web");

    KnownApps next =
        Listing.of(waiting, selection, never, Map.of(ACME, listed("web"), stages, FAILED))
            .after(Map.of(), NOW)
            .next();

    assertThat(next.waiting()).isEqualTo(waiting.waiting());
  }

  @Test
  void herokuIsAskedAgainWhenItIsTimeOrTheSelectionIsAnother() {
    KnownApps known = known("api");
    Instant due = NOW.plus(KnownApps.EVERY);

    assertThat(known.isDue(TEAM, due.minusMillis(1))).isFalse();
    assertThat(known.isDue(TEAM, due)).isTrue();
    assertThat(known.isDue(Selection.ofNames(List.of(new AppName("api"))), NOW)).isTrue();
    assertThat(known.withAskAgainAt(null).isDue(TEAM, NOW)).isTrue();
  }

  @Test
  void sameIsKnownWheneverItWasAskedFor() {
    KnownApps known = known("api");

    assertThat(known.isSameAs(known.withListedAt(null).withAskAgainAt(null))).isTrue();
    assertThat(known.isSameAs(known("api", "web"))).isFalse();
  }

  @Test
  void newAppWaitsUntilTheEarlierAccountHasLooked() {
    KnownApps first = known("shop").withListedAt(NOW.minus(KnownApps.EVERY));
    Map<AppList, ListAnswer> answers = Map.of(ACME, listed("web"));

    Discovered waiting =
        Listing.of(KnownApps.none(TEAM), TEAM, after(first), answers).after(Map.of(), NOW);
    assertThat(names(waiting)).isEmpty();
    assertThat(waiting.next().askAgainAt()).isNull();

    now = NOW.plus(Duration.ofMinutes(2));
    EarlierAccounts looked = after(first.withListedAt(now));
    assertThat(names(Listing.of(waiting.next(), TEAM, looked, answers).after(Map.of(), now)))
        .containsExactly("web");
  }

  @Test
  void namedAppThatIsWatchedWaitsNoMoreHoweverLongAListFails() {
    var selection =
        new Selection(
            List.of(new OfTeam("acme", Glob.ANY), new OneApp(new AppName("api"))), List.of());
    EarlierAccounts never = EarlierAccounts.NONE.and(TEAM, Optional.empty());
    var fails = Map.of(ACME, FAILED);
    KnownApps known =
        Listing.of(KnownApps.none(selection), selection, never, fails).after(Map.of(), NOW).next();
    assertThat(known.watched(selection)).isEmpty();
    Instant later = NOW.plus(Duration.ofMinutes(20));
    known = Listing.of(known, selection, never, fails).after(Map.of(), later).next();
    assertThat(known.watched(selection)).containsExactly(new AppName("api"));

    known = Listing.of(known, selection, never, fails).after(Map.of(), later).next();
    assertThat(known.watched(selection)).containsExactly(new AppName("api"));

    var had = Map.of(ACME, listed("api"));
    known = Listing.of(known, selection, never, had).after(Map.of(), later).next();
    assertThat(known.watched(selection)).containsExactly(new AppName("api"));
  }

  @Test
  void selectionThatNoListWasHadForIsNotDecidedOn() {
    var wider = new Selection(List.of(new OfTeam("acme", Glob.ANY), matching("web*")), List.of());

    KnownApps next = heard(known("api"), wider, Map.of(ACME, listed("api"), ALL, FAILED)).next();

    assertThat(next.isOfAll(wider)).isFalse();
    assertThat(heard(next, wider, Map.of(ACME, listed("api"), ALL, listed("web"))).next())
        .matches(known -> known.isOfAll(wider));
  }

  @Test
  void earlierAccountThatCannotLookIsNotWaitedForForEver() {
    EarlierAccounts never = EarlierAccounts.NONE.and(TEAM, Optional.empty());
    Map<AppList, ListAnswer> answers = Map.of(ACME, listed("web"));
    KnownApps waiting =
        Listing.of(KnownApps.none(TEAM), TEAM, never, answers).after(Map.of(), NOW).next();

    Discovered found =
        Listing.of(waiting, TEAM, never, answers).after(Map.of(), NOW.plus(Duration.ofMinutes(20)));

    assertThat(names(found)).containsExactly("web");
  }

  @Test
  void entryThatMatchesNothingIsSuspiciousAfterAnHour() {
    var selection =
        new Selection(List.of(new OfTeam("acme", Glob.ANY), matching("wbe-*")), List.of());
    Map<AppList, ListAnswer> answers = Map.of(ACME, listed("api"), ALL, everything(app("api")));
    KnownApps first = heard(KnownApps.none(selection), selection, answers).next();
    now = NOW.plus(Duration.ofMinutes(50));
    KnownApps later = heard(first, selection, answers).next();

    assertThat(later.suspicious(NOW.plus(Duration.ofMinutes(59)))).isEmpty();
    assertThat(later.suspicious(NOW.plus(Duration.ofHours(1)))).containsExactly("wbe-*");
  }

  @Test
  void fewOfManyAppsThatLeftAreLookedUpAtOnceAndTheOthersNext() {
    String[] all =
        IntStream.range(0, 60).mapToObj(i -> "app-%02d".formatted(i)).toArray(String[]::new);
    Map<AppList, ListAnswer> half = Map.of(ACME, listed(Arrays.copyOf(all, 30)));
    Listing listing = listing(known(all), half);
    assertThat(listing.toLookUp()).hasSize(Listing.MOST_LOOKUPS);
    listing.toLookUp().forEach(app -> lookedUp.put(app.id(), new AppAnswer.Gone()));

    Discovered found = listing.after(lookedUp, NOW);

    assertThat(names(found)).hasSize(60 - Listing.MOST_LOOKUPS);
    assertThat(found.next().askAgainAt()).isNull();
  }

  @Test
  void moreAppsThanAnItemHoldsAreNotWatchedAndThatIsSaid() {
    String[] all =
        IntStream.range(0, Listing.MOST_APPS + 1).mapToObj(i -> "app-" + i).toArray(String[]::new);

    Discovered found = heard(KnownApps.none(TEAM), TEAM, Map.of(ACME, listed(all)));

    assertThat(found.next().apps()).hasSize(Listing.MOST_APPS);
    assertThat(found.troubles()).singleElement().asString().contains("can have 3000 apps");
  }

  private Discovered heard(
      KnownApps before, Selection selection, Map<AppList, ListAnswer> answers) {
    return Listing.of(before, selection, EarlierAccounts.NONE, answers).after(lookedUp, now);
  }

  private static Listing listing(KnownApps before, Map<AppList, ListAnswer> answers) {
    return Listing.of(before, TEAM, EarlierAccounts.NONE, answers);
  }

  private static KnownApps known(String... names) {
    return Listing.of(KnownApps.none(TEAM), TEAM, EarlierAccounts.NONE, Map.of(ACME, listed(names)))
        .after(Map.of(), NOW)
        .next();
  }

  private static EarlierAccounts after(KnownApps first) {
    return EarlierAccounts.NONE.and(TEAM, Optional.of(first));
  }

  private static List<String> names(Discovered found) {
    return found.next().apps().stream().map(app -> app.name().value()).toList();
  }

  private static ListAnswer listed(String... names) {
    return answer(Arrays.stream(names).map(ListingTest::app).toArray(ListedApp[]::new));
  }

  private static ListAnswer everything(ListedApp... apps) {
    return answer(apps);
  }

  private static ListAnswer answer(ListedApp... apps) {
    return new Listed(List.of(apps));
  }

  private static ListedApp app(String name) {
    return app("id-" + name, name);
  }

  private static ListedApp renamed() {
    return app("id-web", "www");
  }

  private static ListedApp app(String id, String name) {
    return new ListedApp(new AppId(id), new AppName(name), "acme", null, Set.of(), false);
  }

  private static ListedApp inReview(String name) {
    return app(name).withStages(Set.of(new PipelineStage("shop", "review")));
  }

  private static ListedApp own(String name) {
    return new ListedApp(new AppId("id-" + name), new AppName(name), null, null, Set.of(), false);
  }

  private static Matching matching(String pattern) {
    return new Matching(new Glob(pattern));
  }
}
