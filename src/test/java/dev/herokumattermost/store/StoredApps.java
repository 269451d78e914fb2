package dev.herokumattermost.store;

import dev.herokumattermost.detect.ClosedReason;
import dev.herokumattermost.detect.Crash;
import dev.herokumattermost.detect.FailingDyno;
import dev.herokumattermost.detect.Failure;
import dev.herokumattermost.detect.Failure.PlatformError;
import dev.herokumattermost.detect.PreviousState.IncidentCondition;
import dev.herokumattermost.detect.Rollback;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.DynoId;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.dyno.Release;
import dev.herokumattermost.dyno.SpaceName;
import dev.herokumattermost.incident.Acknowledgement;
import dev.herokumattermost.incident.Acknowledgement.Person;
import dev.herokumattermost.incident.AlertEvent;
import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.incident.Incident;
import dev.herokumattermost.incident.Incident.Ended;
import dev.herokumattermost.incident.Incident.Failing;
import dev.herokumattermost.incident.Incident.Phase;
import dev.herokumattermost.incident.Incident.Recovering;
import dev.herokumattermost.incident.IncidentEvent.Circumstance;
import dev.herokumattermost.incident.IncidentEvent.Closed;
import dev.herokumattermost.incident.IncidentEvent.CrashLooping;
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
import dev.herokumattermost.incident.IncidentStatus;
import dev.herokumattermost.incident.RefusedSpaces;
import dev.herokumattermost.incident.ReleaseFailed;
import dev.herokumattermost.incident.Resolution;
import dev.herokumattermost.incident.Resolution.NewRelease;
import dev.herokumattermost.incident.Resolution.RestartedByHeroku;
import dev.herokumattermost.incident.Resolution.RestartedManually;
import dev.herokumattermost.incident.Resolution.Unexplained;
import dev.herokumattermost.incident.Visibility.Blind;
import dev.herokumattermost.incident.VisibilityEvent.AllBlind;
import dev.herokumattermost.incident.VisibilityEvent.BecameBlind;
import dev.herokumattermost.incident.VisibilityEvent.PermissionMissing;
import dev.herokumattermost.incident.VisibilityEvent.VisibleAgain;
import dev.herokumattermost.outbox.AlertThread;
import dev.herokumattermost.outbox.DeadLetter;
import dev.herokumattermost.outbox.Delivery;
import dev.herokumattermost.outbox.Delivery.Form;
import dev.herokumattermost.outbox.Delivery.PastRefusal;
import dev.herokumattermost.outbox.DeliveryResult.Refuser;
import dev.herokumattermost.outbox.DeliveryState.Due;
import dev.herokumattermost.outbox.DeliveryState.Leased;
import dev.herokumattermost.outbox.DeliveryState.Uncertain;
import dev.herokumattermost.outbox.DeliveryState.Waiting;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.NotificationId;
import dev.herokumattermost.outbox.Outbox;
import dev.herokumattermost.outbox.PostId;
import dev.herokumattermost.outbox.RootPost;
import dev.herokumattermost.outbox.RootPost.Posted;
import dev.herokumattermost.outbox.RootPost.Shown;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.rules.ChannelName;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.rules.Route.DefaultChannel;
import dev.herokumattermost.rules.Route.DefaultInsteadOf;
import dev.herokumattermost.rules.Route.NamedChannel;
import dev.herokumattermost.rules.Route.Priority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Apps for the tests of the store. */
final class StoredApps {
  static final AppName API = new AppName("api");

  private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
  private static final ProcessType WEB = new ProcessType("web");
  private static final ChannelName OPS = new ChannelName("ops", "api");
  private static final FailingDyno FAILING_DYNO =
      new FailingDyno("web.1", DynoState.CRASHED, at("12:00:05.250"), 2, 42, true);
  private static final Opened OPENED =
      new Opened(
          new FailureReport(
              WEB,
              Set.of(Circumstance.CRASH_LOOP),
              4,
              2,
              List.of(fullFailure(), emptyFailure()),
              new SuspectRelease(
                  new Release(42, "Deploy e32d4630", "ada@example.com", at("11:58:00")),
                  new Rollback.To(41))));

  private StoredApps() {}

  /** An app with every kind of record, and with every optional part both there and missing. */
  static StoredApp full() {
    var state =
        new AppState(
            API,
            true,
            List.of(dyno(1, DynoState.CRASHED), dyno(2, new DynoState("hibernating"))),
            List.of(dyno(3, DynoState.COMPLETE)),
            43,
            List.of(new Crash("web.1", at("12:00:05.250"))),
            List.of(
                incident("api/web@1", new Failing(), at("13:00:00")),
                incident("api/web@2", new Recovering(), null),
                incident("api/web@3", new Ended(at("12:30:00"), at("12:29:00"), null), null),
                incident("api/web@4", new Ended(NOON, NOON, ClosedReason.IDLE), null)),
            new Blind(3, at("12:10:00"), true, at("12:40:00"), at("12:14:00")),
            at("12:20:00"),
            RefusedSpaces.NONE.with(new SpaceName("acme-prod"), "403 forbidden", at("11:40:00")));
    return new StoredApp(7, state, new Outbox(notifications(), threads()));
  }

  /** An app of which nothing is known but its dynos. */
  static StoredApp withDynos(AppName app, int count) {
    StoredApp unknown = StoredApp.unknown(app);
    return unknown.withState(
        unknown
            .state()
            .withDynos(
                IntStream.rangeClosed(1, count)
                    .mapToObj(number -> dyno(number, DynoState.UP))
                    .toList()));
  }

  static DeadLetter deadLetter() {
    return new DeadLetter(API, notifications().getFirst(), at("12:30:00").plusSeconds(86_400));
  }

  static List<AlertEvent> everyEvent() {
    var bare = new FailureReport(WEB, Set.of(), 1, 1, List.of(), null);
    var release = new Release(42, "Deploy", "", at("11:58:00"));
    var suspect = new SuspectRelease(release, new Rollback.NoCodeChanged());
    return List.of(
        OPENED,
        new Reopened(bare, NOON),
        new MoreDynosFailed(bare),
        new Worsened(bare.withRelease(new SuspectRelease(release, new Rollback.None()))),
        new ReleaseFailed(
            new Release(44, "Deploy", "", NOON, Release.Status.FAILED, false, "slug1")),
        new CrashLooping(WEB, "web.1", 3, NOON, emptyFailure(), suspect),
        new CrashLooping(WEB, "web", 3, NOON, emptyFailure(), null),
        new PartlyRecovered(
            WEB,
            List.of("web.1"),
            List.of(FAILING_DYNO),
            NOON,
            at("12:20:00"),
            2,
            new NewRelease(43, release)),
        recovered(new NewRelease(43, null)),
        recovered(new RestartedManually()),
        recovered(new RestartedByHeroku()),
        new Closed(WEB, List.of("web.1"), ClosedReason.SCALED_DOWN, NOON),
        new StillFailing(WEB, List.of(FAILING_DYNO), 2, NOON, 2, at("16:00:00")),
        new OverBeforeDelivery(new Reopened(bare, NOON), recovered(new Unexplained())),
        new BecameBlind(Cause.UNAUTHORIZED, "401 unauthorized", NOON, List.of(API)),
        new AllBlind(Cause.UNAUTHORIZED, "401 unauthorized", NOON, List.of(API), true),
        new VisibleAgain(NOON, at("12:20:00")),
        new PermissionMissing("releases", "403 forbidden"));
  }

  private static Failure fullFailure() {
    return new Failure(
        "web.1",
        DynoState.CRASHED,
        at("12:00:05.250"),
        42,
        at("12:00:09"),
        2,
        at("11:50:00"),
        137,
        List.of(new PlatformError("R10", 1, 90, true), new PlatformError("R14", 12)),
        List.of(
            new LogLine(NOON, "app", "web.1", "Killed"), new LogLine(NOON, "heroku", "web.1", "")));
  }

  private static Failure emptyFailure() {
    return new Failure(
        "web.2", DynoState.STARTING, NOON, 42, null, 0, null, null, List.of(), List.of());
  }

  private static Recovered recovered(Resolution resolution) {
    return new Recovered(WEB, List.of("web.1", "web.2"), NOON, at("12:20:00"), 2, resolution);
  }

  private static Incident incident(String id, Phase phase, @Nullable Instant remindAt) {
    return new Incident(
        id,
        WEB,
        NOON,
        at("12:00:05.250"),
        phase instanceof Ended ? List.of() : List.of(FAILING_DYNO),
        2,
        remindAt == null ? Set.of() : Set.of(IncidentCondition.CRASH_LOOP),
        phase,
        new Acknowledgement(List.of(new Person("user1", "ada")), List.of(new Person("user2", ""))),
        remindAt);
  }

  private static List<Notification> notifications() {
    var all = new ArrayList<Notification>();
    for (AlertEvent event : everyEvent()) {
      int number = all.size() + 1;
      all.add(
          new Notification(
              new NotificationId("api/web@1#" + number),
              "api/web@1",
              event,
              number == 1
                  ? new Route(
                      new DefaultInsteadOf(OPS), List.of("@here", "@oncall"), Priority.URGENT)
                  : Route.DEFAULT,
              NOON,
              "pending" + number,
              number == 1 ? refused() : Delivery.NEW));
    }
    return all;
  }

  private static Delivery refused() {
    return new Delivery(
        new Leased(at("12:04:00"), new Uncertain(at("12:03:00"))),
        2,
        Form.PLAIN,
        List.of(
            new PastRefusal(Refuser.MATTERMOST, "503", 1, NOON, NOON),
            new PastRefusal(Refuser.NOBODY, "no answer", 2, at("12:00:30"), at("12:01:00"))));
  }

  private static List<AlertThread> threads() {
    var shown =
        new Shown(IncidentStatus.RECOVERING, NOON, 2, 3, true, List.of("user1"), List.of("user2"));
    var edit = new Delivery(new Waiting(at("12:05:00")), 1, Form.WITHOUT_PRIORITY, List.of());
    var posted = new Posted(new PostId("post1"), new NotificationId("api/web@1#1"), true);
    return List.of(
        new AlertThread(
            "api/web@1", new NamedChannel(OPS), 15, new RootPost(posted, OPENED, shown, edit)),
        new AlertThread(
            "visibility/api",
            new DefaultChannel(),
            1,
            new RootPost(null, null, null, new Delivery(new Due(), 0, Form.FULL, List.of()))));
  }

  private static Dyno dyno(int number, DynoState state) {
    return new Dyno(
        new DynoId("01234567-89ab-cdef-0123-%012d".formatted(number)),
        "web." + number,
        WEB,
        state,
        42,
        NOON,
        NOON.plusSeconds(10),
        "Standard-1X");
  }

  private static Instant at(String time) {
    return Instant.parse("2026-05-04T" + time + "Z");
  }
}
