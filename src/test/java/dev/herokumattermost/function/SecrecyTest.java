package dev.herokumattermost.function;

import static dev.herokumattermost.function.Surroundings.HEROKU_TOKEN;
import static dev.herokumattermost.function.Surroundings.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herokumattermost.HeartbeatListener;
import dev.herokumattermost.WatchFunction;
import dev.herokumattermost.local.LocalContext;
import dev.herokumattermost.local.LocalInvocation;
import dev.herokumattermost.local.heroku.SimulatedHeroku;
import dev.herokumattermost.local.http.Fault;
import dev.herokumattermost.local.http.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing that the function writes, returns, throws or posts holds a secret, least of all in
 * trouble.
 */
class SecrecyTest {
  /**
   * Lines of a log, and what must not be left of them. Pieced together for scanners of Git hosts.
   */
  private static final Map<String, String> SECRETS =
      Map.ofEntries(
          Map.entry("login with password=hunter2-x7", "hunter2-x7"),
          Map.entry("{\"body\":\"{\\\"token\\\":\\\"jso8n-in-json\\\"}\"}", "jso8n-in-json"),
          Map.entry("DATABASE_URL=postgres://u:pgp4ss@db.example:5432/d", "pgp4ss"),
          Map.entry("> Authorization: Bearer bear3r-of-all", "bear3r-of-all"),
          Map.entry("GET /reset?token=qu3ry-token&x=1", "qu3ry-token"),
          Map.entry("pushed by gh" + "p_16C7e42F292c6912E7710c838347Ae178B4a", "16C7e42F292c"),
          Map.entry("aws AKI" + "AQ3EGTUVWXYZ23456", "Q3EGTUVWXYZ23456"),
          Map.entry("Parameters: {\"user\"=>{\"password\"=>\"rub7 hash\"}}", "rub7 hash"),
          Map.entry("rake --secret fl4g-value", "fl4g-value"),
          Map.entry("POST https://chat.example/hooks/w8x3k5t1r7bq9mno4p6cdefghy", "w8x3k5t1r7"),
          Map.entry("mail to grace@hopper.example bounced", "grace@"));

  private final Surroundings around = new Surroundings(Instant.parse("2026-11-24T09:30:00Z"));
  private final Map<String, String> environment = around.environment();
  private final String botToken = around.mattermost.token().reveal();
  private final String webhook = around.mattermost.webhook().reveal();
  private final PrintStream stdout = System.out;
  private final PrintStream stderr = System.err;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    var ear = new PrintStream(written, true, StandardCharsets.UTF_8);
    System.setOut(ear);
    System.setErr(ear);
  }

  @AfterEach
  void close() {
    System.setOut(stdout);
    System.setErr(stderr);
    around.close();
  }

  @Test
  void ofABotThatIsRefused() {
    var function = function();
    pass(function);
    around.api.crashStaying("web.1", 1);
    around.mattermost.workspace().revoke(around.mattermost.bot());
    assertThat(pass(function)).containsEntry("ok", false);

    assertNoSecretWasWritten();
  }

  @Test
  void ofAWebhookThatCannotBeReached() {
    environment.keySet().removeIf(name -> name.startsWith("MATTERMOST_"));
    environment.put("MATTERMOST_WEBHOOK_URL", webhook);
    var function = function();
    pass(function);
    around.api.crashStaying("web.1", 1);
    around.mattermost.down();
    assertThat(pass(function)).containsEntry("ok", false);

    assertNoSecretWasWritten();
  }

  @Test
  void ofAHerokuThatRepeatsTheTokenInItsAnswer() {
    around.heroku.fail(
        _ -> true,
        Integer.MAX_VALUE,
        Fault.answer(
            Reply.json(
                    401,
                    "{\"id\":\"unauthorized\",\"message\":\"Bearer %s\"}".formatted(HEROKU_TOKEN))
                .with("Request-Id", HEROKU_TOKEN + " ")));
    var function = function();
    for (int blind = 0; blind < 4; blind++) {
      pass(function);
    }

    assertThat(around.posts()).as("what is told of not seeing anything").hasSize(1);
    assertNoSecretWasWritten();
  }

  /** Such a token looks like the id of a request. */
  @Test
  void ofServersThatRepeatATokenOfTheFormOfAnId() {
    String token = "01234567-89ab-cdef-0123-456789abcdef";
    environment.put("HEROKU_API_KEY", token);
    for (String request : List.of(token, token.toUpperCase(Locale.ROOT), "7," + token)) {
      around.heroku.clearFaults();
      around.heroku.fail(
          _ -> true,
          Integer.MAX_VALUE,
          Fault.answer(
              Reply.json(401, "{\"id\":\"unauthorized\",\"message\":\"%s\"}".formatted(token))
                  .with("Request-Id", request)));
      var function = function();
      for (int blind = 0; blind < 3; blind++) {
        pass(function);
      }
    }

    assertThat(around.posts()).hasSize(1);
    assertNoSecretWasWritten();
    assertThat(written.toString(StandardCharsets.UTF_8)).doesNotContainIgnoringCase(token);
  }

  @Test
  void ofALogThatShowsThem() {
    var function = function();
    pass(function);
    around.api.print("web.1", "authorizing with Bearer " + HEROKU_TOKEN);
    around.api.crashStaying("web.1", 1);
    pass(function);

    assertThat(around.posts()).hasSize(1);
    assertNoSecretWasWritten();
  }

  /** A crash whose log and release are full of them: each is made up, and told by its end. */
  @Test
  void ofWhatAnAppAndItsPeopleWrote() {
    var function = function();
    pass(function);
    around.api.deploy("4f2d2e92 password=Dep1oyed-secret", "ada.lovelace@people.example");
    around.advance(Duration.ofMinutes(1));
    SECRETS.forEach((line, _) -> around.api.print("web.1", line));
    around.api.crashStaying("web.1", 137);
    pass(function);

    assertThat(around.posts()).hasSize(1);
    assertThat(around.posts().getFirst().message() + around.posts().getFirst().props())
        .contains("137", "ada", "4f2d2e92 password=[redacted]");
    System.out.println(around.table.scan(scan -> scan.tableName(TABLE)).items());
    assertNoSecretWasWritten();
    assertThat(written.toString(StandardCharsets.UTF_8))
        .contains("Deploy 4f2d2e92 password=[redacted]")
        .doesNotContain(SECRETS.values())
        .doesNotContain("Dep1oyed-secret", "people.example", "lovelace@");
  }

  @Test
  void ofAPatternOfOnesOwn(@TempDir Path folder) throws IOException {
    var file = folder.resolve("watch.yaml");
    Files.writeString(file, "redact: {emails: keep, patterns: ['CUST-[0-9]{6}']}");
    environment.put("WATCH_FILE", file.toString());
    var function = function();
    pass(function);
    around.api.deploy("4f2d2e92 for CUST-123456", "ada@people.example");
    around.advance(Duration.ofMinutes(1));
    around.api.crashStaying("web.1", 137);
    pass(function);

    assertThat(around.posts().getFirst().message() + around.posts().getFirst().props())
        .contains("4f2d2e92 for [redacted]", "ada@people.example");
    System.out.println(around.table.scan(scan -> scan.tableName(TABLE)).items());
    assertThat(written.toString(StandardCharsets.UTF_8)).doesNotContain("CUST-123456");
  }

  @Test
  void ofSettingsInWhichTheyAreInTheWrongPlace() {
    environment.put("HEROKU_API_KEY", HEROKU_TOKEN + " " + HEROKU_TOKEN);
    environment.put("MATTERMOST_TOKEN_PARAMETER", botToken);
    environment.put("MATTERMOST_WEBHOOK_URL", webhook);
    environment.put("HEROKU_API_URL", "https://user:" + HEROKU_TOKEN + "@api.heroku.com");

    assertThatThrownBy(() -> pass(function()))
        .satisfies(
            thrown -> {
              var trace = new StringWriter();
              thrown.printStackTrace(new PrintWriter(trace));
              System.out.println(trace);
            });
    assertThat(written.toString(StandardCharsets.UTF_8)).contains("HEROKU_API_KEY");
    assertNoSecretWasWritten();
  }

  @Test
  void ofTheDoctorWhateverItFinds() {
    answer("doctor");
    around.mattermost.workspace().revoke(around.mattermost.bot());
    around.heroku.fail(_ -> true, Integer.MAX_VALUE, SimulatedHeroku.refusal(401, "unauthorized"));
    answer("doctor");
    environment.keySet().removeIf(name -> name.startsWith("MATTERMOST_"));
    environment.put("MATTERMOST_WEBHOOK_URL", webhook);
    answer("doctor");
    environment.put("HEROKU_API_KEY_PARAMETER", HEROKU_TOKEN);
    answer("doctor");

    assertNoSecretWasWritten();
  }

  @Test
  void ofASampleAlertThatIsRefused() {
    answer("test-alert");
    around.mattermost.workspace().revoke(around.mattermost.bot());
    answer("test-alert");
    environment.keySet().removeIf(name -> name.startsWith("MATTERMOST_"));
    environment.put("MATTERMOST_WEBHOOK_URL", webhook);
    answer("test-alert");
    around.mattermost.down();
    answer("test-alert");

    assertNoSecretWasWritten();
  }

  @Test
  void ofAHeartbeatThatNobodyTakes() throws IOException {
    try (var listener = new HeartbeatListener(404)) {
      environment.put("HEARTBEAT_URL", listener.address().uri().toString());
      pass(function());

      assertThat(listener.beats()).hasSize(1);
      assertThat(written.toString(StandardCharsets.UTF_8))
          .contains("heartbeat not sent")
          .doesNotContain("5ecr3t");
    }
  }

  /** What is answered is written too. */
  private void answer(String action) {
    System.out.println(
        LocalInvocation.invoke(
            function(), Map.of("action", action), new LocalContext(System.out::println)));
  }

  private WatchFunction function() {
    return new WatchFunction(environment, around.clock, around.table, System.out::println);
  }

  /** A pass whose report is written too. */
  private Map<String, Object> pass(WatchFunction function) {
    around.advance(Duration.ofMinutes(2));
    var report = LocalInvocation.invoke(function, Map.of(), new LocalContext(System.out::println));
    System.out.println(report);
    return report;
  }

  private void assertNoSecretWasWritten() {
    around.posts().forEach(post -> System.out.println(post.message() + post.props()));
    String hook = webhook.substring(webhook.lastIndexOf('/') + 1);
    assertThat(written.toString(StandardCharsets.UTF_8))
        .isNotBlank()
        .doesNotContain(List.of(HEROKU_TOKEN, botToken, hook));
  }
}
