package dev.herokumattermost;

import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.Exchange.NoAnswer;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Request;
import dev.herokumattermost.http.Trust;
import dev.herokumattermost.http.WebAddress;
import dev.herokumattermost.http.WebProxy;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells somebody outside AWS that the watch is alive, by one GET after each good pass.
 *
 * @param url where to; whoever knows it can say the same, so it is a secret. Empty for nowhere
 * @param proxy on the way there
 * @param trouble why there is no address although there should be one; empty if there is none
 */
record Heartbeat(Optional<WebAddress> url, Optional<WebProxy> proxy, Optional<String> trouble) {
  /** Nobody wants to hear it. */
  static final Heartbeat NONE = new Heartbeat(Optional.empty(), Optional.empty(), Optional.empty());

  private static final Duration LONGEST = Duration.ofSeconds(2);

  /** What Lambda needs for the answer. */
  private static final Duration RESERVE = Duration.ofMillis(500);

  static Heartbeat to(WebAddress url, Optional<WebProxy> proxy) {
    return new Heartbeat(Optional.of(url), proxy, Optional.empty());
  }

  static Heartbeat without(String why) {
    return new Heartbeat(Optional.empty(), Optional.empty(), notSent(why));
  }

  /**
   * Sends one, once: the next pass sends another.
   *
   * @param left until the invocation ends
   * @return what went wrong, without the address
   */
  Optional<String> beat(Duration left) throws InterruptedException {
    if (url.isEmpty()) {
      return trouble;
    }
    Duration free = left.minus(RESERVE);
    if (!free.isPositive()) {
      return notSent("no time was left");
    }
    Duration within = free.compareTo(LONGEST) < 0 ? free : LONGEST;
    try (var http = new Http(within, proxy, Trust.publicAuthorities())) {
      return switch (http.send(Request.get(url.get().uri(), within).withPartial(true))) {
        case Answer answer when answer.successful() -> Optional.empty();
        case Answer answer -> notSent("it was answered by " + answer.status());
        case NoAnswer none -> notSent(none.detail());
      };
    }
  }

  private static Optional<String> notSent(String why) {
    return Optional.of("heartbeat not sent: " + why);
  }
}
