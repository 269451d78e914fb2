package dev.herokumattermost.secrets;

import dev.herokumattermost.secrets.SecretUnavailable.Reason;
import dev.herokumattermost.settings.SecretSource.Stored;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.model.SsmException;

/**
 * What the SDK's exceptions mean for a secret. The error codes are those of <a
 * href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html">GetParameter</a>.
 * What a server or a parser says in its own words is left out, for it may repeat the secret.
 */
final class SsmFailure {
  private SsmFailure() {}

  /** SSM answered, but not with the secret. */
  static SecretUnavailable of(SsmException answer, Stored source, Region region) {
    String code =
        word(Optional.ofNullable(answer.awsErrorDetails()).map(AwsErrorDetails::errorCode));
    String request = word(Optional.ofNullable(answer.requestId()));
    String why =
        "HTTP %d%s in %s%s"
            .formatted(
                answer.statusCode(),
                code.isEmpty() ? "" : " " + code,
                region,
                request.isEmpty() ? "" : ", request " + request);
    return new SecretUnavailable(source, reason(answer, code), why, null);
  }

  private static Reason reason(SsmException answer, String code) {
    if (answer.isThrottlingException()) {
      return Reason.THROTTLED;
    }
    if (answer.statusCode() >= 500) {
      return Reason.UNAVAILABLE;
    }
    return switch (code) {
      case "AccessDeniedException" -> Reason.DENIED;
      case "ParameterNotFound", "ParameterVersionNotFound" -> Reason.NOT_FOUND;
      case "InvalidKeyId",
          "DisabledException",
          "KMSInvalidStateException",
          "KMSDisabledException" ->
          Reason.KEY_UNUSABLE;
      case "" -> ofStatus(answer.statusCode());
      case "ExpiredTokenException",
          "UnrecognizedClientException",
          "InvalidSignatureException",
          "IncompleteSignature",
          "MissingAuthenticationTokenException" ->
          Reason.CREDENTIALS_REFUSED;
      default -> Reason.REFUSED;
    };
  }

  /** A refusal without a type, as a proxy or an endpoint of a VPC gives it. */
  private static Reason ofStatus(int status) {
    return switch (status) {
      case 401 -> Reason.CREDENTIALS_REFUSED;
      case 403 -> Reason.DENIED;
      default -> Reason.REFUSED;
    };
  }

  /** There is no answer, or none that can be read. */
  static SecretUnavailable of(SdkException failure, Stored source) {
    Throwable cause =
        Stream.<@Nullable Throwable>iterate(failure, t -> t != null, t -> t.getCause())
            .filter(SsmFailure::isOfTheNetwork)
            .findFirst()
            .orElse(null);
    if (cause == null) {
      return new SecretUnavailable(
          source, Reason.NOT_SET_UP, "no AWS credentials, or no region", failure);
    }
    String detail =
        cause instanceof ConnectException ? "could not connect" : cause.getClass().getSimpleName();
    return new SecretUnavailable(
        source, Reason.UNAVAILABLE, "no answer from ssm (" + detail + ")", null);
  }

  private static boolean isOfTheNetwork(Throwable cause) {
    return cause instanceof IOException
        || cause instanceof ApiCallTimeoutException
        || cause instanceof ApiCallAttemptTimeoutException
        || cause instanceof AbortedException;
  }

  /** What a server sends is repeated only if it is a plain word. */
  private static String word(Optional<String> text) {
    return text.filter(word -> word.matches("[A-Za-z0-9-]{1,80}")).orElse("");
  }
}
