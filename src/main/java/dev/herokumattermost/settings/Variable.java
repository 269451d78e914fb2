package dev.herokumattermost.settings;

import java.util.Arrays;
import java.util.List;

/** The environment variables that are ours, with their defaults; empty for none. */
public enum Variable {
  HEROKU_APPS(""),
  HEROKU_API_URL("https://api.heroku.com"),
  HEROKU_API_HOST("api.heroku.com"),
  HEROKU_API_KEY(""),
  MATTERMOST_URL(""),
  MATTERMOST_TOKEN(""),
  MATTERMOST_CHANNEL(""),
  MATTERMOST_WEBHOOK_URL(""),
  MATTERMOST_CA(""),
  TABLE_NAME(""),
  WATCH_NAME("default"),
  ALERT_STATES("crashed,restarting"),
  IGNORE_TYPES("run,release,scheduler"),
  STEADY_FOR("3m"),
  MENTION(""),
  PRIORITY("auto"),
  TIME_ZONE("UTC"),
  READ_CONCURRENCY("32"),
  CALLS_PER_HOUR("2250"),
  SCHEDULE("rate(2 minutes)"),
  LOG_LINES("10"),
  HEARTBEAT_URL(""),
  WORKERS("0"),
  QUEUE_URL(""),
  WEBHOOK_SECRET(""),
  WEBHOOK_URL(""),
  WATCH_FILE("");

  public final String byDefault;

  Variable(String byDefault) {
    this.byDefault = byDefault;
  }

  /** Whether it can be kept in AWS's stores of secrets; of these only the authority is none. */
  public boolean secret() {
    return switch (this) {
      case HEROKU_API_KEY,
          MATTERMOST_TOKEN,
          MATTERMOST_WEBHOOK_URL,
          MATTERMOST_CA,
          HEARTBEAT_URL,
          WEBHOOK_SECRET ->
          true;
      default -> false;
    };
  }

  /** The variable that names the SSM parameter instead of holding the secret. */
  public String parameter() {
    return name() + "_PARAMETER";
  }

  /** The variable that names the Secrets Manager secret instead of holding it. */
  public String secretId() {
    return name() + "_SECRET";
  }

  /** The names under which this can be set. */
  List<String> forms() {
    return secret() ? List.of(name(), parameter(), secretId()) : List.of(name());
  }

  /** Every name that is understood. */
  public static List<String> names() {
    return Arrays.stream(values()).flatMap(variable -> variable.forms().stream()).toList();
  }
}
