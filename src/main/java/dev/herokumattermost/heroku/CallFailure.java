package dev.herokumattermost.heroku;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.http.Exchange;
import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.Exchange.NoAnswer;
import dev.herokumattermost.json.Json;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Why a call to Heroku gave no usable answer. The causes follow <a
 * href="https://devcenter.heroku.com/articles/platform-api-reference#errors">Heroku's table of
 * errors</a>.
 *
 * @param detail status, Heroku's error id and request id; never a body, which may repeat what was
 *     sent
 */
record CallFailure(Cause cause, String detail) {
  private static final Pattern ERROR_ID = Pattern.compile("[a-z_]{1,40}");

  /**
   * Heroku lists the ids of all services that a request went through, separated by commas. They are
   * UUIDs; other letters could be a token that a proxy repeats.
   */
  private static final Pattern REQUEST_ID = Pattern.compile("[0-9a-f-]{1,64}(?=,|;|$)");

  /** For an exchange without an answer, or with another status than the wanted one. */
  static CallFailure of(Exchange exchange) {
    return switch (exchange) {
      case Answer answer ->
          new CallFailure(
              cause(answer.status()),
              answer.status()
                  + errorId(answer.body()).map(id -> " " + id).orElse("")
                  + request(answer));
      case NoAnswer none -> new CallFailure(cause(none), none.detail());
    };
  }

  static CallFailure unreadable(Answer answer, String what) {
    return new CallFailure(Cause.UNREADABLE, answer.status() + ", " + what + request(answer));
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
      return Optional.ofNullable(Json.SNAKE_CASE.read(body, HerokuJson.ErrorBody.class).id())
          .filter(id -> ERROR_ID.matcher(id).matches());
    } catch (Json.Malformed html) {
      return Optional.empty();
    }
  }

  private static String request(Answer answer) {
    var id = REQUEST_ID.matcher(answer.header("Request-Id").orElse(""));
    return id.lookingAt() ? ", request " + id.group() : "";
  }
}
