package dev.herokumattermost.heroku;

import static dev.herokumattermost.heroku.Fixture.AMPLE;
import static dev.herokumattermost.heroku.Fixture.SHOP;
import static dev.herokumattermost.heroku.Fixture.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.local.heroku.Call;
import dev.herokumattermost.local.heroku.Fault;
import dev.herokumattermost.local.heroku.LogForm;
import dev.herokumattermost.watch.Lookup;
import dev.herokumattermost.watch.Lookup.Known;
import dev.herokumattermost.watch.Lookup.Unknown;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogTest {
  private static final Predicate<Call> TEXT = call -> call.path().startsWith("/logs/");

  private final Fixture on = new Fixture();

  @BeforeEach
  void crash() {
    on.shop.scale("web", 1).scale("worker", 1);
    on.shop.crash("worker.1", 137);
  }

  @AfterEach
  void close() {
    on.close();
  }

  @ParameterizedTest
  @EnumSource(LogForm.class)
  void readsWhatHerokuTellsOfOneDyno(LogForm form) {
    on.heroku.logs(form);

    String log = known(on.api.log(SHOP, "worker.1", Duration.ofMillis(500)));

    assertThat(log.lines())
        .allMatch(
            line -> line.matches("2026-03-01T10:00:00\\.\\d{6}\\+00:00 heroku\\[worker.1]: .+"))
        .anyMatch(line -> line.endsWith(": Process exited with status 137"))
        .anyMatch(line -> line.endsWith(": State changed from up to crashed"));
    assertThat(log).endsWith("\n");
  }

  @Test
  void asksAsTheOfficialClientsDo() {
    on.api.log(SHOP, "worker.1", AMPLE);

    Call session = on.heroku.calls().getFirst();
    assertThat(session.body()).isEqualTo("{\"dyno\":\"worker.1\",\"lines\":1500,\"tail\":false}");
    assertThat(on.lastCall().header("Accept")).isEqualTo("text/event-stream, text/plain");
    assertThat(on.api.calls()).isEqualTo(1);
  }

  @Test
  void theTokenStaysWithTheApi() {
    on.api.log(SHOP, "worker.1", AMPLE);

    assertThat(on.lastCall().path()).startsWith("/logs/");
    assertThat(on.lastCall().headers()).doesNotContainKey("Authorization");
  }

  @Test
  void aLogOverTheCapIsCutAtTheEndOfALine() {
    on.heroku.logs(LogForm.PLAIN);
    String line = "x".repeat(1000);
    for (int printed = 0; printed < 1400; printed++) {
      on.shop.print("worker.1", line);
    }

    String log = known(on.api.log(SHOP, "worker.1", AMPLE));

    assertThat(log.length()).isBetween(1_000_000, 1 << 20);
    assertThat(log).endsWith(line + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://logs.example.com/secret", "file:///etc/passwd", "https:secret", "::"})
  void anAddressNotToBeTrustedIsNotAskedNorTold(String address) {
    on.heroku.failAlways(
        "shop", new Fault.Status(201, "{\"logplex_url\":\"" + address + "\"}", Map.of()));

    var unknown = unknown(on.api.log(SHOP, "worker.1", AMPLE));

    assertThat(unknown.reason()).contains("not to be trusted").doesNotContain(address);
    assertThat(on.heroku.calls()).hasSize(1);
  }

  @Test
  void aTokenThatMayNotReadLogsIsToldSo() {
    on.heroku.failAlways("shop", Fault.refusal(403, "forbidden"));

    assertThat(unknown(on.api.log(SHOP, "worker.1", AMPLE)).forbidden()).isTrue();
  }

  @Test
  void aSessionThatIsOverSaysNothingOfTheToken() {
    on.heroku.fail(TEXT, 1, new Fault.Status(403, "expired", Map.of()));

    var unknown = unknown(on.api.log(SHOP, "worker.1", AMPLE));

    assertThat(unknown).isEqualTo(new Unknown<>(false, "log: 403"));
  }

  @Test
  void aLogThatIsAWebPageIsUnknown() {
    on.heroku.fail(TEXT, 1, new Fault.Status(200, "<html>", Map.of("Content-Type", "text/html")));

    assertThat(unknown(on.api.log(SHOP, "worker.1", AMPLE)).reason())
        .contains("neither text nor events");
  }

  @Test
  void aLogThatNeverStartsIsUnknown() {
    on.heroku.fail(TEXT, 1, new Fault.Silence());

    assertThat(unknown(on.api.log(SHOP, "worker.1", Duration.ofMillis(200))).reason())
        .isEqualTo("log: no answer within 200 ms");
  }

  private static String known(Lookup<String> log) {
    return ((Known<String>) log).value();
  }

  private static Unknown<String> unknown(Lookup<String> log) {
    var unknown = (Unknown<String>) log;
    assertThat(unknown.reason()).doesNotContain(TOKEN, "/logs/", "127.0.0.1");
    return unknown;
  }
}
