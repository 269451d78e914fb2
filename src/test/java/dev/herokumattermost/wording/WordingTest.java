package dev.herokumattermost.wording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.detect.ClosedReason;
import dev.herokumattermost.detect.Failure;
import dev.herokumattermost.detect.Failure.PlatformError;
import dev.herokumattermost.detect.PlatformCode;
import dev.herokumattermost.detect.Rollback;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.dyno.Release;
import dev.herokumattermost.incident.AlertEvent;
import dev.herokumattermost.incident.IncidentEvent.Circumstance;
import dev.herokumattermost.incident.IncidentEvent.Closed;
import dev.herokumattermost.incident.IncidentEvent.FailureReport;
import dev.herokumattermost.incident.IncidentEvent.Opened;
import dev.herokumattermost.incident.IncidentEvent.Reopened;
import dev.herokumattermost.incident.IncidentEvent.SuspectRelease;
import dev.herokumattermost.incident.VisibilityEvent.BecameBlind;
import dev.herokumattermost.mattermost.ClientTable;
import dev.herokumattermost.outbox.Delivery;
import dev.herokumattermost.outbox.DeliveryResult.Refusal;
import dev.herokumattermost.outbox.DeliveryResult.Refused;
import dev.herokumattermost.outbox.DeliveryResult.Refuser;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.NotificationId;
import dev.herokumattermost.rules.Guide;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.rules.Route.Priority;
import dev.herokumattermost.rules.Rule;
import dev.herokumattermost.rules.Rules;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How things are put; whole posts are in src/test/resources/posts. */
class WordingTest {
  private static final AppName API = new AppName("api");
  private static final ProcessType WEB = new ProcessType("web");
  private static final Instant SINCE = at("02:01:10");
  private static final Instant NOW = at("02:02:00");
  private static final Failure CRASHED =
      new Failure(
          "web.1", DynoState.CRASHED, SINCE, 42, null, 1, SINCE, null, List.of(), List.of());

  @Test
  void dynosAreNamedInTheBoxAndCountedInTheHeadline() {
    assertThat(said(failed(2, CRASHED))).isEqualTo("🔴 **`api` `web`: 1 of 2 dynos crashed**");
    assertThat(box(failed(2, CRASHED))).startsWith("• `web.1` crashed at");
  }

  @ParameterizedTest
  @CsvSource({
    "1, its only dyno crashed",
    "2, both dynos crashed",
    "3, all 3 dynos crashed",
  })
  void allDynosAreCountedAsPeopleDo(int all, String expected) {
    var dynos = IntStream.rangeClosed(1, all).mapToObj(n -> failure("web." + n, "crashed"));

    assertThat(said(failed(all, dynos.toArray(Failure[]::new)))).contains(": " + expected + "**");
  }

  @ParameterizedTest
  @CsvSource({
    "starting, its only dyno still starting after 50 s",
    "restarting, '`web.1` restarted, cause unknown'",
    "down, its only dyno down",
    "odd*word, its only dyno `odd*word`",
  })
  void everyStateHasItsWords(String state, String expected) {
    assertThat(said(failed(1, failure("web.1", state))))
        .startsWith("🔴 **`api` `web`: " + expected + "**");
  }

  @Test
  void aReasonThatDiffersIsNotInTheHeadline() {
    assertThat(said(failed(2, exited("web.1", 1), exited("web.2", 1)))).endsWith(" — exit 1");
    assertThat(said(failed(2, exited("web.1", 1), exited("web.2", 137)))).doesNotContain("exit");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "1   | -              | exit 1",
        "0   | -              | exit 0, ended by itself",
        "127 | -              | exit 127, command not found",
        "137 | -              | exit 137, killed",
        "137 | R14 12!        | out of memory (exit 137): R14 ×12",
        "137 | R14 2, R15 1!  | out of memory (exit 137): R14 ×2, R15 ×1",
        "137 | R10 1!         | R10: did not bind `$PORT` within 60 s",
        "-   | R10 1!         | R10: did not bind `$PORT` within 60 s",
        "1   | H10 3          | exit 1; 3 requests failed (H10)",
        "-   | H12 2          | 2 requests timed out (H12)",
        "143 | R12 1          | exit 143, terminated; R12 once (did not stop within 30 s of SIGTERM)",
        "143 | R12 1 10 s     | exit 143, terminated; R12 once (did not stop within 10 s of SIGTERM)",
        "137 | R10 1! 90 s    | R10: did not bind `$PORT` within 90 s",
        "1   | R14 40         | exit 1; R14 40 times (memory above its quota, which slows it down)",
        "1   | L10 3, L12 1   | exit 1; lines are missing from the log (L10, L12)",
        "1   | R42 1          | exit 1; R42 once",
      })
  void theReasonIsInWords(Integer exit, String errors, String expected) {
    assertThat(Reason.of(failure(exit, errors)).whole()).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(
      value = PlatformCode.class,
      names = {"H16", "H23", "H26", "H27", "H28", "H31", "H32", "H80", "H81", "L14", "R10"},
      mode = EnumSource.Mode.EXCLUDE)
  void everyCodeThatConcernsADynoHasWords(PlatformCode code) {
    assertThat(Reason.of(failure((Integer) null, code + " 1")).whole())
        .isNotEqualTo(code + " once");
  }

  @Test
  void whatNobodyKnowsIsNotSaid() {
    assertThat(Reason.of(CRASHED).known()).isFalse();
    assertThat(box(failed(1, CRASHED)))
        .startsWith("• `web.1` crashed at 02:01:10 UTC, 50 s ago, release v42\n");
  }

  @Test
  void oneDynoIsRestartedAloneAndSeveralTogether() {
    assertThat(box(failed(2, CRASHED)))
        .contains("Restart:\n```\nheroku ps:restart --app api --dyno-name web.1\n```")
        .doesNotContain("rollback");
    assertThat(box(failed(2, CRASHED, failure("web.2", "crashed"))))
        .contains("Restart:\n```\nheroku ps:restart --app api --process-type web\n```");
  }

  @Test
  void whatMightBeACommandIsLeftOutOfCommands() {
    assertThat(box(failed(2, failure("web.1; rm -rf ~", "crashed"))))
        .contains("```\nheroku ps:restart --app api\n```");
  }

  @Test
  void elevenDynosAreNineAndANumber() {
    var dynos =
        IntStream.rangeClosed(1, 11).mapToObj(n -> exited("web." + n, n)).toArray(Failure[]::new);

    assertThat(box(failed(11, dynos)).lines().filter(line -> line.startsWith("•")))
        .hasSize(10)
        .endsWith("• and 2 more");
  }

  @Test
  void dynosThatFailedAlikeShareALine() {
    assertThat(box(failed(2, exited("web.1", 1), exited("web.2", 1))).lines())
        .first()
        .isEqualTo("• `web.1`, `web.2` crashed at 02:01:10 UTC, 50 s ago, release v42: exit 1");
  }

  @Test
  void noDynoLeftIsAnOutage() {
    var down = failed(2, exited("web.1", 1), exited("web.2", 1)).report();

    assertThat(said(new Opened(down.withCircumstances(Set.of(Circumstance.DOWN)))))
        .isEqualTo("🔴 **`api` `web` is down: both dynos crashed** — exit 1");
  }

  @Test
  void requestsThatFailedAreTheImpact() {
    assertThat(said(failed(2, failure(1, "H10 2, H12 1, R14 3"))))
        .isEqualTo("🔴 **`api` `web`: 1 of 2 dynos crashed** — exit 1; 3 requests failed");
  }

  @Test
  void runbookStandsFirstAndIsEscaped() {
    var guide =
        new Guide(
            Optional.of("https://wiki.example.com/{app}/{type}?dyno={dyno}"),
            Optional.of("Team {app}"));
    var rules = Rules.of(List.of(), Set.of(), Rule.DEFAULT.withGuide(guide));
    Notification notification =
        notification(failed(2, failure("web.1)@all", "crashed")), Delivery.NEW, Route.DEFAULT);

    assertThat(
            new Wording(API, new Presentation(ZoneOffset.UTC, rules), NOW)
                .post(notification)
                .attachments()
                .getFirst()
                .fields()
                .getFirst()
                .value())
        .startsWith(
            "[Runbook](https://wiki.example.com/api/web?dyno=web.1%29%40all) · Owner: `Team api`\n");
  }

  @Test
  void lastFourLinesOfALogAreABlockOfTheirOwn() {
    List<LogLine> log =
        IntStream.rangeClosed(1, 10)
            .mapToObj(n -> new LogLine(SINCE, "app", "web.1", "line " + n))
            .toList();
    List<Post.Field> fields =
        post(API, failed(2, CRASHED.withLogLines(log)), Delivery.NEW)
            .attachments()
            .getFirst()
            .fields();

    assertThat(fields.getFirst().title()).isEqualTo("Last log lines of web.1 (UTC)");
    assertThat(fields.getFirst().value().lines()).hasSize(6).contains("02:01:10 line 7");
    assertThat(fields.getLast().title()).isEqualTo("Log before that");
    assertThat(fields.getLast().value().lines()).hasSize(8).contains("02:01:10 line 6");
  }

  /** A phone shows the fallback behind the message. */
  @Test
  void fallbackHasOtherFactsThanTheHeadlineAndNoLog() {
    var log = List.of(new LogLine(SINCE, "app", "web.1", "a line of the log"));
    Post post = post(API, failed(2, CRASHED.withLogLines(log)), Delivery.NEW);

    assertThat(post.attachments().getFirst().fallback())
        .isEqualTo(
            "web.1 crashed at 02:01:10 UTC" + " · heroku ps:restart --app api --dyno-name web.1");
  }

  @Test
  void mentionsStandBehindTheHeadlineOutsideOfAnyCode() {
    var loud = new Route(new Route.DefaultChannel(), List.of("@here", "@oncall"), Priority.URGENT);
    Post post = new Wording(API, NOW).post(notification(failed(1, CRASHED), Delivery.NEW, loud));

    assertThat(post.text()).endsWith(" crashed** @here @oncall");
    assertThat(post.priority()).isEqualTo("urgent");
  }

  @Test
  void aPriorityThatWasRefusedIsLeftOut() {
    var loud = new Route(new Route.DefaultChannel(), List.of("@here"), Priority.IMPORTANT);
    Delivery refused = Posts.attempts(1, Delivery.Form.WITHOUT_PRIORITY);

    assertThat(new Wording(API, NOW).post(notification(failed(1, CRASHED), refused, loud)))
        .satisfies(post -> assertThat(post.priority()).isEmpty())
        .satisfies(post -> assertThat(post.text()).contains("@here"))
        .satisfies(post -> assertThat(post.attachments()).hasSize(1));
  }

  @ParameterizedTest
  @CsvSource({
    "SCALED_DOWN, scaled down",
    "IDLE, asleep",
    "RESIZED, resized",
    "UNWATCHED, no longer watched",
    "GONE, app deleted or out of sight",
  })
  void closing(ClosedReason why, String words) {
    assertThat(said(new Closed(WEB, List.of("web.1"), why, SINCE)))
        .isEqualTo("⚪ **`api` `web`: closed, not recovered** — `web.1` " + words);
  }

  @ParameterizedTest
  @EnumSource
  void everyCauseHasAReasonAndANextStep(Cause cause) {
    var lost = new BecameBlind(cause, "detail", SINCE, List.of());

    assertThat(said(lost)).hasSizeGreaterThan(50);
    assertThat(box(lost).lines())
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).hasSizeGreaterThan(10));
  }

  @Test
  void ofWhatWasRefusedBeforeTheHeadlineIsTold() {
    Delivery refused = Posts.attempts(1, Delivery.Form.PLAIN);

    assertThat(post(API, failed(1, CRASHED), refused))
        .isEqualTo(Post.of("🔴 **`api` `web`: its only dyno crashed**"));
  }

  @Test
  void whatIsToldLateSaysSo() {
    Delivery late = Posts.attempts(1, Delivery.Form.FULL);

    assertThat(
            new Wording(API, at("02:03:10"))
                .post(notification(failed(1, CRASHED), late, Route.DEFAULT))
                .text())
        .startsWith("🔴 **(2 min late)** **`api` `web`: ")
        .endsWith(
            "\n_Delivered late. At 02:01:10 UTC Mattermost could not be reached:_ `no answer`");
    assertThat(post(API, failed(1, CRASHED), late).text()).doesNotContain("late");
  }

  /** The reasons are those that the clients give for the answers of a real server. */
  @Test
  void whatIsToldLateSaysWhoDidNotTakeIt() {
    Route.Target target = new Route.DefaultChannel();
    var outside = new ClientTable.Answer(403, "api.context.permissions.app_error");
    var revoked = new ClientTable.Answer(401, "api.context.session_expired.app_error");
    var archived =
        new ClientTable.Answer(400, "api.post.create_post.can_not_post_to_deleted.error");
    var page = new ClientTable.Answer(403, "");

    assertThat(late(ClientTable.post(outside, outside, target)))
        .contains("Mattermost did not take it:_ `403: the bot cannot post here: add it to the");
    assertThat(late(ClientTable.post(revoked, revoked, target)))
        .contains("Mattermost did not take it:_ `401: the bot's token is not valid");
    assertThat(late(ClientTable.post(archived, archived, target)))
        .contains("Mattermost did not take it:_ `400: the channel is archived");
    assertThat(late(ClientTable.post(page, page, target)))
        .contains("something between us and Mattermost did not let it through:_ `403 with a web");
    assertThat(late(new Refused(Refusal.TRANSIENT, Refuser.NOBODY, "no", Duration.ZERO)))
        .contains("Mattermost could not be reached:_ `no`");
  }

  private static String late(Refused refused) {
    var past =
        new Delivery.PastRefusal(refused.by(), refused.reason(), 1, at("02:01:10"), at("02:01:10"));
    Delivery delivery = Posts.attempts(1, Delivery.Form.FULL).withRefusals(List.of(past));
    return new Wording(API, at("02:03:10"))
        .post(notification(failed(1, CRASHED), delivery, Route.DEFAULT))
        .text();
  }

  @Test
  void releaseIsAsOldAsAtTheFirstCrashAfterIt() {
    var before =
        new Failure(
            "web.2",
            DynoState.CRASHED,
            at("02:00:00"),
            43,
            null,
            1,
            at("02:00:00"),
            null,
            List.of(),
            List.of());
    var release =
        new SuspectRelease(new Release(43, "Deploy", "ada", at("02:00:40")), new Rollback.To(42));
    var failed =
        new Opened(new FailureReport(WEB, Set.of(), 2, 2, List.of(CRASHED, before), release));

    assertThat(said(failed)).endsWith(" — 30 s after release v43");
    assertThat(box(failed)).contains("• 30 s after release v43: `Deploy` by `ada`");
  }

  @Test
  void unexplainedRestartComesAgain() {
    var failed =
        new Reopened(
            new FailureReport(WEB, Set.of(), 2, 1, List.of(failure("web.1", "restarting")), null),
            SINCE,
            null);

    assertThat(said(failed)).contains("`web.1` restarted again, cause unknown");
  }

  @ParameterizedTest
  @CsvSource({
    ", recovery",
    "SCALED_DOWN, scaling down",
    "IDLE, falling asleep",
    "RESIZED, resizing",
    "UNWATCHED, monitoring ended"
  })
  void failureAfterAnEndNamesThatEnd(ClosedReason closed, String end) {
    var failed =
        new Reopened(
            new FailureReport(WEB, Set.of(), 2, 1, List.of(exited("web.1", 1)), null),
            SINCE.minusSeconds(240),
            closed);

    assertThat(said(failed)).contains(": failing again, 4 min after " + end + "**");
  }

  private static Failure exited(String dyno, int exit) {
    return new Failure(
        dyno, DynoState.CRASHED, SINCE, 42, null, 1, SINCE, exit, List.of(), List.of());
  }

  private static Failure failure(Integer exit, String errors) {
    List<PlatformError> named =
        errors == null
            ? List.of()
            : Stream.of(errors.split(", "))
                .map(error -> error.split(" "))
                .map(WordingTest::error)
                .toList();
    return new Failure(
        "web.1", DynoState.CRASHED, SINCE, 42, null, 1, SINCE, exit, named, List.of());
  }

  /** Such as {@code R10 1! 90 s}, where the mark says that it was fatal. */
  private static PlatformError error(String[] parts) {
    return new PlatformError(
        parts[0],
        Integer.parseInt(parts[1].replace("!", "")),
        parts.length > 2 ? Integer.valueOf(parts[2]) : null,
        parts[1].endsWith("!"));
  }

  private static String box(AlertEvent news) {
    return post(API, news, Delivery.NEW).attachments().getFirst().asText();
  }

  private static String said(AlertEvent news) {
    return post(API, news, Delivery.NEW).text();
  }

  private static Post post(AppName app, AlertEvent news, Delivery attempts) {
    return new Wording(app, NOW).post(notification(news, attempts, Route.DEFAULT));
  }

  private static Notification notification(AlertEvent news, Delivery attempts, Route address) {
    return new Notification(
        new NotificationId("id"), "thread", news, address, SINCE, "pending", attempts);
  }

  private static Opened failed(int total, Failure... dynos) {
    return new Opened(new FailureReport(WEB, Set.of(), total, dynos.length, List.of(dynos), null));
  }

  private static Failure failure(String dyno, String state) {
    return new Failure(
        dyno, new DynoState(state), SINCE, 42, null, 1, SINCE, null, List.of(), List.of());
  }

  private static Instant at(String time) {
    return Instant.parse("2026-05-04T" + time + "Z");
  }
}
