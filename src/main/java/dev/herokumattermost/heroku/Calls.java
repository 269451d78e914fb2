package dev.herokumattermost.heroku;

import dev.herokumattermost.http.Exchange;
import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.Exchange.NoAnswer;
import dev.herokumattermost.http.Exchange.Why;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Request;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.http.WebAddress;
import dev.herokumattermost.pass.Deadline;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Sends the calls to the API: with the token, within limits of time and size, with one retry, and
 * counted.
 */
final class Calls {
  static final String USER_AGENT = "heroku-mattermost/0.1.0";
  private static final int MAX_BYTES = 4 * Request.MEGABYTE;

  private static final int RATE_LIMITED = 429;
  private static final int UNKNOWN = Integer.MAX_VALUE;

  private final Http http;
  private final String api;
  private final String apiHost;
  private final Secret token;
  private final InstantSource clock;
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger left = new AtomicInteger(UNKNOWN);
  private volatile Optional<Duration> ahead = Optional.empty();

  Calls(Http http, URI api, Secret token, InstantSource clock) {
    http.hide(token);
    this.http = http;
    this.apiHost = String.valueOf(api.getHost());
    this.api = api.toString().replaceAll("/+$", "");
    this.token = token;
    this.clock = clock;
  }

  /** Encodes a name as one segment of a path. Two dots would mean the parent path. */
  static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20").replace(".", "%2E");
  }

  Instant now() {
    return clock.instant();
  }

  int sent() {
    return sent.get();
  }

  OptionalInt left() {
    int lowest = left.get();
    return lowest == UNKNOWN ? OptionalInt.empty() : OptionalInt.of(lowest);
  }

  /** By how much Heroku's clock is ahead of ours, to the second; empty before the first answer. */
  Optional<Duration> ahead() {
    return ahead;
  }

  /**
   * Asks, and has the answer read at once. Sends a second request after a reset or a 5xx: reading
   * twice does no harm.
   */
  <R> R get(String path, String range, Deadline deadline, Function<Exchange, R> reader) {
    Optional<R> first =
        once(
            "GET",
            path,
            range,
            "",
            deadline,
            exchange ->
                isTransient(exchange) && !deadline.isOver()
                    ? Optional.empty()
                    : Optional.of(reader.apply(exchange)));
    return first.orElseGet(() -> once("GET", path, range, "", deadline, reader));
  }

  <R> R post(String path, String document, Deadline deadline, Function<Exchange, R> reader) {
    return write("POST", path, document, deadline, reader);
  }

  /** Sends one request: writing twice may do something twice. */
  <R> R write(
      String method,
      String path,
      String document,
      Deadline deadline,
      Function<Exchange, R> reader) {
    return once(method, path, "", document, deadline, reader);
  }

  /**
   * Whether an address that Heroku gave may be called: on the host of the API, on this machine if
   * the API is there too, and otherwise by https at a public name.
   */
  boolean mayBeCalled(WebAddress address, Deadline deadline) {
    if (address.host().equalsIgnoreCase(apiHost)) {
      return true;
    }
    try {
      return address.uri().getScheme().equalsIgnoreCase("https")
          && http.isPublic(address.host(), deadline.left());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Sends a request to another host, without the token. It does not count as a call. */
  <R> R sendElsewhere(Request request, Function<Exchange, R> reader) {
    try {
      return http.send(request.header("User-Agent", USER_AGENT), reader);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return reader.apply(new NoAnswer(Why.TIMED_OUT, "the pass ended before the answer"));
    }
  }

  private <R> R once(
      String method,
      String path,
      String range,
      String document,
      Deadline deadline,
      Function<Exchange, R> reader) {
    Duration rest = deadline.left();
    if (!rest.isPositive()) {
      return reader.apply(new NoAnswer(Why.TIMED_OUT, "no time left to ask"));
    }
    var request =
        Request.of(method, URI.create(api + path), rest)
            .header("Accept", "application/vnd.heroku+json; version=3")
            .header("Authorization", "Bearer " + token.reveal())
            .withMaxBytes(MAX_BYTES);
    if (!range.isEmpty()) {
      request = request.header("Range", range);
    }
    if (!document.isEmpty()) {
      request = request.json(document);
    }
    sent.incrementAndGet();
    return sendElsewhere(
        request,
        exchange -> {
          if (exchange instanceof Answer answer) {
            remember(answer);
          }
          return reader.apply(exchange);
        });
  }

  /** Keeps the lowest number, because the answers of concurrent calls come in any order. */
  private void remember(Answer answer) {
    answer.date().ifPresent(date -> ahead = Optional.of(Duration.between(clock.instant(), date)));
    answer
        .header("RateLimit-Remaining")
        .filter(text -> text.matches("\\d{1,9}"))
        .ifPresent(text -> left.accumulateAndGet(Integer.parseInt(text), Math::min));
    if (answer.status() == RATE_LIMITED) {
      // Such an answer need not say that no calls are left.
      left.set(0);
    }
  }

  private static boolean isTransient(Exchange exchange) {
    return switch (exchange) {
      case Answer answer -> answer.status() >= 500;
      case NoAnswer none -> none.why() == Why.NOT_SENT || none.why() == Why.BROKEN_OFF;
    };
  }
}
