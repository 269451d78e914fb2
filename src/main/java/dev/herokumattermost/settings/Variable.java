package dev.herokumattermost.settings;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The environment variables that are ours, with their defaults; empty for none. */
enum Variable {
  HEROKU_APPS(""),
  HEROKU_API_URL("https://api.heroku.com"),
  HEROKU_API_KEY(""),
  MATTERMOST_URL(""),
  MATTERMOST_TOKEN(""),
  MATTERMOST_CHANNEL(""),
  MATTERMOST_WEBHOOK_URL(""),
  TABLE_NAME(""),
  WATCH_NAME("default"),
  ALERT_STATES("crashed,restarting"),
  IGNORE_TYPES("run,release,scheduler"),
  STEADY_FOR("1m"),
  READ_CONCURRENCY("32"),
  LOG_LINES("10"),
  HEARTBEAT_URL(""),
  WATCH_FILE("");

  final String byDefault;

  Variable(String byDefault) {
    this.byDefault = byDefault;
  }

  boolean secret() {
    return switch (this) {
      case HEROKU_API_KEY, MATTERMOST_TOKEN, MATTERMOST_WEBHOOK_URL, HEARTBEAT_URL -> true;
      default -> false;
    };
  }

  /** The variable that names the SSM parameter instead of holding the secret. */
  String parameter() {
    return name() + "_PARAMETER";
  }

  /** The variable that names the Secrets Manager secret instead of holding it. */
  String secretId() {
    return name() + "_SECRET";
  }

  /** Every name that is understood, the secrets' other forms included. */
  static List<String> names() {
    return Arrays.stream(values())
        .flatMap(
            v ->
                v.secret() ? Stream.of(v.name(), v.parameter(), v.secretId()) : Stream.of(v.name()))
        .toList();
  }
}
