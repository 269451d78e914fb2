package dev.herokumattermost.message;

import static dev.herokumattermost.message.Markdown.code;

import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.ProcessType;
import java.util.List;

/** Where to look and what to do about an app: links, and commands ready to copy. */
record Ways(AppName app) {
  private static final String DASHBOARD = "https://dashboard.heroku.com/apps/";

  /** The app's dashboard, to which the title of a box leads. */
  String dashboard() {
    return DASHBOARD + segment();
  }

  /** The pages of the dashboard that show what is going on. */
  String links() {
    return "[metrics](%s/metrics) · [logs](%s/logs) · [releases and activity](%s/activity)"
        .formatted(dashboard(), dashboard(), dashboard());
  }

  /** One dyno alone, or all of a process type if several are in trouble. */
  String restart(ProcessType type, List<String> dynos) {
    return code("heroku ps:restart --app " + segment() + which(type, dynos));
  }

  String logs(ProcessType type, List<String> dynos) {
    return code("heroku logs --tail --app " + segment() + which(type, dynos));
  }

  /** To the release before the newest. */
  String rollback() {
    return code("heroku rollback --app " + segment());
  }

  private static String which(ProcessType type, List<String> dynos) {
    return dynos.size() == 1
        ? option("--dyno-name", dynos.getFirst())
        : option("--process-type", type.value());
  }

  /** People paste it into a shell, so only what Heroku would call something goes into it. */
  private static String option(String name, String value) {
    return value.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,80}") ? " " + name + " " + value : "";
  }

  /** Heroku's names need no escaping; anything else is none of them. */
  private String segment() {
    return app.value().replaceAll("[^a-z0-9-]", "");
  }
}
