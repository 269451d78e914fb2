package dev.herokumattermost.local.heroku;

import java.util.Map;

/** What may go wrong instead of an answer. */
public sealed interface Fault {

  /** Another answer than the true one. */
  record Status(int status, String body, Map<String, String> headers) implements Fault {}

  /** No answer at all until the simulation is closed. */
  record Silence() implements Fault {}

  /** The true answer, cut in the middle of its body. */
  record CutBody() implements Fault {}

  /** The connection is reset before the answer. */
  record Reset() implements Fault {}

  /** A refusal in Heroku's form. */
  static Fault refusal(int status, String id) {
    return new Status(
        status,
        "{\"id\":\"" + id + "\",\"message\":\"The simulation says so.\"}",
        Map.of("Content-Type", "application/json"));
  }

  /** What Heroku's router answers in place of the API. */
  static Fault html503() {
    return new Status(
        503,
        "<!DOCTYPE html><html><head><title>Application Error</title></head></html>",
        Map.of("Content-Type", "text/html"));
  }

  /** 200 with any text. */
  static Fault body(String text) {
    return new Status(200, text, Map.of("Content-Type", "application/json"));
  }

  /** 200 with a valid but giant list. */
  static Fault giant(int bytes) {
    return body("[\"" + "x".repeat(bytes) + "\"]");
  }
}
