package dev.herokumattermost.doctor;

import dev.herokumattermost.rules.Rules;
import dev.herokumattermost.rules.Selection;
import dev.herokumattermost.secrets.SecretUnavailable;
import dev.herokumattermost.secrets.Secrets;
import dev.herokumattermost.settings.Account;
import dev.herokumattermost.settings.MattermostAccess.BotAccess;
import dev.herokumattermost.settings.MattermostAccess.WebhookAccess;
import dev.herokumattermost.settings.Problem;
import dev.herokumattermost.settings.SecretSource;
import dev.herokumattermost.settings.SecretSource.Parameter;
import dev.herokumattermost.settings.SecretSource.Plain;
import dev.herokumattermost.settings.SecretSource.SecretsManager;
import dev.herokumattermost.settings.Settings;
import dev.herokumattermost.settings.Variable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.stream.Collectors;

/** What is set, and whether the secrets that it names can be fetched. */
final class SettingsChecks {
  private static final String NAME = "settings";

  private SettingsChecks() {}

  static Check failed(Problem problem) {
    return Check.failed(NAME, problem.where() + " " + problem.what(), problem.fix());
  }

  static Check summary(Settings settings, List<Account> accounts, Rules rules) {
    return Check.ok(
        NAME,
        "%s, alerts on %s, ignores %s, %d rules; table %s, watch %s"
            .formatted(
                selected(accounts),
                words(settings.alertStates()),
                words(settings.ignoredTypes()),
                rules.rules().size(),
                settings.tableName(),
                settings.watchName()));
  }

  private static String selected(List<Account> accounts) {
    if (accounts.size() > 1) {
      return accounts.size() + " accounts";
    }
    Selection selection = accounts.getFirst().selection();
    return selection.isOfNamesAlone() ? selection.names().size() + " apps" : "apps " + selection;
  }

  /** Mattermost pushes mentions by default, and replies to those who follow their thread. */
  static Check mentions(Rules rules) {
    long silent =
        rules.rules().stream()
            .filter(rule -> !rule.ignore() && rule.route().mentions().isEmpty())
            .count();
    return silent == 0
        ? Check.ok("mentions", "every rule mentions somebody")
        : Check.warning(
            "mentions",
            "%s nobody: phones stay silent by default, and with collapsed threads nobody is notified of reminders, loops and relapses, which are replies that nobody follows"
                .formatted(
                    silent == rules.rules().stream().filter(rule -> !rule.ignore()).count()
                        ? "alerts mention"
                        : "some rules mention"),
            "set MENTION (parameter Mention), such as @oncall or @here; or have people set the"
                + " channel's notifications to all new messages and follow its threads");
  }

  private static String words(Collection<?> words) {
    return words.isEmpty()
        ? "nothing"
        : words.stream().map(Object::toString).sorted().collect(Collectors.joining(","));
  }

  /**
   * Says where each secret is kept and whether it can be fetched.
   *
   * @param onAws whether this runs where others can read the environment
   */
  static List<Check> secrets(
      Settings settings, List<Account> accounts, Secrets secrets, boolean onAws) {
    var sources = new EnumMap<Variable, SecretSource>(Variable.class);
    switch (settings.mattermost()) {
      case BotAccess bot -> sources.put(Variable.MATTERMOST_TOKEN, bot.token());
      case WebhookAccess webhook -> sources.put(Variable.MATTERMOST_WEBHOOK_URL, webhook.url());
    }
    settings.mattermostCa().ifPresent(source -> sources.put(Variable.MATTERMOST_CA, source));
    settings.heartbeat().ifPresent(source -> sources.put(Variable.HEARTBEAT_URL, source));
    settings.hints().ifPresent(hints -> sources.put(Variable.WEBHOOK_SECRET, hints.secret()));
    var checks = new ArrayList<Check>();
    for (Account account : accounts) {
      Check key = secret(Variable.HEROKU_API_KEY, account.key(), secrets, onAws);
      checks.add(accounts.size() == 1 ? key : key.of("account " + account.name()));
    }
    sources.forEach((variable, source) -> checks.add(secret(variable, source, secrets, onAws)));
    return checks;
  }

  private static Check secret(
      Variable variable, SecretSource source, Secrets secrets, boolean onAws) {
    String name = "secret " + variable;
    boolean isPublic = variable == Variable.MATTERMOST_CA;
    try {
      secrets.resolve(variable, source);
      if (!isPublic
          && source instanceof Parameter parameter
          && secrets.isInClear(variable, parameter)) {
        return Check.warning(
            name,
            "fetched from SSM, " + parameter.name() + ", which is a String and not encrypted",
            "delete the parameter and store it again as a SecureString");
      }
    } catch (SecretUnavailable unavailable) {
      return Check.failed(name, unavailable.problem(), unavailable.fix());
    }
    return switch (source) {
      case Plain _ when onAws && !isPublic ->
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
