package dev.herokumattermost.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.watch.Address;
import dev.herokumattermost.watch.Ailment;
import dev.herokumattermost.watch.Ailment.PlatformError;
import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Attempts;
import dev.herokumattermost.watch.DynoState;
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
import dev.herokumattermost.watch.ProcessType;
import dev.herokumattermost.watch.Reading.Cause;
import dev.herokumattermost.watch.Release;
import dev.herokumattermost.watch.SightJudge;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The words, exactly as they stand in the channel. */
class WordingTest {
  private static final ProcessType WEB = new ProcessType("web");
  private static final Instant SINCE = at("02:01:10");
  private static final Instant NOW = at("02:02:00");
  private static final Ailment CRASHED =
      new Ailment("web.1", DynoState.CRASHED, SINCE, 42, null, 1, null, List.of(), List.of());

  @Test
  void failureSaysWhoWhatSinceWhenAndWhatToDo() {
    assertThat(said(failed(1, CRASHED)))
        .isEqualTo(
            """
            🔴 **`api` `web`: the only dyno crashed**
            • `api` `web` `web.1`: crashed since 02:01:10 UTC (50 s ago), release v42
            → `heroku logs --app api --dyno web.1`""");
  }

  @Test
  void failureAfterAReleaseNamesItAndOffersTheWayBack() {
    var ailment =
        new Ailment(
            "web.1",
            DynoState.CRASHED,
            SINCE,
            42,
            at("02:01:20"),
            2,
            137,
            List.of(new PlatformError("H10", 1), new PlatformError("R14", 12)),
            List.of());
    var release = new Release(42, "Deploy `e32d4630`", "ada@example.com", at("02:00:00"));
    var failed = new Failed(WEB, true, false, false, false, false, 4, 1, List.of(ailment), release);

    assertThat(said(failed))
        .isEqualTo(
            """
            🔴 **`api` `web`: 1 of 4 dynos crashed**
            • `api` `web` `web.1`: crashed since 02:01:10 UTC (50 s ago), release v42, exit 137, H10, R14 × 12, 2 crashes; Heroku restarted it, up since 02:01:20 UTC
            • 1 min 10 s after release v42: `Deploy 'e32d4630'` by `ada@example.com`
            → `heroku logs --app api --dyno web.1`, or `heroku rollback --app api`""");
  }

  @Test
  void failureSaysItsCircumstances() {
    var already = new Failed(WEB, true, false, true, true, true, 1, 1, List.of(CRASHED), null);

    assertThat(firstLine(already))
        .isEqualTo(
            "🔴 **`api` `web`: the only dyno crashed, in a crash loop** — it was so already when"
                + " the watch began — the app is in maintenance mode");
  }

  @Test
  void reopenedAndJoiningFailuresSaySo() {
    var again = new Failed(WEB, false, true, false, false, false, 1, 1, List.of(CRASHED), null);
    var joining = new Failed(WEB, false, false, false, false, false, 3, 2, List.of(CRASHED), null);

    assertThat(firstLine(again)).isEqualTo("🔴 **`api` `web`: the only dyno crashed again**");
    assertThat(firstLine(joining)).isEqualTo("🔴 **`api` `web`: 1 of 3 dynos crashed too**");
  }

  @ParameterizedTest
  @CsvSource({
    "starting, the only dyno stuck starting",
    "restarting, 'the only dyno restarted, cause unknown'",
    "down, the only dyno down",
    "odd*word, the only dyno `odd*word`",
  })
  void everyStateHasItsWords(String state, String expected) {
    assertThat(firstLine(failed(1, ailment("web.1", state))))
        .isEqualTo("🔴 **`api` `web`: " + expected + "**");
  }

  @Test
  void allDynosAreNamedWithEachStateOnce() {
    assertThat(
            firstLine(
                failed(
                    3,
                    ailment("web.1", "crashed"),
                    ailment("web.2", "crashed"),
                    ailment("web.3", "down"))))
        .isEqualTo("🔴 **`api` `web`: all 3 dynos crashed, down**");
  }

  @Test
  void crashLoop() {
    assertThat(said(new Looping(WEB, "web.1", 3, SINCE, null)))
        .isEqualTo("🔴 **`api` `web`: `web.1` is in a crash loop**, 3 crashes since 02:01:10 UTC");
  }

  @Test
  void recovery() {
    assertThat(said(new Recovered(WEB, List.of("web.1", "web.2"), at("01:00:00"), SINCE, 2, 0)))
        .isEqualTo(
            "🟢 **`api` `web`: recovered**, `web.1`, `web.2` are up; it lasted 1 h 1 min"
                + " (01:00:00 UTC to 02:01:10 UTC), 2 crashes");
  }

  @Test
  void partialRecovery() {
    assertThat(said(new Recovered(WEB, List.of("web.1"), SINCE, NOW, 1, 2)))
        .isEqualTo("🟡 **`api` `web`: `web.1` is up again**, 2 still failing");
  }

  @Test
  void troubleThatIsOverIsGreenAndSaysWhatItWas() {
    var recovered = new Recovered(WEB, List.of("web.1"), SINCE, at("02:01:20"), 1, 0);

    assertThat(said(new Over(failed(1, CRASHED), recovered)))
        .isEqualTo(
            """
            🟢 **`api` `web`: the only dyno crashed, and recovered** after 10 s, 1 crash
            • `api` `web` `web.1`: crashed since 02:01:10 UTC (50 s ago), release v42""");
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

  @Test
  void reminder() {
    var patient = new Patient("web.1", DynoState.CRASHED, at("01:01:10"), 1);

    assertThat(said(new Reminder(WEB, List.of(patient), at("01:01:10"), 1)))
        .isEqualTo(
            """
            🔴 **`api` `web`: still failing** after 1 h, 1 crash
            • `web.1`: crashed since 01:01:10 UTC""");
  }

  @Test
  void lostSightOfOneApp() {
    assertThat(said(new SightLost(Cause.NOT_FOUND, "404 not_found", SINCE, List.of())))
        .isEqualTo(
            """
            🟠 **Cannot see `api` since 02:01:10 UTC**: renamed, deleted, or the token lost access
            • Heroku said: `404 not_found`
            → correct the list of apps, or give the token's user access""");
  }

  @Test
  void lostSightOfAllApps() {
    var lost =
        new SightLost(
            Cause.UNAUTHORIZED, "401", SINCE, List.of(new AppName("api"), new AppName("web")));

    assertThat(post(SightJudge.ACCOUNT, lost, Attempts.NONE).text())
        .startsWith(
            "🟠 **Cannot see 2 apps since 02:01:10 UTC**: the Heroku token is missing, invalid or"
                + " expired\n");
  }

  @ParameterizedTest
  @EnumSource
  void everyCauseHasAReasonAndARemedy(Cause cause) {
    assertThat(said(new SightLost(cause, "detail", SINCE, List.of())).lines())
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).hasSizeGreaterThan(10));
  }

  @Test
  void sightRestored() {
    assertThat(said(new SightRestored(SINCE, NOW)))
        .isEqualTo("🟢 **Can see `api` again**, after 50 s (02:01:10 UTC to 02:02:00 UTC)");
  }

  @Test
  void missingRight() {
    assertThat(said(new RightMissing("read logs", "403 forbidden")))
        .isEqualTo(
            """
            🟠 **The Heroku token may not read logs**, so a restart between two looks cannot be explained
            • Heroku said: `403 forbidden`
            → give its user access to the apps' logs, or leave `restarting` out of the alert states""");
  }

  @Test
  void whatWasRefusedBeforeIsToldInOnePlainLine() {
    var refused =
        new Attempts(1, Instant.EPOCH, Instant.EPOCH, null, Attempts.Form.PLAIN, List.of());

    assertThat(post(new AppName("api"), failed(1, CRASHED), refused))
        .isEqualTo(Post.of("🔴 `api` `web`: the only dyno crashed"));
  }

  @Test
  void whatIsToldLateSaysSo() {
    var late = new Attempts(1, Instant.EPOCH, Instant.EPOCH, null, Attempts.Form.FULL, List.of());

    assertThat(
            new Wording(new AppName("api"), at("02:03:10"))
                .post(notice(failed(1, CRASHED), late))
                .text())
        .endsWith("\n_Told late: Mattermost could not be reached at 02:01:10 UTC._");
    assertThat(post(new AppName("api"), failed(1, CRASHED), late).text()).doesNotContain("late");
  }

  @Test
  void namesFromOutsideAreHarmless() {
    var evil = failed(1, ailment("web.1`\n@all", "crashed"));

    assertThat(said(evil)).contains("`web.1' @all`").doesNotContain("`\n@all");
  }

  private static String firstLine(News news) {
    return said(news).lines().findFirst().orElseThrow();
  }

  private static String said(News news) {
    return post(new AppName("api"), news, Attempts.NONE).text();
  }

  private static Post post(AppName app, News news, Attempts attempts) {
    return new Wording(app, NOW).post(notice(news, attempts));
  }

  private static Notice notice(News news, Attempts attempts) {
    return new Notice(
        new NoticeId("id"), "thread", news, Address.DEFAULT, SINCE, "pending", attempts);
  }

  private static Failed failed(int total, Ailment... dynos) {
    return new Failed(
        WEB, true, false, false, false, false, total, dynos.length, List.of(dynos), null);
  }

  private static Ailment ailment(String dyno, String state) {
    return new Ailment(dyno, new DynoState(state), SINCE, 42, null, 1, null, List.of(), List.of());
  }

  private static Instant at(String time) {
    return Instant.parse("2026-05-04T" + time + "Z");
  }
}
