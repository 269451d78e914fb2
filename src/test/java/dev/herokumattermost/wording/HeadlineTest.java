package dev.herokumattermost.wording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.Seeds;
import dev.herokumattermost.detect.ClosedReason;
import dev.herokumattermost.detect.FailingDyno;
import dev.herokumattermost.detect.Failure;
import dev.herokumattermost.detect.Failure.PlatformError;
import dev.herokumattermost.detect.Rollback;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.dyno.Release;
import dev.herokumattermost.incident.AlertEvent;
import dev.herokumattermost.incident.IncidentEvent.Circumstance;
import dev.herokumattermost.incident.IncidentEvent.Closed;
import dev.herokumattermost.incident.IncidentEvent.CrashLooping;
import dev.herokumattermost.incident.IncidentEvent.DynosFailed;
import dev.herokumattermost.incident.IncidentEvent.FailureReport;
import dev.herokumattermost.incident.IncidentEvent.MoreDynosFailed;
import dev.herokumattermost.incident.IncidentEvent.Opened;
import dev.herokumattermost.incident.IncidentEvent.OverBeforeDelivery;
import dev.herokumattermost.incident.IncidentEvent.PartlyRecovered;
import dev.herokumattermost.incident.IncidentEvent.Recovered;
import dev.herokumattermost.incident.IncidentEvent.Reopened;
import dev.herokumattermost.incident.IncidentEvent.StillFailing;
import dev.herokumattermost.incident.IncidentEvent.SuspectRelease;
import dev.herokumattermost.incident.IncidentEvent.Worsened;
import dev.herokumattermost.incident.ReleaseFailed;
import dev.herokumattermost.incident.Resolution;
import dev.herokumattermost.incident.VisibilityEvent.AllBlind;
import dev.herokumattermost.incident.VisibilityEvent.BecameBlind;
import dev.herokumattermost.incident.VisibilityEvent.PermissionMissing;
import dev.herokumattermost.incident.VisibilityEvent.VisibleAgain;
import dev.herokumattermost.rules.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A phone cuts a notification: what happened and why must stand before that. */
class HeadlineTest {
  private static final Instant NOW = Instant.parse("2026-05-04T02:04:30Z");
  private static final int EVENTS = 1_000;

  /** The longest names that Heroku allows. */
  private static final AppName APP = new AppName("a".repeat(30));

  private static final ProcessType TYPE = new ProcessType("t".repeat(128));

  @Test
  void whatHappenedAndWhyStandInWhatAPhoneShows() {
    for (int i = 0; i < EVENTS; i++) {
      AlertEvent event = new Events(new Random(Seeds.seed(i))).event();
      Headline headline = new Wording(APP, NOW).draft(event, Optional.empty()).headline();

      assertThat(Markdown.shown(headline.beginning("")))
          .as("%s%n%s", headline.text(), event)
          .isLessThanOrEqualTo(Headline.MOST);
    }
  }

  @Test
  void namesThatFitAreNotCut() {
    var headline =
        new Headline(Headline.Symbol.FAILING, "`api` `web`: 1 of 4 dynos crashed", "exit 1");

    assertThat(headline.text()).isEqualTo("🔴 **`api` `web`: 1 of 4 dynos crashed** — exit 1");
  }

  @Test
  void theLongestNamesAreCutFirstAndOnlyAsFarAsNeeded() {
    String what = "`api` `%s`: 1 of 4 dynos crashed".formatted("w".repeat(90));
    var headline =
        new Headline(Headline.Symbol.FAILING, what, List.of("exit 1", "app in maintenance"), "");

    assertThat(headline.text())
        .isEqualTo(
            "🔴 **`api` `%s…`: 1 of 4 dynos crashed** — exit 1, app in maintenance"
                .formatted("w".repeat(62)));
    assertThat(Markdown.shown(headline.beginning(""))).isEqualTo(Headline.MOST);
  }

  /** Events of any kind, with names that are as long as they may be. */
  private record Events(Random random) {
    AlertEvent event() {
      return switch (random.nextInt(14)) {
        case 0 -> new Opened(report());
        case 1 -> new Worsened(report());
        case 2 -> new MoreDynosFailed(report());
        case 3 -> reopened();
        case 4 -> looping();
        case 5 -> new StillFailing(TYPE, left(), 4_000, before(3_000), 999, NOW);
        case 6 -> new PartlyRecovered(TYPE, names(), left(), before(90), NOW, 999, resolution());
        case 7 -> recovered();
        case 8 -> new OverBeforeDelivery(failed(), recovered());
        case 9 -> new Closed(TYPE, names(), any(ClosedReason.values()), before(60));
        case 10 -> new BecameBlind(any(Cause.values()), "404", before(1_000), apps());
        case 11 -> new AllBlind(any(Cause.values()), "404", before(1_000), apps(), chance());
        case 12 -> new VisibleAgain(before(9_999), NOW);
        default ->
            chance()
                ? new ReleaseFailed(release())
                : new PermissionMissing("read logs", "403 forbidden");
      };
    }

    private DynosFailed failed() {
      return chance() ? new Opened(report()) : new Worsened(report());
    }

    private Reopened reopened() {
      FailureReport report = report();
      Instant first =
          report.dynos().stream().map(Failure::since).min(Instant::compareTo).orElseThrow();
      Instant ended = first.minus(Thresholds.REOPENED_WITHIN);
      return new Reopened(report, ended, any(ClosedReason.values()));
    }

    private Recovered recovered() {
      return new Recovered(TYPE, names(), before(9_999), NOW, 999, resolution());
    }

    private CrashLooping looping() {
      return new CrashLooping(TYPE, dyno(1), 999, before(9_999), failure(1, exit()), suspect());
    }

    private Resolution resolution() {
      return chance()
          ? new Resolution.NewRelease(123_456, release())
          : new Resolution.RestartedManually();
    }

    private FailureReport report() {
      var circumstances = new HashSet<Circumstance>();
      for (Circumstance one : EnumSet.allOf(Circumstance.class)) {
        if (random.nextInt(4) == 0) {
          circumstances.add(one);
        }
      }
      Integer exit = exit();
      List<Failure> dynos =
          IntStream.rangeClosed(1, 1 + random.nextInt(5)).mapToObj(n -> failure(n, exit)).toList();
      int total = chance() ? dynos.size() : 4_000;
      return new FailureReport(TYPE, Set.copyOf(circumstances), total, total, dynos, suspect());
    }

    private Failure failure(int number, Integer exit) {
      DynoState state = state();
      boolean ended = state.equals(DynoState.CRASHED);
      boolean memory = ended && random.nextInt(4) == 0;
      return new Failure(
          dyno(number),
          state,
          before(1_440),
          123_456,
          random.nextInt(4) == 0 ? NOW : null,
          999,
          before(9_999),
          ended ? exit : null,
          memory ? List.of(new PlatformError("R15", 1, null, true)) : List.of(),
          List.of());
    }

    private List<FailingDyno> left() {
      return IntStream.rangeClosed(1, 1 + random.nextInt(5))
          .mapToObj(n -> new FailingDyno(dyno(n), state(), before(60), 9, 123_456, false))
          .toList();
    }

    private List<String> names() {
      return IntStream.rangeClosed(1, 1 + random.nextInt(12)).mapToObj(this::dyno).toList();
    }

    private List<AppName> apps() {
      return IntStream.rangeClosed(1, random.nextInt(9))
          .mapToObj(n -> new AppName("b".repeat(29) + n))
          .toList();
    }

    private String dyno(int number) {
      return TYPE.value() + "." + (3_990 + number);
    }

    private Release release() {
      return new Release(123_456, "d".repeat(200), "c".repeat(200), before(700));
    }

    private SuspectRelease suspect() {
      return chance() ? new SuspectRelease(release(), new Rollback.To(123_455)) : null;
    }

    private DynoState state() {
      return any(
          DynoState.CRASHED,
          DynoState.CRASHED,
          DynoState.RESTARTING,
          DynoState.STARTING,
          DynoState.DOWN,
          new DynoState("hibernating-for-a-very-long-time"));
    }

    private Integer exit() {
      return any(0, 1, 126, 127, 134, 137, 139, 143, null);
    }

    private Instant before(int minutes) {
      return NOW.minus(Duration.ofMinutes(random.nextInt(minutes) + 1));
    }

    private boolean chance() {
      return random.nextBoolean();
    }

    @SafeVarargs
    private <T> T any(T... all) {
      return all[random.nextInt(all.length)];
    }
  }
}
