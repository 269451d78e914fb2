package dev.herokumattermost.http;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How one HTTP exchange ended. */
public sealed interface Exchange {

  /**
   * The server answered.
   *
   * @param status the HTTP status
   * @param body what was read of the body, as UTF-8
   * @param complete false if the body was cut at its limit of size or time, which happens only to a
   *     request that {@link Request#partial() allows it}
   */
  record Answer(int status, HttpHeaders headers, String body, boolean complete)
      implements Exchange {
    public Optional<String> header(String name) {
      return headers.firstValue(name);
    }

    /** The time by the server's clock, to the second; empty if the server did not send it. */
    public Optional<Instant> date() {
      try {
        return header("Date").map(DateTimeFormatter.RFC_1123_DATE_TIME::parse).map(Instant::from);
      } catch (DateTimeException wrong) {
        return Optional.empty();
      }
    }

    public boolean successful() {
      return status >= 200 && status < 300;
    }

    /** Never the body or the headers: both may hold secrets. */
    @Override
    public String toString() {
      return "HTTP " + status + ", " + body.length() + " characters";
    }
  }

  /**
   * There is no answer, or none that can be read.
   *
   * @param detail what went wrong, for people, without the address or anything that was sent
   */
  record NoAnswer(Why why, String detail) implements Exchange {}

  /**
   * Why there is no answer; only {@link #NOT_SENT} proves that the server never saw the request.
   */
  enum Why {
    NOT_SENT,
    TIMED_OUT,
    BROKEN_OFF,
    TOO_LARGE
  }
}
