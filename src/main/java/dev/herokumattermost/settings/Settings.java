package dev.herokumattermost.settings;

import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.http.WebAddress;
import dev.herokumattermost.http.WebProxy;
import dev.herokumattermost.rules.Route.Priority;
import dev.herokumattermost.rules.Rule;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the environment sets, checked whole.
 *
 * @param account the apps to watch and the Heroku token; empty if watch.yaml has to name accounts
 * @param herokuApi Heroku's API
 * @param mattermost how posts get into Mattermost
 * @param mattermostCa the authorities that vouch for Mattermost; empty for the public ones
 * @param tableName the DynamoDB table
 * @param watchName the partition key of everything this watch keeps
 * @param alertStates the dyno states that open an incident, unless watch.yaml says otherwise
 * @param ignoredTypes process types that never alert, unless watch.yaml names them
 * @param steadyFor how long a dyno must be up again to count as recovered
 * @param mentions who is mentioned, unless watch.yaml says otherwise; empty for nobody
 * @param priority what the first posts of incidents are marked with, unless watch.yaml says
 *     otherwise
 * @param timeZone of the times in posts
 * @param readConcurrency how many apps are read at once
 * @param period the time from one pass to the next
 * @param logLines how many lines of a dyno's log an alert shows
 * @param heartbeat the address that is called after each good pass; empty for none
 * @param queue where work waits for other invocations; empty if each does its own
 * @param workers how many invocations do rounds at once; zero if the pass itself does them
 * @param hints how Heroku's webhooks come in; empty if they do not
 * @param watchFile the path of watch.yaml; empty for the one on the classpath, if any
 * @param proxy the proxy on the way out, as all programs are told of it; empty for none
 */
public record Settings(
    Optional<Account> account,
    WebAddress herokuApi,
    MattermostAccess mattermost,
    Optional<SecretSource> mattermostCa,
    String tableName,
    String watchName,
    Set<DynoState> alertStates,
    Set<ProcessType> ignoredTypes,
    Duration steadyFor,
    List<String> mentions,
    Priority priority,
    ZoneId timeZone,
    int readConcurrency,
    Duration period,
    int logLines,
    Optional<SecretSource> heartbeat,
    Optional<WebAddress> queue,
    int workers,
    Optional<HintAccess> hints,
    String watchFile,
    Optional<WebProxy> proxy) {

  public Settings {
    mentions = List.copyOf(mentions);
    alertStates = Set.copyOf(alertStates);
    ignoredTypes = Set.copyOf(ignoredTypes);
  }

  /**
   * Reads the environment's variables; docs/configuration.md describes each.
   *
   * @throws SettingsException with every problem at once
   */
  public static Settings from(Map<String, String> environment) {
    var problems = new Problems();
    UnknownVariables.report(environment.keySet(), problems);
    var values = new Environment(environment, problems);
    var settings =
        new Settings(
            values.account(NamedAccounts.in(values.text(Variable.WATCH_FILE))),
            values.herokuApi(),
            MattermostReader.read(values),
            values.secretIfSet(Variable.MATTERMOST_CA),
            values.matching(
                Variable.TABLE_NAME,
                "[A-Za-z0-9_.-]{3,255}",
                "name the DynamoDB table: 3 to 255 letters, digits, dots, dashes, underscores"),
            values.matching(
                Variable.WATCH_NAME,
                "[A-Za-z0-9_.-]{1,100}",
                "use 1 to 100 letters, digits, dots, dashes, underscores"),
            values.alertStates(),
            values.ignoredTypes(),
            values.duration(Variable.STEADY_FOR),
            values.mentions(),
            values.priority(),
            values.timeZone(),
            values.whole(Variable.READ_CONCURRENCY, 1, 256),
            values.rate(Variable.SCHEDULE),
            values.whole(Variable.LOG_LINES, 0, Rule.MOST_LOG_LINES),
            values.secretIfSet(Variable.HEARTBEAT_URL),
            values.queue(),
            values.workers(),
            HintAccess.read(values),
            values.text(Variable.WATCH_FILE),
            values.proxy());
    problems.throwIfAny();
    return settings;
  }

  Set<String> ignoredTypeNames() {
    return ignoredTypes.stream().map(ProcessType::value).collect(Collectors.toUnmodifiableSet());
  }
}
