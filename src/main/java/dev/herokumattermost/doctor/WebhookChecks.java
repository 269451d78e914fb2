package dev.herokumattermost.doctor;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.pass.HintStore;
import dev.herokumattermost.settings.HintAccess;
import dev.herokumattermost.settings.SecretSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Which apps send webhooks, and the command for each that does not.
 *
 * @param account the name of the apps' account
 */
record WebhookChecks(HintAccess access, String account, HintStore hints, Instant now) {
  private static final int NAMED = 20;

  List<Check> run(List<AppName> apps) {
    List<AppName> silent =
        apps.stream().filter(app -> !hints.load(app).areHeard(now)).sorted().toList();
    var checks = new ArrayList<Check>();
    checks.add(
        Check.ok(
            "webhooks",
            "%d of %d apps sent one in the last day"
                .formatted(apps.size() - silent.size(), apps.size())));
    for (AppName app : silent.subList(0, Math.min(NAMED, silent.size()))) {
      checks.add(
          Check.warning(
              "webhooks of " + app,
              "none in the last day: what happens is found by the passes alone",
              "run: " + command(app)));
    }
    if (silent.size() > NAMED) {
      checks.add(
          Check.warning(
              "webhooks of " + (silent.size() - NAMED) + " more apps",
              "none in the last day",
              "run the same for them"));
    }
    return checks;
  }

  /** As a person runs it, who need not see the secret. */
  private String command(AppName app) {
    String url = access.url().map(address -> address.uri() + "/hints/" + account).orElse("");
    return "heroku webhooks:add -i dyno -l notify -u %s -s \"%s\" -a %s"
        .formatted(url, secret(access.secret()), app);
  }

  private static String secret(SecretSource source) {
    return switch (source) {
      case SecretSource.Plain _ -> "$WEBHOOK_SECRET";
      case SecretSource.Parameter(String name) ->
          "$(aws ssm get-parameter --name %s --with-decryption --query Parameter.Value --output text)"
              .formatted(name);
      case SecretSource.SecretsManager(String id) ->
          "$(aws secretsmanager get-secret-value --secret-id %s --query SecretString --output text)"
              .formatted(id);
    };
  }
}
