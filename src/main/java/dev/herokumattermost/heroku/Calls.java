package dev.herokumattermost.heroku;

import dev.herokumattermost.http.Exchange;
import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.Exchange.NoAnswer;
import dev.herokumattermost.http.Exchange.Why;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Request;
import dev.herokumattermost.http.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/** What every call to the API has in common: who asks, how long, how often, and what it costs. */
final class Calls {
  static final String USER_AGENT = "heroku-mattermost/0.1.0";
  private static final int MAX_BYTES = 4 * Request.MEGABYTE;

  /** 429, which need not say that nothing is left. */
  private static final int USED_UP = 429;

  private static final int UNSEEN = Integer.MAX_VALUE;

  private final Http http;
  private final String api;
  private final Secret token;
  private final InstantSource clock;
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger left = new AtomicInteger(UNSEEN);
  private volatile Optional<Duration> ahead = Optional.empty();

  Calls(Http http, URI api, Secret token, InstantSource clock) {
    this.http = http;
    this.api = api.toString().replaceAll("/+$", "");
    this.token = token;
    this.clock = clock;
  }

  Instant deadline(Duration within) {
    return clock.instant().plus(within);
  }

  Instant now() {
    return clock.instant();
  }

  int sent() {
    return sent.get();
  }

  OptionalInt left() {
    int lowest = left.get();
    return lowest == UNSEEN ? OptionalInt.empty() : OptionalInt.of(lowest);
  }

  /** By how much Heroku's clock is ahead of ours, to the second; empty before it was told. */
  Optional<Duration> ahead() {
    return ahead;
  }

  /** Asks once more after a reset or a 5xx: reading twice does no harm. */
  Exchange get(String path, String range, Instant deadline) {
    Exchange first = once("GET", path, range, "", deadline);
    return passing(first) && clock.instant().isBefore(deadline)
        ? once("GET", path, range, "", deadline)
        : first;
  }

  Exchange post(String path, String document, Instant deadline) {
    return once("POST", path, "", document, deadline);
  }

  /** Sends a request that is none of the API's: no token, not counted. */
  Exchange elsewhere(Request request) {
    try {
      return http.send(request.header("User-Agent", USER_AGENT));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new NoAnswer(Why.TIMED_OUT, "the pass ended before the answer");
    }
  }

  private Exchange once(
      String method, String path, String range, String document, Instant deadline) {
    Duration rest = Duration.between(clock.instant(), deadline);
    if (!rest.isPositive()) {
      return new NoAnswer(Why.TIMED_OUT, "no time left to ask");
    }
    var request =
        Request.of(method, URI.create(api + path), rest)
            .header("Accept", "application/vnd.heroku+json; version=3")
            .header("Authorization", "Bearer " + token.reveal())
            .atMost(MAX_BYTES);
    if (!range.isEmpty()) {
      request = request.header("Range", range);
    }
    if (!document.isEmpty()) {
      request = request.json(document);
    }
    sent.incrementAndGet();
    Exchange exchange = elsewhere(request);
    if (exchange instanceof Answer answer) {
      remember(answer);
    }
    return exchange;
  }

  /** The lowest, since answers of calls made side by side come in any order. */
  private void remember(Answer answer) {
    answer.date().ifPresent(date -> ahead = Optional.of(Duration.between(clock.instant(), date)));
    answer
        .header("RateLimit-Remaining")
        .filter(text -> text.matches("\\d{1,9}"))
        .ifPresent(text -> left.accumulateAndGet(Integer.parseInt(text), Math::min));
    if (answer.status() == USED_UP) {
      left.set(0);
    }
  }

  private static boolean passing(Exchange exchange) {
    return switch (exchange) {
      case Answer answer -> answer.status() >= 500;
      case NoAnswer none -> none.why() == Why.NOT_SENT || none.why() == Why.BROKEN_OFF;
    };
  }
}
