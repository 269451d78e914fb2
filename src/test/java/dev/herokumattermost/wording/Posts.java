package dev.herokumattermost.wording;

import dev.herokumattermost.detect.CauseHint;
import dev.herokumattermost.detect.CauseHint.Certainty;
import dev.herokumattermost.detect.ClosedReason;
import dev.herokumattermost.detect.FailingDyno;
import dev.herokumattermost.detect.Failure;
import dev.herokumattermost.detect.Failure.PlatformError;
import dev.herokumattermost.detect.FailureCause;
import dev.herokumattermost.detect.PreviousState.IncidentCondition;
import dev.herokumattermost.detect.Rollback;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.HerokuIncident;
import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.dyno.Release;
import dev.herokumattermost.dyno.Release.Status;
import dev.herokumattermost.incident.Acknowledgement;
import dev.herokumattermost.incident.Acknowledgement.Person;
import dev.herokumattermost.incident.AlertEvent;
import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.incident.Incident;
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
import dev.herokumattermost.incident.Recurrence;
import dev.herokumattermost.incident.ReleaseFailed;
import dev.herokumattermost.incident.Resolution.NewRelease;
import dev.herokumattermost.incident.Resolution.RestartedByHeroku;
import dev.herokumattermost.incident.Resolution.RestartedManually;
import dev.herokumattermost.incident.VisibilityEvent.AllBlind;
import dev.herokumattermost.incident.VisibilityEvent.BecameBlind;
import dev.herokumattermost.incident.VisibilityEvent.PermissionMissing;
import dev.herokumattermost.incident.VisibilityEvent.VisibleAgain;
import dev.herokumattermost.incident.WeeklyReport;
import dev.herokumattermost.incident.WeeklyReport.Acknowledged;
import dev.herokumattermost.incident.WeeklyReport.AppWeek;
import dev.herokumattermost.incident.WeeklyReport.BlindTo;
import dev.herokumattermost.incident.WeeklyReport.FailureKind;
import dev.herokumattermost.incident.WeeklyReport.Incidents;
import dev.herokumattermost.incident.WeeklyReport.Watching;
import dev.herokumattermost.outbox.AlertThread;
import dev.herokumattermost.outbox.Delivery;
import dev.herokumattermost.outbox.Delivery.Form;
import dev.herokumattermost.outbox.DeliveryResult.Refuser;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.NotificationId;
import dev.herokumattermost.outbox.PostId;
import dev.herokumattermost.outbox.RootPost;
import dev.herokumattermost.outbox.RootPost.VisibilityEnd.How;
import dev.herokumattermost.rules.ChannelName;
import dev.herokumattermost.rules.Guide;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.rules.Route.Priority;
import dev.herokumattermost.rules.Rule;
import dev.herokumattermost.rules.Rules;
import dev.herokumattermost.wording.DigestWording.InDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One post of every kind, with what a bad night at a real shop would put into it. */
public final class Posts {
  private static final AppName API = new AppName("api");
  private static final ProcessType WEB = new ProcessType("web");
  private static final String INCIDENT = "api/web@2026-05-04T02:03:30Z";
  private static final Instant NOW = at("02:04:30");
  private static final SuspectRelease RELEASE =
      new SuspectRelease(
          new Release(43, "Deploy 0badc0de", "ada", at("02:03:00")), new Rollback.To(42));
  private static final Release ROLLBACK = new Release(44, "Rollback to v42", "ada", at("02:09:50"));
  private static final Route ONCALL =
      new Route(new Route.DefaultChannel(), List.of("@oncall"), Priority.NONE);
  private static final Presentation PRESENTATION =
      new Presentation(
          ZoneId.of("UTC"),
          Rules.of(
              List.of(),
              Set.of(),
              Rule.DEFAULT.withGuide(
                  new Guide(
                      Optional.of("https://wiki.example.com/runbooks/{app}"),
                      Optional.of("shop team")))));

  private static final HerokuIncident HEROKU_INCIDENT =
      new HerokuIncident(
          "Elevated error rates for apps in Europe",
          "https://status.heroku.com/incidents/2900",
          at("01:40:00"),
          List.of("Apps"),
          List.of("EU"));

  private Posts() {}

  /** A post and what it is. */
  public record Kind(String name, String title, Notification first, Post post, boolean edit) {
    /** Where it stands in its thread. */
    Place place() {
      return edit ? Place.EDIT : Place.of(first.event());
    }
  }

  /** Where a post stands. */
  enum Place {
    FIRST,
    REPLY,
    EDIT;

    private static Place of(AlertEvent event) {
      return switch (event) {
        case Opened _, OverBeforeDelivery _, BecameBlind _ -> FIRST;
        case AllBlind all -> all.reminder() ? REPLY : FIRST;
        case PermissionMissing _, ReleaseFailed _, WeeklyReport _ -> FIRST;
        case AlertEvent _ -> REPLY;
      };
    }
  }

  /** Every kind, in the order of the page. */
  public static List<Kind> all() {
    var kinds = new ArrayList<Kind>();
    notifications().forEach((name, notification) -> kinds.add(delivered(name, notification)));
    roots().forEach((name, incident) -> kinds.add(edited(name, incident)));
    kinds.add(over("first post, an app is monitored again", How.READ_AGAIN));
    kinds.add(over("first post, an app is no longer watched", How.UNWATCHED));
    kinds.add(digest());
    kinds.add(plain());
    kinds.add(late());
    kinds.add(rerouted());
    return kinds;
  }

  private static Map<String, Notification> notifications() {
    var all = new LinkedHashMap<String, Notification>();
    all.put("a crash after a deploy", notification(1, crash(), ONCALL));
    all.put("out of memory", notification(1, outOfMemory(), Route.DEFAULT));
    all.put("the third time this week", notification(1, thirdTime(), Route.DEFAULT));
    all.put(
        "boot timeout of all dynos",
        notification(1, bootTimeout(), ONCALL.withPriority(Priority.URGENT)));
    all.put("a port of its own", notification(1, wrongPort(), ONCALL));
    all.put("an incident on the status page", notification(1, duringIncident(), ONCALL));
    all.put("a possible cause", notification(1, possibleCause(), ONCALL));
    all.put("a crash between two readings", notification(1, healed(), Route.DEFAULT));
    all.put("stuck starting", notification(1, stuck(), Route.DEFAULT));
    all.put("an unexplained restart", notification(1, unexplained(), Route.DEFAULT));
    all.put("first reading, already failing", notification(1, already(), Route.DEFAULT));
    all.put("more dynos fail", notification(2, more(), Route.DEFAULT));
    all.put("a warning that came true", notification(2, worsened(), ONCALL));
    all.put("failing again", notification(3, again(), ONCALL));
    all.put("a crash loop", later(loop(), ONCALL, at("02:08:30")));
    all.put("a reminder", later(reminder(), ONCALL, at("03:04:30")));
    all.put("some are up again", later(partlyRecovered(), Route.DEFAULT, at("02:12:30")));
    all.put("recovered by a rollback", later(recovered(), Route.DEFAULT, at("02:12:30")));
    all.put("recovered by hand", later(restartedManually(), Route.DEFAULT, at("02:12:30")));
    all.put("over before it could be delivered", notification(1, over(), Route.DEFAULT));
    all.put("closed", later(closed(), Route.DEFAULT, at("02:12:30")));
    all.put("an app cannot be monitored", visibility(API, 1, blind()));
    all.put("an app is monitored again", visibility(API, 2, visibleAgain()));
    all.put("some apps cannot be monitored", visibility(AppState.ACCOUNT, 1, someBlind()));
    all.put("no app can be monitored", loudly(visibility(AppState.ACCOUNT, 1, allBlind(false))));
    all.put(
        "no app can be monitored, a reminder",
        loudly(visibility(AppState.ACCOUNT, 2, allBlind(true), at("02:34:30"))));
    all.put(
        "no app can be monitored during such an incident",
        loudly(
            visibility(
                AppState.ACCOUNT,
                1,
                new AllBlind(
                    Cause.HEROKU_FAILED,
                    "503",
                    at("01:58:00"),
                    List.of(API, new AppName("shop")),
                    false,
                    HEROKU_INCIDENT))));
    all.put("apps are monitored again", visibility(AppState.ACCOUNT, 3, visibleAgain()));
    all.put("a failed release", releaseFailed());
    all.put("logs cannot be read", permissionMissing());
    all.put("the weekly report", weekly(week()));
    all.put("the weekly report of a quiet week", weekly(quietWeek()));
    return all;
  }

  private static Kind delivered(String title, Notification notification) {
    return delivered(title, notification, notification.at());
  }

  private static Kind delivered(String title, Notification notification, Instant now) {
    boolean ofAll = notification.thread().matches(".*[*].*|report/.*");
    AppName app = ofAll ? AppState.ACCOUNT : API;
    return new Kind(
        name(title),
        title,
        notification,
        new Wording(app, PRESENTATION, now).post(notification, Optional.of(crash())),
        false);
  }

  private static Kind edited(String title, Incident incident) {
    var root =
        new RootPost(
            new RootPost.Posted(new PostId("post"), new NotificationId(INCIDENT + "#1"), false),
            crash(),
            null,
            null,
            Delivery.NEW);
    var thread = new AlertThread(INCIDENT, new Route.DefaultChannel(), 1, root);
    Post post = new RootWording(PRESENTATION, at("02:15:00")).post(API, incident, thread);
    return new Kind(name(title), title, notification(1, crash(), ONCALL), post, true);
  }

  private static Kind over(String title, How how) {
    Notification first = visibility(API, 1, blind());
    var posted = new RootPost.Posted(new PostId("post"), first.id(), false);
    var end = new RootPost.VisibilityEnd(at("01:58:00"), at("02:04:00"), how);
    var thread =
        new AlertThread(
            first.thread(),
            new Route.DefaultChannel(),
            1,
            new RootPost(posted, null, null, end, Delivery.NEW));
    Post post = new RootWording(PRESENTATION, at("02:04:30")).post(API, end, thread);
    return new Kind(name(title), title, first, post, true);
  }

  static String name(String title) {
    return title.replaceAll("[^a-z]+", "-");
  }

  private static Opened crash() {
    return failed(
        4,
        RELEASE,
        new Failure(
            "web.1",
            DynoState.CRASHED,
            at("02:03:30"),
            43,
            null,
            1,
            at("02:03:30"),
            1,
            List.of(new PlatformError("H10", 2)),
            log(),
            null,
            new CauseHint(
                FailureCause.MISSING_CONFIG_VAR, "BILLING_ENDPOINT", Certainty.PROBABLE)));
  }

  /** The end of the log of a Rails app that lacks a config var. */
  private static List<LogLine> log() {
    return List.of(
        app("02:03:27", "=> Booting Puma"),
        app("02:03:27", "=> Rails 8.0.2 application starting in production"),
        app("02:03:28", "bundler: failed to load command: puma (/app/vendor/bundle/bin/puma)"),
        app(
            "02:03:28",
            "/app/config/initializers/billing.rb:7:in `fetch': key not found:"
                + " \"BILLING_ENDPOINT\" (KeyError)"),
        app("02:03:28", "\tfrom /app/config/initializers/billing.rb:7:in `<main>'"),
        app("02:03:28", "\tfrom /app/config/environment.rb:5:in `<main>'"));
  }

  private static Opened outOfMemory() {
    return failed(
        2,
        null,
        new Failure(
            "web.1",
            DynoState.CRASHED,
            at("02:03:30"),
            42,
            null,
            2,
            at("01:48:02"),
            137,
            List.of(new PlatformError("R14", 12), new PlatformError("R15", 1, null, true)),
            List.of(
                heroku("02:03:28", "Error R15 (Memory quota vastly exceeded)"),
                heroku("02:03:29", "Stopping process with SIGKILL"))));
  }

  private static Opened thirdTime() {
    var recurrence =
        new Recurrence(
            Instant.parse("2026-05-08T02:03:30Z"),
            2,
            Instant.parse("2026-05-04T23:10:00Z"),
            Instant.parse("2026-05-05T14:20:00Z"),
            40);
    return new Opened(crash().report(), recurrence);
  }

  private static Opened bootTimeout() {
    FailureReport report =
        failed(
                2,
                null,
                failure("web.1", 137, new PlatformError("R10", 1, 60, true)),
                failure("web.2", 137, new PlatformError("R10", 1, 60, true)))
            .report();
    return new Opened(report.withCircumstances(Set.of(Circumstance.DOWN)));
  }

  private static Opened wrongPort() {
    Failure failure =
        failure("web.1", 137, new PlatformError("R10", 1, 60, true))
            .withLogLines(List.of(app("02:02:31", "Server is listening on port 3000")))
            .withHint(new CauseHint(FailureCause.PORT_NOT_BOUND, "3000", Certainty.PROBABLE));
    return failed(4, RELEASE, failure);
  }

  private static Opened possibleCause() {
    var hint = new CauseHint(FailureCause.DATABASE_CONNECTIONS, "Postgres", Certainty.POSSIBLE);
    return failed(4, null, failure("web.1", 1).withHint(hint), failure("web.2", 1).withHint(hint));
  }

  private static Opened duringIncident() {
    FailureReport report =
        failed(2, null, failure("web.1", 1, new PlatformError("H99", 14))).report();
    return new Opened(report.withHerokuIncident(HEROKU_INCIDENT));
  }

  private static Opened healed() {
    return failed(
        1,
        null,
        new Failure(
            "web.1",
            DynoState.CRASHED,
            at("02:03:30"),
            42,
            at("02:03:44"),
            1,
            at("02:03:30"),
            139,
            List.of(),
            List.of()));
  }

  private static Opened stuck() {
    return failed(3, null, state("web.2", DynoState.STARTING, at("02:00:10")));
  }

  private static Opened unexplained() {
    return new Opened(
        new FailureReport(
            WEB,
            Set.of(Circumstance.WARNING),
            3,
            1,
            List.of(state("web.2", DynoState.RESTARTING, at("02:03:20"))),
            null));
  }

  private static Opened already() {
    var circumstances = Set.of(Circumstance.FIRST_READING, Circumstance.DOWN);
    return new Opened(
        new FailureReport(WEB, circumstances, 1, 1, List.of(failure("web.1", 1)), null));
  }

  private static MoreDynosFailed more() {
    return new MoreDynosFailed(
        new FailureReport(WEB, Set.of(), 4, 2, List.of(failure("web.3", 1)), null));
  }

  private static Worsened worsened() {
    return new Worsened(unexplained().report().withCircumstances(Set.of()));
  }

  private static Reopened again() {
    return new Reopened(
        new FailureReport(WEB, Set.of(), 2, 1, List.of(failure("web.1", 127)), null),
        at("01:59:30"),
        null);
  }

  private static CrashLooping loop() {
    return new CrashLooping(
        WEB,
        "web.1",
        3,
        at("02:03:30"),
        new Failure(
            "web.1",
            DynoState.CRASHED,
            at("02:07:50"),
            43,
            null,
            3,
            at("02:03:30"),
            1,
            List.of(),
            List.of()),
        RELEASE);
  }

  private static StillFailing reminder() {
    return new StillFailing(
        WEB,
        List.of(
            new FailingDyno("web.1", DynoState.CRASHED, at("02:03:30"), 1, 43, false),
            new FailingDyno("web.2", DynoState.STARTING, at("02:05:00"), 0, 43, false)),
        4,
        at("02:03:30"),
        1,
        at("07:04:30"));
  }

  private static PartlyRecovered partlyRecovered() {
    return new PartlyRecovered(
        WEB,
        List.of("web.1"),
        List.of(new FailingDyno("web.2", DynoState.CRASHED, at("02:03:30"), 1, 43, false)),
        at("02:03:30"),
        at("02:10:40"),
        3,
        new NewRelease(44, ROLLBACK));
  }

  private static Recovered recovered() {
    return new Recovered(
        WEB, List.of("web.1"), at("02:03:30"), at("02:10:40"), 3, new NewRelease(44, ROLLBACK));
  }

  private static Recovered restartedManually() {
    return new Recovered(
        WEB, List.of("web.1", "web.2"), at("02:03:30"), at("02:10:40"), 2, new RestartedManually());
  }

  private static OverBeforeDelivery over() {
    return new OverBeforeDelivery(
        healed(),
        new Recovered(
            WEB, List.of("web.1"), at("02:03:30"), at("02:03:44"), 1, new RestartedByHeroku()));
  }

  private static Closed closed() {
    return new Closed(WEB, List.of("web.3", "web.4"), ClosedReason.SCALED_DOWN, at("02:03:30"));
  }

  private static BecameBlind blind() {
    return new BecameBlind(
        Cause.NOT_FOUND,
        "404 not_found, request 5f1d52ae-6a9b-4c9e-8d55-f0c4f3f5e3a1",
        at("01:58:00"),
        List.of());
  }

  private static BecameBlind someBlind() {
    return new BecameBlind(
        Cause.TIMED_OUT,
        "no answer in 5 s",
        at("01:58:00"),
        List.of(API, new AppName("shop"), new AppName("billing")));
  }

  private static AllBlind allBlind(boolean reminder) {
    return new AllBlind(
        Cause.UNAUTHORIZED,
        "401 unauthorized",
        at("01:58:00"),
        List.of(API, new AppName("shop"), new AppName("billing")),
        reminder);
  }

  private static VisibleAgain visibleAgain() {
    return new VisibleAgain(at("01:58:00"), at("02:04:00"));
  }

  private static Map<String, Incident> roots() {
    var acknowledgement =
        new Acknowledgement(List.of(new Person("u1", "ada"), new Person("u2", "grace")), List.of());
    var all = new LinkedHashMap<String, Incident>();
    all.put(
        "first post, still failing",
        root(2, Set.of(IncidentCondition.CRASH_LOOP), acknowledgement, new Incident.Failing()));
    all.put(
        "first post, recovering",
        root(1, Set.of(), Acknowledgement.NONE, new Incident.Recovering()));
    all.put(
        "first post, recovered",
        root(
            0,
            Set.of(),
            acknowledgement,
            new Incident.Ended(at("02:12:00"), at("02:10:40"), null)));
    all.put(
        "first post, closed",
        root(
            0,
            Set.of(),
            new Acknowledgement(List.of(), List.of(new Person("u1", ""))),
            new Incident.Ended(at("02:12:00"), at("02:12:00"), ClosedReason.IDLE)));
    return all;
  }

  private static Incident root(
      int dynos,
      Set<IncidentCondition> conditions,
      Acknowledgement acknowledgement,
      Incident.Phase phase) {
    return new Incident(
        INCIDENT,
        WEB,
        at("02:03:30"),
        at("02:03:30"),
        IntStream.rangeClosed(1, dynos)
            .mapToObj(
                n -> new FailingDyno("web." + n, DynoState.CRASHED, at("02:03:30"), 1, 43, false))
            .toList(),
        3,
        conditions,
        phase,
        acknowledgement,
        null);
  }

  private static Kind digest() {
    List<InDigest> incidents =
        IntStream.rangeClosed(1, 12)
            .mapToObj(n -> new InDigest(new AppName("shop-" + n), crash().report(), ONCALL))
            .toList();
    Post post =
        new DigestWording(PRESENTATION, NOW).post(incidents, new NotificationId(INCIDENT + "#1"));
    return new Kind("digest", "many at once", notification(1, crash(), ONCALL), post, false);
  }

  private static Kind plain() {
    Notification notification = with(notification(1, crash(), ONCALL), attempts(1, Form.PLAIN));
    return delivered("refused in full, sent in one plain line", notification);
  }

  private static Kind late() {
    Notification crash = notification(1, crash(), ONCALL);
    var refusal =
        new Delivery.PastRefusal(Refuser.NOBODY, "no answer", 2, NOW, NOW.plusSeconds(30));
    Notification late =
        with(crash, attempts(2, Form.WITHOUT_PRIORITY).withRefusals(List.of(refusal)));
    return delivered("delivered late, and without the priority", late, at("02:09:30"));
  }

  private static Kind rerouted() {
    Notification crash =
        notification(
            1,
            crash(),
            ONCALL.to(new Route.NamedChannel(ChannelName.parse("ops/payments")).instead()));
    return delivered("meant for a channel that cannot be posted to", crash);
  }

  static Delivery attempts(int count, Form form) {
    var refusal =
        new Delivery.PastRefusal(
            Refuser.NOBODY, "no answer", count, at("02:01:10"), at("02:01:40"));
    return Delivery.NEW.withAttempts(count).withForm(form).withRefusals(List.of(refusal));
  }

  static Notification with(Notification notification, Delivery attempts) {
    return notification.withDelivery(attempts);
  }

  private static Notification notification(int number, AlertEvent event, Route route) {
    return notification(INCIDENT, INCIDENT + "#" + number, event, route, NOW);
  }

  private static Notification later(AlertEvent event, Route route, Instant at) {
    return notification(INCIDENT, INCIDENT + "#2", event, route, at);
  }

  private static Notification visibility(AppName app, int number, AlertEvent event) {
    return visibility(app, number, event, NOW);
  }

  private static Notification visibility(AppName app, int number, AlertEvent event, Instant at) {
    String thread = "visibility/" + app + "@2026-05-04T01:58:00Z";
    return notification(thread, thread + "#" + number, event, Route.DEFAULT, at);
  }

  private static Notification loudly(Notification notification) {
    return notification.withRoute(ONCALL.withPriority(Priority.NONE));
  }

  private static Notification releaseFailed() {
    String thread = "release/api@44";
    var release =
        new Release(44, "Deploy 0badc0de", "ada", at("02:03:00"), Status.FAILED, false, "slug");
    return notification(thread, thread + "#1", new ReleaseFailed(release), Route.DEFAULT, NOW);
  }

  private static Notification weekly(WeeklyReport report) {
    String thread = "report/" + report.week();
    return notification(
        thread, thread + "#1", report, Route.DEFAULT, Instant.parse("2026-05-11T07:00:00Z"));
  }

  private static WeeklyReport week() {
    var crash = new FailureKind(DynoState.CRASHED, 1, null, 3);
    var memory =
        new FailureKind(DynoState.CRASHED, 137, new PlatformError("R15", 1, null, true), 1);
    var stuck = new FailureKind(DynoState.STARTING, null, null, 1);
    var hours = new ArrayList<>(Collections.nCopies(24, 0));
    hours.set(2, 1);
    hours.set(9, 1);
    hours.set(14, 3);
    hours.set(15, 1);
    return weekly(
        new Incidents(6, 1, 3, 4, 1, minutes(112), minutes(7), minutes(62)),
        List.of(
            new AppWeek(
                API,
                new Incidents(4, 0, 3, 3, 0, minutes(81), minutes(7), minutes(62)),
                List.of(crash, memory)),
            new AppWeek(
                new AppName("shop"),
                new Incidents(2, 1, 0, 1, 1, minutes(31), minutes(4), minutes(4)),
                List.of(stuck))),
        hours,
        List.of(new Acknowledged("ada", 3), new Acknowledged("grace", 1)),
        new Watching(
            minutes(12),
            List.of(new BlindTo(new AppName("billing"), minutes(40))),
            6,
            Duration.ofMillis(700),
            Duration.ofSeconds(41)));
  }

  private static WeeklyReport quietWeek() {
    return weekly(
        new Incidents(0, 0, 0, 0, 0, Duration.ZERO, null, null),
        List.of(),
        Collections.nCopies(24, 0),
        List.of(),
        new Watching(Duration.ZERO, List.of(), 0, null, null));
  }

  private static WeeklyReport weekly(
      Incidents all,
      List<AppWeek> apps,
      List<Integer> hours,
      List<Acknowledged> people,
      Watching watching) {
    return new WeeklyReport(
        "2026-W19",
        Instant.parse("2026-05-04T00:00:00Z"),
        Instant.parse("2026-05-11T00:00:00Z"),
        all,
        apps,
        0,
        hours,
        people,
        watching);
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }

  private static Notification permissionMissing() {
    String thread = "logs/*@2026-05-04T02:04:30Z";
    AlertEvent event = new PermissionMissing("read logs", "403 forbidden");
    return notification(thread, thread + "#1", event, Route.DEFAULT, NOW);
  }

  private static Notification notification(
      String thread, String id, AlertEvent event, Route route, Instant at) {
    return new Notification(
        new NotificationId(id), thread, event, route, at, "pending", Delivery.NEW);
  }

  private static Opened failed(int total, @Nullable SuspectRelease release, Failure... dynos) {
    return new Opened(
        new FailureReport(WEB, Set.of(), total, dynos.length, List.of(dynos), release));
  }

  private static Failure failure(String dyno, int exit, PlatformError... errors) {
    return new Failure(
        dyno,
        DynoState.CRASHED,
        at("02:03:30"),
        42,
        null,
        1,
        at("02:03:30"),
        exit,
        List.of(errors),
        List.of());
  }

  private static Failure state(String dyno, DynoState state, Instant since) {
    return new Failure(dyno, state, since, 42, null, 0, null, null, List.of(), List.of());
  }

  private static LogLine app(String time, String text) {
    return new LogLine(at(time), "app", "web.1", text);
  }

  private static LogLine heroku(String time, String text) {
    return new LogLine(at(time), "heroku", "web.1", text);
  }

  private static Instant at(String time) {
    return Instant.parse("2026-05-04T" + time + "Z");
  }
}
