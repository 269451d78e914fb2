package dev.herokumattermost.simulation;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.pass.AppHints;
import dev.herokumattermost.pass.HintStore;
import dev.herokumattermost.pass.LastRound;
import dev.herokumattermost.pass.LastRounds;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the table keeps of hints and rounds. Each call may fail, a write before or after its effect.
 */
final class HintMemory implements HintStore, LastRounds {
  private final World world;
  private final Map<AppName, AppHints> hints = new HashMap<>();
  private final Map<String, LastRound> rounds = new HashMap<>();

  HintMemory(World world) {
    this.world = world;
  }

  @Override
  public AppHints load(AppName app) {
    world.step("load hints of " + app);
    if (world.happens(60)) {
      throw new IllegalStateException("the table does not answer");
    }
    return hints.getOrDefault(app, AppHints.none(app));
  }

  /** When the last pass that a hint asked for began; null if there was none. */
  @Nullable Instant lookedAt(AppName app) {
    return hints.getOrDefault(app, AppHints.none(app)).lookedAt();
  }

  @Override
  public boolean save(AppHints next) {
    world.step("save hints of " + next.app());
    if (world.happens(60)) {
      throw new IllegalStateException("the table does not answer");
    }
    if (hints.getOrDefault(next.app(), AppHints.none(next.app())).revision() != next.revision()) {
      world.count("another hint was first");
      return false;
    }
    hints.put(next.app(), next.withRevision(next.revision() + 1));
    world.step("saved hints of " + next.app());
    if (world.happens(60)) {
      throw new IllegalStateException("no answer");
    }
    return true;
  }

  @Override
  public Map<String, LastRound> load() {
    world.step("load rounds");
    return Map.copyOf(rounds);
  }

  @Override
  public void keep(LastRound round) {
    rounds.put(round.account(), round);
  }
}
