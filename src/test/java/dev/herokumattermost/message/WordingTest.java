package dev.herokumattermost.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.watch.Address;
import dev.herokumattermost.watch.Address.Priority;
import dev.herokumattermost.watch.Ailment;
import dev.herokumattermost.watch.Ailment.PlatformError;
import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Attempts;
import dev.herokumattermost.watch.Destination;
import dev.herokumattermost.watch.DynoState;
import dev.herokumattermost.watch.News;
import dev.herokumattermost.watch.News.Closed;
import dev.herokumattermost.watch.News.Ending;
import dev.herokumattermost.watch.News.Failed;
import dev.herokumattermost.watch.News.SightLost;
import dev.herokumattermost.watch.Notice;
import dev.herokumattermost.watch.NoticeId;
import dev.herokumattermost.watch.ProcessType;
import dev.herokumattermost.watch.Reading.Cause;
import dev.herokumattermost.watch.Release;
import java.time.Instant;
import java.util.List;
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
  private static final Ailment CRASHED =
      new Ailment(
          "web.1", DynoState.CRASHED, SINCE, 42, null, 1, SINCE, null, List.of(), List.of());

  @Test
  void oneDynoIsNamedInTheHeadline() {
    assertThat(said(failed(2, CRASHED)))
        .isEqualTo("🔴 **`api` `web`: 1 of 2 dynos crashed** — `web.1`");
  }

  @Test
  void fourNamesAreTwoAndANumber() {
    assertThat(
            said(
                failed(
                    9,
                    ailment("web.1", "crashed"),
                    ailment("web.2", "crashed"),
                    ailment("web.3", "crashed"),
                    ailment("web.4", "crashed"))))
        .isEqualTo("🔴 **`api` `web`: 4 of 9 dynos crashed** — `web.1`, `web.2` and 2 more");
  }

  @ParameterizedTest
  @CsvSource({
    "1, the only dyno crashed",
    "2, both dynos crashed",
    "3, all 3 dynos crashed",
  })
  void allDynosAreCountedAsPeopleDo(int all, String expected) {
    var dynos = IntStream.rangeClosed(1, all).mapToObj(n -> ailment("web." + n, "crashed"));

    assertThat(said(failed(all, dynos.toArray(Ailment[]::new)))).contains(": " + expected + "**");
  }

  @ParameterizedTest
  @CsvSource({
    "starting, the only dyno stuck starting",
    "restarting, 'the only dyno restarted, cause unknown'",
    "down, the only dyno down",
    "odd*word, the only dyno `odd*word`",
  })
  void everyStateHasItsWords(String state, String expected) {
    assertThat(said(failed(1, ailment("web.1", state))))
        .startsWith("🔴 **`api` `web`: " + expected + "**");
  }

  @Test
  void aReasonThatDiffersIsNotInTheHeadline() {
    assertThat(said(failed(2, exited("web.1", 1), exited("web.2", 1)))).endsWith(", exit 1");
    assertThat(said(failed(2, exited("web.1", 1), exited("web.2", 137)))).doesNotContain("exit");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "1   | -              | exit 1",
        "0   | -              | exit 0: ended by itself, and a dyno must not end",
        "127 | -              | exit 127: command not found",
        "137 | -              | exit 137: killed",
        "137 | R14 12         | exit 137: killed, memory quota exceeded (R14 12 times before)",
        "137 | R14 2, R15 1   | exit 137: killed, memory quota exceeded (R14 twice before, R15 once before)",
        "137 | R10 1          | R10: did not bind `$PORT` within 60 s",
        "-   | R10 1          | R10: did not bind `$PORT` within 60 s",
        "1   | H10 3          | exit 1; 3 requests failed (H10)",
        "-   | H12 2          | 2 requests timed out (H12)",
        "143 | R12 1          | exit 143: terminated; R12 once (did not stop within 30 s of SIGTERM)",
        "1   | R42 1          | exit 1; R42 once",
      })
  void theReasonIsInWords(Integer exit, String errors, String expected) {
    assertThat(Reason.of(ailment(exit, errors)).whole()).isEqualTo(expected);
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
        .contains("restart: `heroku ps:restart --app api --dyno-name web.1`")
        .doesNotContain("rollback");
    assertThat(box(failed(2, CRASHED, ailment("web.2", "crashed"))))
        .contains("restart: `heroku ps:restart --app api --process-type web`");
  }

  @Test
  void whatMightBeACommandIsLeftOutOfCommands() {
    assertThat(box(failed(2, ailment("web.1; rm -rf ~", "crashed"))))
        .contains("restart: `heroku ps:restart --app api`");
  }

  @Test
  void elevenDynosAreNineAndANumber() {
    var dynos =
        IntStream.rangeClosed(1, 11)
            .mapToObj(n -> ailment("web." + n, "crashed"))
            .toArray(Ailment[]::new);

    assertThat(box(failed(11, dynos)).lines().filter(line -> line.startsWith("•")))
        .hasSize(10)
        .endsWith("• and 2 more");
  }

  @Test
  void mentionsStandBehindTheHeadlineOutsideOfAnyCode() {
    var loud = new Address(Destination.DEFAULT, List.of("@here", "@oncall"), Priority.URGENT);
    Post post = new Wording(API, NOW).post(notice(failed(1, CRASHED), Attempts.NONE, loud));

    assertThat(post.text()).endsWith(" — `web.1` @here @oncall");
    assertThat(post.priority()).isEqualTo("urgent");
    assertThat(post.attachments().getFirst().fallback())
        .isEqualTo("🔴 api web: the only dyno crashed — web.1");
  }

  @Test
  void aPriorityThatWasRefusedIsLeftOut() {
    var loud = new Address(Destination.DEFAULT, List.of("@here"), Priority.IMPORTANT);
    Attempts refused = Posts.attempts(1, Attempts.Form.WITHOUT_PRIORITY);

    assertThat(new Wording(API, NOW).post(notice(failed(1, CRASHED), refused, loud)))
        .satisfies(post -> assertThat(post.priority()).isEmpty())
        .satisfies(post -> assertThat(post.text()).contains("@here"))
        .satisfies(post -> assertThat(post.attachments()).hasSize(1));
  }

  @ParameterizedTest
  @CsvSource({
    "SCALED_AWAY, no longer part of the formation",
    "IDLE, asleep",
    "RESIZED, replaced by another size",
    "UNWATCHED, no longer watched",
  })
  void closing(Ending why, String words) {
    assertThat(said(new Closed(WEB, List.of("web.1"), why, SINCE)))
        .isEqualTo(
            "⚪ **`api` `web`: closed**, `web.1` is %s; the trouble began at 02:01:10 UTC"
                .formatted(words));
  }

  @ParameterizedTest
  @EnumSource
  void everyCauseHasAReasonAndARemedy(Cause cause) {
    var lost = new SightLost(cause, "detail", SINCE, List.of());

    assertThat(said(lost)).hasSizeGreaterThan(50);
    assertThat(box(lost).lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).hasSizeGreaterThan(10));
  }

  @Test
  void ofWhatWasRefusedBeforeTheHeadlineIsTold() {
    Attempts refused = Posts.attempts(1, Attempts.Form.PLAIN);

    assertThat(post(API, failed(1, CRASHED), refused))
        .isEqualTo(Post.of("🔴 **`api` `web`: the only dyno crashed** — `web.1`"));
  }

  @Test
  void whatIsToldLateSaysSo() {
    Attempts late = Posts.attempts(1, Attempts.Form.FULL);

    assertThat(
            new Wording(API, at("02:03:10"))
                .post(notice(failed(1, CRASHED), late, Address.DEFAULT))
                .text())
        .endsWith("\n_Told late: Mattermost could not be reached at 02:01:10 UTC._");
    assertThat(post(API, failed(1, CRASHED), late).text()).doesNotContain("late");
  }

  @Test
  void releaseIsAsOldAsAtTheFirstCrashAfterIt() {
    var before =
        new Ailment(
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
    var release = new Release(43, "Deploy", "ada", at("02:00:40"));
    var failed =
        new Failed(WEB, true, false, false, false, false, 2, 2, List.of(CRASHED, before), release);

    assertThat(said(failed)).endsWith(", 30 s after release v43");
    assertThat(box(failed)).contains("• 30 s after release v43: `Deploy` by `ada`");
  }

  @Test
  void unexplainedRestartComesAgain() {
    var failed =
        new Failed(
            WEB,
            false,
            true,
            false,
            false,
            false,
            2,
            1,
            List.of(ailment("web.1", "restarting")),
            null);

    assertThat(said(failed)).contains("1 of 2 dynos restarted again, cause unknown");
  }

  private static Ailment exited(String dyno, int exit) {
    return new Ailment(
        dyno, DynoState.CRASHED, SINCE, 42, null, 1, SINCE, exit, List.of(), List.of());
  }

  private static Ailment ailment(Integer exit, String errors) {
    List<PlatformError> named =
        errors == null
            ? List.of()
            : Stream.of(errors.split(", "))
                .map(error -> error.split(" "))
                .map(error -> new PlatformError(error[0], Integer.parseInt(error[1])))
                .toList();
    return new Ailment(
        "web.1", DynoState.CRASHED, SINCE, 42, null, 1, SINCE, exit, named, List.of());
  }

  private static String box(News news) {
    return post(API, news, Attempts.NONE).attachments().getFirst().asText();
  }

  private static String said(News news) {
    return post(API, news, Attempts.NONE).text();
  }

  private static Post post(AppName app, News news, Attempts attempts) {
    return new Wording(app, NOW).post(notice(news, attempts, Address.DEFAULT));
  }

  private static Notice notice(News news, Attempts attempts, Address address) {
    return new Notice(new NoticeId("id"), "thread", news, address, SINCE, "pending", attempts);
  }

  private static Failed failed(int total, Ailment... dynos) {
    return new Failed(
        WEB, true, false, false, false, false, total, dynos.length, List.of(dynos), null);
  }

  private static Ailment ailment(String dyno, String state) {
    return new Ailment(
        dyno, new DynoState(state), SINCE, 42, null, 1, SINCE, null, List.of(), List.of());
  }

  private static Instant at(String time) {
    return Instant.parse("2026-05-04T" + time + "Z");
  }
}
