package dev.herokumattermost.function;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.WatchFunction;
import dev.herokumattermost.local.LocalContext;
import dev.herokumattermost.local.LocalInvocation;
import dev.herokumattermost.local.heroku.SimulatedApp;
import dev.herokumattermost.local.http.Call;
import dev.herokumattermost.local.http.Fault;
import dev.herokumattermost.local.http.Reply;
import dev.herokumattermost.local.http.Reply.Ending;
import dev.herokumattermost.local.mattermost.SimulatedPost;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Whatever one app's data does, the other apps are checked and alerted in the same pass: twenty
 * apps crash at once, and one of them sends what Heroku never would.
 */
class HostileAppTest {
  private static final int APPS = 20;
  private static final String HOSTILE = "app-00";
  private static final Set<String> OTHERS =
      IntStream.range(1, APPS).mapToObj("app-%02d"::formatted).collect(toSet());

  private final Surroundings around = new Surroundings(Instant.parse("2026-11-24T09:30:00Z"));
  private final List<SimulatedApp> apps = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private final WatchFunction function;

  HostileAppTest() {
    for (int i = 0; i < APPS; i++) {
      apps.add(around.model.createApp("app-%02d".formatted(i)).scale("web", 1));
    }
    var environment = new HashMap<>(around.environment());
    environment.put(
        "HEROKU_APPS", String.join(",", apps.stream().map(SimulatedApp::name).toList()));
    function = new WatchFunction(environment, around.clock, around.table, log::add);
    pass();
  }

  @AfterEach
  void close() {
    around.close();
  }

  /** What can come in place of an app's dynos. */
  static Stream<Named<Fault>> dynos() {
    return Stream.of(
        changed(
            "a time in the year 1,000,000,000",
            "(?<=_at\":\")[^\"]*",
            "+999999999-12-31T23:59:59Z"),
        changed(
            "a time before the year 0", "(?<=created_at\":\")[^\"]*", "-999999999-01-01T00:00:00Z"),
        changed("a time that is none", "(?<=updated_at\":\")[^\"]*", "soon"),
        changed("a time that is a number", "(?<=updated_at\":)\"[^\"]*\"", "1e999999999"),
        changed("a release beyond an int", "(?<=version\":)\\d+", "99999999999"),
        changed("a negative release", "(?<=version\":)\\d+", "-1"),
        changed("a release of a thousand digits", "(?<=version\":)\\d+", "9".repeat(1000)),
        changed("a name of 300,000 letters", "(?<=name\":\")web.1", "w".repeat(300_000)),
        changed("a type of 3 MB", "(?<=type\":\")web", "w".repeat(3_000_000)),
        changed("a blank id", "(?<=\"id\":\")[^\"]*", " "),
        changed("a blank state", "(?<=state\":\")[^\"]*", ""),
        changed("a key twice", "\"state\":", "\"state\":\"up\",\"state\":"),
        changed("nothing", "(?s).*", ""),
        changed("null", "(?s).+", "null"),
        changed("a list of null", "(?s).+", "[null]"),
        changed("a number", "(?s).+", "7"),
        named("half of a list", body -> body.substring(0, body.length() / 2)),
        named("control characters", body -> "\u0000\u0001\u0002".repeat(10_000)),
        named("empty objects, 4 MB", body -> "[" + "{},".repeat(1_300_000) + "{}]"),
        named("arrays in arrays", body -> "[".repeat(2_000_000)),
        named("objects in objects", body -> "[" + "{\"a\":".repeat(500_000)),
        named("a million keys", HostileAppTest::manyKeys),
        named("5,000 dynos", HostileAppTest::manyDynos),
        Named.of("5 MB", Fault.giant(5_000_000)),
        Named.of("a proxy's page", Fault.proxyPage(200)),
        Named.of("another page", Fault.proxyPage(503)),
        Named.of("a redirect", Fault.answer(302, "text/html", "")),
        Named.of("a status that is none", Fault.answer(999, "text/html", "")),
        Named.of(
            "a refusal full of braces",
            Fault.answer(403, "application/json", "{".repeat(3_000_000))),
        Named.of("a cut answer", Fault.cutBody()),
        Named.of("pages without end", pagesWithoutEnd()));
  }

  @ParameterizedTest
  @MethodSource("dynos")
  void dynosOfOneAppDoNotTouchTheOthers(Fault fault) {
    fail("/dynos", fault);
    allCrash();

    Map<String, Object> report = pass();

    assertThat(alerted(report)).isEqualTo(OTHERS);
    assertThat(troubled(report)).containsExactly(HOSTILE);
    pass();
    pass();
    assertThat(posts()).anyMatch(post -> post.startsWith("⚠️ **`app-00` not monitored since"));
    assertThat(pass()).containsEntry("posted", List.of());
    around.heroku.clearFaults();
    assertThat(alerted(pass())).contains(HOSTILE);
  }

  /** What can come in place of what explains a crash. */
  static Stream<Named<Answer>> evidence() {
    return Stream.of(
        answer(
            "releases far away",
            "/releases",
            changed("-", "(?<=_at\":\")[^\"]*", "+999999999-12-31T23:59:59Z")),
        answer(
            "a release of 900 KB",
            "/releases",
            changed("-", "(?<=description\":\")", "x".repeat(900_000))),
        answer(
            "a release of 3 MB",
            "/releases",
            changed("-", "(?<=description\":\")", "x".repeat(3_000_000))),
        answer(
            "half of a surrogate pair",
            "/releases",
            changed("-", "(?<=description\":\")", "\\\\ud83d \\\\u0000 ")),
        answer(
            "a release of slashes",
            "/releases",
            changed("-", "(?<=description\":\")", "/be".repeat(30_000))),
        answer(
            "releases without end",
            "/releases",
            named("-", body -> "[" + "{},".repeat(1_300_000) + "{}]")),
        session("a port beyond the last", "https://logs.example.com:99999/x"),
        session("a zone id", "http://[fe80::1%25eth0]/x"),
        session("a zone id that is none", "http://[fe80::1%lo]:80/x"),
        session("the metadata of the machine", "http://169.254.169.254/latest/meta-data"),
        session("a private address", "https://10.0.0.7/x"),
        session("an address as a number", "https://2130706433/x"),
        session("a user", "https://user:word@logs.example.com/x"),
        session("another port of this machine", "http://localhost:9/x"),
        session("a file", "file:///etc/passwd"),
        session("a space", "https://logs example.com"),
        session("nothing", ""),
        log("times far away", "+999999999-12-31T23:59:59.000000+00:00 app[web.1]: x\n"),
        log("a path of slashes", line("heroku[router]: path=" + "/be".repeat(300_000))),
        log("empty lines", "\n".repeat(1_000_000)),
        log("short lines", line("app[web.1]: x").repeat(20_000)),
        log("no line end", "x".repeat(1_000_000)),
        log("control characters", "\u0000\u001b[".repeat(300_000)),
        log(
            "exit statuses",
            line("heroku[web.1]: Process exited with status 99999999999").repeat(20)),
        log("errors", line("heroku[web.1]: Error R99999999999 (x)").repeat(20)));
  }

  /** Without evidence the crash is told all the same. */
  @ParameterizedTest
  @MethodSource("evidence")
  void evidenceOfOneAppDoesNotTouchAnyAlert(Answer answer) {
    fail(answer.path(), answer.fault());
    allCrash();

    Map<String, Object> report = pass();

    assertThat(alerted(report)).containsAll(OTHERS).contains(HOSTILE);
    assertThat(troubled(report)).isEmpty();
  }

  /** What is strange, and right all the same. */
  static Stream<Named<Fault>> strange() {
    return Stream.of(
        changed("the zero character", "(?<=name\":\")web.1", "we\\\\u0000b.1"),
        changed("half of a surrogate pair", "(?<=name\":\")web.1", "web\\\\ud83d.1"),
        changed("a line end and a mention", "(?<=name\":\")web.1", "web\\\\n@channel `x` [a](b)"),
        changed("right to left", "(?<=name\":\")web.1", "\\\\u202eweb\\\\u2066.1"),
        changed("a state that nobody knows", "(?<=state\":\")[^\"]*", "💥 exploded 💥"),
        changed("the largest release", "(?<=version\":)\\d+", "2147483647"),
        changed("no size", "(?<=size\":)\"[^\"]*\"", "null"));
  }

  @ParameterizedTest
  @MethodSource("strange")
  void strangeDynosAreDynos(Fault fault) {
    fail("/dynos", fault);
    allCrash();

    Map<String, Object> report = pass();

    assertThat(alerted(report)).containsAll(OTHERS);
    assertThat(report).containsEntry("ok", true);
    assertThat(pass()).containsEntry("ok", true);
  }

  @Test
  void silenceOfOneAppCostsTheOthersNothing() {
    fail("/dynos", Fault.silence());
    allCrash();

    Map<String, Object> report = pass();

    assertThat(alerted(report)).isEqualTo(OTHERS);
    assertThat(troubled(report)).containsExactly(HOSTILE);
  }

  @Test
  void clockThatHerokuDoesNotHaveIsNotBelieved() {
    fail("/dynos", (call, api) -> api.apply(call).with("Date", "Fri, 31 Dec 9999 23:59:59 GMT"));
    allCrash();

    assertThat(alerted(pass())).containsAll(OTHERS).contains(HOSTILE);
  }

  /** An item that cannot be understood is neither nothing known, nor written over. */
  @ParameterizedTest
  @MethodSource("items")
  void itemThatCannotBeReadIsThatAppsTrouble(Map<String, AttributeValue> change) {
    Map<String, AttributeValue> broken = item(HOSTILE);
    broken.putAll(change);
    put(broken);
    allCrash();

    Map<String, Object> report = pass();

    assertThat(alerted(report)).isEqualTo(OTHERS);
    assertThat(failed(report)).containsExactly(HOSTILE);
    pass();
    pass();
    assertThat(posts()).anyMatch(post -> post.startsWith("⚠️ **`app-00` not monitored since"));
    assertThat(pass()).containsEntry("posted", List.of());
    assertThat(item(HOSTILE)).isEqualTo(broken);
  }

  static Stream<Map<String, AttributeValue>> items() {
    return Stream.of(
        Map.of("state", AttributeValue.fromS("gone")),
        Map.of("state", AttributeValue.fromM(Map.of())),
        Map.of("outbox", AttributeValue.fromNul(true)),
        Map.of("format", AttributeValue.fromN("2")),
        Map.of("revision", AttributeValue.fromN("99999999999999999999")),
        Map.of("revision", AttributeValue.fromN("-1")));
  }

  @Test
  void repairedItemIsProcessedAgain() {
    Map<String, AttributeValue> right = item(HOSTILE);
    Map<String, AttributeValue> broken = item(HOSTILE);
    broken.remove("outbox");
    put(broken);
    pass();
    pass();
    pass();
    put(right);
    apps.getFirst().crashStaying("web.1", 1);

    assertThat(alerted(pass())).contains(HOSTILE);
    assertThat(posts()).anyMatch(post -> post.startsWith("✅ **`app-00` monitored again after"));
  }

  @ParameterizedTest
  @MethodSource("otherItems")
  void itemOfNoWatchedAppStopsNobody(String app) {
    put(
        Map.of(
            "watch", AttributeValue.fromS("default"),
            "app", AttributeValue.fromS(app),
            "format", AttributeValue.fromN("1"),
            "revision", AttributeValue.fromN("1")));
    allCrash();

    Map<String, Object> report = pass();

    assertThat(alerted(report)).hasSize(APPS);
    assertThat(failed(report)).hasSize(1);
  }

  static Stream<String> otherItems() {
    return Stream.of("ghost", "*", "*app-00", " ");
  }

  private record Answer(String path, Fault fault) {}

  private static Named<Answer> answer(String name, String path, Named<Fault> fault) {
    return Named.of(name, new Answer(path, fault.getPayload()));
  }

  private static Named<Answer> session(String name, String address) {
    return answer(
        "log at " + name,
        "/log-sessions",
        Named.of("-", Fault.answer(Reply.json(201, "{\"logplex_url\":\"" + address + "\"}"))));
  }

  /** The text comes from the simulated log, at the address of a session. */
  private static Named<Answer> log(String name, String text) {
    Fault session =
        (call, _) ->
            Reply.json(
                201,
                "{\"logplex_url\":\"http://%s/apps/%s/hostile-log\"}"
                    .formatted(call.header("Host"), HOSTILE));
    Fault log = Fault.answer(200, "text/plain", text);
    return Named.of(
        "log of " + name,
        new Answer(
            "",
            (call, api) ->
                call.path().endsWith("/log-sessions")
                    ? session.reply(call, api)
                    : call.path().endsWith("/hostile-log")
                        ? log.reply(call, api)
                        : api.apply(call)));
  }

  private static String line(String text) {
    return "2026-11-24T09:30:00.000000+00:00 " + text + "\n";
  }

  private static Named<Fault> changed(String name, String pattern, String replacement) {
    return named(name, body -> body.replaceFirst(pattern, replacement));
  }

  /** The body is another, the rest is as it should be. */
  private static Named<Fault> named(String name, UnaryOperator<String> change) {
    return Named.of(
        name,
        (call, api) -> {
          Reply reply = api.apply(call);
          return new Reply(
              reply.status(), reply.headers(), change.apply(reply.body()), reply.ending());
        });
  }

  private static String manyKeys(String body) {
    var keys = new StringBuilder(body.substring(0, 2));
    for (int i = 0; i < 400_000; i++) {
      keys.append('"').append(i).append("\":0,");
    }
    return keys + body.substring(2);
  }

  private static String manyDynos(String body) {
    String dyno = body.substring(1, body.length() - 1);
    var dynos = new ArrayList<String>();
    for (int i = 0; i < 5_000; i++) {
      dynos.add(dyno.replaceFirst("(?<=\"id\":\")[^\"]*", "id-" + i));
    }
    return dynos.toString();
  }

  private static Fault pagesWithoutEnd() {
    return (call, api) -> {
      Reply reply = api.apply(call);
      return new Reply(206, reply.headers(), reply.body(), Ending.WHOLE)
          .with("Next-Range", "id " + call.header("Range").length() + "x..; max=1000");
    };
  }

  private void fail(String path, Fault fault) {
    around.heroku.fail(
        (Call call) -> call.path().startsWith("/apps/" + HOSTILE + path), Integer.MAX_VALUE, fault);
  }

  private void allCrash() {
    apps.forEach(app -> app.crashStaying("web.1", 1));
  }

  private Map<String, Object> pass() {
    around.advance(Duration.ofMinutes(2));
    return LocalInvocation.invoke(function, Map.of(), new LocalContext(log::add));
  }

  /** The apps that an alert of this pass is about. */
  private static Set<String> alerted(Map<String, Object> report) {
    return ((List<?>) report.get("posted"))
        .stream()
            .map(String::valueOf)
            .filter(id -> id.contains("/web@"))
            .map(id -> id.substring(0, id.indexOf('/')))
            .collect(toSet());
  }

  private static List<String> troubled(Map<String, Object> report) {
    return Stream.concat(names(report, "blind"), names(report, "failed")).distinct().toList();
  }

  private static List<String> failed(Map<String, Object> report) {
    return names(report, "failed").toList();
  }

  private static Stream<String> names(Map<String, Object> report, String key) {
    return ((List<?>) report.get(key))
        .stream().map(one -> String.valueOf(((Map<?, ?>) one).get("app")));
  }

  private List<String> posts() {
    return around.posts().stream().map(SimulatedPost::message).toList();
  }

  private Map<String, AttributeValue> item(String app) {
    return new HashMap<>(
        around
            .table
            .getItem(
                get ->
                    get.tableName(Surroundings.TABLE)
                        .key(
                            Map.of(
                                "watch", AttributeValue.fromS("default"),
                                "app", AttributeValue.fromS(app))))
            .item());
  }

  private void put(Map<String, AttributeValue> item) {
    around.table.putItem(put -> put.tableName(Surroundings.TABLE).item(item));
  }
}
