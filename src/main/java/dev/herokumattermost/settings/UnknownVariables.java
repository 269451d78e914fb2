package dev.herokumattermost.settings;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds variables that were meant for us but that nobody reads. */
final class UnknownVariables {
  private static final List<String> OUR_PREFIXES = List.of("HEROKU_", "MATTERMOST_");

  /** Read by the Heroku CLI, which people have on the machine where they run the function. */
  private static final String HEROKU_CLI =
      """
      HEROKU_APP HEROKU_CLOUD HEROKU_DATA_HOST HEROKU_DEBUG HEROKU_DEBUG_HEADERS HEROKU_GIT_HOST
      HEROKU_HEADERS HEROKU_HOST HEROKU_HTTP_GIT_HOST HEROKU_LOGIN_HOST HEROKU_NETRC_WRITE
      HEROKU_ORGANIZATION HEROKU_PARTICLEBOARD_URL HEROKU_REMOTE HEROKU_SKIP_NEW_VERSION_CHECK
      HEROKU_SSL_VERIFY HEROKU_STATUS_HOST HEROKU_TEAM
      """;

  /** Set in every dyno that has dyno metadata, and by Heroku's builds. */
  private static final String HEROKU_DYNO =
      """
      HEROKU_APP_DEFAULT_DOMAIN_NAME HEROKU_APP_ID HEROKU_APP_NAME HEROKU_BUILD_COMMIT
      HEROKU_BUILD_DESCRIPTION HEROKU_DYNO_ID HEROKU_RELEASE_CREATED_AT HEROKU_RELEASE_VERSION
      HEROKU_SLUG_COMMIT HEROKU_SLUG_DESCRIPTION
      """;

  private static final Set<String> OF_OTHERS = Set.of((HEROKU_CLI + HEROKU_DYNO).split("\\s+"));

  private UnknownVariables() {}

  static void report(Collection<String> names, Problems problems) {
    names.stream()
        .filter(name -> !Variable.names().contains(name) && !OF_OTHERS.contains(name))
        .sorted()
        .forEach(name -> report(name, problems));
  }

  private static void report(String name, Problems problems) {
    Optional<String> meant = Spelling.nearest(name.toUpperCase(Locale.ROOT), Variable.names());
    if (meant.isPresent() || OUR_PREFIXES.stream().anyMatch(name::startsWith)) {
      problems
          .at(name)
          .problem(
              "is not a variable of ours",
              meant
                  .map(variable -> "did you mean " + variable + "?")
                  .orElse("remove it; docs/configuration.md lists all there are"));
    }
  }
}
