package dev.herokumattermost.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.dyno.Reading.Blind;
import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.dyno.Reading.Dynos;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** When failures to read are one outage of the account, and when they are the apps' own. */
class AccountOutageTest {
  @Test
  void outageIsOfMoreThanHalfOfTheApps() {
    List<Reading> half = readings(1, Cause.UNREACHABLE);
    List<Reading> more = readings(1, Cause.UNREACHABLE, Cause.UNREACHABLE);

    assertThat(AccountOutage.of(half).example()).isEmpty();
    assertThat(AccountOutage.of(more).example()).contains((Blind) more.getLast());
    assertThat(AccountOutage.of(readings(2)).example()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {
        "NOT_FOUND",
        "REFUSED",
        "UNREADABLE",
        "NOT_PROCESSED",
        "STATE_UNREADABLE",
        "NOT_ATTEMPTED"
      })
  void causeOfMostAppsLiesWithTheAccount(Cause cause) {
    assertThat(AccountOutage.of(readings(0, cause, cause)).example())
        .hasValueSatisfying(blind -> assertThat(blind.cause()).isEqualTo(cause));
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "NOT_FOUND",
        "REFUSED",
        "UNREADABLE",
        "NOT_PROCESSED",
        "STATE_UNREADABLE",
        "NOT_ATTEMPTED"
      })
  void whatBefallsEachAppByItselfIsNoOutage(Cause cause) {
    assertThat(AccountOutage.of(readings(0, cause, cause)).example()).isEmpty();
  }

  /** Of a single app it may be the app's. */
  @ParameterizedTest
  @EnumSource(names = {"FORBIDDEN", "SUSPENDED", "ADDRESS_REFUSED", "SSO_REQUIRED"})
  void refusalOfOneAppIsNoOutage(Cause cause) {
    assertThat(AccountOutage.of(readings(0, cause)).example()).isEmpty();
    assertThat(AccountOutage.of(readings(0, Cause.UNREACHABLE)).example()).isPresent();
  }

  @Test
  void appsThatWereNotAttemptedCountButShowNoCause() {
    assertThat(
            AccountOutage.of(
                    readings(2, Cause.NOT_ATTEMPTED, Cause.NOT_ATTEMPTED, Cause.UNAUTHORIZED))
                .example())
        .hasValueSatisfying(blind -> assertThat(blind.cause()).isEqualTo(Cause.UNAUTHORIZED));
  }

  @Test
  void mostFrequentCauseIsTheExample() {
    List<Reading> readings =
        readings(0, Cause.TIMED_OUT, Cause.UNREACHABLE, Cause.UNREACHABLE, Cause.HEROKU_FAILED);

    assertThat(AccountOutage.of(readings).example()).contains((Blind) readings.get(1));
  }

  /** What befalls one app would look like an outage where only that app is read. */
  @Test
  void fewReadingsShowAnOutageOnlyOfTheToken() {
    assertThat(AccountOutage.of(readings(0, Cause.UNREACHABLE, Cause.UNREACHABLE), 3).example())
        .isEmpty();
    assertThat(AccountOutage.of(readings(0, Cause.UNREACHABLE, Cause.UNREACHABLE), 2).example())
        .isPresent();
    assertThat(AccountOutage.of(readings(0, Cause.UNAUTHORIZED), 3).example()).isPresent();
  }

  @Test
  void outageExplainsWhatLiesWithTheAccount() {
    AccountOutage outage = AccountOutage.of(readings(0, Cause.UNAUTHORIZED, Cause.UNAUTHORIZED));

    assertThat(outage.explains(blind(9, Cause.FORBIDDEN))).isTrue();
    assertThat(outage.explains(blind(9, Cause.NOT_ATTEMPTED))).isTrue();
    assertThat(outage.explains(blind(9, Cause.NOT_FOUND))).isFalse();
    assertThat(AccountOutage.of(readings(2)).explains(blind(9, Cause.UNAUTHORIZED))).isFalse();
  }

  private static List<Reading> readings(int visible, Cause... causes) {
    Stream<Reading> seen =
        Stream.iterate(0, i -> i + 1)
            .limit(visible)
            .map(i -> new Dynos(new AppName("seen-" + i), Instant.EPOCH, List.of()));
    Stream<Reading> blind = Arrays.stream(causes).map(cause -> blind(cause.ordinal(), cause));
    return Stream.concat(seen, blind).toList();
  }

  private static Blind blind(int app, Cause cause) {
    return new Blind(new AppName("app-" + app), cause, "why");
  }
}
