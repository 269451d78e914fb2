package dev.herokumattermost.heroku;

import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.http.Exchange;
import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.Hosts;
import dev.herokumattermost.http.Request;
import dev.herokumattermost.http.WebAddress;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.pass.Deadline;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads an app's log: Heroku creates a session and answers with its address, which is on another
 * host and a secret; the text is read from there.
 *
 * @see <a href="https://devcenter.heroku.com/articles/platform-api-reference#log-session">Log
 *     session</a>
 */
final class LogSession {
  /** All lines that Heroku keeps. It takes the last lines first and filters by dyno afterwards. */
  private static final int LINES = 1500;

  private static final Duration LONGEST_STREAM = Duration.ofSeconds(3);

  private final Calls calls;

  LogSession(Calls calls) {
    this.calls = calls;
  }

  Lookup<String> read(String path, String dyno, Deadline deadline) {
    return switch (open(path, dyno, deadline)) {
      case Lookup.Known<WebAddress>(var stream) -> text(stream.uri(), deadline);
      case Lookup.Unknown<WebAddress>(var forbidden, var reason) ->
          new Lookup.Unknown<>(forbidden, reason);
    };
  }

  /** Creates a session. Whoever knows its address can read the log. */
  Lookup<WebAddress> open(String path, String dyno, Deadline deadline) {
    var session = new HerokuJson.NewLogSession(dyno.isEmpty() ? null : dyno, LINES, false);
    return calls.post(
        path, Json.SNAKE_CASE.write(session), deadline, exchange -> opened(exchange, deadline));
  }

  private Lookup<WebAddress> opened(Exchange exchange, Deadline deadline) {
    if (!(exchange instanceof Answer answer) || !answer.successful()) {
      return CallFailure.of(exchange).unknown();
    }
    try {
      var opened = Json.SNAKE_CASE.read(answer.body(), HerokuJson.LogSession.class);
      Optional<WebAddress> stream = WebAddress.parse(opened.logplexUrl());
      return stream.filter(address -> calls.mayBeCalled(address, deadline)).isPresent()
          ? new Lookup.Known<>(stream.get())
          : CallFailure.unreadable(answer, "a log session at " + described(stream)).unknown();
    } catch (Json.Malformed unusable) {
      return CallFailure.unreadable(answer, "a log session " + unusable.getMessage()).unknown();
    }
  }

  /** What else an address has is a secret. */
  private static String described(Optional<WebAddress> address) {
    return address
        .map(WebAddress::host)
        .filter(Hosts::isName)
        .map(host -> host + ", which is not public and not in PRIVATE_LOG_HOSTS")
        .orElse("an address not to be trusted");
  }

  private Lookup<String> text(URI stream, Deadline deadline) {
    Duration within = deadline.atMost(LONGEST_STREAM).left();
    return calls.sendElsewhere(
        Request.get(stream, within)
            .header("Accept", "text/event-stream, text/plain")
            .withPartial(true),
        LogSession::text);
  }

  private static Lookup<String> text(Exchange exchange) {
    if (!(exchange instanceof Answer answer) || answer.status() != 200) {
      return new Lookup.Unknown<>(false, "log: " + CallFailure.of(exchange).detail());
    }
    String form = answer.header("Content-Type").orElse("text/plain").toLowerCase(Locale.ROOT);
    if (form.startsWith("text/event-stream")) {
      return new Lookup.Known<>(EventStream.lines(answer.body(), answer.complete()));
    }
    return form.startsWith("text/plain")
        ? new Lookup.Known<>(plain(answer))
        : CallFailure.unreadable(answer, "a log that is neither text nor events").unknown();
  }

  /** The last line of a text that was cut is incomplete. */
  private static String plain(Answer answer) {
    String body = answer.body();
    return answer.complete() ? body : body.substring(0, body.lastIndexOf('\n') + 1);
  }
}
