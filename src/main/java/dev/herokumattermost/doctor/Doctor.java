package dev.herokumattermost.doctor;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.heroku.HerokuApi;
import dev.herokumattermost.http.Hosts;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Trust;
import dev.herokumattermost.mattermost.BotPermissions;
import dev.herokumattermost.pass.BoundedParallelism;
import dev.herokumattermost.pass.Deadline;
import dev.herokumattermost.pass.HintStore;
import dev.herokumattermost.redact.Redaction;
import dev.herokumattermost.rules.CallBudget;
import dev.herokumattermost.rules.ChannelName;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.rules.Rules;
import dev.herokumattermost.secrets.SecretUnavailable;
import dev.herokumattermost.secrets.Secrets;
import dev.herokumattermost.settings.Account;
import dev.herokumattermost.settings.HintAccess;
import dev.herokumattermost.settings.MattermostAccess.BotAccess;
import dev.herokumattermost.settings.MattermostAccess.WebhookAccess;
import dev.herokumattermost.settings.Settings;
import dev.herokumattermost.settings.SettingsException;
import dev.herokumattermost.settings.Variable;
import dev.herokumattermost.settings.WatchFile;
import dev.herokumattermost.store.DynamoStateStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Tries out all that a pass needs, without posting anything, and always answers: what is broken is
 * its result, never an exception.
 */
public final class Doctor {
  /** These mention whoever is there; there is nobody of that name to find. */
  private static final Set<String> EVERYBODY = Set.of("here", "channel", "all");

  private final Map<String, String> environment;
  private final InstantSource clock;
  private final Duration connect;
  private final Secrets secrets;
  private final BiFunction<Settings, Account, DynamoStateStore> tables;
  private final BiFunction<Settings, Account, HintStore> hints;

  /**
   * @param connect how long a connection may take to be made
   * @param secrets that were not asked before, for what was kept proves nothing
   * @param tables opens the part of an account in the table that the settings name
   * @param hints opens what is kept there of webhooks
   */
  public Doctor(
      Map<String, String> environment,
      InstantSource clock,
      Duration connect,
      Secrets secrets,
      BiFunction<Settings, Account, DynamoStateStore> tables,
      BiFunction<Settings, Account, HintStore> hints) {
    this.environment = Map.copyOf(environment);
    this.clock = clock;
    this.connect = connect;
    this.secrets = secrets;
    this.tables = tables;
    this.hints = hints;
  }

  /**
   * Makes every check.
   *
   * @param within how long it may take all together
   */
  public DoctorResult run(Duration within) throws InterruptedException {
    var checks = new ArrayList<Check>();
    try {
      var settings = Settings.from(environment);
      WatchFile.Content file = WatchFile.content(settings);
      Rules rules = file.rules();
      List<Account> accounts = file.accounts();
      var deadline = Deadline.in(within, clock);
      checks.add(SettingsChecks.summary(settings, accounts, rules));
      checks.add(SettingsChecks.mentions(rules));
      checks.addAll(guarded("secrets", () -> secrets(settings, accounts)));
      List<Supplier<List<Check>>> groups =
          List.of(
              () -> heroku(settings, accounts, deadline),
              () -> guarded("mattermost", () -> mattermost(settings, rules, deadline)),
              () -> table(settings, accounts));
      new BoundedParallelism(groups.size())
          .map(groups, Supplier::get, (_, failure) -> List.of(broken("a check", failure)))
          .forEach(checks::addAll);
    } catch (SettingsException wrong) {
      wrong.problems().forEach(problem -> checks.add(SettingsChecks.failed(problem)));
      checks.add(Check.skipped("everything else", "the settings come first"));
    }
    return DoctorResult.of(checks);
  }

  private List<Check> secrets(Settings settings, List<Account> accounts) {
    boolean onAws = environment.containsKey("AWS_LAMBDA_FUNCTION_NAME");
    return SettingsChecks.secrets(settings, accounts, secrets, onAws);
  }

  /** An app that several accounts see is checked with the first of them, as it is watched. */
  private List<Check> heroku(Settings settings, List<Account> accounts, Deadline deadline) {
    var checks = new ArrayList<Check>();
    Set<AppName> taken = new HashSet<>();
    for (Account account : accounts) {
      List<Check> ofAccount = guarded("heroku", () -> heroku(settings, account, taken, deadline));
      ofAccount.forEach(check -> checks.add(named(check, account, accounts)));
    }
    return checks;
  }

  private static Check named(Check check, Account account, List<Account> accounts) {
    return accounts.size() == 1 ? check : check.of("account " + account.name());
  }

  private List<Check> heroku(
      Settings settings, Account account, Set<AppName> taken, Deadline deadline)
      throws SecretUnavailable, InterruptedException {
    var hosts = Hosts.ofTheSystemAnd(settings.privateLogHosts());
    try (var http = new Http(connect, settings.proxy(), Trust.publicAuthorities(), hosts)) {
      var api =
          new HerokuApi(
              http,
              settings.herokuApi().uri(),
              secrets.resolve(Variable.HEROKU_API_KEY, account.key()),
              Redaction.DEFAULT,
              clock);
      var parallelism = new BoundedParallelism(settings.readConcurrency());
      SelectionChecks selection = SelectionChecks.of(account.selection(), api.lists(), deadline);
      List<AppName> apps = selection.apps().stream().filter(taken::add).toList();
      var budget = new CallBudget(account.callsPerHour(), settings.period());
      var checks = new ArrayList<>(selection.run());
      checks.addAll(
          new HerokuChecks(api, apps, selection.spaces(), budget, parallelism, deadline).run());
      settings
          .hints()
          .ifPresent(
              access ->
                  checks.addAll(
                      guarded("webhooks", () -> webhooks(access, settings, account, apps))));
      return checks;
    }
  }

  private List<Check> webhooks(
      HintAccess access, Settings settings, Account account, List<AppName> apps) {
    HintStore kept = hints.apply(settings, account);
    String region = environment.getOrDefault("AWS_REGION", "").strip();
    return new WebhookChecks(access, account.name(), kept, region, clock.instant()).run(apps);
  }

  private List<Check> mattermost(Settings settings, Rules rules, Deadline deadline)
      throws SecretUnavailable, InterruptedException {
    return switch (settings.mattermost()) {
      case WebhookAccess _ ->
          List.of(
              new Check(
                  "mattermost webhook",
                  Check.Result.SKIPPED,
                  "a webhook can only be tried by posting",
                  "invoke the function with {\"action\":\"test-alert\"}"));
      case BotAccess bot -> {
        try (var http =
            new Http(connect, settings.proxy(), secrets.trust(settings.mattermostCa()))) {
          var token = secrets.resolve(Variable.MATTERMOST_TOKEN, bot.token());
          var permissions = new BotPermissions(http, bot.url().uri(), token);
          yield new MattermostChecks(permissions, channels(bot, rules), people(rules), deadline)
              .run();
        }
      }
    };
  }

  private List<Check> table(Settings settings, List<Account> accounts) {
    return accounts.stream()
        .flatMap(
            account ->
                guarded("table", () -> table(settings, account)).stream()
                    .map(check -> named(check, account, accounts)))
        .toList();
  }

  private List<Check> table(Settings settings, Account account) {
    return new TableChecks(tables.apply(settings, account), clock.instant()).run();
  }

  private static List<ChannelName> channels(BotAccess bot, Rules rules) {
    Stream<ChannelName> named =
        rules.rules().stream()
            .map(rule -> rule.route().target())
            .flatMap(
                target ->
                    target instanceof Route.NamedChannel(var name) ? Stream.of(name) : Stream.of());
    return Stream.concat(Stream.of(bot.channel()), named).distinct().toList();
  }

  private static List<String> people(Rules rules) {
    return rules.rules().stream()
        .flatMap(rule -> rule.route().mentions().stream())
        .map(mention -> mention.replaceFirst("^@", ""))
        .filter(name -> !EVERYBODY.contains(name))
        .distinct()
        .toList();
  }

  private static Check broken(String name, Throwable failure) {
    return Check.failed(
        name,
        "could not be checked (" + failure.getClass().getSimpleName() + ")",
        "look at its settings; if they are right, this is a mistake of ours: report it");
  }

  private interface Checks {
    List<Check> run() throws SecretUnavailable, InterruptedException;
  }

  /** The other checks go on whatever happens in these; their messages could hold anything. */
  private static List<Check> guarded(String name, Checks checks) {
    try {
      return checks.run();
    } catch (SecretUnavailable unavailable) {
      return List.of(Check.skipped(name, "its secret could not be fetched"));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return List.of(Check.skipped(name, "the function was stopped"));
    } catch (SdkClientException unsettled) {
      return List.of(
          Check.failed(
              name,
              "AWS's SDK cannot work (" + unsettled.getClass().getSimpleName() + ")",
              "set AWS_REGION, and give it credentials"));
    } catch (RuntimeException broken) {
      return List.of(broken(name, broken));
    }
  }
}
