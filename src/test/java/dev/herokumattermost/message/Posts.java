package dev.herokumattermost.message;

import dev.herokumattermost.message.RootWording.Opened;
import dev.herokumattermost.watch.Address;
import dev.herokumattermost.watch.Address.Priority;
import dev.herokumattermost.watch.Ailment;
import dev.herokumattermost.watch.Ailment.PlatformError;
import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Attempts;
import dev.herokumattermost.watch.Attempts.Form;
import dev.herokumattermost.watch.Attention;
import dev.herokumattermost.watch.Attention.Person;
import dev.herokumattermost.watch.Destination;
import dev.herokumattermost.watch.DynoState;
import dev.herokumattermost.watch.Incident;
import dev.herokumattermost.watch.LogLine;
import dev.herokumattermost.watch.News;
import dev.herokumattermost.watch.News.Closed;
import dev.herokumattermost.watch.News.Ending;
import dev.herokumattermost.watch.News.Failed;
import dev.herokumattermost.watch.News.Looping;
import dev.herokumattermost.watch.News.Over;
import dev.herokumattermost.watch.News.Recovered;
import dev.herokumattermost.watch.News.Reminder;
import dev.herokumattermost.watch.News.RightMissing;
import dev.herokumattermost.watch.News.SightLost;
import dev.herokumattermost.watch.News.SightRestored;
import dev.herokumattermost.watch.Notice;
import dev.herokumattermost.watch.NoticeId;
import dev.herokumattermost.watch.Patient;
import dev.herokumattermost.watch.PostId;
import dev.herokumattermost.watch.ProcessType;
import dev.herokumattermost.watch.Reading.Cause;
import dev.herokumattermost.watch.Release;
import dev.herokumattermost.watch.Remedy.HerokuRestarted;
import dev.herokumattermost.watch.Remedy.Released;
import dev.herokumattermost.watch.Remedy.RestartedByHand;
import dev.herokumattermost.watch.Root;
import dev.herokumattermost.watch.SightJudge;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One post of every kind, with what a bad night at a real shop would put into it. */
public final class Posts {
  private static final AppName API = new AppName("api");
  private static final ProcessType WEB = new ProcessType("web");
  private static final String INCIDENT = "api/web@2026-05-04T02:03:30Z";
  private static final Instant NOW = at("02:04:30");
  private static final Release RELEASE = new Release(43, "Deploy 0badc0de", "ada", at("02:03:00"));
  private static final Release ROLLBACK = new Release(44, "Rollback to v42", "ada", at("02:09:50"));
  private static final Address ONCALL =
      new Address(Destination.DEFAULT, List.of("@oncall"), Priority.URGENT);

  private Posts() {}

  /** A post and what it is. */
  public record Kind(String name, String title, Notice first, Post post, boolean edit) {
    /** Where it stands in its thread. */
    Place place() {
      return edit ? Place.EDIT : Place.of(first.news());
    }
  }

  /** Where a post stands. */
  enum Place {
    FIRST,
    REPLY,
    EDIT;

    private static Place of(News news) {
      return switch (news) {
        case Failed failed -> failed.opens() ? FIRST : REPLY;
        case Over _, SightLost _, RightMissing _ -> FIRST;
        case Looping _, Recovered _, Closed _, Reminder _, SightRestored _ -> REPLY;
      };
    }
  }

  /** Every kind, in the order in which they are told. */
  public static List<Kind> all() {
    var kinds = new ArrayList<Kind>();
    notices().forEach((name, notice) -> kinds.add(told(name, notice)));
    roots().forEach((name, incident) -> kinds.add(edited(name, incident)));
    kinds.add(digest());
    kinds.add(plain());
    kinds.add(late());
    kinds.add(rerouted());
    return kinds;
  }

  private static Map<String, Notice> notices() {
    var all = new LinkedHashMap<String, Notice>();
    all.put("a crash after a deploy", notice(1, crash(), ONCALL));
    all.put("out of memory", notice(1, outOfMemory(), Address.DEFAULT));
    all.put("boot timeout of all dynos", notice(1, bootTimeout(), Address.DEFAULT));
    all.put("a crash that healed itself", notice(1, healed(), Address.DEFAULT));
    all.put("stuck starting", notice(1, stuck(), Address.DEFAULT));
    all.put("an unexplained restart", notice(1, unexplained(), Address.DEFAULT));
    all.put("first sight, already failing", notice(1, already(), Address.DEFAULT));
    all.put("more dynos fail", notice(2, more(), Address.DEFAULT));
    all.put("failing again", notice(3, again(), ONCALL));
    all.put("a crash loop", later(loop(), ONCALL, at("02:08:30")));
    all.put("a reminder", later(reminder(), ONCALL, at("03:04:30")));
    all.put("some are up again", later(recovered(1), Address.DEFAULT, at("02:12:30")));
    all.put("recovered by a rollback", later(recovered(0), Address.DEFAULT, at("02:12:30")));
    all.put("recovered by hand", later(restartedByHand(), Address.DEFAULT, at("02:12:30")));
    all.put("over before it could be told", notice(1, over(), Address.DEFAULT));
    all.put("closed", later(closed(), Address.DEFAULT, at("02:12:30")));
    all.put("an app cannot be seen", sight(API, "lost", blind()));
    all.put("an app can be seen again", sight(API, "restored", sighted()));
    all.put("no app can be seen", sight(SightJudge.ACCOUNT, "lost", allBlind()));
    all.put("logs may not be read", rightMissing());
    return all;
  }

  private static Kind told(String title, Notice notice) {
    return told(title, notice, notice.at());
  }

  private static Kind told(String title, Notice notice, Instant now) {
    AppName app = notice.thread().contains("*") ? SightJudge.ACCOUNT : API;
    return new Kind(name(title), title, notice, new Wording(app, now).post(notice), false);
  }

  private static Kind edited(String title, Incident incident) {
    Post post = new RootWording(at("02:15:00")).post(API, incident);
    return new Kind(name(title), title, notice(1, crash(), ONCALL), post, true);
  }

  static String name(String title) {
    return title.replaceAll("[^a-z]+", "-");
  }

  private static Failed crash() {
    return failed(
        4,
        RELEASE,
        new Ailment(
            "web.1",
            DynoState.CRASHED,
            at("02:03:30"),
            43,
            null,
            1,
            at("02:03:30"),
            1,
            List.of(new PlatformError("H10", 2)),
            log()));
  }

  /** The end of the log of a Rails app that finds no database. */
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

  private static Failed outOfMemory() {
    return failed(
        2,
        null,
        new Ailment(
            "web.1",
            DynoState.CRASHED,
            at("02:03:30"),
            42,
            null,
            2,
            at("01:48:02"),
            137,
            List.of(new PlatformError("R14", 12), new PlatformError("R15", 1)),
            List.of(
                heroku("02:03:28", "Error R15 (Memory quota vastly exceeded)"),
                heroku("02:03:29", "Stopping process with SIGKILL"))));
  }

  private static Failed bootTimeout() {
    return failed(
        2,
        null,
        ailment("web.1", 137, new PlatformError("R10", 1)),
        ailment("web.2", 137, new PlatformError("R10", 1)));
  }

  private static Failed healed() {
    return failed(
        1,
        null,
        new Ailment(
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

  private static Failed stuck() {
    return failed(3, null, state("web.2", DynoState.STARTING, at("02:00:10")));
  }

  private static Failed unexplained() {
    return failed(3, null, state("web.2", DynoState.RESTARTING, at("02:03:20")));
  }

  private static Failed already() {
    return new Failed(
        WEB, true, false, true, false, true, 1, 1, List.of(ailment("web.1", 1)), null);
  }

  private static Failed more() {
    return new Failed(
        WEB, false, false, false, false, false, 4, 2, List.of(ailment("web.3", 1)), null);
  }

  private static Failed again() {
    return new Failed(
        WEB, false, true, false, false, false, 2, 1, List.of(ailment("web.1", 127)), null);
  }

  private static Looping loop() {
    return new Looping(
        WEB,
        "web.1",
        3,
        at("02:03:30"),
        new Ailment(
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

  private static Reminder reminder() {
    return new Reminder(
        WEB,
        List.of(
            new Patient("web.1", DynoState.CRASHED, at("02:03:30"), 1, 43, false),
            new Patient("web.2", DynoState.STARTING, at("02:05:00"), 0, 43, false)),
        at("02:03:30"),
        1);
  }

  private static Recovered recovered(int left) {
    return new Recovered(
        WEB, List.of("web.1"), at("02:03:30"), at("02:10:40"), 3, left, new Released(44, ROLLBACK));
  }

  private static Recovered restartedByHand() {
    return new Recovered(
        WEB,
        List.of("web.1", "web.2"),
        at("02:03:30"),
        at("02:10:40"),
        2,
        0,
        new RestartedByHand());
  }

  private static Over over() {
    return new Over(
        healed(),
        new Recovered(
            WEB, List.of("web.1"), at("02:03:30"), at("02:03:44"), 1, 0, new HerokuRestarted()));
  }

  private static Closed closed() {
    return new Closed(WEB, List.of("web.3", "web.4"), Ending.SCALED_AWAY, at("02:03:30"));
  }

  private static SightLost blind() {
    return new SightLost(
        Cause.NOT_FOUND,
        "404 not_found, request 5f1d52ae-6a9b-4c9e-8d55-f0c4f3f5e3a1",
        at("01:58:00"),
        List.of());
  }

  private static SightLost allBlind() {
    return new SightLost(
        Cause.UNAUTHORIZED,
        "401 unauthorized",
        at("01:58:00"),
        List.of(API, new AppName("shop"), new AppName("billing")));
  }

  private static SightRestored sighted() {
    return new SightRestored(at("01:58:00"), at("02:04:00"));
  }

  private static Map<String, Incident> roots() {
    var attention =
        new Attention(List.of(new Person("u1", "ada"), new Person("u2", "grace")), List.of());
    var all = new LinkedHashMap<String, Incident>();
    all.put("first post, still failing", root(2, true, false, attention, null));
    all.put("first post, recovering", root(1, false, true, Attention.NONE, null));
    all.put(
        "first post, recovered",
        root(0, false, false, attention, new Incident.End(at("02:12:00"), at("02:10:40"), null)));
    all.put(
        "first post, closed",
        root(
            0,
            false,
            false,
            new Attention(List.of(), List.of(new Person("u1", ""))),
            new Incident.End(at("02:12:00"), at("02:12:00"), Ending.IDLE)));
    return all;
  }

  private static Incident root(
      int patients,
      boolean looping,
      boolean recovering,
      Attention attention,
      Incident.@Nullable End end) {
    return new Incident(
        INCIDENT,
        WEB,
        Destination.DEFAULT,
        at("02:03:30"),
        at("02:03:30"),
        IntStream.rangeClosed(1, patients)
            .mapToObj(n -> new Patient("web." + n, DynoState.CRASHED, at("02:03:30"), 1, 43, false))
            .toList(),
        3,
        looping,
        false,
        recovering,
        attention,
        1,
        new Root(new PostId("post"), INCIDENT + "#1", false, crash(), "", Attempts.NONE),
        null,
        end);
  }

  private static Kind digest() {
    List<Opened> opened =
        IntStream.rangeClosed(1, 12)
            .mapToObj(n -> new Opened(new AppName("shop-" + n), crash(), ONCALL))
            .toList();
    Post post = new RootWording(NOW).digest(opened);
    return new Kind("digest", "many at once", notice(1, crash(), ONCALL), post, false);
  }

  private static Kind plain() {
    Notice notice = with(notice(1, crash(), ONCALL), attempts(1, Form.PLAIN));
    return told("refused in full, so in one plain line", notice);
  }

  private static Kind late() {
    Notice crash = notice(1, crash(), ONCALL);
    Notice late = with(crash, attempts(2, Form.WITHOUT_PRIORITY));
    return told("told late, and without the priority", late, at("02:09:30"));
  }

  private static Kind rerouted() {
    Notice crash = notice(1, crash(), ONCALL.in(Destination.of("ops/payments").instead()));
    return told("meant for a channel that cannot be told", crash);
  }

  static Attempts attempts(int count, Form form) {
    return new Attempts(count, Instant.EPOCH, Instant.EPOCH, null, form, List.of());
  }

  static Notice with(Notice notice, Attempts attempts) {
    return new Notice(
        notice.id(),
        notice.thread(),
        notice.news(),
        notice.address(),
        notice.at(),
        notice.pendingPostId(),
        attempts);
  }

  private static Notice notice(int number, News news, Address address) {
    return notice(INCIDENT, INCIDENT + "#" + number, news, address, NOW);
  }

  private static Notice later(News news, Address address, Instant at) {
    return notice(INCIDENT, INCIDENT + "#2", news, address, at);
  }

  private static Notice sight(AppName app, String what, News news) {
    String thread = "sight/" + app + "@2026-05-04T01:58:00Z";
    return notice(thread, thread + "#" + what, news, Address.DEFAULT, NOW);
  }

  private static Notice rightMissing() {
    String thread = "*/log@2026-05-04T02:04:30Z";
    News news = new RightMissing("read logs", "403 forbidden");
    return notice(thread, thread + "#told", news, Address.DEFAULT, NOW);
  }

  private static Notice notice(String thread, String id, News news, Address address, Instant at) {
    return new Notice(new NoticeId(id), thread, news, address, at, "pending", Attempts.NONE);
  }

  private static Failed failed(int total, @Nullable Release release, Ailment... dynos) {
    return new Failed(
        WEB, true, false, false, false, false, total, dynos.length, List.of(dynos), release);
  }

  private static Ailment ailment(String dyno, int exit, PlatformError... errors) {
    return new Ailment(
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

  private static Ailment state(String dyno, DynoState state, Instant since) {
    return new Ailment(dyno, state, since, 42, null, 0, null, null, List.of(), List.of());
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
