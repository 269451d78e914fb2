package dev.herokumattermost.store;

import dev.herokumattermost.watch.Address;
import dev.herokumattermost.watch.Ailment;
import dev.herokumattermost.watch.Ailment.PlatformError;
import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Attempts;
import dev.herokumattermost.watch.Attempts.Form;
import dev.herokumattermost.watch.Attempts.Trouble;
import dev.herokumattermost.watch.Attention;
import dev.herokumattermost.watch.Attention.Person;
import dev.herokumattermost.watch.Crash;
import dev.herokumattermost.watch.Destination;
import dev.herokumattermost.watch.Dyno;
import dev.herokumattermost.watch.DynoId;
import dev.herokumattermost.watch.DynoState;
import dev.herokumattermost.watch.Incident;
import dev.herokumattermost.watch.Incident.End;
import dev.herokumattermost.watch.Letter;
import dev.herokumattermost.watch.LogLine;
import dev.herokumattermost.watch.Memory;
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
import dev.herokumattermost.watch.Remedy;
import dev.herokumattermost.watch.Remedy.ByItself;
import dev.herokumattermost.watch.Remedy.HerokuRestarted;
import dev.herokumattermost.watch.Remedy.Released;
import dev.herokumattermost.watch.Remedy.RestartedByHand;
import dev.herokumattermost.watch.Root;
import dev.herokumattermost.watch.Sight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Memories for the table's tests. */
final class Memories {
  static final AppName API = new AppName("api");

  private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
  private static final ProcessType WEB = new ProcessType("web");
  private static final Patient PATIENT =
      new Patient("web.1", DynoState.CRASHED, at("12:00:05.250"), 2, 42, true);

  private Memories() {}

  /** A memory in which every kind of record stands, with every optional part there and not. */
  static Memory full() {
    return new Memory(
        API,
        7,
        true,
        List.of(dyno(1, DynoState.CRASHED), dyno(2, new DynoState("hibernating"))),
        List.of(new Crash("web.1", at("12:00:05.250"))),
        List.of(
            incident("api/web@1", root(), at("13:00:00"), null),
            incident("api/web@2", Root.NONE, null, new End(at("12:30:00"), at("12:29:00"), null)),
            incident("api/web@3", Root.NONE, null, new End(NOON, NOON, Ending.IDLE))),
        outbox(),
        new Sight(3, at("12:10:00"), true, new PostId("post2")));
  }

  static Memory withDynos(AppName app, int count) {
    var dynos =
        IntStream.rangeClosed(1, count).mapToObj(number -> dyno(number, DynoState.UP)).toList();
    return new Memory(
        app, 0, true, dynos, List.of(), List.of(), List.of(), Memory.nothing(app).sight());
  }

  static List<News> everyNews() {
    var failed =
        new Failed(
            WEB,
            true,
            false,
            true,
            false,
            true,
            4,
            2,
            List.of(
                new Ailment(
                    "web.1",
                    DynoState.CRASHED,
                    at("12:00:05.250"),
                    42,
                    at("12:00:09"),
                    2,
                    at("11:50:00"),
                    137,
                    List.of(new PlatformError("R10", 1), new PlatformError("R14", 12)),
                    List.of(
                        new LogLine(NOON, "app", "web.1", "Killed"),
                        new LogLine(NOON, "heroku", "web.1", ""))),
                new Ailment(
                    "web.2",
                    DynoState.STARTING,
                    NOON,
                    42,
                    null,
                    0,
                    null,
                    null,
                    List.of(),
                    List.of())),
            new Release(42, "Deploy e32d4630", "ada@example.com", at("11:58:00")));
    var anew = new Failed(WEB, false, true, false, true, false, 1, 1, List.of(), null);
    var release = new Release(42, "Deploy", "", at("11:58:00"));
    Ailment latest = failed.dynos().getLast();
    return List.of(
        failed,
        anew,
        new Looping(WEB, "web.1", 3, NOON, latest, release),
        new Looping(WEB, "web", 3, NOON, latest, null),
        recovered(new Released(43, release)),
        recovered(new Released(43, null)),
        recovered(new RestartedByHand()),
        recovered(new HerokuRestarted()),
        new Closed(WEB, List.of("web.1"), Ending.SCALED_AWAY, NOON),
        new Reminder(WEB, List.of(PATIENT), NOON, 2),
        new Over(anew, recovered(new ByItself())),
        new SightLost(Cause.UNAUTHORIZED, "401 unauthorized", NOON, List.of(API)),
        new SightRestored(NOON, at("12:20:00")),
        new RightMissing("releases", "403 forbidden"));
  }

  private static Recovered recovered(Remedy remedy) {
    return new Recovered(WEB, List.of("web.1", "web.2"), NOON, at("12:20:00"), 2, 0, remedy);
  }

  private static List<Notice> outbox() {
    var outbox = new ArrayList<Notice>();
    for (News news : everyNews()) {
      int number = outbox.size() + 1;
      outbox.add(
          new Notice(
              new NoticeId("api/web@1#" + number),
              "api/web@1",
              news,
              number == 1 ? LOUD : Address.DEFAULT,
              NOON,
              "pending" + number,
              number == 1
                  ? new Attempts(
                      2,
                      at("12:04:00"),
                      NOON,
                      at("12:01:00"),
                      Form.PLAIN,
                      List.of(
                          new Trouble("503", 1, NOON, NOON),
                          new Trouble("no answer", 2, at("12:00:30"), at("12:01:00"))))
                  : new Attempts(0, Instant.EPOCH, NOON, null, Form.FULL, List.of())));
    }
    return outbox;
  }

  /** A letter with the fullest notice. */
  static Letter letter() {
    return new Letter(API, outbox().getFirst(), at("12:30:00").plusSeconds(86_400));
  }

  private static final Address LOUD =
      new Address(
          new Destination("", "ops/api"), List.of("@here", "@oncall"), Address.Priority.URGENT);

  private static Root root() {
    var failed = (Failed) everyNews().getFirst();
    return new Root(
        new PostId("post1"), "api/web@1#1", true, failed, "FAILING 2 3 - [] []", Attempts.NONE);
  }

  private static Incident incident(String id, Root root, Instant remindAt, End end) {
    return new Incident(
        id,
        WEB,
        new Destination("ops/api", ""),
        NOON,
        at("12:00:05.250"),
        end == null ? List.of(PATIENT) : List.of(),
        2,
        true,
        false,
        end == null,
        new Attention(List.of(new Person("user1", "ada")), List.of(new Person("user2", ""))),
        3,
        root,
        remindAt,
        end);
  }

  private static Dyno dyno(int number, DynoState state) {
    return new Dyno(
        new DynoId("01234567-89ab-cdef-0123-%012d".formatted(number)),
        "web." + number,
        WEB,
        state,
        42,
        NOON,
        at("12:00:05.250"),
        "Standard-1X");
  }

  private static Instant at(String time) {
    return Instant.parse("2026-05-04T" + time + "Z");
  }
}
