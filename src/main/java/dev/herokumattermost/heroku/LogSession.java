package dev.herokumattermost.heroku;

import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.http.Exchange;
import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.Request;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.pass.Deadline;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

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

  /** The last one is Docker's name for the machine that Docker runs on. */
  private static final Set<String> LOOPBACK =
      Set.of("localhost", "127.0.0.1", "[::1]", "host.docker.internal");

  private final Calls calls;

  LogSession(Calls calls) {
    this.calls = calls;
  }

  Lookup<String> read(String path, String dyno, Deadline deadline) {
    return switch (open(path, dyno, deadline)) {
      case Lookup.Known<URI>(var stream) -> text(stream, deadline);
      case Lookup.Unknown<URI>(var forbidden, var reason) ->
          new Lookup.Unknown<>(forbidden, reason);
    };
  }

  /** Creates a session. Whoever knows its address can read the log. */
  Lookup<URI> open(String path, String dyno, Deadline deadline) {
    var session = new HerokuJson.NewLogSession(dyno.isEmpty() ? null : dyno, LINES, false);
    Exchange exchange = calls.post(path, Json.SNAKE_CASE.write(session), deadline);
    if (!(exchange instanceof Answer answer) || !answer.successful()) {
      return CallFailure.of(exchange).unknown();
    }
    try {
      var opened = Json.SNAKE_CASE.read(answer.body(), HerokuJson.LogSession.class);
      Optional<URI> stream = trusted(opened.logplexUrl());
      return stream.isPresent()
          ? new Lookup.Known<>(stream.get())
          : CallFailure.unreadable(answer, "a log session at an address not to be trusted")
              .unknown();
    } catch (Json.Malformed unusable) {
      return CallFailure.unreadable(answer, "a log session " + unusable.getMessage()).unknown();
    }
  }

  private Lookup<String> text(URI stream, Deadline deadline) {
    Duration within = deadline.atMost(LONGEST_STREAM).left();
    Exchange exchange =
        calls.sendElsewhere(
            Request.get(stream, within)
                .header("Accept", "text/event-stream, text/plain")
                .withPartial(true));
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

  private static Optional<URI> trusted(String address) {
    try {
      var uri = URI.create(address);
      boolean safe =
          uri.getHost() != null
              && ("https".equalsIgnoreCase(uri.getScheme())
                  || ("http".equalsIgnoreCase(uri.getScheme())
                      && LOOPBACK.contains(uri.getHost())));
      return safe ? Optional.of(uri) : Optional.empty();
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }
}
