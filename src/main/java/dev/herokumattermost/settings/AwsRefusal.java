package dev.herokumattermost.settings;

import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.Json;

/**
 * How AWS said no.
 *
 * @param status the HTTP status
 * @param type AWS's error type without its namespace; empty if it gave none
 * @param requestId empty if there was none
 */
record AwsRefusal(int status, String type, String requestId) {
  static final String WAIT = "nothing to do unless it lasts; the next pass asks again";

  static AwsRefusal of(Answer answer) {
    String type = answer.header("x-amzn-errortype").orElseGet(() -> typeInBody(answer.body()));
    return new AwsRefusal(
        answer.status(),
        word(type.replaceFirst(":.*", "").replaceFirst(".*#", "")),
        word(answer.header("x-amzn-requestid").orElse("")));
  }

  /** Whether asking again may help. */
  boolean passing() {
    return status >= 500
        || status == 429
        || type.startsWith("Throttling")
        || type.equals("TooManyRequestsException")
        || type.equals("InternalServerError");
  }

  SecretUnavailable unavailable(SecretSource source, String region) {
    String why =
        "HTTP "
            + status
            + (type.isEmpty() ? "" : " " + type)
            + " in "
            + region
            + (requestId.isEmpty() ? "" : ", request " + requestId);
    return new SecretUnavailable(source, passing(), why, fix(source));
  }

  private String fix(SecretSource source) {
    if (passing()) {
      return WAIT;
    }
    return switch (type) {
      case "AccessDeniedException" -> allow(source);
      case "ParameterNotFound", "ResourceNotFoundException" -> create(source);
      case "ExpiredTokenException",
          "UnrecognizedClientException",
          "InvalidSignatureException",
          "MissingAuthenticationTokenException" ->
          "check the AWS credentials and the machine's clock";
      default -> "look the error type up in AWS's API reference";
    };
  }

  private static String allow(SecretSource source) {
    return switch (source) {
      case SecretSource.Plain plain -> WAIT;
      case SecretSource.Parameter(String name) ->
          "allow ssm:GetParameter on " + name + ", and kms:Decrypt if it has a key of its own";
      case SecretSource.SecretsManager(String id) ->
          "allow secretsmanager:GetSecretValue on "
              + id
              + ", and kms:Decrypt if it has a key of its own";
    };
  }

  /** The value comes from standard input, so that it does not stay in the shell's history. */
  private static String create(SecretSource source) {
    return switch (source) {
      case SecretSource.Plain plain -> WAIT;
      case SecretSource.Parameter(String name) ->
          "run aws ssm put-parameter --type SecureString --name "
              + name
              + " --value file:///dev/stdin";
      case SecretSource.SecretsManager(String id) ->
          "run aws secretsmanager create-secret --name "
              + id
              + " --secret-string file:///dev/stdin";
    };
  }

  private static String typeInBody(String body) {
    try {
      return Json.parse(body).get("__type").text().orElse("");
    } catch (Json.Malformed notFromTheService) {
      return "";
    }
  }

  /** What a server sends is not ours to repeat, unless it is a plain word. */
  private static String word(String text) {
    return text.matches("[A-Za-z0-9-]{1,80}") ? text : "";
  }
}
