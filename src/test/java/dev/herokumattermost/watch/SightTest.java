package dev.herokumattermost.watch;

import static dev.herokumattermost.watch.Timeline.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.watch.News.RightMissing;
import dev.herokumattermost.watch.News.SightLost;
import dev.herokumattermost.watch.News.SightRestored;
import dev.herokumattermost.watch.Reading.Blind;
import dev.herokumattermost.watch.Reading.Cause;
import dev.herokumattermost.watch.Reading.Formation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Not being able to see: told once, never taken for a failure or a recovery. */
class SightTest {
  private static final AppName API = new AppName("api");
  private static final Instant FIRST = time("02:02");

  private final SightJudge judge = new SightJudge(() -> "pending");
  private final Memory known =
      Timeline.watching("api")
          .at("02:00")
          .sees(Seen.crashed("web.1").since("01:00"), Seen.up("web.2"))
          .memory();

  @Test
  void thirdFailedReadInARowIsToldOnce() {
    Memory once = lost(known, 0);
    Memory twice = lost(once, 2);
    Memory thrice = lost(twice, 4);

    assertThat(once.outbox()).isEmpty();
    assertThat(twice.outbox()).isEmpty();
    assertThat(news(thrice))
        .containsExactly(new SightLost(Cause.NOT_FOUND, "404", FIRST, List.of()));
    assertThat(lost(thrice, 6)).isSameAs(thrice);
  }

  @Test
  void failedReadsThatAreNotInARowAreNotTold() {
    Memory memory = known;
    for (int minute = 0; minute < 20; minute += 6) {
      memory = lost(lost(memory, minute), minute + 2);
      memory = judge.restored(memory, after(minute + 4));
    }

    assertThat(memory).isEqualTo(known);
  }

  @Test
  void blindnessChangesNoDynoAndNoIncident() {
    Memory blind = lost(lost(lost(known, 0), 2), 4);

    assertThat(blind.dynos()).isEqualTo(known.dynos());
    assertThat(blind.incidents()).isEqualTo(known.incidents());
  }

  @Test
  void sightRestoredIsToldInTheSameThread() {
    Memory told = told(lost(lost(lost(known, 0), 2), 4));
    Memory restored = judge.restored(told, after(10));

    assertThat(news(restored)).containsExactly(new SightRestored(FIRST, after(10)));
    assertThat(restored.rootOf(restored.outbox().getFirst().thread()))
        .isEqualTo(new PostId("root"));
    Memory toldAgain = told(restored);
    assertThat(judge.restored(toldAgain, after(12))).isSameAs(toldAgain);
  }

  @Test
  void lossAndReturnBothUntoldAreOneNotice() {
    Memory restored = judge.restored(lost(lost(lost(known, 0), 2), 4), after(10));

    assertThat(news(restored)).containsExactly(new SightRestored(FIRST, after(10)));
  }

  @Test
  void nextLossIsAThreadOfItsOwn() {
    Memory seeing = told(judge.restored(told(lost(lost(lost(known, 0), 2), 4)), after(10)));
    Memory again = lost(lost(lost(seeing, 20), 22), 24);

    Notice notice = again.outbox().getFirst();
    assertThat(notice.thread()).isEqualTo("sight/api@2026-05-04T02:22:00Z");
    assertThat(again.rootOf(notice.thread()).isKnown()).isFalse();
  }

  @Test
  void accountWideCauseIsOneTroubleForAllApps() {
    Outlook outlook = outlook(blind("api", Cause.UNAUTHORIZED), blind("web", Cause.UNAUTHORIZED));

    assertThat(outlook.wide()).map(Blind::cause).contains(Cause.UNAUTHORIZED);
    assertThat(outlook.explains(blind("api", Cause.UNAUTHORIZED))).isTrue();
    assertThat(outlook.explains(blind("api", Cause.NOT_FOUND))).isFalse();
  }

  @Test
  void noticeForTheAccountNamesTheApps() {
    Memory account = Memory.nothing(SightJudge.ACCOUNT);
    List<AppName> hidden = List.of(API, new AppName("web"));
    for (int i = 0; i < 3; i++) {
      account = judge.lost(account, blind("api", Cause.UNAUTHORIZED), hidden, FIRST);
    }

    assertThat(news(account))
        .containsExactly(new SightLost(Cause.UNAUTHORIZED, "404", FIRST, hidden));
  }

  @Test
  void halfOfTheAppsAreNotTheAccount() {
    assertThat(outlook(blind("api", Cause.TIMED_OUT), clear("web")).wide()).isEmpty();
    assertThat(
            outlook(blind("api", Cause.TIMED_OUT), blind("a", Cause.TIMED_OUT), clear("web"))
                .wide())
        .isPresent();
  }

  @Test
  void missingAppsAreTheirOwnTrouble() {
    assertThat(outlook(blind("api", Cause.NOT_FOUND), blind("web", Cause.NOT_FOUND)).wide())
        .isEmpty();
  }

  @Test
  void onlyAppThatIsForbiddenIsItsOwnTrouble() {
    assertThat(outlook(blind("api", Cause.FORBIDDEN)).wide()).isEmpty();
    assertThat(outlook(blind("api", Cause.FORBIDDEN), blind("b", Cause.FORBIDDEN)).wide())
        .isPresent();
  }

  @Test
  void appsWhoseTurnNeverCameAreExplainedByTheCause() {
    Outlook outlook = outlook(blind("api", Cause.TIMED_OUT), blind("b", Cause.NOT_ATTEMPTED));

    assertThat(outlook.wide()).map(Blind::cause).contains(Cause.TIMED_OUT);
    assertThat(outlook.explains(blind("b", Cause.NOT_ATTEMPTED))).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void clearViewExplainsNothing(Cause cause) {
    assertThat(outlook(clear("api")).explains(blind("web", cause))).isFalse();
  }

  @Test
  void missingLogRightIsToldOnceUntilLogsCanBeReadAgain() {
    Memory account = Memory.nothing(SightJudge.ACCOUNT);
    Memory refused = judge.logsAsked(account, Optional.of("403 forbidden"), FIRST);

    assertThat(news(refused)).containsExactly(new RightMissing("read logs", "403 forbidden"));
    assertThat(judge.logsAsked(refused, Optional.of("403 forbidden"), after(2))).isSameAs(refused);

    Memory allowed = judge.logsAsked(told(refused), Optional.empty(), after(4));
    assertThat(allowed.outbox()).isEmpty();
    assertThat(judge.logsAsked(allowed, Optional.empty(), after(6))).isSameAs(allowed);
    assertThat(judge.logsAsked(allowed, Optional.of("403"), after(8)).outbox()).hasSize(1);
  }

  private Memory lost(Memory memory, int minute) {
    return judge.lost(memory, blind("api", Cause.NOT_FOUND), List.of(), after(minute));
  }

  private static Instant after(int minutes) {
    return FIRST.plusSeconds(60L * minutes);
  }

  private static Memory told(Memory memory) {
    Memory next = memory;
    for (Notice notice : memory.outbox()) {
      next = Dispatch.told(next, notice, new Posted(new PostId("root"), false));
    }
    return next;
  }

  private static List<News> news(Memory memory) {
    return memory.outbox().stream().map(Notice::news).toList();
  }

  private static Outlook outlook(Reading... readings) {
    return Outlook.of(new ArrayList<>(Arrays.asList(readings)));
  }

  private static Blind blind(String app, Cause cause) {
    return new Blind(new AppName(app), cause, "404");
  }

  private static Reading clear(String app) {
    return new Formation(new AppName(app), FIRST, List.of());
  }
}
