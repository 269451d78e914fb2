package dev.herokumattermost.settings;

import dev.herokumattermost.settings.Problems.Place;
import java.util.regex.Pattern;

/** Checks the names under which AWS keeps secrets. */
final class SecretNames {
  /** What SSM and Secrets Manager allow in a name or an ARN. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9/_+=.@:-]{1,2048}");

  /** Heroku's tokens and keys, Mattermost's tokens, and addresses: no names of parameters. */
  private static final Pattern SECRET_ITSELF =
      Pattern.compile(
          "HRKU-.*|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z0-9]{26}|https?://.*",
          Pattern.CASE_INSENSITIVE);

  private SecretNames() {}

  /** Reports a text that can be no such name. It is not shown: it may be the secret. */
  static void check(String name, Place at) {
    if (SECRET_ITSELF.matcher(name).matches()) {
      at.problem("looks like the secret itself", "give the name under which it is stored");
    } else if (!NAME.matcher(name).matches()) {
      at.problem("is not a name or an ARN", "give the name under which it is stored");
    }
  }
}
