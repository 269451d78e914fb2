package dev.herokumattermost.secrets;

import dev.herokumattermost.settings.SecretSource.Parameter;
import dev.herokumattermost.settings.SecretSource.SecretsManager;
import dev.herokumattermost.settings.SecretSource.Stored;
import dev.herokumattermost.settings.SecretValue;
import org.jspecify.annotations.Nullable;

/** A secret could not be fetched. It names where the secret is kept, never what it is. */
public final class SecretUnavailable extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why there is no secret. */
  public enum Reason {
    /** The role may not read it. */
    DENIED,
    /** There is none of that name in this account and region. */
    NOT_FOUND,
    /** It is in another account or region, where SSM does not reach. */
    ELSEWHERE,
    /** The KMS key that encrypts it is disabled, is to be deleted, or is gone. */
    KEY_UNUSABLE,
    /** It is there, but it cannot be what it is meant as. */
    VALUE_UNUSABLE,
    /** There are no credentials or no region to ask with. */
    NOT_SET_UP,
    /** AWS does not take the credentials. */
    CREDENTIALS_REFUSED,
    /** Any other refusal. */
    REFUSED,
    /** Too many requests, even after the retry. */
    THROTTLED,
    /** AWS failed (5xx), could not be reached, or did not answer in time. */
    UNAVAILABLE
  }

  private final Reason reason;
  private final String problem;
  private final String fix;

  SecretUnavailable(Stored source, Reason reason, String why, @Nullable Throwable cause) {
    this(reason, "cannot fetch " + label(source) + ": " + why, fix(reason, source), cause);
  }

  SecretUnavailable(Stored source, SecretValue.Unusable value) {
    this(
        Reason.VALUE_UNUSABLE,
        "cannot use " + label(source) + ": it " + value.what(),
        value.fix() + ", and store it there",
        null);
  }

  private SecretUnavailable(Reason reason, String problem, String fix, @Nullable Throwable cause) {
    super(problem + ": " + fix, cause);
    this.reason = reason;
    this.problem = problem;
    this.fix = fix;
  }

  public Reason reason() {
    return reason;
  }

  /** What went wrong with which secret. */
  public String problem() {
    return problem;
  }

  /** What to do about it. */
  public String fix() {
    return fix;
  }

  /** Whether AWS may answer differently soon, with nobody changing anything. */
  boolean isTransient() {
    return switch (reason) {
      case NOT_SET_UP, THROTTLED, UNAVAILABLE -> true;
      case DENIED,
          NOT_FOUND,
          ELSEWHERE,
          KEY_UNUSABLE,
          VALUE_UNUSABLE,
          CREDENTIALS_REFUSED,
          REFUSED ->
          false;
    };
  }

  private static String label(Stored source) {
    return switch (source) {
      case Parameter(String name) -> "parameter " + name;
      case SecretsManager(String id) -> "secret " + id;
    };
  }

  private static String fix(Reason reason, Stored source) {
    return switch (reason) {
      case DENIED -> "allow " + actions(source) + ", and kms:Decrypt if it has a key of its own";
      case NOT_FOUND -> "run aws " + command(source) + " file:///dev/stdin";
      case ELSEWHERE -> "store it in the function's own account and region, and give that ARN";
      case KEY_UNUSABLE -> "enable the KMS key that encrypts it, or store it under another key";
      case NOT_SET_UP -> "set AWS_REGION, and give the function a role or log in with the AWS CLI";
      case CREDENTIALS_REFUSED -> "check the AWS credentials and the machine's clock";
      case VALUE_UNUSABLE, REFUSED ->
          "look for the request in CloudTrail; without a type, ask whoever runs the proxy or VPC endpoint";
      case THROTTLED, UNAVAILABLE -> "nothing to do unless it lasts; the next pass asks again";
    };
  }

  private static String actions(Stored source) {
    return switch (source) {
      case Parameter(String name) -> "ssm:GetParameter on " + name;
      case SecretsManager(String id) ->
          "secretsmanager:GetSecretValue on %s and ssm:GetParameter on parameter%s"
              .formatted(id, ParameterName.of(source));
    };
  }

  /** The value comes from standard input, so that it does not stay in the shell's history. */
  private static String command(Stored source) {
    return switch (source) {
      case Parameter(String name) ->
          "ssm put-parameter --type SecureString --name " + name + " --value";
      case SecretsManager(String id) ->
          "secretsmanager create-secret --name " + id + " --secret-string";
    };
  }
}
