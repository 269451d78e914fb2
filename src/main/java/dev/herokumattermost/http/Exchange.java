package dev.herokumattermost.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How one HTTP exchange ended. */
public sealed interface Exchange {

  /**
   * The server answered.
   *
   * @param status the HTTP status
   * @param headers by lower-case name
   * @param body what was read of the body, as UTF-8
   * @param complete false if the body was cut at its cap or at the deadline, which only a request
   *     that asks for {@link Request#partial() what there is} can see
   */
  record Answer(int status, Map<String, List<String>> headers, String body, boolean complete)
      implements Exchange {
    public Optional<String> header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
    }

    /** What time it was for the server, to the second; empty if it did not say. */
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
   * The server did not answer, or not in a way that can be read.
   *
   * @param why what went wrong
   * @param detail for people, without the address or anything that was sent
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
