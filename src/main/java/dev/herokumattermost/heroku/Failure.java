package dev.herokumattermost.heroku;

import dev.herokumattermost.http.Exchange;
import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.Exchange.NoAnswer;
import dev.herokumattermost.http.Json;
import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Lookup;
import dev.herokumattermost.watch.Reading;
import dev.herokumattermost.watch.Reading.Cause;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Why a call to Heroku gave nothing to work with. The causes follow <a
 * href="https://devcenter.heroku.com/articles/platform-api-reference#errors">Heroku's table of
 * errors</a>.
 *
 * @param detail status, Heroku's error id and request id; never a body, which may repeat what was
 *     sent
 */
record Failure(Cause cause, String detail) {
  private static final Pattern ERROR_ID = Pattern.compile("[a-z_]{1,40}");

  /**
   * Heroku lists the ids of all the services a request went through, separated by commas. They are
   * UUIDs; letters beyond those could be a token that something on the way repeats.
   */
  private static final Pattern REQUEST_ID = Pattern.compile("[0-9a-f-]{1,64}(?=,|;|$)");

  /** Of an exchange that did not bring the status asked for. */
  static Failure of(Exchange exchange) {
    return switch (exchange) {
      case Answer answer ->
          new Failure(
              cause(answer.status()),
              answer.status()
                  + errorId(answer.body()).map(id -> " " + id).orElse("")
                  + request(answer));
      case NoAnswer none -> new Failure(cause(none), none.detail());
    };
  }

  static Failure of(Answer answer, Unreadable unreadable) {
    return unreadable(answer, String.valueOf(unreadable.getMessage()));
  }

  static Failure unreadable(Answer answer, String what) {
    return new Failure(Cause.UNREADABLE, answer.status() + ", " + what + request(answer));
  }

  Reading.Blind blind(AppName app) {
    return new Reading.Blind(app, cause, detail);
  }

  <T> Lookup<T> unknown() {
    return new Lookup.Unknown<>(cause == Cause.UNAUTHORIZED || cause == Cause.FORBIDDEN, detail);
  }

  private static Cause cause(int status) {
    return switch (status) {
      case 401 -> Cause.UNAUTHORIZED;
      case 402 -> Cause.DELINQUENT;
      case 403 -> Cause.FORBIDDEN;
      case 404 -> Cause.NOT_FOUND;
      case 429 -> Cause.RATE_LIMITED;
      default ->
          status >= 500 ? Cause.HEROKU_FAILED : status >= 400 ? Cause.REFUSED : Cause.UNREADABLE;
    };
  }

  private static Cause cause(NoAnswer none) {
    return switch (none.why()) {
      case NOT_SENT, BROKEN_OFF -> Cause.UNREACHABLE;
      case TIMED_OUT -> Cause.TIMED_OUT;
      case TOO_LARGE -> Cause.UNREADABLE;
    };
  }

  private static Optional<String> errorId(String body) {
    try {
      return Json.parse(body).get("id").text().filter(id -> ERROR_ID.matcher(id).matches());
    } catch (Json.Malformed html) {
      return Optional.empty();
    }
  }

  private static String request(Answer answer) {
    var id = REQUEST_ID.matcher(answer.header("Request-Id").orElse(""));
    return id.lookingAt() ? ", request " + id.group() : "";
  }
}
