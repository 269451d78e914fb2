package dev.herokumattermost.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.dyno.SpaceName;
import dev.herokumattermost.dyno.SpaceReading;
import dev.herokumattermost.dyno.SpaceReading.Listed;
import dev.herokumattermost.dyno.SpaceReading.Unlisted;
import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.local.ManualClock;
import dev.herokumattermost.local.heroku.DynoRow;
import dev.herokumattermost.local.heroku.HerokuModel;
import dev.herokumattermost.local.heroku.SimulatedApp;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.pass.ScriptedPorts.MemoryStore;
import dev.herokumattermost.pass.ScriptedPorts.RecordingChannel;
import dev.herokumattermost.rules.CallBudget;
import dev.herokumattermost.wording.Presentation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The apps of a Private Space, read by one call. */
class SpaceReadingTest {
  private static final SpaceName SPACE = new SpaceName("acme-prod");
  private static final AppName API = new AppName("api");
  private static final AppName SHOP = new AppName("shop");
  private static final AppName BATCH = new AppName("batch");
  private static final List<AppName> APPS = List.of(API, BATCH, SHOP);

  /** One watch of the same apps as others. */
  private static final class Watch {
    final ModelHeroku heroku;
    final MemoryStore store = new MemoryStore();
    final RecordingChannel channel = new RecordingChannel();
    private final ManualClock clock;
    private final Map<AppName, SpaceName> spaces;
    private int pending;

    Watch(HerokuModel model, ManualClock clock, Map<AppName, SpaceName> spaces) {
      this.heroku = new ModelHeroku(model, spaces);
      this.clock = clock;
      this.spaces = spaces;
    }

    Report pass() throws InterruptedException {
      heroku.asked.clear();
      heroku.callsOfThePass();
      return new Round(
              heroku,
              channel,
              store,
              Set.copyOf(APPS),
              Presentation.DEFAULT,
              new ReadingOptions(1, CallBudget.UNLIMITED, spaces, Optional.empty()),
              clock,
              () -> "pending" + ++pending,
              UnaryOperator.identity())
          .run(APPS, clock.instant().plusSeconds(50));
    }

    /** What it knows of the apps. */
    Map<AppName, StoredApp> findings() {
      var apps = new TreeMap<>(store.apps);
      apps.remove(AppState.ACCOUNT);
      return apps;
    }

    List<String> posts() {
      return channel.posts.stream().map(post -> post.post().text()).toList();
    }
  }

  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-24T02:00:00Z"));
  private final HerokuModel model = new HerokuModel(clock, 42);
  private final Watch watch = new Watch(model, clock, inSpace());

  private static Map<AppName, SpaceName> inSpace() {
    var spaces = new HashMap<AppName, SpaceName>();
    APPS.forEach(app -> spaces.put(app, SPACE));
    return spaces;
  }

  private void running() throws InterruptedException {
    APPS.forEach(
        app -> model.createApp(app.value()).bootsIn(Duration.ofSeconds(5)).scale("web", 2));
    clock.advance(Duration.ofMinutes(5));
    watch.pass();
    clock.advance(Duration.ofMinutes(2));
  }

  @Test
  void oneCallReadsAllAppsOfASpaceAndNothingIsWritten() throws Exception {
    running();
    int writes = watch.store.writes();

    Report report = watch.pass();

    assertThat(report.calls()).isOne();
    assertThat(report.apps()).isEqualTo(3);
    assertThat(report.blind()).isEmpty();
    assertThat(watch.store.writes()).isEqualTo(writes);
  }

  @Test
  void appThatTheListLeavesOutIsAskedAboutByItsOwnCall() throws Exception {
    running();
    model.app("batch").scale("web", 0);

    Report report = watch.pass();

    assertThat(watch.heroku.asked).containsExactly(BATCH);
    assertThat(report.notes()).isEmpty();
    assertThat(watch.store.apps.get(BATCH).state().dynos()).isEmpty();
  }

  @Test
  void listThatLeavesOutDynosIsNotUsedForAnHourAndThatIsSaidOnce() throws Exception {
    running();
    watch.heroku.list = list -> without(BATCH, list);

    assertThat(watch.pass().notes())
        .containsExactly(
            "space acme-prod: each of its apps takes a call of its own, because their list is of no"
                + " use: it leaves out dynos of batch");
    int writes = watch.store.writes();
    for (int pass = 0; pass < 29; pass++) {
      clock.advance(Duration.ofMinutes(2));
      assertThat(watch.pass().notes()).isEmpty();
      assertThat(watch.heroku.asked).containsExactlyElementsOf(APPS);
    }
    assertThat(watch.store.writes()).as("nothing is written meanwhile").isEqualTo(writes);

    clock.advance(Duration.ofMinutes(2));
    assertThat(watch.pass().calls()).as("tried again").isEqualTo(2);
    assertThat(watch.store.apps.get(BATCH).state().dynos()).hasSize(2);

    watch.heroku.list = UnaryOperator.identity();
    clock.advance(Duration.ofMinutes(61));
    assertThat(watch.pass().calls()).isOne();
    assertThat(watch.store.apps.get(AppState.ACCOUNT).state().refusedSpaces()).isNull();
  }

  @ParameterizedTest
  @EnumSource(
      value = Cause.class,
      names = {"FORBIDDEN", "NOT_FOUND", "REFUSED", "UNREADABLE"})
  void refusedListIsNotAskedForAgainWithinAnHour(Cause cause) throws Exception {
    running();
    watch.heroku.list = _ -> new Unlisted(SPACE, cause, "403 forbidden");

    assertThat(watch.pass().calls()).isEqualTo(4);
    clock.advance(Duration.ofMinutes(2));
    assertThat(watch.pass().calls()).isEqualTo(3);
  }

  @Test
  void listThatMayComeTheNextTimeIsAskedForAgainInTheNextPass() throws Exception {
    running();
    watch.heroku.list = _ -> new Unlisted(SPACE, Cause.HEROKU_FAILED, "503");
    int writes = watch.store.writes();

    assertThat(watch.pass().notes())
        .containsExactly("space acme-prod: not listed in this pass: 503");
    assertThat(watch.store.writes()).isEqualTo(writes);
    watch.heroku.list = UnaryOperator.identity();
    clock.advance(Duration.ofMinutes(2));
    assertThat(watch.pass().calls()).isOne();
  }

  @Test
  void ifTheTokenIsRefusedNoAppIsAskedAbout() throws Exception {
    running();
    watch.heroku.list = _ -> new Unlisted(SPACE, Cause.UNAUTHORIZED, "401");

    Report report = watch.pass();

    assertThat(report.calls()).isOne();
    assertThat(report.blind()).hasSize(3);
    assertThat(report.watched()).isFalse();
  }

  @Property(tries = 150)
  void findingsAreTheSameHoweverTheAppsAreRead(@ForAll long seed) throws Exception {
    var random = new SplittableRandom(seed);
    var time = new ManualClock(Instant.parse("2026-11-24T02:00:00Z"));
    var heroku = new HerokuModel(time, random.nextLong());
    for (AppName app : APPS) {
      heroku.createApp(app.value()).bootsIn(Duration.ofSeconds(5)).scale("web", random.nextInt(3));
    }
    time.advance(Duration.ofMinutes(5));
    var bySpace = new Watch(heroku, time, inSpace());
    var byApp = new Watch(heroku, time, Map.of());
    for (int pass = 0; pass < 12; pass++) {
      for (int event = random.nextInt(3); event > 0; event--) {
        befall(heroku.app(APPS.get(random.nextInt(3)).value()), random);
      }
      bySpace.heroku.list = behaviour(random);

      bySpace.pass();
      byApp.pass();

      assertThat(bySpace.findings()).isEqualTo(byApp.findings());
      assertThat(bySpace.posts()).isEqualTo(byApp.posts());
      time.advance(Duration.ofSeconds(60 + random.nextInt(1_200)));
    }
  }

  private static UnaryOperator<SpaceReading> behaviour(SplittableRandom random) {
    AppName app = APPS.get(random.nextInt(3));
    return switch (random.nextInt(12)) {
      case 0 -> _ -> new Unlisted(SPACE, Cause.FORBIDDEN, "403 forbidden");
      case 1 -> _ -> new Unlisted(SPACE, Cause.HEROKU_FAILED, "503");
      case 2 -> _ -> new Unlisted(SPACE, Cause.UNREADABLE, "206, only a part of the list");
      case 3 -> list -> without(app, list);
      case 4 -> list -> with(app, List.of(), list);
      default -> UnaryOperator.identity();
    };
  }

  private static SpaceReading without(AppName app, SpaceReading list) {
    var listed = (Listed) list;
    var apps = new TreeMap<>(listed.apps());
    apps.remove(app);
    return new Listed(listed.space(), listed.at(), apps);
  }

  private static SpaceReading with(AppName app, List<Dyno> dynos, SpaceReading list) {
    var listed = (Listed) list;
    var apps = new TreeMap<>(listed.apps());
    apps.put(app, dynos);
    return new Listed(listed.space(), listed.at(), apps);
  }

  private static void befall(SimulatedApp app, SplittableRandom random) {
    var up = new ArrayList<String>();
    app.dynos().stream()
        .filter(dyno -> dyno.state().equals("up"))
        .map(DynoRow::name)
        .forEach(up::add);
    switch (random.nextInt(6)) {
      case 0 -> up.stream().findFirst().ifPresent(dyno -> app.crash(dyno, 1));
      case 1 -> up.stream().findFirst().ifPresent(dyno -> app.crashStaying(dyno, 1));
      case 2 -> app.dynos().stream().map(DynoRow::name).filter(app::has).forEach(app::fix);
      case 3 -> app.deploy("4f2d2e92", "ada@example.com");
      case 4 -> app.scale("web", random.nextInt(4));
      default -> app.restart();
    }
  }
}
