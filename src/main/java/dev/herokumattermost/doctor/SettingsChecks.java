package dev.herokumattermost.doctor;

import dev.herokumattermost.settings.SecretSource;
import dev.herokumattermost.settings.SecretSource.Parameter;
import dev.herokumattermost.settings.SecretSource.Plain;
import dev.herokumattermost.settings.SecretSource.SecretsManager;
import dev.herokumattermost.settings.SecretUnavailable;
import dev.herokumattermost.settings.Secrets;
import dev.herokumattermost.settings.Settings;
import dev.herokumattermost.settings.SettingsException;
import dev.herokumattermost.settings.Way.BotWay;
import dev.herokumattermost.settings.Way.WebhookWay;
import dev.herokumattermost.watch.DynoState;
import dev.herokumattermost.watch.ProcessType;
import dev.herokumattermost.watch.Rules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What is set, and whether the secrets it names can be had. */
final class SettingsChecks {
  private static final String NAME = "settings";

  private SettingsChecks() {}

  /** A check for each mistake. */
  static List<Check> wrong(SettingsException wrong) {
    return wrong.mistakes().stream().map(SettingsChecks::wrong).toList();
  }

  /** A mistake ends in its fix, after a colon. */
  private static Check wrong(String mistake) {
    String[] parts = mistake.split(": ", 2);
    return Check.failed(NAME, parts[0], parts.length > 1 ? parts[1] : "");
  }

  static Check shown(Settings settings, Rules rules) {
    return Check.ok(
        NAME,
        "%d apps, alerts on %s, ignores %s, %d rules; table %s, watch %s"
            .formatted(
                settings.apps().size(),
                words(settings.alertStates().stream().map(DynoState::word).toList()),
                words(settings.ignoredTypes().stream().map(ProcessType::value).toList()),
                rules.rules().size(),
                settings.tableName(),
                settings.watchName()));
  }

  private static String words(Collection<String> words) {
    return words.isEmpty() ? "nothing" : words.stream().sorted().collect(Collectors.joining(","));
  }

  /**
   * Says where each secret is kept and whether it can be fetched.
   *
   * @param onAws whether this runs where others can read the environment
   */
  static List<Check> secrets(Settings settings, Secrets secrets, boolean onAws)
      throws InterruptedException {
    var checks = new ArrayList<Check>();
    checks.add(secret("HEROKU_API_KEY", settings.herokuKey(), secrets, onAws));
    checks.add(
        switch (settings.mattermost()) {
          case BotWay bot -> secret("MATTERMOST_TOKEN", bot.token(), secrets, onAws);
          case WebhookWay hook -> secret("MATTERMOST_WEBHOOK_URL", hook.url(), secrets, onAws);
        });
    if (settings.heartbeat().isPresent()) {
      checks.add(secret("HEARTBEAT_URL", settings.heartbeat().get(), secrets, onAws));
    }
    return checks;
  }

  private static Check secret(String variable, SecretSource source, Secrets secrets, boolean onAws)
      throws InterruptedException {
    String name = "secret " + variable;
    try {
      secrets.resolve(source);
    } catch (SecretUnavailable unavailable) {
      return Check.failed(
          name,
          String.valueOf(unavailable.getMessage()),
          "store the bare value under that name, and let the function's role read it");
    }
    return switch (source) {
      case Plain _ when onAws ->
          Check.warning(
              name,
              "in the function's environment, in clear",
              "store it in SSM and set " + variable + "_PARAMETER instead");
      case Plain _ -> Check.ok(name, "in the environment");
      case Parameter(var parameter) -> Check.ok(name, "fetched from SSM, " + parameter);
      case SecretsManager(var id) -> Check.ok(name, "fetched from Secrets Manager, " + id);
    };
  }
}
