package dev.herokumattermost.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.Exchange.NoAnswer;
import dev.herokumattermost.http.Exchange.Why;
import dev.herokumattermost.local.http.LocalServer;
import dev.herokumattermost.local.http.Reply;
import dev.herokumattermost.network.TestAuthority;
import dev.herokumattermost.network.TlsFront;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers whose certificates no public authority vouches for, over real TLS. */
class TrustTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final LocalServer server =
      new LocalServer(InstantSource.fixed(Instant.EPOCH), _ -> Reply.of(200, "text/plain", "ok"));

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void authorityOfOnesOwnIsTrustedWhereItIsGiven() throws Exception {
    assertThat(ask("good", Trust.only(TestAuthority.pem())))
        .isInstanceOfSatisfying(Answer.class, answer -> assertThat(answer.body()).isEqualTo("ok"));
  }

  @Test
  void unknownIssuerIsNamedAndNothingIsSent() throws Exception {
    assertThat(ask("good", Trust.publicAuthorities()))
        .isEqualTo(
            new NoAnswer(
                Why.NOT_SENT,
                "certificate of CN=chat.example.com, issued by CN=Test Authority: its issuer is not"
                    + " trusted here"));
    assertThat(server.calls()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "other, 'certificate of CN=other.example.com, issued by CN=Test Authority: it is for another host'",
    "expired, 'certificate of CN=chat.example.com, issued by CN=Test Authority: it expired at '"
  })
  void whatIsWrongWithACertificateIsTold(String certificate, String told) throws Exception {
    assertThat(ask(certificate, Trust.only(TestAuthority.pem())))
        .isInstanceOfSatisfying(
            NoAnswer.class,
            none -> {
              assertThat(none.why()).isEqualTo(Why.NOT_SENT);
              assertThat(none.detail()).startsWith(told);
            });
    assertThat(server.calls()).isEmpty();
  }

  @Test
  void aServerWithoutTlsIsToldAsSuch() throws Exception {
    assertThat(askOneThatAnswers("HTTP/1.1 400 Bad Request\r\n\r\n"))
        .isEqualTo(new NoAnswer(Why.NOT_SENT, "no https at that port"));
  }

  @Test
  void aServerThatHangsUpBeforeTlsHasSeenNothing() throws Exception {
    assertThat(askOneThatAnswers(""))
        .isEqualTo(new NoAnswer(Why.NOT_SENT, "could not agree on TLS"));
  }

  /** TLS's own alert, such as of a server that wants a certificate of the client. */
  @Test
  void anAlertOfTheServerIsTold() throws Exception {
    assertThat(askOneThatAnswers("\u0015\u0003\u0003\u0000\u0002\u0002\u0028"))
        .isEqualTo(
            new NoAnswer(
                Why.NOT_SENT, "could not agree on TLS (Received fatal alert: handshake_failure)"));
  }

  private static Exchange askOneThatAnswers(String answer) throws Exception {
    try (var listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var http = new Http(LONG)) {
      Thread.ofVirtual().start(() -> answer(listening, answer));
      return http.send(Request.get(https(listening.getLocalPort()), LONG));
    }
  }

  /** Answers what it is sent, whatever it is, and hangs up. */
  private static void answer(ServerSocket listening, String answer) {
    try {
      while (true) {
        try (var connection = listening.accept()) {
          connection.getInputStream().read(new byte[16_384]);
          connection.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        }
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "hunter2", "-----BEGIN CERTIFICATE-----\nhunter2\n-----END CERTIFICATE-----"})
  void whatIsNoCertificateIsRefusedWithoutShowingIt(String pem) {
    assertThatThrownBy(() -> Trust.only(pem))
        .isInstanceOf(CertificateException.class)
        .hasMessageNotContaining("hunter2");
  }

  private Exchange ask(String certificate, Trust trust) throws Exception {
    try (var front = new TlsFront(certificate, server.address());
        var http = new Http(LONG, Optional.empty(), trust)) {
      return http.send(Request.get(https(front.port()), LONG));
    }
  }

  private static URI https(int port) {
    return URI.create("https://127.0.0.1:" + port + "/hooks/x");
  }
}
