package dev.herokumattermost.doctor;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.pass.AppHints;
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
 * @param region where the secret is stored; empty if that is not known
 */
record WebhookChecks(
    HintAccess access, String account, HintStore hints, String region, Instant now) {
  private static final int NAMED = 20;

  /** A dyno restarts every day, so that each app with dynos sends some within that time. */
  private static final String LATELY = "the last " + AppHints.HEARD_WITHIN.toHours() + " hours";

  List<Check> run(List<AppName> apps) {
    List<AppName> silent =
        apps.stream().filter(app -> !hints.load(app).areHeard(now)).sorted().toList();
    var checks = new ArrayList<Check>();
    checks.add(
        Check.ok(
            "webhooks",
            "%d of %d apps sent one in %s"
                .formatted(apps.size() - silent.size(), apps.size(), LATELY)));
    for (AppName app : silent.subList(0, Math.min(NAMED, silent.size()))) {
      checks.add(
          Check.warning(
              "webhooks of " + app,
              "none in " + LATELY + ": what happens is found by the passes alone",
              "run: " + command(app)));
    }
    if (silent.size() > NAMED) {
      checks.add(
          Check.warning(
              "webhooks of " + (silent.size() - NAMED) + " more apps",
              "none in " + LATELY,
              "run the same for them, or invoke the function with {\"action\":\"webhooks\"}"));
    }
    return checks;
  }

  /** As a person runs it, who need not see the secret. Of two, Heroku gets the new one alone. */
  private String command(AppName app) {
    return "heroku webhooks:add -i dyno -l notify -u %s -s \"%s\" -a %s"
        .formatted(access.addressOf(account).orElse(""), secret(access.secret()), app);
  }

  private String secret(SecretSource source) {
    return switch (source) {
      case SecretSource.Plain _ -> "${WEBHOOK_SECRET%%,*}";
      case SecretSource.Parameter(String name) ->
          "$(aws ssm get-parameter%s --name %s --with-decryption --query Parameter.Value --output text | cut -d, -f1)"
              .formatted(inRegion(), name);
      case SecretSource.SecretsManager(String id) ->
          "$(aws secretsmanager get-secret-value%s --secret-id %s --query SecretString --output text | cut -d, -f1)"
              .formatted(inRegion(), id);
    };
  }

  private String inRegion() {
    return region.isEmpty() ? "" : " --region " + region;
  }
}
