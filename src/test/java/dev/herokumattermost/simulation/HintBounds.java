package dev.herokumattermost.simulation;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.incident.Incident;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.pass.AppHints;
import dev.herokumattermost.pass.HintDecision;
import dev.herokumattermost.pass.HintStore;
import dev.herokumattermost.pass.LastRound;
import dev.herokumattermost.pass.LastRounds;
import dev.herokumattermost.pass.Work;
import dev.herokumattermost.pass.Work.Hint;
import dev.herokumattermost.pass.Work.LaterPass;
import dev.herokumattermost.rules.Rule;
import dev.herokumattermost.rules.Thresholds;
import dev.herokumattermost.simulation.World.Broken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bounds of docs/webhooks.md for the calls of one message, in words of their own. */
final class HintBounds implements HintStore, LastRounds {
  private final HintMemory memory;
  private final String account;
  private final Work work;
  private @Nullable LastRound round;
  private @Nullable Instant lastLook;
  private boolean saved;

  HintBounds(HintMemory memory, String account, Work work) {
    this.memory = memory;
    this.account = account;
    this.work = work;
  }

  @Override
  public AppHints load(AppName app) {
    return memory.load(app);
  }

  @Override
  public boolean save(AppHints next) {
    Instant last = memory.lookedAt(next.app());
    Instant look = next.lookedAt();
    boolean done = memory.save(next);
    if (done && look != null && !look.equals(last)) {
      saved = true;
      lastLook = last;
      if (last != null && last.plusSeconds(5).isAfter(look)) {
        throw new Broken("passes at " + last + " and " + look + ", not five seconds apart");
      }
    }
    return done;
  }

  @Override
  public Map<String, LastRound> load() {
    Map<String, LastRound> rounds = memory.load();
    round = rounds.get(account);
    return rounds;
  }

  @Override
  public void keep(LastRound kept) {
    throw new Broken("a hint is no round");
  }

  /** A pass begins. */
  void check(StoredApp known) {
    if (!saved) {
      throw new Broken("a pass that no other hint can know of, for " + work);
    }
    List<Incident> open = known.state().incidents().stream().filter(Incident::isOpen).toList();
    boolean up = work instanceof Hint hint && hint.state().equals(DynoState.UP);
    if (up && open.isEmpty()) {
      throw new Broken("nothing is wrong, and yet a pass for " + work);
    }
    Instant about = about(up, open.stream().anyMatch(Incident::isCrashLoop));
    LastRound last = round;
    if (lastLook != null && !lastLook.isBefore(about)) {
      throw new Broken("a pass at " + lastLook + ", and yet one for " + work);
    }
    if (last != null && last.seen().blind() == 0 && !last.at().isBefore(about)) {
      throw new Broken("a round at " + last.at() + ", and yet a pass for " + work);
    }
    if (last != null && last.seen().callsLeft() < Thresholds.CALLS_KEPT_FOR_READING) {
      throw new Broken("few calls are left, and yet a pass for " + work);
    }
  }

  /** What happened at this time is of interest, or that the dyno has been up for long enough. */
  private Instant about(boolean up, boolean loop) {
    Duration steadyFor = loop ? Thresholds.STEADY_AFTER_A_LOOP : Rule.DEFAULT.steadyFor();
    return switch (work) {
      case Hint hint ->
          up ? hint.createdAt().plus(steadyFor).plus(HintDecision.AFTERWARDS) : hint.createdAt();
      case LaterPass later -> later.at();
      case Work.AccountRound tick -> tick.tick();
    };
  }
}
