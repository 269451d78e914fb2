package dev.herokumattermost.dyno;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An app as Heroku's lists of apps show it.
 *
 * @param team the team that owns it; null for a person's own app
 * @param space the Private Space it lies in; null if it lies in none
 * @param stages where in pipelines it is, as far as pipelines were asked about
 * @param archived whether it is kept, but runs no more
 */
public record ListedApp(
    AppId id,
    AppName name,
    @Nullable String team,
    @Nullable String space,
    Set<PipelineStage> stages,
    boolean archived) {
  public ListedApp {
    Plausible.word("the id of an app", id.value());
    Plausible.word("the name of an app", name.value());
    Plausible.word("the team of an app", team);
    Plausible.word("the space of an app", space);
    stages = Set.copyOf(stages);
  }

  /**
   * A stage of a pipeline.
   *
   * @param pipeline the pipeline's name
   * @param stage Heroku's word for the stage, such as {@code production}
   */
  public record PipelineStage(String pipeline, String stage) {
    public PipelineStage {
      Plausible.word("a pipeline", pipeline);
      Plausible.word("the stage of a pipeline", stage);
    }
  }

  /** The Private Space it lies in, if any. */
  public Optional<String> privateSpace() {
    return Optional.ofNullable(space);
  }

  /** The same app with what another list says of its stages. */
  public ListedApp withStagesOf(ListedApp other) {
    var all = new HashSet<>(stages);
    all.addAll(other.stages);
    return withStages(all);
  }

  public ListedApp withStages(Set<PipelineStage> others) {
    return new ListedApp(id, name, team, space, others, archived);
  }

  /** The Private Space of each app that lies in one. */
  public static Map<AppName, SpaceName> spaces(Collection<ListedApp> apps) {
    var spaces = new HashMap<AppName, SpaceName>();
    for (ListedApp app : apps) {
      app.privateSpace().ifPresent(space -> spaces.put(app.name(), new SpaceName(space)));
    }
    return spaces;
  }
}
