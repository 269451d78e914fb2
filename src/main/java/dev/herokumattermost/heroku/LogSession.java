package dev.herokumattermost.heroku;

import dev.herokumattermost.http.Exchange;
import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.Json;
import dev.herokumattermost.http.Request;
import dev.herokumattermost.watch.Lookup;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a dyno's log: Heroku makes a session, whose address is a secret on another host, and that
 * address gives the text.
 *
 * @see <a href="https://devcenter.heroku.com/articles/platform-api-reference#log-session">Log
 *     session</a>
 */
final class LogSession {
  /** All that Heroku keeps. It cuts to the last lines before it filters by dyno. */
  private static final int LINES = 1500;

  private static final Duration LONGEST_STREAM = Duration.ofSeconds(3);

  /** The last is Docker's name for the machine that it runs on. */
  private static final Set<String> LOOPBACK =
      Set.of("localhost", "127.0.0.1", "[::1]", "host.docker.internal");

  private final Calls calls;

  LogSession(Calls calls) {
    this.calls = calls;
  }

  Lookup<String> read(String path, String dyno, Instant deadline) {
    return switch (open(path, dyno, deadline)) {
      case Lookup.Known<URI>(var stream) -> text(stream, deadline);
      case Lookup.Unknown<URI>(var forbidden, var reason) ->
          new Lookup.Unknown<>(forbidden, reason);
    };
  }

  /** Makes a session. Whoever knows its address can read the log. */
  Lookup<URI> open(String path, String dyno, Instant deadline) {
    // The clients send "dyno" where the schema says "dyno_name". Without "source" both the
    // platform's lines and the app's come.
    var wish = new LinkedHashMap<String, Object>();
    if (!dyno.isEmpty()) {
      wish.put("dyno", dyno);
    }
    wish.put("lines", LINES);
    wish.put("tail", false);
    Exchange exchange = calls.post(path, Json.write(wish), deadline);
    if (!(exchange instanceof Answer answer) || !answer.successful()) {
      return Failure.of(exchange).unknown();
    }
    try {
      String address = Document.object(answer.body(), "a log session").text("logplex_url");
      Optional<URI> stream = trusted(address);
      return stream.isPresent()
          ? new Lookup.Known<>(stream.get())
          : Failure.unreadable(answer, "a log session at an address not to be trusted").unknown();
    } catch (Unreadable unreadable) {
      return Failure.of(answer, unreadable).unknown();
    }
  }

  private Lookup<String> text(URI stream, Instant deadline) {
    Duration rest = Duration.between(calls.now(), deadline);
    Duration within = rest.compareTo(LONGEST_STREAM) < 0 ? rest : LONGEST_STREAM;
    Exchange exchange =
        calls.elsewhere(
            Request.get(stream, within)
                .header("Accept", "text/event-stream, text/plain")
                .atMost(Request.MEGABYTE)
                .whatThereIs());
    if (!(exchange instanceof Answer answer) || answer.status() != 200) {
      return new Lookup.Unknown<>(false, "log: " + Failure.of(exchange).detail());
    }
    String form = answer.header("Content-Type").orElse("text/plain").toLowerCase(Locale.ROOT);
    if (form.startsWith("text/event-stream")) {
      return new Lookup.Known<>(EventStream.lines(answer.body(), answer.complete()));
    }
    return form.startsWith("text/plain")
        ? new Lookup.Known<>(plain(answer))
        : Failure.unreadable(answer, "a log that is neither text nor events").unknown();
  }

  /** The last line of a text that was cut is a part of a line. */
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
