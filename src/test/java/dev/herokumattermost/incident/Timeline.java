package dev.herokumattermost.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.detect.Comparison;
import dev.herokumattermost.detect.DiagnosedChange;
import dev.herokumattermost.detect.Evidence;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.HerokuIncident;
import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.dyno.Lookup.Known;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.dyno.Reading.Blind;
import dev.herokumattermost.dyno.Reading.Dynos;
import dev.herokumattermost.dyno.Release;
import dev.herokumattermost.outbox.AlertThread;
import dev.herokumattermost.outbox.ChannelPost;
import dev.herokumattermost.outbox.DeliveryResult.Refusal;
import dev.herokumattermost.outbox.DeliveryResult.Refused;
import dev.herokumattermost.outbox.DeliveryRules;
import dev.herokumattermost.outbox.DeliveryRules.Edit;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.NotificationId;
import dev.herokumattermost.outbox.PostId;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.rules.Rule;
import dev.herokumattermost.rules.Rules;
import dev.herokumattermost.wording.Post;
import dev.herokumattermost.wording.RootWording;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One app through the passes of a day: what each read, and what Mattermost got of it. What is
 * delivered is written short, such as {@code web fails: web.1 crashed}; see {@link Brief}.
 *
 * <p>Each reading is decided about twice, because deciding again must add nothing.
 */
public final class Timeline {
  /** With times of its own, so that a change of the defaults concerns docs/alerts.md alone. */
  static final Rule SHORT =
      Rule.DEFAULT
          .withSteadyFor(Duration.ofMinutes(1))
          .withReminders(new Rule.Reminders(Duration.ofHours(1), Duration.ofHours(4)))
          .withCrashLoop(new Rule.CrashLoop(3, Duration.ofMinutes(30)));

  private static final LocalDate DAY = LocalDate.of(2026, 5, 4);

  private final AppName name;
  private final List<AlertEvent> delivered = new ArrayList<>();
  private final List<Route> routes = new ArrayList<>();
  private final List<String> headlines = new ArrayList<>();
  private final List<String> logLines = new ArrayList<>();
  private final Map<String, HistoryEntry> history = new HashMap<>();
  private final Map<ProcessType, Integer> wanted = new HashMap<>();
  private Rules rules;
  private StoredApp app;
  private Instant now = time("00:00");
  private Instant herokuNow = now;
  private Evidence evidence = Evidence.NONE;
  private List<DiagnosedChange> changes = List.of();
  private boolean mattermostDown;
  private boolean inFull;
  private int posts;
  private int pending;

  private Timeline(AppName name, Rules rules) {
    this.name = name;
    this.rules = rules;
    app = StoredApp.unknown(name);
  }

  public static Timeline watching(String app) {
    return new Timeline(new AppName(app), rulesOf(SHORT));
  }

  public static Timeline watching(String app, Rule rule) {
    return new Timeline(new AppName(app), rulesOf(rule));
  }

  private static Rules rulesOf(Rule rule) {
    return Rules.of(List.of(), Set.of("run", "release", "scheduler"), rule);
  }

  /**
   * A moment of the day, which is a Monday, or of the day before or after: {@code 02:00}, {@code
   * 02:00:30}, {@code -1 23:50}, {@code +1 07:00}.
   */
  public static Instant time(String moment) {
    boolean otherDay = moment.startsWith("-1 ") || moment.startsWith("+1 ");
    LocalTime time = LocalTime.parse(otherDay ? moment.substring(3) : moment);
    LocalDate day = otherDay ? DAY.plusDays(Integer.parseInt(moment.substring(0, 2))) : DAY;
    return day.atTime(time).toInstant(ZoneOffset.UTC);
  }

  /** By both clocks. */
  public Timeline at(String moment) {
    now = time(moment);
    herokuNow = now;
    return this;
  }

  Timeline whileHerokuSays(String moment) {
    herokuNow = time(moment);
    return this;
  }

  Timeline withRule(Rule rule) {
    rules = rulesOf(rule);
    return this;
  }

  /** The log for the next look, each line as {@code 02:01:10 web.1: State changed from …}. */
  public Timeline log(String... lines) {
    String log = Arrays.stream(lines).map(Timeline::logplex).collect(Collectors.joining("\n"));
    evidence = evidence.withLog(new Known<>(LogLine.parse(log)));
    return this;
  }

  /** One more line of the log for the next look. */
  public Timeline logAlso(String line) {
    logLines.add(line);
    return log(logLines.toArray(String[]::new));
  }

  /** Of the platform, unless it says {@code app[web.1]:}. */
  private static String logplex(String line) {
    String[] parts = line.split(" ", 3);
    String time = parts[0].contains(".") ? parts[0] : parts[0] + ".000000";
    String from =
        parts[1].contains("[") ? parts[1] : "heroku[%s]:".formatted(parts[1].replace(":", ""));
    return "%sT%s+00:00 %s %s".formatted(DAY, time, from, parts[2]);
  }

  /** A release for the next look, with those that were given for it before. */
  public Timeline release(int version, String moment) {
    return release(version, moment, "Deploy e32d4630");
  }

  Timeline release(int version, String moment, String description) {
    return release(new Release(version, description, "ada", time(moment)));
  }

  /** A release that never went live. */
  Timeline releaseInVain(int version, String moment) {
    return release(
        new Release(
            version, "Deploy e32d4630", "ada", time(moment), Release.Status.FAILED, false, ""));
  }

  private Timeline release(Release release) {
    evidence =
        evidence.withReleases(
            new Known<>(
                Stream.concat(evidence.knownReleases().stream(), Stream.of(release)).toList()));
    return this;
  }

  /** The formation for the next look. */
  public Timeline wants(String type, int dynos) {
    wanted.put(new ProcessType(type), dynos);
    evidence = evidence.withFormation(new Known<>(Map.copyOf(wanted)));
    return this;
  }

  /** Whether the app is in maintenance mode at the next look. */
  Timeline maintenance(boolean on) {
    evidence = evidence.withMaintenance(new Known<>(on));
    return this;
  }

  /** An incident of Heroku itself, open at the next look. */
  Timeline herokuReports(String title, String since) {
    evidence =
        evidence.withHerokuIncident(
            Optional.of(
                new HerokuIncident(
                    title,
                    "https://status.heroku.com/incidents/2900",
                    time(since),
                    List.of("Apps"),
                    List.of("EU"))));
    return this;
  }

  /** What became of the outbox meanwhile. */
  public Timeline with(StoredApp other) {
    app = other;
    return this;
  }

  /** Somebody reacts to the first post of the only incident. */
  Timeline reacts(Acknowledgement acknowledgement) {
    AppState state = app.state();
    app =
        app.withState(
            state.acknowledged(Map.of(state.incidents().getFirst().id(), acknowledgement)));
    return this;
  }

  public Timeline mattermostDown() {
    mattermostDown = true;
    return this;
  }

  public Timeline mattermostUp() {
    mattermostDown = false;
    return this;
  }

  /** Reads, decides and delivers. */
  public Timeline sees(Seen... dynos) {
    var reading = new Dynos(name, herokuNow, Arrays.stream(dynos).map(Seen::dyno).toList());
    StoredApp before = app;
    app = app.after(VisibilityTransition.readSucceeded(app.state(), now), now, this::pendingPostId);
    AppTransition transition = transition(app, reading);
    StoredApp decided = decided(app, transition);
    if (Arrays.stream(dynos).noneMatch(dyno -> dyno.state().equals(DynoState.DOWN))) {
      assertThat(decided(decided, transition(decided, reading)))
          .as("decided again")
          .isEqualTo(decided);
    }
    changes = transition.changes();
    app = decided;
    app.endedSince(before, now).forEach(one -> history.put(one.name() + one.from(), one));
    evidence = Evidence.NONE;
    wanted.clear();
    logLines.clear();
    deliver();
    return this;
  }

  /** Fails to read. */
  Timeline blind(Blind blind) {
    app =
        app.after(
            VisibilityTransition.readFailed(app.state(), blind, List.of(), now),
            now,
            this::pendingPostId);
    deliver();
    return this;
  }

  private AppTransition transition(StoredApp before, Dynos reading) {
    Comparison comparison = Comparison.of(before.state().previous(), reading, rules);
    return AppTransition.of(before.state(), comparison, evidence, rules, now)
        .recalling(List.copyOf(history.values()));
  }

  private StoredApp decided(StoredApp before, AppTransition transition) {
    return before.after(transition, herokuNow, now, this::pendingPostId);
  }

  private String pendingPostId() {
    return "pending" + ++pending;
  }

  private void deliver() {
    delivered.clear();
    headlines.clear();
    routes.clear();
    List<NotificationId> due = DeliveryRules.due(app, now).stream().map(Notification::id).toList();
    List<String> edits = DeliveryRules.editsDue(app, now);
    app = DeliveryRules.leased(app, now, now.plusSeconds(100));
    for (NotificationId id : due) {
      Notification notification = DeliveryRules.find(app, id).orElseThrow();
      if (mattermostDown) {
        var refused = new Refused(Refusal.TRANSIENT, "no connection");
        app = DeliveryRules.refused(app, notification, refused, now);
      } else {
        delivered.add(notification.event());
        routes.add(notification.route());
        headlines.add(Example.headline(app, notification, this));
        var post = new ChannelPost(new PostId("post" + ++posts), false);
        app = DeliveryRules.delivered(app, notification, post);
      }
    }
    edit(edits);
  }

  private void edit(List<String> threads) {
    for (String id : threads) {
      if (mattermostDown) {
        app = DeliveryRules.editReleased(app, id);
        continue;
      }
      AlertThread thread = app.outbox().thread(id).orElseThrow();
      var wording = new RootWording(now);
      Optional<Incident> incident = app.state().incident(id);
      Post post =
          incident
              .map(one -> wording.post(name, one, thread))
              .orElseGet(() -> wording.post(name, thread.root().over(), thread));
      headlines.add("edit: " + post.text().lines().findFirst().orElseThrow());
      app =
          DeliveryRules.edited(
              app, incident.<Edit>map(Edit.OfIncident::new).orElseGet(() -> new Edit.OfTheEnd(id)));
    }
  }

  public Timeline silence() {
    return tells();
  }

  /** Exactly this was told at the last look. */
  public Timeline tells(String... brief) {
    assertThat(delivered)
        .extracting(Brief::brief)
        .as("delivered at %s", now)
        .containsExactly(brief);
    return this;
  }

  /** The only notice of the last look went there, and called those. */
  Timeline isRouted(Route route) {
    assertThat(routes).as("routed at %s", now).containsExactly(route);
    return this;
  }

  /** From now on headlines are followed by the whole post. */
  Timeline inFull() {
    inFull = true;
    return this;
  }

  boolean tellsInFull() {
    return inFull;
  }

  /** How each post of the last look begins. */
  List<String> headlines() {
    return List.copyOf(headlines);
  }

  Instant now() {
    return now;
  }

  /** What was made of what the last look found, in the words of the report. */
  Timeline diagnoses(String... summaries) {
    assertThat(changes).extracting(DiagnosedChange::summary).containsExactly(summaries);
    return this;
  }

  /** The only news of the last look. */
  <N extends AlertEvent> N only(Class<N> kind) {
    assertThat(delivered).singleElement().isInstanceOf(kind);
    return kind.cast(delivered.getFirst());
  }

  public StoredApp app() {
    return app;
  }
}
