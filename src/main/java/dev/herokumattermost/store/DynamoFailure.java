package dev.herokumattermost.store;

import static dev.herokumattermost.store.StoreException.Reason.DENIED;
import static dev.herokumattermost.store.StoreException.Reason.KEY_UNUSABLE;
import static dev.herokumattermost.store.StoreException.Reason.REFUSED;
import static dev.herokumattermost.store.StoreException.Reason.TABLE_MISSING;
import static dev.herokumattermost.store.StoreException.Reason.THROTTLED;
import static dev.herokumattermost.store.StoreException.Reason.TOO_LARGE;
import static dev.herokumattermost.store.StoreException.Reason.UNAVAILABLE;

import dev.herokumattermost.store.StoreException.Reason;
import java.util.Objects;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/**
 * What the SDK's exceptions mean here and what to do about them. The error codes are those of <a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html">Error
 * handling with DynamoDB</a>.
 */
final class DynamoFailure {
  private static final Set<String> DENIALS =
      Set.of(
          "AccessDeniedException",
          "UnrecognizedClientException",
          "IncompleteSignatureException",
          "InvalidSignatureException",
          "MissingAuthenticationTokenException",
          "ExpiredTokenException");

  private DynamoFailure() {}

  static StoreException of(SdkException failure, String attempt) {
    if (failure instanceof DynamoDbException answer) {
      Reason reason = reason(answer);
      return new StoreException(
          reason, "could not " + attempt + ": " + described(answer), fix(reason), answer);
    }
    return new StoreException(
        UNAVAILABLE,
        "could not %s: no answer (%s)".formatted(attempt, failure.getClass().getSimpleName()),
        fix(UNAVAILABLE),
        failure);
  }

  static StoreException outOfTime(String attempt) {
    return new StoreException(
        UNAVAILABLE,
        "could not %s: the time of the pass is over".formatted(attempt),
        fix(UNAVAILABLE),
        null);
  }

  private static Reason reason(DynamoDbException answer) {
    String code = code(answer);
    if (code.equals("ResourceNotFoundException")) {
      return TABLE_MISSING;
    }
    if (code.startsWith("KMS") || String.valueOf(answer.getMessage()).contains("KMS")) {
      return KEY_UNUSABLE;
    }
    // A proxy or an endpoint of a VPC refuses without a code.
    if (DENIALS.contains(code) || answer.statusCode() == 403) {
      return DENIED;
    }
    if (answer.isThrottlingException()) {
      return THROTTLED;
    }
    if (code.equals("ValidationException") && saysTooLarge(answer)) {
      return TOO_LARGE;
    }
    return answer.statusCode() >= 500 ? UNAVAILABLE : REFUSED;
  }

  /** An item that is too large has no error code of its own. */
  private static boolean saysTooLarge(DynamoDbException answer) {
    return String.valueOf(answer.getMessage()).contains("Item size has exceeded");
  }

  private static String described(DynamoDbException answer) {
    return "%s (HTTP %d, request %s)"
        .formatted(code(answer), answer.statusCode(), answer.requestId());
  }

  private static String code(DynamoDbException answer) {
    var details = answer.awsErrorDetails();
    return details == null ? "no error code" : Objects.requireNonNullElse(details.errorCode(), "");
  }

  static String fix(Reason reason) {
    return switch (reason) {
      case TABLE_MISSING -> "deploy the stack, or correct the table's name or the region";
      case DENIED -> "the role needs dynamodb:Query, GetItem, PutItem and DeleteItem on the table";
      case THROTTLED -> "a later pass tries again; if it stays, look at the table's limits";
      case TOO_LARGE -> "an item holds 400 KB: watch fewer of the app's process types";
      case KEY_UNUSABLE ->
          "enable the KMS key that encrypts the table, and allow the role kms:Decrypt on it";
      case REFUSED -> "compare the table's keys with the template";
      case UNAVAILABLE -> "a later pass tries again; if it stays, look at the network and region";
      case UNREADABLE -> "";
      case NEWER_FORMAT -> "deploy the newer version";
    };
  }
}
