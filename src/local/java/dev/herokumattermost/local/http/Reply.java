package dev.herokumattermost.local.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer of the server.
 *
 * @param ending how much of it is sent
 */
public record Reply(int status, Map<String, String> headers, String body, Ending ending) {
  /** How much of an answer is sent, and what becomes of the connection. */
  public enum Ending {
    WHOLE,
    /** The headers promise the whole body, but only half of it is sent. */
    HALF,
    /** The connection stays open after the body until the server is closed. */
    ENDLESS,
    /** Nothing is sent, and the connection stays open until the server is closed. */
    NEVER,
    /** Nothing is sent, and the connection is reset. */
    RESET
  }

  public static Reply of(int status, String contentType, String body) {
    return new Reply(status, Map.of("Content-Type", contentType), body, Ending.WHOLE);
  }

  public static Reply json(int status, String document) {
    return of(status, "application/json", document);
  }

  /** For a call that gets no answer. */
  public static Reply none(Ending ending) {
    return new Reply(0, Map.of(), "", ending);
  }

  public Reply with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Reply(status, more, body, ending);
  }

  /** With headers that it does not have yet. */
  public Reply withDefaults(Map<String, String> defaults) {
    var all = new LinkedHashMap<>(defaults);
    all.putAll(headers);
    return new Reply(status, all, body, ending);
  }

  public Reply ending(Ending other) {
    return new Reply(status, headers, body, other);
  }
}
