package dev.herokumattermost.heroku;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.dyno.SpaceName;
import dev.herokumattermost.dyno.SpaceReading;
import dev.herokumattermost.http.Exchange;
import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.Exchange.NoAnswer;
import dev.herokumattermost.json.Json;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
  /** Asking again is of no use until somebody has changed the token's rights. */
  private static final Set<Cause> FOR_GOOD =
      EnumSet.of(Cause.UNAUTHORIZED, Cause.FORBIDDEN, Cause.ADDRESS_REFUSED, Cause.SSO_REQUIRED);

  /** The first is in Heroku's table of errors, the second is what its command line knows. */
  private static final Set<String> UNVERIFIED =
      Set.of("verification_needed", "verification_required");

  private static final Pattern ADDRESS =
      Pattern.compile("\\bip\\b.{0,40}(address|allow|range|trust|permit|restrict)");

  private static final Pattern SSO = Pattern.compile("\\bsso\\b|single sign.?on|identity provider");

  private static final Pattern ERROR_ID = Pattern.compile("[a-z_]{1,40}");

  /**
   * Heroku lists the ids of all services that a request went through, separated by commas. They are
   * UUIDs; other letters could be a token that a proxy repeats.
   */
  private static final Pattern REQUEST_ID = Pattern.compile("[0-9a-f-]{1,64}(?=,|;|$)");

  /** For an exchange without an answer, or with another status than the wanted one. */
  static CallFailure of(Exchange exchange) {
    return switch (exchange) {
      case Answer answer -> {
        Optional<HerokuJson.ErrorBody> error = error(answer.body());
        Optional<String> id =
            error
                .flatMap(body -> Optional.ofNullable(body.id()))
                .filter(text -> ERROR_ID.matcher(text).matches());
        String words = error.map(body -> String.valueOf(body.message())).orElse("");
        yield new CallFailure(
            cause(answer.status(), id.orElse(""), words),
            answer.status() + id.map(text -> " " + text).orElse("") + request(answer));
      }
      case NoAnswer none -> new CallFailure(cause(none), none.detail());
    };
  }

  static CallFailure unreadable(Answer answer, String what) {
    return new CallFailure(Cause.UNREADABLE, answer.status() + ", " + what + request(answer));
  }

  Reading.Blind blind(AppName app) {
    return new Reading.Blind(app, cause, detail);
  }

  SpaceReading.Unlisted unlisted(SpaceName space) {
    return new SpaceReading.Unlisted(space, cause, detail);
  }

  <T> Lookup<T> unknown() {
    return new Lookup.Unknown<>(FOR_GOOD.contains(cause), detail);
  }

  private static Cause cause(int status, String id, String words) {
    if ((status == 402 || status == 422) && UNVERIFIED.contains(id)) {
      return Cause.UNVERIFIED;
    }
    return switch (status) {
      case 401 -> Cause.UNAUTHORIZED;
      case 402 -> Cause.DELINQUENT;
      case 403 -> forbidden(id, words);
      case 404 -> Cause.NOT_FOUND;
      case 429 -> Cause.RATE_LIMITED;
      default ->
          status >= 500 ? Cause.HEROKU_FAILED : status >= 400 ? Cause.REFUSED : Cause.UNREADABLE;
    };
  }

  /** Of the last two Heroku publishes no id, so its words count too. They are read, never told. */
  private static Cause forbidden(String id, String words) {
    if (id.equals("suspended")) {
      return Cause.SUSPENDED;
    }
    String all = (id.replace('_', ' ') + " " + words).toLowerCase(Locale.ROOT);
    if (ADDRESS.matcher(all).find()) {
      return Cause.ADDRESS_REFUSED;
    }
    return SSO.matcher(all).find() ? Cause.SSO_REQUIRED : Cause.FORBIDDEN;
  }

  private static Cause cause(NoAnswer none) {
    return switch (none.why()) {
      case NOT_SENT, BROKEN_OFF -> Cause.UNREACHABLE;
      case TIMED_OUT -> Cause.TIMED_OUT;
      case TOO_LARGE -> Cause.UNREADABLE;
    };
  }

  private static Optional<HerokuJson.ErrorBody> error(String body) {
    try {
      return Optional.of(Json.SNAKE_CASE.read(body, HerokuJson.ErrorBody.class));
    } catch (Json.Malformed html) {
      return Optional.empty();
    }
  }

  private static String request(Answer answer) {
    var id = REQUEST_ID.matcher(answer.header("Request-Id").orElse(""));
    return id.lookingAt() ? ", request " + id.group() : "";
  }
}
