package dev.herokumattermost.secrets;

import dev.herokumattermost.http.Secret;
import dev.herokumattermost.secrets.SecretUnavailable.Reason;
import dev.herokumattermost.settings.SecretSource;
import dev.herokumattermost.settings.SecretSource.Plain;
import dev.herokumattermost.settings.SecretSource.Stored;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.SsmException;

/**
 * Fetches secrets from SSM when they are needed and keeps each for five minutes, so that a rotated
 * token is picked up within that time.
 *
 * <p>While AWS does not answer, the secret last fetched serves for up to an hour: an outage there
 * must not blind the watch. A refusal (access denied, not found) is never bridged.
 */
public final class Secrets {
  static final Duration KEPT = Duration.ofMinutes(5);
  static final Duration BRIDGED = Duration.ofHours(1);
  static final Duration PAUSE = Duration.ofSeconds(30);

  private static final Pattern VISIBLE = Pattern.compile("[!-~]+");

  private final Supplier<SsmClient> ssm;
  private final InstantSource clock;
  private final Map<Stored, Kept> kept = new HashMap<>();

  /**
   * Fetches nothing yet.
   *
   * @param ssm called only where a secret is stored in AWS; may throw what the SDK throws
   * @param clock for the age of what is kept
   */
  public Secrets(Supplier<SsmClient> ssm, InstantSource clock) {
    this.ssm = ssm;
    this.clock = clock;
  }

  public Secret resolve(SecretSource source) throws SecretUnavailable {
    return switch (source) {
      case Plain(Secret secret) -> secret;
      case Stored stored -> keptOrFetched(stored);
    };
  }

  /** One at a time: threads that need the same secret at once cause one call. */
  private synchronized Secret keptOrFetched(Stored source) throws SecretUnavailable {
    var now = clock.instant();
    var last = kept.get(source);
    if (last != null && now.isBefore(last.askAgain)) {
      return last.secret;
    }
    try {
      var secret = fetch(source);
      kept.put(source, new Kept(secret, now, now.plus(KEPT)));
      return secret;
    } catch (SecretUnavailable unavailable) {
      if (last == null || !unavailable.isTransient() || !now.isBefore(last.fetched.plus(BRIDGED))) {
        kept.remove(source);
        throw unavailable;
      }
      kept.put(source, new Kept(last.secret, last.fetched, now.plus(PAUSE)));
      return last.secret;
    }
  }

  private Secret fetch(Stored source) throws SecretUnavailable {
    try {
      var answer =
          ssm.get()
              .getParameter(request -> request.name(ParameterName.of(source)).withDecryption(true));
      if (answer.parameter() != null
          && ParameterName.isOfAnother(source, answer.parameter().sourceResult())) {
        throw new SecretUnavailable(
            source, Reason.ELSEWHERE, "the secret of that name here is another one", null);
      }
      return secret(
          source, Optional.ofNullable(answer.parameter()).map(parameter -> parameter.value()));
    } catch (SsmException refusal) {
      throw SsmFailure.of(refusal, source, ssm.get().serviceClientConfiguration().region());
    } catch (SdkException failure) {
      throw SsmFailure.of(failure, source);
    }
  }

  private static Secret secret(Stored source, Optional<String> found) throws SecretUnavailable {
    String value = found.map(String::strip).orElse("");
    if (value.startsWith("{")) {
      throw new SecretUnavailable(source, Reason.VALUE_UNUSABLE, "it holds a JSON document", null);
    }
    if (!VISIBLE.matcher(value).matches()) {
      throw new SecretUnavailable(
          source,
          Reason.VALUE_UNUSABLE,
          "it is empty, binary, or holds a space or a control character",
          null);
    }
    return new Secret(value);
  }

  private record Kept(Secret secret, Instant fetched, Instant askAgain) {}
}
