package dev.herokumattermost.heroku;

import static dev.herokumattermost.heroku.Fixture.AMPLE;
import static dev.herokumattermost.heroku.Fixture.SHOP;
import static dev.herokumattermost.heroku.Fixture.TOKEN;
import static dev.herokumattermost.heroku.Fixture.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.Lookup.Known;
import dev.herokumattermost.dyno.Lookup.Unknown;
import dev.herokumattermost.local.heroku.LogForm;
import dev.herokumattermost.local.heroku.SimulatedHeroku;
import dev.herokumattermost.local.http.Call;
import dev.herokumattermost.local.http.Fault;
import dev.herokumattermost.local.http.Reply;
import java.time.Duration;
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
  void readsTheLogOfOneDyno(LogForm form) {
    on.heroku.logs(form);

    String log = known(on.api.log(SHOP, "worker.1", in(Duration.ofSeconds(2))));

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

  @Test
  void aHostThatIsNotPublicIsNamedWithTheSetting() {
    on.heroku.failAlways(
        "shop", Fault.answer(Reply.json(201, "{\"logplex_url\":\"https://localhost/secret\"}")));

    assertThat(unknown(on.api.log(SHOP, "worker.1", AMPLE)).reason())
        .contains("a log session at localhost, which is not public and not in PRIVATE_LOG")
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://logs.example.com/secret", "file:///etc/passwd", "https:secret", "::"})
  void anAddressThatIsNotTrustedIsNeitherReadNorNamed(String address) {
    on.heroku.failAlways(
        "shop", Fault.answer(Reply.json(201, "{\"logplex_url\":\"" + address + "\"}")));

    var unknown = unknown(on.api.log(SHOP, "worker.1", AMPLE));

    assertThat(unknown.reason()).contains("not to be trusted").doesNotContain(address);
    assertThat(on.heroku.calls()).hasSize(1);
  }

  @Test
  void aSessionWithoutAnAddressIsUnknown() {
    on.heroku.failAlways("shop", Fault.answer(Reply.json(201, "{}")));

    assertThat(unknown(on.api.log(SHOP, "worker.1", AMPLE)).reason())
        .startsWith("201, a log session without a usable logplex_url");
  }

  /** The log itself is not read, for it may be long. */
  @Test
  void whetherATokenCanReadLogsIsToldWithoutReadingOne() {
    assertThat(on.api.canReadLog(SHOP, AMPLE)).isEqualTo(new Known<>(true));
    assertThat(on.heroku.calls()).hasSize(1).noneMatch(TEXT);

    on.heroku.failAlways("shop", SimulatedHeroku.refusal(403, "forbidden"));
    assertThat(on.api.canReadLog(SHOP, AMPLE))
        .isInstanceOfSatisfying(Unknown.class, unknown -> assertThat(unknown.forbidden()).isTrue());
  }

  @Test
  void aTokenThatCannotReadLogsIsForbidden() {
    on.heroku.failAlways("shop", SimulatedHeroku.refusal(403, "forbidden"));

    assertThat(unknown(on.api.log(SHOP, "worker.1", AMPLE)).forbidden()).isTrue();
  }

  @Test
  void aSessionThatIsOverSaysNothingOfTheToken() {
    on.heroku.fail(TEXT, 1, Fault.answer(403, "text/plain", "expired"));

    var unknown = unknown(on.api.log(SHOP, "worker.1", AMPLE));

    assertThat(unknown).isEqualTo(new Unknown<>(false, "log: 403"));
  }

  @Test
  void aLogThatIsAWebPageIsUnknown() {
    on.heroku.fail(TEXT, 1, Fault.answer(200, "text/html", "<html>"));

    assertThat(unknown(on.api.log(SHOP, "worker.1", AMPLE)).reason())
        .contains("neither text nor events");
  }

  @Test
  void aLogThatNeverStartsIsUnknown() {
    on.heroku.fail(TEXT, 1, Fault.silence());

    assertThat(unknown(on.api.log(SHOP, "worker.1", in(Duration.ofMillis(200)))).reason())
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
