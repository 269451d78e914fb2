package dev.herokumattermost.wording;

import static dev.herokumattermost.wording.Markdown.code;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.incident.VisibilityEvent.AllBlind;
import dev.herokumattermost.incident.VisibilityEvent.BecameBlind;
import dev.herokumattermost.incident.VisibilityEvent.PermissionMissing;
import dev.herokumattermost.incident.VisibilityEvent.VisibleAgain;
import dev.herokumattermost.wording.Headline.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The words for not being able to read. They say so plainly: the dynos may be well or not. */
record VisibilityWording(Subject subject) {
  private static final String STATUS = "https://status.heroku.com";

  private static final String TOKENS = "https://dashboard.heroku.com/account/applications";

  private static final int NAMED = 4;

  Draft lost(BecameBlind lost) {
    return unreadable(
        Symbol.LOOK, whom(subject.app(), lost.apps()), lost.since(), lost.cause(), lost.detail());
  }

  Draft lostAll(AllBlind lost) {
    Draft draft =
        unreadable(
            Symbol.FAILING, "No apps" + ofAccount(), lost.since(), lost.cause(), lost.detail());
    String lasting = Times.about(Duration.between(lost.since(), subject.now()));
    return lost.reminder()
        ? new Draft(
            new Headline(
                Symbol.FAILING,
                "Still no apps" + ofAccount() + " monitored after " + lasting,
                reason(lost.cause())),
            draft.box())
        : draft;
  }

  private Draft unreadable(Symbol symbol, String whom, Instant since, Cause cause, String detail) {
    String says = AppState.processedUnder(subject.app()).isPresent() ? "Reason" : "Heroku said";
    return Draft.of(
        new Headline(
            symbol,
            "%s not monitored since %s"
                .formatted(whom, subject.times().at(since))
                .replaceFirst("^(No apps.*) not ", "$1 "),
            reason(cause)),
        box(symbol)
            .line("Crashes go unnoticed until this is fixed.")
            .line("• %s: %s".formatted(says, code(detail)))
            .line("→ " + resolution(cause)));
  }

  Draft restored(VisibleAgain restored) {
    boolean all = subject.app().equals(AppState.ACCOUNT);
    return Draft.of(
        new Headline(
            Symbol.OVER,
            "%s monitored again after %s"
                .formatted(
                    all ? "Apps" + ofAccount() : whom(subject.app(), List.of()),
                    Times.about(Duration.between(restored.since(), restored.until())))),
        box(Symbol.OVER)
            .line(
                "• Not monitored from %s to %s"
                    .formatted(
                        subject.times().exactly(restored.since()),
                        subject.times().exactly(restored.until()))));
  }

  Draft logsRefused(PermissionMissing missing) {
    return Draft.of(
        new Headline(
            Symbol.LOOK,
            "Heroku token" + ofAccount() + " cannot " + missing.what(),
            "alerts will lack reasons"),
        box(Symbol.LOOK)
            .line("• Heroku said: " + code(missing.detail()))
            .line(
                "→ Give the token a wider scope, or its user access to the apps' logs; or leave "
                    + code("restarting")
                    + " out of the alert states"));
  }

  /** Names the account where there are several. */
  private String ofAccount() {
    String account = subject.presentation().account();
    return account == null ? "" : " of account " + code(account);
  }

  private Box box(Symbol symbol) {
    AppName app = AppState.processedUnder(subject.app()).orElse(subject.app());
    return app.equals(AppState.ACCOUNT)
        ? new Box(symbol, "Heroku status", STATUS, subject.times())
        : new Subject(app, subject.presentation(), subject.now()).box(symbol);
  }

  static String whom(AppName name, List<AppName> apps) {
    AppName app = AppState.processedUnder(name).orElse(name);
    if (!app.equals(AppState.ACCOUNT)) {
      return code(app.value());
    }
    return apps.isEmpty()
        ? "The apps"
        : Markdown.codes(apps.stream().map(AppName::value).toList(), NAMED);
  }

  private static String reason(Cause cause) {
    return switch (cause) {
      case UNAUTHORIZED -> "Heroku token invalid or expired";
      case DELINQUENT -> "Heroku account with an unpaid bill";
      case UNVERIFIED -> "Heroku account without a verified means of payment";
      case FORBIDDEN -> "Heroku token without access";
      case SUSPENDED -> "account or app suspended by Heroku";
      case ADDRESS_REFUSED -> "the team refuses the function's address";
      case SSO_REQUIRED -> "the team requires single sign-on";
      case NOT_FOUND -> "Heroku 404: renamed, deleted or no access";
      case RATE_LIMITED -> "the Heroku account's calls are used up";
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
          "[Change the token](%s): make a new one by %s, and store it in the place of the old one"
              .formatted(TOKENS, code("heroku authorizations:create --scope read"));
      case DELINQUENT -> "Settle the account in Heroku's dashboard";
      case UNVERIFIED -> "The account's owner adds a means of payment in Heroku's dashboard";
      case FORBIDDEN -> "Give the token's user access to the app";
      case SUSPENDED -> "The account's owner asks Heroku's support";
      case ADDRESS_REFUSED ->
          "An admin of the Heroku team allows the function's address, which must then be a fixed one";
      case SSO_REQUIRED ->
          "An admin of the Heroku team adds a service user without single sign-on, and its token";
      case NOT_FOUND -> "Correct the list of apps, or give the token's user access";
      case RATE_LIMITED -> "Watch fewer apps or less often; 4500 calls an hour are shared";
      case NOT_PROCESSED ->
          "Whoever runs the watch finds the stack trace in the function's log, and reports it; "
              + "the other apps are watched";
      case STATE_UNREADABLE ->
          "Whoever runs the watch repairs or deletes the item; the other apps are watched";
      case REFUSED, UNREADABLE -> "Check the function's log for the request id";
      case HEROKU_FAILED, UNREACHABLE, TIMED_OUT ->
          "Check [Heroku's status](%s); what is known is kept until then".formatted(STATUS);
      case NOT_ATTEMPTED -> "Give the function more time or watch fewer apps";
    };
  }
}
