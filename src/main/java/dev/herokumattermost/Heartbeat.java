package dev.herokumattermost;

import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.Exchange.NoAnswer;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Request;
import dev.herokumattermost.http.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells somebody outside AWS that the watch is alive, by one GET after each good pass. Whoever
 * knows the address can say the same, so it is a secret.
 */
final class Heartbeat {
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private static final int LAST_PORT = 65_535;

  /** What Lambda needs for the answer. */
  private static final Duration RESERVE = Duration.ofMillis(500);

  private final Http http;
  private final Secret url;

  Heartbeat(Http http, Secret url) {
    this.http = http;
    this.url = url;
  }

  /**
   * Sends one, once: the next pass sends another.
   *
   * @param left until the invocation ends
   * @return what went wrong, without the address
   */
  Optional<String> beat(Duration left) throws InterruptedException {
    Duration free = left.minus(RESERVE);
    if (!free.isPositive()) {
      return notSent("no time was left");
    }
    Optional<URI> address = address();
    if (address.isEmpty()) {
      return notSent("HEARTBEAT_URL is no https:// address");
    }
    Duration within = free.compareTo(LONGEST) < 0 ? free : LONGEST;
    return switch (http.send(Request.get(address.get(), within).whatThereIs())) {
      case Answer answer when answer.successful() -> Optional.empty();
      case Answer answer -> notSent("it was answered by " + answer.status());
      case NoAnswer none -> notSent(none.detail());
    };
  }

  private Optional<URI> address() {
    try {
      URI address = new URI(url.reveal());
      boolean web =
          address.getHost() != null
              && address.getPort() <= LAST_PORT
              && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()));
      return web ? Optional.of(address) : Optional.empty();
    } catch (URISyntaxException saysTheAddress) {
      return Optional.empty();
    }
  }

  private static Optional<String> notSent(String why) {
    return Optional.of("heartbeat not sent: " + why);
  }
}
