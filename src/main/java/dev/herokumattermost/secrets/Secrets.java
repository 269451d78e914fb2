package dev.herokumattermost.secrets;

import dev.herokumattermost.http.Secret;
import dev.herokumattermost.http.Trust;
import dev.herokumattermost.secrets.SecretUnavailable.Reason;
import dev.herokumattermost.settings.SecretSource;
import dev.herokumattermost.settings.SecretSource.Plain;
import dev.herokumattermost.settings.SecretSource.Stored;
import dev.herokumattermost.settings.SecretValue;
import dev.herokumattermost.settings.Variable;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.SsmException;

/**
 * Fetches secrets from SSM when they are needed and keeps each for five minutes, so that a rotated
 * token is picked up within that time, or by the next pass once a server refuses the old one.
 *
 * <p>While AWS does not answer, the secret last fetched serves for up to an hour: an outage there
 * must not blind the watch. A refusal (access denied, not found) is never bridged.
 */
public final class Secrets {
  static final Duration KEPT = Duration.ofMinutes(5);
  static final Duration BRIDGED = Duration.ofHours(1);
  static final Duration PAUSE = Duration.ofSeconds(30);

  private final Supplier<SsmClient> ssm;
  private final InstantSource clock;
  private final Map<Wanted, Kept> kept = new HashMap<>();

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

  /**
   * The secret itself, which can be what it is meant as.
   *
   * @param meant which of the secrets it is
   */
  public Secret resolve(Variable meant, SecretSource source) throws SecretUnavailable {
    return switch (source) {
      case Plain(Secret secret) -> secret;
      case Stored stored -> keptOrFetched(new Wanted(meant, stored)).secret;
    };
  }

  /** Has every secret fetched anew when it is next needed: one of them may have been replaced. */
  public synchronized void expire() {
    kept.replaceAll(
        (wanted, last) -> new Kept(last.secret, last.inClear, last.fetched, Instant.MIN));
  }

  /**
   * Whether AWS keeps the secret as a plain String, which whoever may look at parameters can read.
   */
  public boolean isInClear(Variable meant, Stored source) throws SecretUnavailable {
    return keptOrFetched(new Wanted(meant, source)).inClear;
  }

  /**
   * Whose certificates are trusted for Mattermost.
   *
   * @param authorities where their certificates are; empty for the public ones
   */
  public Trust trust(Optional<SecretSource> authorities) throws SecretUnavailable {
    if (authorities.isEmpty()) {
      return Trust.publicAuthorities();
    }
    try {
      return Trust.only(resolve(Variable.MATTERMOST_CA, authorities.get()).reveal());
    } catch (CertificateException impossible) {
      throw new IllegalStateException("certificates that were read are not read again", impossible);
    }
  }

  /** One at a time: threads that need the same secret at once cause one call. */
  private synchronized Kept keptOrFetched(Wanted wanted) throws SecretUnavailable {
    var now = clock.instant();
    var last = kept.get(wanted);
    if (last != null && now.isBefore(last.askAgain)) {
      return last;
    }
    try {
      Parameter found = fetch(wanted.source);
      var fresh = new Kept(secret(wanted, found), isInClear(found), now, now.plus(KEPT));
      kept.put(wanted, fresh);
      return fresh;
    } catch (SecretUnavailable unavailable) {
      if (last == null || !unavailable.isTransient() || !now.isBefore(last.fetched.plus(BRIDGED))) {
        kept.remove(wanted);
        throw unavailable;
      }
      var bridged = new Kept(last.secret, last.inClear, last.fetched, now.plus(PAUSE));
      kept.put(wanted, bridged);
      return bridged;
    }
  }

  private Parameter fetch(Stored source) throws SecretUnavailable {
    try {
      var answer =
          ssm.get()
              .getParameter(request -> request.name(ParameterName.of(source)).withDecryption(true));
      if (answer.parameter() != null
          && ParameterName.isOfAnother(source, answer.parameter().sourceResult())) {
        throw new SecretUnavailable(
            source, Reason.ELSEWHERE, "the secret of that name here is another one", null);
      }
      return Optional.ofNullable(answer.parameter()).orElse(Parameter.builder().build());
    } catch (SsmException refusal) {
      throw SsmFailure.of(refusal, source, ssm.get().serviceClientConfiguration().region());
    } catch (SdkException failure) {
      throw SsmFailure.of(failure, source);
    }
  }

  private static Secret secret(Wanted wanted, Parameter found) throws SecretUnavailable {
    try {
      // What AWS keeps is for use on AWS.
      return SecretValue.of(wanted.meant, Objects.requireNonNullElse(found.value(), ""), true);
    } catch (SecretValue.Unusable unusable) {
      throw new SecretUnavailable(wanted.source, unusable);
    }
  }

  private static boolean isInClear(Parameter found) {
    return found.type() == ParameterType.STRING || found.type() == ParameterType.STRING_LIST;
  }

  private record Wanted(Variable meant, Stored source) {}

  private record Kept(Secret secret, boolean inClear, Instant fetched, Instant askAgain) {}
}
