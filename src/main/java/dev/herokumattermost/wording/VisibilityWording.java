package dev.herokumattermost.wording;

import static dev.herokumattermost.wording.Markdown.code;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.incident.VisibilityEvent.BecameBlind;
import dev.herokumattermost.incident.VisibilityEvent.PermissionMissing;
import dev.herokumattermost.incident.VisibilityEvent.VisibleAgain;
import dev.herokumattermost.wording.Box.Color;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The words for not being able to see. They say so plainly: the dynos may be well or not. */
final class VisibilityWording {
  private static final String STATUS = "https://status.heroku.com";

  private static final int NAMED = 4;

  private VisibilityWording() {}

  static Draft lost(AppName app, BecameBlind lost, Instant now) {
    String reason = AppState.processedUnder(app).isPresent() ? "Reason" : "Heroku said";
    return Draft.of(
        "🟠 **Cannot %s %s since %s**: %s"
            .formatted(
                verb(app),
                whom(app, lost.apps()),
                Times.at(lost.since(), now),
                reason(lost.cause())),
        box(app)
            .line("• " + reason + ": " + code(lost.detail()))
            .line("→ " + resolution(lost.cause())));
  }

  static Draft restored(AppName app, VisibleAgain restored, Instant now) {
    return new Draft(
        "🟢 **Can %s %s again**, after %s (%s to %s)"
            .formatted(
                verb(app),
                whom(app, List.of()),
                Times.lasting(Duration.between(restored.since(), restored.until())),
                Times.at(restored.since(), now),
                Times.at(restored.until(), now)),
        Optional.empty());
  }

  static Draft rightMissing(PermissionMissing missing) {
    return Draft.of(
        "🟠 **The Heroku token may not %s**, so a restart between two looks cannot be explained"
            .formatted(missing.what()),
        box(AppState.ACCOUNT)
            .line("• Heroku said: " + code(missing.detail()))
            .line(
                "→ give it a wider scope, or its user access to the apps' logs; or leave "
                    + code("restarting")
                    + " out of the alert states"));
  }

  private static Box box(AppName name) {
    AppName app = AppState.processedUnder(name).orElse(name);
    return app.equals(AppState.ACCOUNT)
        ? new Box(Color.AMBER, "Heroku status", STATUS)
        : new FailureWording(app, Instant.EPOCH, false).box(Color.AMBER);
  }

  private static String verb(AppName name) {
    return AppState.processedUnder(name).isPresent() ? "process" : "see";
  }

  static String whom(AppName name, List<AppName> apps) {
    AppName app = AppState.processedUnder(name).orElse(name);
    if (!app.equals(AppState.ACCOUNT)) {
      return code(app.value());
    }
    return apps.isEmpty()
        ? "the apps"
        : Markdown.codes(apps.stream().map(AppName::value).toList(), NAMED);
  }

  private static String reason(Cause cause) {
    return switch (cause) {
      case UNAUTHORIZED -> "the Heroku token is missing, invalid or expired";
      case DELINQUENT -> "the Heroku account has an unpaid bill";
      case UNVERIFIED -> "the Heroku account has no verified means of payment";
      case FORBIDDEN -> "the Heroku token has no access";
      case SUSPENDED -> "Heroku has suspended the account or the app";
      case ADDRESS_REFUSED -> "the team takes no calls from the function's address";
      case SSO_REQUIRED -> "the team wants a login by single sign-on";
      case NOT_FOUND -> "renamed, deleted, or the token lost access";
      case RATE_LIMITED -> "the Heroku account has used up its calls";
      case REFUSED -> "Heroku refuses the request";
      case HEROKU_FAILED -> "Heroku's API fails";
      case UNREACHABLE -> "Heroku's API cannot be reached";
      case TIMED_OUT -> "Heroku's API does not answer in time";
      case UNREADABLE -> "Heroku's API answers with something unreadable";
      case NOT_PROCESSED -> "the watch could not process what Heroku sent";
      case STATE_UNREADABLE -> "what the table keeps of it cannot be read";
      case NOT_ATTEMPTED -> "the pass ends before it is their turn";
    };
  }

  private static String resolution(Cause cause) {
    return switch (cause) {
      case UNAUTHORIZED ->
          "make a new token by %s, and store it in the place of the old one"
              .formatted(code("heroku authorizations:create --scope read"));
      case DELINQUENT -> "settle the account in Heroku's dashboard";
      case UNVERIFIED -> "the account's owner adds a means of payment in Heroku's dashboard";
      case FORBIDDEN -> "give the token's user access to the app";
      case SUSPENDED -> "the account's owner asks Heroku's support";
      case ADDRESS_REFUSED ->
          "an admin of the Heroku team allows the function's address, which must then be a fixed one";
      case SSO_REQUIRED ->
          "an admin of the Heroku team adds a service user without single sign-on, and its token";
      case NOT_FOUND -> "correct the list of apps, or give the token's user access";
      case RATE_LIMITED -> "watch fewer apps or less often; 4500 calls an hour are shared";
      case NOT_PROCESSED ->
          "whoever runs the watch finds the stack trace in the function's log, and reports it; "
              + "the other apps are watched";
      case STATE_UNREADABLE ->
          "whoever runs the watch repairs or deletes the item; the other apps are watched";
      case REFUSED, UNREADABLE -> "see the function's log for the request id";
      case HEROKU_FAILED, UNREACHABLE, TIMED_OUT ->
          "see [Heroku's status](%s); what is known is kept until then".formatted(STATUS);
      case NOT_ATTEMPTED -> "give the function more time or watch fewer apps";
    };
  }
}
