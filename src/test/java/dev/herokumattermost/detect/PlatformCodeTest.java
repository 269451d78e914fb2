package dev.herokumattermost.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.detect.Failure.PlatformError;
import dev.herokumattermost.detect.PlatformCode.Concern;
import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.dyno.ProcessType;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every code of Heroku's article, with a line as it stands in logs. */
class PlatformCodeTest {
  private static final Instant CRASH = Instant.parse("2026-05-04T02:01:10Z");
  private static final String AT = "2026-05-04T02:01:09.500000+00:00 ";

  static Stream<Arguments> lines() {
    return Stream.of(
        before("H10", "error", "App crashed"),
        before("H11", "error", "Backlog too deep"),
        at("H12", "error", "Request timeout"),
        at("H13", "error", "Connection closed without response"),
        before("H14", "error", "No web processes running"),
        at("H15", "error", "Idle connection"),
        before("H16", "error", "Redirect to herokuapp.com"),
        at("H17", "error", "Poorly formatted HTTP response"),
        at("H18", "error", "Server Request Interrupted"),
        at("H19", "error", "Backend connection timeout"),
        before("H20", "error", "App boot timeout"),
        at("H21", "error", "Backend connection refused"),
        before("H22", "error", "Connection limit reached"),
        before("H23", "error", "Endpoint misconfigured"),
        at("H24", "error", "Forced close"),
        at("H25", "error", "HTTP restriction: oversized header"),
        before("H26", "error", "Request Error\" cause=\"bad header"),
        at("H27", "warning", "Client Request Interrupted"),
        at("H28", "warning", "Client Connection Idle"),
        before("H31", "error", "Misdirected Request"),
        before("H32", "error", "TLS Certificate Mismatch"),
        before("H80", "info", "Maintenance mode"),
        before("H81", "info", "Blank app"),
        before("H82", "info", "Free app running time quota exhausted"),
        before("H83", "info", "Service Degradation"),
        before("H99", "error", "Platform error"),
        dyno(
            "R10",
            "(Boot timeout) -> Web process failed to bind to $PORT within 90 seconds of launch"),
        dyno("R11", "(Bad bind) -> Process bound to a wrong port"),
        dyno(
            "R12",
            "(Exit timeout) -> At least one process failed to exit within 30 seconds of SIGTERM"),
        dyno("R13", "(Attach error) -> Failed to attach to process"),
        dyno("R14", "(Memory quota exceeded)"),
        dyno("R15", "(Memory quota vastly exceeded)"),
        dyno("R16", "(Detached) -> An attached process is not responding to SIGHUP"),
        dyno("R17", "(Checksum error) -> Checksum does match expected value. Expected: SHA256:ed"),
        dyno("R99", "(Platform error) -> Failed to launch the dyno within 10 seconds"),
        Arguments.of(
            "L10",
            "heroku[logplex]: Error L10 (output buffer overflow): drain"
                + " 'd.cfcd3264-7259-4b12-ac5b-016032978174' dropped 71 messages since"
                + " 2026-05-04T02:00:59.280571+00:00."),
        Arguments.of(
            "L11",
            "heroku[logplex]: L11 (Tail buffer overflow) -> This tail session dropped 1101 messages"
                + " since 2026-05-04T02:00:00+00:00"),
        Arguments.of(
            "L12",
            "app[log-shuttle]: Error L12: 222 messages dropped since 2026-05-04T02:00:32+00:00."),
        Arguments.of(
            "L13",
            "app[log-shuttle]: Error L13: 111 messages lost since 2026-05-04T02:00:32+00:00."),
        Arguments.of(
            "L14",
            "heroku[logplex]: Error L14 (certificate validation): error=\"bad certificate\""
                + " uri=\"syslog+tls://logs.example.com:6514/\""),
        Arguments.of("L15", "heroku[logplex]: Error L15 (Tail buffer temporarily unavailable)"));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void everyCodeIsFoundInItsLineIfItConcernsTheDyno(String code, String line) {
    PlatformCode known = PlatformCode.of(code).orElseThrow();
    boolean said = known.concern() != Concern.CLIENT && known.concern() != Concern.NOBODY;

    assertThat(errors(line))
        .extracting(PlatformError::code)
        .isEqualTo(said ? List.of(code) : List.of());
  }

  @ParameterizedTest
  @EnumSource(PlatformCode.class)
  void everyCodeHasALine(PlatformCode code) {
    assertThat(lines().map(line -> line.get()[0])).contains(code.name());
  }

  @Test
  void theRoutersPairsMayStandInAnyOrder() {
    assertThat(
            errors(
                "heroku[router]: status=503 dyno=web.1 path=\"/a code=H99\" desc=\"Request"
                    + " timeout\" bytes= code=H12 at=error"))
        .extracting(PlatformError::code)
        .containsExactly("H12");
  }

  @Test
  void anotherDynosRequestsAreNotItsOwn() {
    assertThat(errors("heroku[router]: at=error code=H12 desc=\"Request timeout\" dyno=web.11"))
        .isEmpty();
  }

  @Test
  void whatTheRouterCannotPlaceIsNoMatterOfAWorker() {
    LogEvidence worker =
        LogEvidence.of(
            LogLine.parse(AT + "heroku[router]: at=error code=H10 desc=\"App crashed\" dyno="),
            Set.of("worker.1"),
            new ProcessType("worker"));

    assertThat(worker.endAt(CRASH, CRASH.plusSeconds(60)).errors()).isEmpty();
  }

  @Test
  void theLimitIsTheOneOfTheLine() {
    assertThat(
            errors(
                "heroku[web.1]: Error R10 (Boot timeout) -> Web process failed to bind to $PORT"
                    + " within 90 seconds of launch"))
        .containsExactly(new PlatformError("R10", 1, 90, true));
  }

  @Test
  void theAppCannotForgeThem() {
    assertThat(errors("app[web.1]: Error R15 (Memory quota vastly exceeded)")).isEmpty();
    assertThat(errors("app[router]: at=error code=H10 desc=\"App crashed\" dyno=")).isEmpty();
  }

  private static List<PlatformError> errors(String line) {
    return LogEvidence.of(LogLine.parse(AT + line), Set.of("web.1"), new ProcessType("web"))
        .endAt(CRASH, CRASH.plusSeconds(60))
        .errors();
  }

  /** Of a request that no dyno was chosen for yet. */
  private static Arguments before(String code, String at, String description) {
    return Arguments.of(
        code,
        "heroku[router]: at="
            + at
            + " code="
            + code
            + " desc=\""
            + description
            + "\" method=GET path=\"/\" host=api.herokuapp.com request_id=26fbf0fe-1352-4562"
            + " fwd=\"72.20.67.198\" dyno= connect= service= status=503 bytes= protocol=https");
  }

  private static Arguments at(String code, String at, String description) {
    return Arguments.of(
        code,
        "heroku[router]: sock=backend at="
            + at
            + " code="
            + code
            + " desc=\""
            + description
            + "\" method=GET path=\"/\" host=api.herokuapp.com fwd=\"72.20.67.198\" dyno=web.1"
            + " connect=1ms service=30001ms status=503 bytes=0 protocol=https");
  }

  private static Arguments dyno(String code, String description) {
    return Arguments.of(code, "heroku[web.1]: Error " + code + " " + description);
  }
}
