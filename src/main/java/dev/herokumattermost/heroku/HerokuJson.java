package dev.herokumattermost.heroku;

import dev.herokumattermost.dyno.AppId;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.DynoId;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.ProcessType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of the <a href="https://devcenter.heroku.com/articles/platform-api-reference">Platform
 * API</a>, as far as it is read or written here. Field names are those of the components in snake
 * case. Fields that may hold secrets, such as a dyno's {@code command} and {@code attach_url}, have
 * no component, so the parser skips them and makes no strings of them.
 */
final class HerokuJson {
  private HerokuJson() {}

  /**
   * A dyno.
   *
   * @param release null while the app has no release yet
   */
  record Dyno(
      DynoId id,
      String name,
      ProcessType type,
      DynoState state,
      @Nullable ReleaseVersion release,
      Instant createdAt,
      Instant updatedAt,
      @Nullable String size) {}

  /** An app of a Private Space. */
  record SpaceApp(AppName appName, List<Dyno> dynos) {}

  record ReleaseVersion(int version) {
    ReleaseVersion {
      requireCount(version);
    }
  }

  record Release(
      int version,
      @Nullable String description,
      @Nullable User user,
      Instant createdAt,
      @Nullable String status,
      @Nullable Boolean eligibleForRollback,
      @Nullable Named slug,
      @Nullable List<Named> artifacts) {
    Release {
      requireCount(version);
    }
  }

  record User(@Nullable String email) {}

  record Named(@Nullable String id) {}

  record Formation(ProcessType type, int quantity) {
    Formation {
      requireCount(quantity);
    }
  }

  record App(boolean maintenance, @Nullable Generation generation) {}

  /** An app in a list of apps. */
  record ListedApp(
      AppId id,
      AppName name,
      @Nullable Owner team,
      @Nullable Owner space,
      @Nullable Instant archivedAt) {}

  /** The team or the space of an app. */
  record Owner(@Nullable String name) {}

  record Pipeline(String id) {}

  record Coupling(CoupledApp app, String stage) {}

  record CoupledApp(AppId id) {}

  record Generation(@Nullable String name) {}

  record Account(String email) {}

  /**
   * The request for a log session. Official clients send {@code dyno} where the schema says {@code
   * dyno_name}. Without {@code source} the log has both the platform's lines and the app's.
   *
   * @param dyno a dyno or a process type; null for all
   */
  record NewLogSession(@Nullable String dyno, int lines, boolean tail) {}

  record LogSession(String logplexUrl) {}

  /** A webhook to add, or what one is to become. */
  record NewWebhook(List<String> include, String level, String secret, String url) {
    /** Never the secret. */
    @Override
    public String toString() {
      return "new webhook";
    }
  }

  record ErrorBody(@Nullable String id, @Nullable String message) {}

  private static void requireCount(int number) {
    if (number < 0) {
      throw new IllegalArgumentException("a negative number");
    }
  }
}
