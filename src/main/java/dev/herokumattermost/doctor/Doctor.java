package dev.herokumattermost.doctor;

import dev.herokumattermost.heroku.HerokuApi;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.mattermost.BotRights;
import dev.herokumattermost.mattermost.ChannelName;
import dev.herokumattermost.settings.SecretSource;
import dev.herokumattermost.settings.SecretUnavailable;
import dev.herokumattermost.settings.Secrets;
import dev.herokumattermost.settings.Settings;
import dev.herokumattermost.settings.SettingsException;
import dev.herokumattermost.settings.WatchFile;
import dev.herokumattermost.settings.Way.BotWay;
import dev.herokumattermost.settings.Way.WebhookWay;
import dev.herokumattermost.store.MemoryTable;
import dev.herokumattermost.watch.Address;
import dev.herokumattermost.watch.Rule;
import dev.herokumattermost.watch.Rules;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Tries out all that a pass needs, without telling anybody anything, and always answers: what is
 * broken is its result, never an exception.
 */
public final class Doctor {
  /** These call whoever is there; there is nobody of that name to find. */
  private static final Set<String> EVERYBODY = Set.of("here", "channel", "all");

  private final Map<String, String> environment;
  private final InstantSource clock;
  private final Http http;
  private final Secrets secrets;
  private final Function<Settings, MemoryTable> tables;

  /**
   * @param secrets that were not asked before, for what was kept proves nothing
   * @param tables opens the table that the settings name
   */
  public Doctor(
      Map<String, String> environment,
      InstantSource clock,
      Http http,
      Secrets secrets,
      Function<Settings, MemoryTable> tables) {
    this.environment = Map.copyOf(environment);
    this.clock = clock;
    this.http = http;
    this.secrets = secrets;
    this.tables = tables;
  }

  /**
   * Makes every check.
   *
   * @param within how long it may take all together
   */
  public Checkup examine(Duration within) throws InterruptedException {
    Settings settings;
    Rules rules;
    try {
      settings = Settings.from(environment);
      rules = WatchFile.rules(settings);
    } catch (SettingsException wrong) {
      var checks = new ArrayList<>(SettingsChecks.wrong(wrong));
      checks.add(Check.skipped("everything else", "the settings come first"));
      return new Checkup(checks);
    }
    var time = new TimeLeft(clock, clock.instant().plus(within));
    var checks = new ArrayList<Check>();
    checks.add(SettingsChecks.shown(settings, rules));
    checks.addAll(
        SettingsChecks.secrets(
            settings, secrets, environment.containsKey("AWS_LAMBDA_FUNCTION_NAME")));
    List<Callable<List<Check>>> groups =
        List.of(
            () -> guarded("heroku", () -> heroku(settings, time)),
            () -> guarded("mattermost", () -> mattermost(settings, rules, time)),
            () -> guarded("table", () -> table(settings)));
    new SideBySide(groups.size()).run(groups).forEach(checks::addAll);
    return new Checkup(checks);
  }

  private List<Check> heroku(Settings settings, TimeLeft time)
      throws SecretUnavailable, InterruptedException {
    var api = new HerokuApi(http, settings.herokuApi(), secret(settings.herokuKey()), clock);
    return new HerokuChecks(api, settings.apps(), settings.readConcurrency(), time).run();
  }

  private List<Check> mattermost(Settings settings, Rules rules, TimeLeft time)
      throws SecretUnavailable, InterruptedException {
    return switch (settings.mattermost()) {
      case WebhookWay _ ->
          List.of(
              new Check(
                  "mattermost webhook",
                  Check.Result.SKIPPED,
                  "a webhook can only be tried by posting",
                  "invoke the function with {\"action\":\"say\"}"));
      case BotWay bot ->
          new MattermostChecks(
                  new BotRights(http, bot.url(), secret(bot.token())),
                  channels(bot, rules),
                  people(rules),
                  time)
              .run();
    };
  }

  private static Collection<ChannelName> channels(BotWay bot, Rules rules) {
    var channels = new LinkedHashSet<ChannelName>();
    channels.add(new ChannelName(bot.team(), bot.channel()));
    rules.rules().stream()
        .map(rule -> rule.address().destination())
        .filter(destination -> !destination.isDefault())
        .forEach(destination -> channels.add(ChannelName.parse(destination.channel())));
    return channels;
  }

  private static Collection<String> people(Rules rules) {
    var people = new LinkedHashSet<String>();
    rules.rules().stream()
        .map(Rule::address)
        .map(Address::mentions)
        .flatMap(List::stream)
        .map(mention -> mention.replaceFirst("^@", ""))
        .filter(name -> !EVERYBODY.contains(name))
        .forEach(people::add);
    return people;
  }

  private List<Check> table(Settings settings) {
    return new TableChecks(tables.apply(settings), clock.instant()).run();
  }

  private Secret secret(SecretSource source) throws SecretUnavailable, InterruptedException {
    return secrets.resolve(source);
  }

  private interface Group {
    List<Check> run() throws SecretUnavailable, InterruptedException;
  }

  /** The other checks go on whatever happens in these; their messages could hold anything. */
  private static List<Check> guarded(String name, Group group) throws InterruptedException {
    try {
      return group.run();
    } catch (SecretUnavailable unavailable) {
      return List.of(Check.skipped(name, "its secret could not be fetched"));
    } catch (SdkClientException unsettled) {
      return List.of(
          Check.failed(
              name,
              "AWS's SDK cannot work (" + unsettled.getClass().getSimpleName() + ")",
              "set AWS_REGION, and give it credentials"));
    } catch (RuntimeException broken) {
      return List.of(
          Check.failed(
              name,
              "could not be checked (" + broken.getClass().getSimpleName() + ")",
              "look at its settings; if they are right, this is a mistake of ours: report it"));
    }
  }
}
