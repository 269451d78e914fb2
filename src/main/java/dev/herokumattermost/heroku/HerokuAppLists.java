package dev.herokumattermost.heroku;

import dev.herokumattermost.discovery.AppAnswer;
import dev.herokumattermost.discovery.ListAnswer;
import dev.herokumattermost.dyno.AppId;
import dev.herokumattermost.dyno.ListedApp;
import dev.herokumattermost.dyno.ListedApp.PipelineStage;
import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.heroku.ApiAnswer.Unusable;
import dev.herokumattermost.heroku.ApiAnswer.Usable;
import dev.herokumattermost.pass.AppLists;
import dev.herokumattermost.pass.Deadline;
import dev.herokumattermost.rules.AppList;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Heroku's lists of apps, for one pass. The list of all apps, which several questions need, is
 * asked for once. Safe for use by many threads.
 */
final class HerokuAppLists implements AppLists {
  /** Ten pages of a thousand apps, at a second each. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Calls calls;
  private final ListPages pages;
  private final ReentrantLock once = new ReentrantLock();
  private @Nullable ApiAnswer<List<ListedApp>> everything;

  HerokuAppLists(Calls calls) {
    this.calls = calls;
    this.pages = new ListPages(calls);
  }

  @Override
  public ListAnswer list(AppList list, Deadline deadline) {
    Deadline end = deadline.atMost(LONGEST);
    ApiAnswer<List<ListedApp>> answer =
        switch (list) {
          case AppList.Everything _ -> everything(end);
          case AppList.OfTeam(var team) -> apps("/teams/" + Calls.segment(team) + "/apps", end);
          case AppList.OfPipeline(var pipeline) -> ofPipeline(pipeline, end);
        };
    return switch (answer) {
      case Usable<List<ListedApp>>(var apps) -> new ListAnswer.Listed(apps);
      case Unusable<List<ListedApp>>(var failure) ->
          new ListAnswer.Failed(failure.cause(), failure.detail());
    };
  }

  @Override
  public AppAnswer app(AppId id, Deadline deadline) {
    ApiAnswer<HerokuJson.ListedApp> answer =
        get("/apps/" + Calls.segment(id.value()), HerokuJson.ListedApp.class, deadline);
    return switch (answer.map(HerokuAppLists::listed)) {
      case Usable<ListedApp>(var app) when app.id().equals(id) -> new AppAnswer.Found(app);
      case Usable<ListedApp> _ -> new AppAnswer.Failed("Heroku answered with another app");
      case Unusable<ListedApp>(var failure) when failure.cause() == Cause.NOT_FOUND ->
          new AppAnswer.Gone();
      case Unusable<ListedApp>(var failure) -> new AppAnswer.Failed(failure.detail());
    };
  }

  private <T> ApiAnswer<T> get(String path, Class<T> type, Deadline deadline) {
    return calls.get(path, "", deadline, exchange -> ApiAnswer.of(exchange, type));
  }

  private ApiAnswer<List<ListedApp>> everything(Deadline deadline) {
    once.lock();
    try {
      ApiAnswer<List<ListedApp>> known = everything;
      if (known == null) {
        known = apps("/apps", deadline);
        everything = known;
      }
      return known;
    } finally {
      once.unlock();
    }
  }

  private ApiAnswer<List<ListedApp>> apps(String path, Deadline deadline) {
    return pages
        .read(path, HerokuJson.ListedApp[].class, deadline)
        .map(apps -> apps.stream().map(HerokuAppLists::listed).toList());
  }

  private static ListedApp listed(HerokuJson.ListedApp app) {
    var team = app.team();
    var space = app.space();
    return new ListedApp(
        app.id(),
        app.name(),
        team == null ? null : team.name(),
        space == null ? null : space.name(),
        Set.of(),
        app.archivedAt() != null);
  }

  /** Couplings name apps by their ids alone, and Heroku's schema asks for the pipeline's id. */
  private ApiAnswer<List<ListedApp>> ofPipeline(String pipeline, Deadline deadline) {
    return get("/pipelines/" + Calls.segment(pipeline), HerokuJson.Pipeline.class, deadline)
        .then(
            found ->
                pages.read(
                    "/pipelines/" + Calls.segment(found.id()) + "/pipeline-couplings",
                    HerokuJson.Coupling[].class,
                    deadline))
        .then(couplings -> everything(deadline).map(apps -> coupled(pipeline, couplings, apps)));
  }

  private static List<ListedApp> coupled(
      String pipeline, List<HerokuJson.Coupling> couplings, List<ListedApp> apps) {
    Map<AppId, PipelineStage> stages =
        couplings.stream()
            .collect(
                Collectors.toMap(
                    coupling -> coupling.app().id(),
                    coupling -> new PipelineStage(pipeline, coupling.stage()),
                    (one, _) -> one));
    return apps.stream()
        .flatMap(
            app ->
                Optional.ofNullable(stages.get(app.id()))
                    .map(stage -> app.withStages(Set.of(stage)))
                    .stream())
        .toList();
  }
}
