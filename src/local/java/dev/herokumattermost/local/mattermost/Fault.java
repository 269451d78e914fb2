package dev.herokumattermost.local.mattermost;

import java.time.Duration;
import java.util.Map;

/** Something that goes wrong with one request. */
public sealed interface Fault {

  /** Somebody, perhaps a proxy, answers; the request is not carried out. */
  record Answer(int status, String contentType, String body, Map<String, String> headers)
      implements Fault {}

  /** The connection breaks; the request is not carried out. */
  record ResetBefore() implements Fault {}

  /** The request is carried out, but the connection breaks before the answer. */
  record LostAfter() implements Fault {}

  /** The request is carried out, but somebody else answers: a proxy that lost its patience. */
  record AnswerAfter(Answer answer) implements Fault {}

  /** The request is carried out after a while, or as soon as the server is told to go on. */
  record Slow(Duration delay) implements Fault {}

  /** The post's pending id is taken at once, but the post is stored only after a while. */
  record InFlight(Duration delay) implements Fault {}

  /** An error as Mattermost words it. */
  static Answer error(int status, String id) {
    return error(status, id, "");
  }

  /**
   * @param detail goes into the message and the detailed error
   */
  static Answer error(int status, String id, String detail) {
    return new Answer(
        status,
        "application/json",
        ApiError.document(status, id, detail, "rq1rq1rq1rq1rq1rq1rq1rq1rq"),
        Map.of());
  }

  /** A proxy's page. */
  static Answer proxy(int status) {
    return new Answer(
        status, "text/html", "<html><body><h1>" + status + "</h1></body></html>", Map.of());
  }

  static Answer rateLimited(Duration retryAfter) {
    String seconds = String.valueOf(retryAfter.toSeconds());
    return new Answer(
        429,
        "text/plain",
        "limit exceeded\n",
        Map.of("Retry-After", seconds, "X-RateLimit-Reset", seconds));
  }
}
