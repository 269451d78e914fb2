package dev.herokumattermost.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.dyno.Release;
import dev.herokumattermost.dyno.Release.Status;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which way back helps, and when none does. */
class RollbackTest {
  private static final Instant NOW = Instant.parse("2026-05-04T02:01:10Z");

  @Test
  void toTheReleaseBefore() {
    assertThat(after(live(41, "Deploy a", "a"), live(42, "Deploy b", "b")))
        .isEqualTo(new Rollback.To(41));
  }

  @Test
  void notToOneThatFailed() {
    assertThat(
            after(
                live(42, "Deploy a", "a"),
                new Release(43, "Deploy b", "ada", NOW, Status.FAILED, false, "b"),
                live(44, "Deploy c", "c")))
        .isEqualTo(new Rollback.To(42));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pending", "expired", "failed", "never heard of"})
  void notToOneThatNeverWentLive(String status) {
    assertThat(
            after(
                live(42, "Deploy a", "a"),
                new Release(43, "Deploy b", "ada", NOW, Status.of(status), true, "b"),
                live(44, "Deploy c", "c")))
        .isEqualTo(new Rollback.To(42));
  }

  @Test
  void notToOneThatHerokuWouldRefuse() {
    assertThat(
            after(
                live(41, "Deploy a", "a"),
                new Release(42, "Deploy b", "ada", NOW, Status.SUCCEEDED, false, "b"),
                live(43, "Deploy c", "c")))
        .isEqualTo(new Rollback.To(41));
  }

  @Test
  void notToTheOneThatSomebodyJustLeft() {
    assertThat(
            after(
                live(40, "Deploy z", "z"),
                live(41, "Deploy a", "a"),
                live(42, "Deploy b", "b"),
                live(43, "Rollback to v41", "a")))
        .isEqualTo(new Rollback.To(40));
    assertThat(after(live(41, "Deploy a"), live(42, "Deploy b"), live(43, "Rollback to v41")))
        .as("of which the code is not known")
        .isEqualTo(new Rollback.None());
  }

  @Test
  void notToOneThatWasLeftBeforeTheBadOne() {
    assertThat(
            after(
                live(41, "Deploy a", "a"),
                live(42, "Deploy b", "b"),
                live(43, "Rollback to v41", "a"),
                live(44, "Deploy c", "c")))
        .isEqualTo(new Rollback.To(43));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Update DATABASE by heroku-postgresql",
        "Set FOO config vars",
        "Remove FOO config vars",
        "Attach REDIS (@ref:redis-cubed-1)",
        "Detach HEROKU_POSTGRESQL_BLUE",
        "Enable Logplex",
        "Initial release"
      })
  void noneWhereNoCodeChanged(String description) {
    assertThat(after(live(42, "Deploy a", "a"), live(43, description, "a")))
        .isEqualTo(new Rollback.NoCodeChanged());
    assertThat(after(live(42, "Deploy a"), live(43, description)))
        .as("of which the code is not known")
        .isEqualTo(new Rollback.NoCodeChanged());
  }

  @Test
  void toAChangeOfConfigVarsRatherThanToTheCodeBeforeIt() {
    assertThat(
            after(
                live(41, "Deploy a", "a"),
                live(42, "Update DATABASE by heroku-postgresql", "a"),
                live(43, "Deploy b", "b")))
        .isEqualTo(new Rollback.To(42));
  }

  @Test
  void noneAcrossAChangeOfConfigVars() {
    assertThat(
            after(
                live(41, "Deploy a", "a"),
                new Release(42, "Set FOO config vars", "ada", NOW, Status.SUCCEEDED, false, "a"),
                live(43, "Deploy b", "b")))
        .isEqualTo(new Rollback.None());
  }

  @Test
  void noneWhereTheBadReleaseIsLeftAlready() {
    List<Release> releases =
        List.of(
            live(41, "Deploy a", "a"), live(42, "Deploy b", "b"), live(43, "Rollback to v41", "a"));

    assertThat(Rollback.after(releases.get(1), releases)).isEqualTo(new Rollback.None());
  }

  @Test
  void noneWhereNothingOlderIsKnown() {
    assertThat(after(live(2, "Deploy a", "a"))).isEqualTo(new Rollback.None());
  }

  private static Rollback after(Release... releases) {
    return Rollback.after(releases[releases.length - 1], List.of(releases));
  }

  private static Release live(int version, String description) {
    return live(version, description, "");
  }

  private static Release live(int version, String description, String code) {
    return new Release(version, description, "ada", NOW, Status.SUCCEEDED, true, code);
  }
}
