package dev.herokumattermost.simulation;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.dyno.Release;
import dev.herokumattermost.dyno.SpaceName;
import dev.herokumattermost.dyno.SpaceReading;
import dev.herokumattermost.pass.AppHints;
import dev.herokumattermost.pass.Deadline;
import dev.herokumattermost.pass.Heroku;
import dev.herokumattermost.pass.HintStore;
import dev.herokumattermost.pass.LastRound;
import dev.herokumattermost.pass.LastRounds;
import dev.herokumattermost.pass.Work.Hint;
import dev.herokumattermost.simulation.Deliveries.Door;
import dev.herokumattermost.webhook.WebhookAnswer;
import dev.herokumattermost.webhook.Webhooks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The rules of hints, each broken on purpose, to show that it would be noticed. */
final class HintSabotages {
  private HintSabotages() {}

  /** Does not look at the signature. */
  static WebhookAnswer open(Map<String, Object> request) {
    var signed = new HashMap<>(request);
    boolean encoded = Boolean.TRUE.equals(request.get("isBase64Encoded"));
    if (!encoded) {
      var headers = new HashMap<>(Webhooks.headers(request));
      String body = String.valueOf(request.get("body"));
      headers.put("heroku-webhook-hmac-sha256", Webhooks.signature(Webhooks.SECRET, body));
      signed.put("headers", headers);
    }
    return Door.CLOSED.answer(signed);
  }

  /** Takes what a webhook says for what is so. */
  static Heroku believing(Heroku heroku, @Nullable Hint hint) {
    return hint == null ? heroku : new Believing(heroku, hint);
  }

  private record Believing(Heroku heroku, Hint hint) implements Heroku {
    @Override
    public Reading dynos(AppName app, Deadline deadline) {
      return heroku.dynos(app, deadline) instanceof Reading.Dynos(_, var at, var dynos)
          ? new Reading.Dynos(app, at, dynos.stream().map(this::believed).toList())
          : heroku.dynos(app, deadline);
    }

    private Dyno believed(Dyno dyno) {
      return dyno.id().equals(hint.dyno()) ? dyno.in(hint.state()) : dyno;
    }

    @Override
    public SpaceReading space(SpaceName space, Deadline deadline) {
      return heroku.space(space, deadline);
    }

    @Override
    public Lookup<List<Release>> releases(AppName app, Deadline deadline) {
      return heroku.releases(app, deadline);
    }

    @Override
    public Lookup<List<LogLine>> log(AppName app, Deadline deadline) {
      return heroku.log(app, deadline);
    }

    @Override
    public Lookup<Map<ProcessType, Integer>> formation(AppName app, Deadline deadline) {
      return heroku.formation(app, deadline);
    }

    @Override
    public Lookup<Boolean> maintenance(AppName app, Deadline deadline) {
      return heroku.maintenance(app, deadline);
    }

    @Override
    public int calls() {
      return heroku.calls();
    }

    @Override
    public OptionalInt callsLeft() {
      return heroku.callsLeft();
    }
  }

  /** Does not know when an app was looked at. */
  static HintStore forgettingLooks(HintStore store) {
    return new HintStore() {
      @Override
      public AppHints load(AppName app) {
        return store.load(app).withLookedAt(null);
      }

      @Override
      public boolean save(AppHints hints) {
        return store.save(hints);
      }
    };
  }

  /** Does not know of any round. */
  static LastRounds forgettingRounds(LastRounds rounds) {
    return new LastRounds() {
      @Override
      public Map<String, LastRound> load() {
        rounds.load();
        return Map.of();
      }

      @Override
      public void keep(LastRound round) {
        rounds.keep(round);
      }
    };
  }

  /** Writes over what another hint has written. */
  static HintStore unconditional(HintStore store) {
    return new HintStore() {
      @Override
      public AppHints load(AppName app) {
        return store.load(app);
      }

      @Override
      public boolean save(AppHints hints) {
        return store.save(hints)
            || store.save(hints.withRevision(store.load(hints.app()).revision()));
      }
    };
  }
}
