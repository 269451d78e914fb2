package dev.herokumattermost.settings;

import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.DynoState;
import dev.herokumattermost.watch.ProcessType;
import dev.herokumattermost.watch.Rule;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the environment sets, checked whole.
 *
 * @param apps the Heroku apps to watch, as named in {@code HEROKU_APPS}
 * @param herokuApi Heroku's API, without a slash at its end
 * @param herokuKey the Heroku token
 * @param mattermost the way into Mattermost
 * @param tableName the DynamoDB table
 * @param watchName the partition key of everything this watch remembers
 * @param alertStates the dyno states that open an incident, unless watch.yaml says otherwise
 * @param ignoredTypes process types of which nothing is told, unless watch.yaml names them
 * @param steadyFor how long a dyno must be up again to count as recovered
 * @param readConcurrency how many apps are read at once
 * @param logLines how many of a dyno's last log lines are told with its failure
 * @param heartbeat the address that is called after each good pass; empty for none
 * @param watchFile the path of watch.yaml; empty for the one on the classpath, if any
 */
public record Settings(
    List<AppName> apps,
    URI herokuApi,
    SecretSource herokuKey,
    Way mattermost,
    String tableName,
    String watchName,
    Set<DynoState> alertStates,
    Set<ProcessType> ignoredTypes,
    Duration steadyFor,
    int readConcurrency,
    int logLines,
    Optional<SecretSource> heartbeat,
    String watchFile) {

  public Settings {
    apps = List.copyOf(apps);
    alertStates = Set.copyOf(alertStates);
    ignoredTypes = Set.copyOf(ignoredTypes);
  }

  /**
   * Reads the environment's variables; docs/configuration.md describes each.
   *
   * @throws SettingsException with every mistake at once
   */
  public static Settings from(Map<String, String> environment) {
    var mistakes = new Mistakes();
    UnknownVariables.report(environment.keySet(), mistakes);
    var values = new Environment(environment, mistakes);
    var settings =
        new Settings(
            values.apps(),
            values.address(Variable.HEROKU_API_URL),
            values.secret(Variable.HEROKU_API_KEY),
            MattermostVariables.way(values),
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
            values.number(Variable.READ_CONCURRENCY, 1, 256),
            values.number(Variable.LOG_LINES, 0, Rule.MOST_LOG_LINES),
            values.hasSecret(Variable.HEARTBEAT_URL)
                ? Optional.of(values.secret(Variable.HEARTBEAT_URL))
                : Optional.empty(),
            values.text(Variable.WATCH_FILE));
    if (mistakes.any()) {
      throw mistakes.exception();
    }
    return settings;
  }

  Set<String> ignoredTypeNames() {
    return ignoredTypes.stream().map(ProcessType::value).collect(Collectors.toUnmodifiableSet());
  }
}
