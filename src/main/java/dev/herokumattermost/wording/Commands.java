package dev.herokumattermost.wording;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.ProcessType;
import java.util.List;

/** Where to look and what to do about an app: links, and commands ready to copy. */
record Commands(AppName app) {
  private static final int FEW = 3;
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

  /** Restarts just the dynos in trouble, each by itself, if they are few; else all of the type. */
  List<String> restart(ProcessType type, List<String> dynos, boolean all) {
    String restart = "heroku ps:restart --app " + segment();
    return restartsAll(dynos, all)
        ? List.of(restart + option("--process-type", type.value()))
        : dynos.stream().map(dyno -> restart + option("--dyno-name", dyno)).toList();
  }

  /**
   * Whether all dynos of the type are restarted.
   *
   * @param all whether there are no others
   */
  boolean restartsAll(List<String> dynos, boolean all) {
    return dynos.size() > FEW || (all && dynos.size() > 1);
  }

  String logs(ProcessType type, List<String> dynos) {
    String which =
        dynos.size() == 1
            ? option("--dyno-name", dynos.getFirst())
            : option("--process-type", type.value());
    return "heroku logs --tail --app " + segment() + which;
  }

  /**
   * To a release by its name: said without, it would go back to the broken one when a second person
   * does the same.
   */
  String rollback(int version) {
    return "heroku rollback v%d --app %s".formatted(version, segment());
  }

  /** What the release phase of a release wrote. */
  String releaseOutput(int version) {
    return "heroku releases:output v%d --app %s".formatted(version, segment());
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
