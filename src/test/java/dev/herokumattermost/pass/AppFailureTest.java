package dev.herokumattermost.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Reading.Blind;
import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.pass.AppFailure.Stage;
import org.junit.jupiter.api.Test;

class AppFailureTest {
  private static final AppName API = new AppName("api");

  @Test
  void saysWhatFailedWhereAndWhyWithoutTheTrace() {
    assertThat(new AppFailure(API, Stage.DECIDE, "IllegalStateException", "at a.b.C"))
        .hasToString("api: not processed, DECIDE, IllegalStateException");
  }

  @Test
  void whatTheTableKeepsIsAnotherCauseThanWhatHerokuSent() {
    assertThat(new AppFailure(API, Stage.LOAD, "no state", "").blind())
        .isEqualTo(new Blind(API, Cause.STATE_UNREADABLE, "no state"));
    assertThat(new AppFailure(API, Stage.READ, "no dynos", "").blind())
        .isEqualTo(new Blind(API, Cause.NOT_PROCESSED, "no dynos"));
  }
}
