package dev.herokumattermost.settings;

import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Fetches secrets when they are needed and keeps each for five minutes, so that a rotated token is
 * picked up within that time.
 *
 * <p>While AWS does not answer, the secret last fetched serves for up to an hour: an outage there
 * must not blind the watch. A refusal (access denied, not found) is never bridged.
 */
public final class Secrets {
  static final Duration KEPT = Duration.ofMinutes(5);
  static final Duration BRIDGED = Duration.ofHours(1);
  static final Duration PAUSE = Duration.ofSeconds(30);

  private final SecretStores stores;
  private final InstantSource clock;
  private final Map<SecretSource, Kept> kept = new HashMap<>();

  /**
   * @param environment for the region and the endpoints, by the AWS SDK's own variables
   * @param clock for the age of what is kept, and for signing
   */
  public Secrets(
      Http http,
      AwsCredentialsProvider credentials,
      Map<String, String> environment,
      InstantSource clock) {
    this.stores = new SecretStores(http, credentials, AwsEndpoints.from(environment), clock);
    this.clock = clock;
  }

  /** One at a time: threads that need the same secret at once cause one call. */
  public synchronized Secret resolve(SecretSource source)
      throws SecretUnavailable, InterruptedException {
    if (source instanceof SecretSource.Plain(Secret secret)) {
      return secret;
    }
    var now = clock.instant();
    var last = kept.get(source);
    if (last != null && now.isBefore(last.askAgain)) {
      return last.secret;
    }
    try {
      var secret = stores.fetch(source);
      kept.put(source, new Kept(secret, now, now.plus(KEPT)));
      return secret;
    } catch (SecretUnavailable unavailable) {
      if (last == null || !unavailable.passing() || !now.isBefore(last.fetched.plus(BRIDGED))) {
        kept.remove(source);
        throw unavailable;
      }
      kept.put(source, new Kept(last.secret, last.fetched, now.plus(PAUSE)));
      return last.secret;
    }
  }

  private record Kept(Secret secret, Instant fetched, Instant askAgain) {}
}
