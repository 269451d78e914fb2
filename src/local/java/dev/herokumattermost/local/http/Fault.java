package dev.herokumattermost.local.http;

import dev.herokumattermost.local.http.Reply.Ending;
import java.time.Duration;
import java.util.function.Function;

/** What the server does with a call instead of answering it as it should. */
@FunctionalInterface
public interface Fault {
  /**
   * Replies to a call.
   *
   * @param server carries out the call and answers it as it should
   */
  Reply reply(Call call, Function<Call, Reply> server);

  /** Another answer, perhaps of a proxy; the call is not carried out. */
  static Fault answer(Reply reply) {
    return (_, _) -> reply;
  }

  static Fault answer(int status, String contentType, String body) {
    return answer(Reply.of(status, contentType, body));
  }

  /** The call is carried out, but another answer is sent. */
  static Fault answerAfter(Reply reply) {
    return (call, server) -> {
      server.apply(call);
      return reply;
    };
  }

  /** The status 200 with any text. */
  static Fault body(String text) {
    return answer(Reply.json(200, text));
  }

  /** The status 200 with a valid list that is far too large. */
  static Fault giant(int bytes) {
    return body("[\"" + "x".repeat(bytes) + "\"]");
  }

  /** A page of a proxy; the call is not carried out. */
  static Fault proxyPage(int status) {
    return answer(page(status));
  }

  /** The call is carried out, but a proxy's page is sent. */
  static Fault proxyPageAfter(int status) {
    return answerAfter(page(status));
  }

  private static Reply page(int status) {
    return Reply.of(status, "text/html", "<!DOCTYPE html><html><h1>" + status + "</h1></html>");
  }

  /** The answer comes after a while, by the clock of this machine. */
  static Fault slow(Duration wait) {
    return (call, server) -> {
      try {
        Thread.sleep(wait);
      } catch (InterruptedException down) {
        Thread.currentThread().interrupt();
        return Reply.none(Ending.RESET);
      }
      return server.apply(call);
    };
  }

  /** No answer until the server is closed; the call is not carried out. */
  static Fault silence() {
    return answer(Reply.none(Ending.NEVER));
  }

  /** The connection is reset; the call is not carried out. */
  static Fault reset() {
    return answer(Reply.none(Ending.RESET));
  }

  /** The call is carried out, but the connection is reset before the answer. */
  static Fault lostAnswer() {
    return answerAfter(Reply.none(Ending.RESET));
  }

  /** The call is carried out, but the answer ends in the middle of its body. */
  static Fault cutBody() {
    return (call, server) -> server.apply(call).ending(Ending.HALF);
  }
}
