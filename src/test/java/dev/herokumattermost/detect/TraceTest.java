package dev.herokumattermost.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.dyno.LogLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which lines of a trace are shown, for the languages that people run, when not all can be. */
class TraceTest {
  private static final Instant CRASH = Instant.parse("2026-05-04T02:01:10Z");

  static Stream<Arguments> traces() {
    return Stream.of(
        trace(
            "Ruby",
            """
            => Booting Puma
            bundler: failed to load command: puma (/app/vendor/bundle/bin/puma)
            /app/config/initializers/billing.rb:7:in `fetch': key not found: "X" (KeyError)
            \tfrom /app/config/initializers/billing.rb:7:in `<main>'
            \tfrom /app/config/environment.rb:5:in `<main>'""",
            "bundler: failed to load command: puma (/app/vendor/bundle/bin/puma)",
            "/app/config/initializers/billing.rb:7:in `fetch': key not found: \"X\" (KeyError)"),
        trace(
            "Ruby of a library",
            """
            Redis::CannotConnectError: Error connecting to Redis on 10.0.0.1:6379 (ECONNREFUSED)
            /app/vendor/bundle/ruby/3.3.0/gems/redis-4.8.1/lib/redis/client.rb:398:in `rescue in x'
            /app/app/workers/mail.rb:12:in `perform'""",
            "Redis::CannotConnectError: Error connecting to Redis on 10.0.0.1:6379 (ECONNREFUSED)"),
        trace(
            "Python",
            """
            Traceback (most recent call last):
              File "/app/.heroku/python/bin/gunicorn", line 8, in <module>
                sys.exit(run())
              File "/app/app.py", line 3, in <module>
                import flsk
            ModuleNotFoundError: No module named 'flsk'
            [2026-05-04 02:01:09 +0000] [4] [INFO] Worker exiting (pid: 4)""",
            "    import flsk",
            "ModuleNotFoundError: No module named 'flsk'"),
        trace(
            "Node",
            """
            node:internal/modules/cjs/loader:1143
              throw err;
              ^

            Error: Cannot find module './lib/db'
            Require stack:
            - /app/server.js
                at Module._resolveFilename (node:internal/modules/cjs/loader:1140:15)
                at Module._load (node:internal/modules/cjs/loader:981:27)""",
            "Error: Cannot find module './lib/db'"),
        trace(
            "Java",
            """
            Exception in thread "main" java.lang.IllegalStateException: cannot start
            \tat com.example.App.run(App.java:41)
            \tat com.example.App.main(App.java:12)
            Caused by: java.sql.SQLException: no such host
            \tat com.example.Db.connect(Db.java:7)
            \t... 2 more""",
            "Exception in thread \"main\" java.lang.IllegalStateException: cannot start",
            "Caused by: java.sql.SQLException: no such host"),
        trace(
            "Go",
            """
            panic: runtime error: invalid memory address or nil pointer dereference
            [signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x6f1a2b]

            goroutine 1 [running]:
            main.connect(...)
            \t/tmp/build_4f2d2e92/main.go:22
            main.main()
            \t/tmp/build_4f2d2e92/main.go:12 +0x1d""",
            "panic: runtime error: invalid memory address or nil pointer dereference"),
        trace(
            "PHP",
            """
            PHP Fatal error:  Uncaught PDOException: SQLSTATE[HY000] in /app/src/Db.php:12
            Stack trace:
            #0 /app/src/Db.php(12): PDO->__construct()
            #1 {main}
              thrown in /app/src/Db.php on line 12""",
            "PHP Fatal error:  Uncaught PDOException: SQLSTATE[HY000] in /app/src/Db.php:12"),
        trace(
            "Elixir",
            """
            ** (RuntimeError) environment variable DATABASE_URL is missing.
                (elixir 1.16.0) lib/system.ex:706: System.fetch_env!/1
                config/runtime.exs:32: (file)
                (stdlib 5.2) erl_eval.erl:750: :erl_eval.do_apply/7""",
            "** (RuntimeError) environment variable DATABASE_URL is missing."),
        trace(
            ".NET",
            """
            Unhandled exception. System.InvalidOperationException: Unable to resolve service
             ---> System.ArgumentNullException: Value cannot be null. (Parameter 'connection')
               at Api.Startup.Configure(IApplicationBuilder app) in /tmp/build/Startup.cs:line 20
               at Program.<Main>$(String[] args) in /tmp/build/Program.cs:line 9""",
            "Unhandled exception. System.InvalidOperationException: Unable to resolve service",
            " ---> System.ArgumentNullException: Value cannot be null. (Parameter 'connection')"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("traces")
  void theErrorAndItsCauseAreShownWhateverFollows(
      String language, List<String> trace, List<String> shown) {
    var lines = new ArrayList<String>();
    IntStream.range(0, 20).forEach(n -> lines.add("request " + n + " answered in 12 ms"));
    lines.addAll(trace);
    IntStream.range(0, 30).forEach(n -> lines.add("shutting down worker " + n));

    List<String> told = told(lines, 10);
    assertThat(told).as(language).containsAll(shown).contains("shutting down worker 29");
    assertThat(told.stream().filter(line -> !line.startsWith("…"))).hasSize(10);
    assertThat(told.stream().filter(lines::contains).map(lines::indexOf)).as("in order").isSorted();
    assertThat(told).filteredOn(line -> line.matches("… \\d+ lines …")).isNotEmpty();
  }

  @Test
  void whatThePackageManagerSaysAfterwardsDoesNotHideTheError() {
    var lines = new ArrayList<String>();
    lines.add("Error: Cannot find module './lib/db'");
    IntStream.range(0, 4).forEach(n -> lines.add("    at frame" + n + " (/app/x.js:" + n + ":1)"));
    IntStream.range(0, 21).forEach(n -> lines.add("npm ERR! line " + n));

    assertThat(told(lines, 10))
        .startsWith(
            "Error: Cannot find module './lib/db'",
            "    at frame0 (/app/x.js:0:1)",
            "    at frame1 (/app/x.js:1:1)",
            "    at frame2 (/app/x.js:2:1)",
            "… 16 lines …",
            "npm ERR! line 15")
        .endsWith("npm ERR! line 20")
        .hasSize(11);
  }

  @Test
  void samplesAndRepeatedWarningsTakeNoPlace() {
    var log = new ArrayList<LogLine>();
    log.add(app(200, "Redis::CannotConnectError: Connection refused"));
    for (int n = 0; n < 10; n++) {
      int before = 190 - n * 19;
      log.add(heroku(before, "source=worker.1 dyno=heroku.1.2 sample#load_avg_1m=0.42"));
      log.add(heroku(before, "Process running mem=640M(125.1%)"));
      log.add(heroku(before, "Error R14 (Memory quota exceeded)"));
    }

    assertThat(texts(log, 5))
        .containsExactly(
            "Redis::CannotConnectError: Connection refused", "Error R14 (Memory quota exceeded)");
  }

  @Test
  void linesThatAreRepeatedAreOne() {
    var lines = new ArrayList<String>();
    lines.add("connecting");
    IntStream.range(0, 12).forEach(_ -> lines.add("connection refused, trying again"));
    lines.add("giving up");

    assertThat(told(lines, 10))
        .containsExactly("connecting", "connection refused, trying again (12 times)", "giving up");
  }

  @Test
  void anErrorThatWasGotOverIsNotTheReason() {
    var log = new ArrayList<LogLine>();
    log.add(app(600, "TimeoutError: a call took too long"));
    IntStream.range(0, 20).forEach(n -> log.add(app(500 - n, "request " + n)));
    log.add(app(2, "KeyError: 'BILLING'"));
    IntStream.range(0, 20).forEach(n -> log.add(app(1, "bye " + n)));

    assertThat(texts(log, 5))
        .contains("KeyError: 'BILLING'")
        .doesNotContain("TimeoutError: a call took too long");
  }

  @Test
  void oneLineIsTheError() {
    assertThat(told(List.of("KeyError: 'BILLING'", "bye"), 1))
        .containsExactly("KeyError: 'BILLING'");
  }

  @Test
  void onlyTheBeginningOfALineSaysWhetherItIsAnError() {
    String late = "a".repeat(300) + " ValueError: too late";

    assertThat(told(List.of(late, "one", "two", "three"), 2)).doesNotContain(late);
  }

  private static List<String> told(List<String> lines, int count) {
    return texts(lines.stream().map(line -> app(5, line)).toList(), count);
  }

  private static List<String> texts(List<LogLine> log, int count) {
    return LogExcerpt.of(log, Set.of("web.1"), CRASH, count).stream().map(LogLine::text).toList();
  }

  private static LogLine app(long secondsBefore, String text) {
    return new LogLine(CRASH.minusSeconds(secondsBefore), "app", "web.1", text);
  }

  private static LogLine heroku(long secondsBefore, String text) {
    return new LogLine(CRASH.minusSeconds(secondsBefore), "heroku", "web.1", text);
  }

  private static Arguments trace(String language, String text, String... shown) {
    return Arguments.of(language, text.lines().toList(), Arrays.asList(shown));
  }
}
