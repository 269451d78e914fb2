package dev.herokumattermost.secrets;

import dev.herokumattermost.settings.SecretSource.Parameter;
import dev.herokumattermost.settings.SecretSource.SecretsManager;
import dev.herokumattermost.settings.SecretSource.Stored;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How SSM calls a secret. */
final class ParameterName {
  /** Secrets Manager ends an ARN with a dash and six characters that are not part of the name. */
  private static final Pattern ARN =
      Pattern.compile("arn:[^:]+:secretsmanager:[^:]+:[^:]+:secret:([^:]+)-[A-Za-z0-9]{6}");

  private ParameterName() {}

  /**
   * SSM <a
   * href="https://docs.aws.amazon.com/systems-manager/latest/userguide/integration-ps-secretsmanager.html">passes
   * on</a> to Secrets Manager what is under one path. It takes the names of secrets there, but no
   * ARNs.
   */
  static String of(Stored source) {
    return switch (source) {
      case Parameter(String name) -> name;
      case SecretsManager(String id) ->
          "/aws/reference/secretsmanager/" + ARN.matcher(id).replaceFirst("$1");
    };
  }

  /**
   * Whether the answer comes from another secret than the ARN asked for, which is then of another
   * account or region but has the same name.
   *
   * @param sourceResult what the Secrets Manager answered to SSM, the secret's ARN in it; null if
   *     SSM does not say
   */
  static boolean isOfAnother(Stored source, @Nullable String sourceResult) {
    return source instanceof SecretsManager(String id)
        && ARN.matcher(id).matches()
        && sourceResult != null
        && !sourceResult.contains("\"" + id + "\"");
  }
}
