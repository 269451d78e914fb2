package dev.herokumattermost.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.herokumattermost.detect.ClosedReason;
import dev.herokumattermost.detect.FailingDyno;
import dev.herokumattermost.detect.Failure;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.incident.Acknowledgement.Person;
import dev.herokumattermost.incident.WeeklyReport.Acknowledged;
import dev.herokumattermost.incident.WeeklyReport.AppWeek;
import dev.herokumattermost.incident.WeeklyReport.BlindTo;
import dev.herokumattermost.incident.WeeklyReport.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The week from Monday, 23 November, in Berlin. */
class WeekFiguresTest {
  private static final AppName API = new AppName("api");
  private static final AppName SHOP = new AppName("shop");
  private static final ProcessType WEB = new ProcessType("web");
  private static final ProcessType WORKER = new ProcessType("worker");
  private static final Instant NOW = Instant.parse("2026-11-30T08:00:00Z");
  private static final Instant TUESDAY = Instant.parse("2026-11-24T13:10:00Z");

  private final List<HistoryEntry> history = new ArrayList<>();
  private final List<AppState> states = new ArrayList<>();

  @Test
  void quietWeekHasNoIncidents() {
    WeeklyReport report = report();

    assertThat(report.week()).isEqualTo("2026-W48");
    assertThat(report.all().count()).isZero();
    assertThat(report.apps()).isEmpty();
    assertThat(report.all().medianRecovery()).isNull();
    assertThat(report.hours()).containsOnly(0).hasSize(24);
  }

  @Test
  void incidentsOfOtherWeeksAreNotCounted() {
    add(API, WEB, Instant.parse("2026-11-22T22:59:59Z"), 60);
    add(API, WEB, Instant.parse("2026-11-22T23:00:00Z"), 60);
    add(API, WEB, Instant.parse("2026-11-29T22:59:59Z"), 60);
    add(API, WEB, Instant.parse("2026-11-29T23:00:00Z"), 60);

    assertThat(report().all().count()).isEqualTo(2);
  }

  @Test
  void recoveryIsMeasuredInTheMiddleAndAtWorst() {
    add(API, WEB, TUESDAY, 60);
    add(API, WEB, TUESDAY.plusSeconds(3600), 3000);
    add(SHOP, WEB, TUESDAY, 360);

    assertThat(report().all().medianRecovery()).isEqualTo(Duration.ofMinutes(6));
    assertThat(report().all().worstRecovery()).isEqualTo(Duration.ofMinutes(50));
  }

  @Test
  void incidentThatClosedHasNoRecovery() {
    Instant until = TUESDAY.plusSeconds(600);
    history.add(
        new EndedIncident(
            API,
            WEB,
            TUESDAY,
            new Incident.Ended(until, until, ClosedReason.SCALED_DOWN),
            null,
            null,
            false,
            List.of(),
            null));

    assertThat(report().all().medianRecovery()).isNull();
    assertThat(report().all().failing()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void processTypesThatFailAtOnceCountOnce() {
    add(API, WEB, TUESDAY, 600);
    add(API, WORKER, TUESDAY.plusSeconds(300), 600);
    add(SHOP, WEB, TUESDAY, 60);

    assertThat(report().all().failing()).isEqualTo(Duration.ofMinutes(16));
    assertThat(report().apps())
        .extracting(AppWeek::app, app -> app.incidents().failing())
        .containsExactly(tuple(API, Duration.ofMinutes(15)), tuple(SHOP, Duration.ofMinutes(1)));
  }

  @Test
  void timeBeyondTheWeekIsNotOfTheWeek() {
    add(API, WEB, Instant.parse("2026-11-29T22:50:00Z"), 3600);

    assertThat(report().all().failing()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void whatIsStillOpenIsCountedOnceAndHasNoRecovery() {
    add(API, WEB, TUESDAY, 60);
    states.add(open(TUESDAY));

    assertThat(report().all().count()).isOne();
    assertThat(report().all().open()).isOne();
    assertThat(report().all().medianRecovery()).isNull();
  }

  @Test
  void whatWasHeldBackIsCountedApart() {
    history.add(ended(API, WEB, TUESDAY, 60, null, null, true, List.of(), null));

    assertThat(report().all().count()).isZero();
    assertThat(report().all().heldBack()).isOne();
    assertThat(report().all().failing()).isZero();
    assertThat(report().apps()).hasSize(1);
  }

  @Test
  void causesAreCountedMostFrequentFirst() {
    history.add(ended(API, WEB, TUESDAY, 60, failure(1), null, false, List.of(), null));
    history.add(
        ended(API, WEB, TUESDAY.plusSeconds(90), 60, failure(137), null, false, List.of(), null));
    history.add(ended(API, WORKER, TUESDAY, 60, failure(137), 40, false, List.of(), null));

    WeeklyReport report = report();

    assertThat(report.apps().getFirst().causes())
        .containsExactly(
            new FailureKind(DynoState.CRASHED, 137, null, 2),
            new FailureKind(DynoState.CRASHED, 1, null, 1));
    assertThat(report.all().afterRelease()).isOne();
  }

  @Test
  void hoursAreThoseOfTheZone() {
    add(API, WEB, TUESDAY, 60);
    add(API, WEB, Instant.parse("2026-11-25T13:59:59Z"), 60);

    assertThat(report().hours().get(14)).isEqualTo(2);
  }

  @Test
  void peopleAreCountedByTheIncidentsThatTheyWereOn() {
    var ada = new Person("u1", "ada");
    var grace = new Person("u2", "grace");
    history.add(ended(API, WEB, TUESDAY, 60, null, null, false, List.of(ada, grace), null));
    history.add(ended(API, WORKER, TUESDAY, 60, null, null, false, List.of(ada), null));
    add(SHOP, WEB, TUESDAY, 60);

    assertThat(report().acknowledged())
        .containsExactly(new Acknowledged("ada", 2), new Acknowledged("grace", 1));
    assertThat(report().all().acknowledged()).isEqualTo(2);
  }

  @Test
  void delaysAreThoseOfTheMiddleAndOfNearlyAll() {
    IntStream.rangeClosed(1, 100)
        .forEach(
            second ->
                history.add(
                    ended(
                        API,
                        WEB,
                        TUESDAY.plusSeconds(120L * second),
                        60,
                        null,
                        null,
                        false,
                        List.of(),
                        Duration.ofSeconds(second))));

    assertThat(report().watching().alerts()).isEqualTo(100);
    assertThat(report().watching().medianDelay()).isEqualTo(Duration.ofSeconds(50));
    assertThat(report().watching().slowDelay()).isEqualTo(Duration.ofSeconds(95));
  }

  @Test
  void timesOfBlindnessAreSummedAsFarAsTheyFallIntoTheWeek() {
    history.add(new BlindPeriod(API, TUESDAY, TUESDAY.plusSeconds(600)));
    history.add(new BlindPeriod(AppState.processingOf(API), TUESDAY, TUESDAY.plusSeconds(60)));
    history.add(
        new BlindPeriod(
            AppState.ACCOUNT,
            Instant.parse("2026-11-22T22:00:00Z"),
            Instant.parse("2026-11-22T23:12:00Z")));
    states.add(
        AppState.unknown(SHOP)
            .withVisibility(
                new Visibility.Blind(3, Instant.parse("2026-11-29T22:30:00Z"), true, null, null)));

    assertThat(report().watching().blindToAll()).isEqualTo(Duration.ofMinutes(12));
    assertThat(report().watching().blindTo())
        .containsExactly(
            new BlindTo(SHOP, Duration.ofMinutes(30)), new BlindTo(API, Duration.ofMinutes(11)));
  }

  @Test
  void manyAppsAreCutToTheWorst() {
    for (int number = 0; number < 25; number++) {
      add(new AppName("app-" + number), WEB, TUESDAY, 60);
    }

    assertThat(report().apps()).hasSize(WeeklyReport.MOST_APPS);
    assertThat(report().moreApps()).isEqualTo(5);
    assertThat(report().all().count()).isEqualTo(25);
  }

  private WeeklyReport report() {
    Week week = Week.before(NOW, ZoneId.of("Europe/Berlin"));
    return new WeekFigures(week, history, states, NOW).report();
  }

  private void add(AppName app, ProcessType type, Instant from, long seconds) {
    history.add(ended(app, type, from, seconds, null, null, false, List.of(), null));
  }

  private static EndedIncident ended(
      AppName app,
      ProcessType type,
      Instant from,
      long seconds,
      @Nullable Failure cause,
      @Nullable Integer release,
      boolean heldBack,
      List<Person> people,
      @Nullable Duration delay) {
    Instant until = from.plusSeconds(seconds);
    return new EndedIncident(
        app,
        type,
        from,
        new Incident.Ended(until, until, null),
        cause,
        release,
        heldBack,
        people,
        delay);
  }

  private static Failure failure(int exit) {
    return new Failure(
        "web.1", DynoState.CRASHED, TUESDAY, 42, null, 1, null, exit, List.of(), List.of());
  }

  private static AppState open(Instant from) {
    var dyno = new FailingDyno("web.1", DynoState.CRASHED, from, 1, 42, false);
    Incident incident = Incident.open(API, WEB, from).withDynos(List.of(dyno));
    return AppState.unknown(API).withIncidents(List.of(incident)).acknowledged(Map.of());
  }
}
