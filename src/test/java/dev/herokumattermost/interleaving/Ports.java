package dev.herokumattermost.interleaving;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.Lookup.Known;
import dev.herokumattermost.dyno.Lookup.Unknown;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.dyno.Release;
import dev.herokumattermost.dyno.SpaceName;
import dev.herokumattermost.dyno.SpaceReading;
import dev.herokumattermost.incident.Acknowledgement.Reaction;
import dev.herokumattermost.interleaving.Turns.Fault;
import dev.herokumattermost.outbox.ChannelPost;
import dev.herokumattermost.outbox.DeadLetter;
import dev.herokumattermost.outbox.DeliveryResult;
import dev.herokumattermost.outbox.DeliveryResult.Delivered;
import dev.herokumattermost.outbox.DeliveryResult.Refusal;
import dev.herokumattermost.outbox.DeliveryResult.Refused;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.PostId;
import dev.herokumattermost.outbox.StateStore;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.pass.Channel;
import dev.herokumattermost.pass.Deadline;
import dev.herokumattermost.pass.Heroku;
import dev.herokumattermost.pass.OutgoingPost;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** What one pass sees of the world: before each step that others can notice it waits its turn. */
final class Ports {
  static final String NO_ANSWER = "no answer";

  private Ports() {}

  /** The table does not answer a load. */
  static final class NoAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoAnswer() {
      super(NO_ANSWER);
    }
  }

  /**
   * The table.
   *
   * @param learned is told every answer
   */
  record Table(World world, Turns turns, Consumer<Object> learned) implements StateStore {
    @Override
    public Loaded load() {
      Fault fault =
          turns.before("load", List.of(Fault.NONE, Fault.KILLED, Fault.REFUSED, Fault.STALE));
      if (fault == Fault.REFUSED) {
        throw new NoAnswer();
      }
      return learn(new Loaded(world.load(fault == Fault.STALE), Map.of()));
    }

    @Override
    public Optional<StoredApp> load(AppName app) {
      Fault fault = turns.before("load " + app, List.of(Fault.NONE, Fault.KILLED, Fault.REFUSED));
      if (fault == Fault.REFUSED) {
        throw new NoAnswer();
      }
      return learn(world.load(app));
    }

    @Override
    public Optional<StoredApp> save(StoredApp app, List<DeadLetter> deadLetters) throws NotSaved {
      Fault fault =
          turns.before(
              "save " + app.app(),
              List.of(Fault.NONE, Fault.KILLED, Fault.REFUSED, Fault.ANSWER_LOST));
      Optional<StoredApp> saved = fault == Fault.REFUSED ? Optional.empty() : world.save(app);
      if (fault != Fault.NONE) {
        learn(fault);
        throw new NotSaved(NO_ANSWER, new NoAnswer());
      }
      return learn(saved);
    }

    private <T> T learn(T answer) {
      learned.accept(answer);
      return answer;
    }

    @Override
    public int reads() {
      return 0;
    }

    @Override
    public int writes() {
      return 0;
    }
  }

  /**
   * The channels.
   *
   * @param learned is told every answer
   */
  record Chat(World world, Turns turns, Consumer<Object> learned) implements Channel {
    @Override
    public DeliveryResult post(OutgoingPost post, Deadline deadline) {
      Fault fault =
          turns.before(
              "post " + post.notifications() + " in " + post.target().describe(),
              List.of(Fault.NONE, Fault.KILLED, Fault.REFUSED, Fault.ANSWER_LOST, Fault.LATE));
      return learn(posted(post, fault));
    }

    private DeliveryResult posted(OutgoingPost post, Fault fault) {
      if (fault == Fault.REFUSED) {
        return refused(Refusal.TRANSIENT);
      }
      if (world.isGone(post.target())) {
        return refused(Refusal.CHANNEL);
      }
      if (fault == Fault.LATE) {
        world.storeLater(post);
        return refused(Refusal.AMBIGUOUS);
      }
      PostId id = world.store(post);
      return fault == Fault.ANSWER_LOST
          ? refused(Refusal.AMBIGUOUS)
          : new Delivered(world.bot ? id : null);
    }

    @Override
    public DeliveryResult edit(PostId post, OutgoingPost revised, Deadline deadline) {
      Fault fault =
          turns.before(
              "edit " + post, List.of(Fault.NONE, Fault.KILLED, Fault.REFUSED, Fault.ANSWER_LOST));
      if (fault == Fault.REFUSED) {
        return learn(refused(Refusal.TRANSIENT));
      }
      if (world.isGone(revised.target())) {
        return learn(refused(Refusal.CHANNEL));
      }
      world.edit(post, revised);
      return learn(fault == Fault.ANSWER_LOST ? refused(Refusal.AMBIGUOUS) : new Delivered(post));
    }

    @Override
    public Lookup<Optional<ChannelPost>> find(Notification notification, Deadline deadline) {
      Fault fault =
          turns.before(
              "find " + notification.id(), List.of(Fault.NONE, Fault.KILLED, Fault.REFUSED));
      if (fault == Fault.REFUSED) {
        return learn(new Unknown<>(false, NO_ANSWER));
      }
      if (world.isGone(notification.route().target())) {
        world.lookedInVain(notification);
        return learn(new Unknown<>(true, "no such channel"));
      }
      return learn(new Known<>(world.find(notification)));
    }

    private <T> T learn(T answer) {
      learned.accept(answer);
      return answer;
    }

    private static Refused refused(Refusal kind) {
      return new Refused(kind, "made up");
    }

    @Override
    public Lookup<List<Reaction>> reactions(PostId post, Deadline deadline) {
      return new Known<>(List.of());
    }

    @Override
    public Lookup<String> nameOf(String user, Deadline deadline) {
      return new Known<>("ada");
    }

    @Override
    public boolean learnsPostIds() {
      return world.bot;
    }
  }

  /** Heroku, which always answers: all passes see the same. */
  record Platform(World world, Scenario scenario) implements Heroku {
    @Override
    public Reading dynos(AppName app, Deadline deadline) {
      return new Reading.Dynos(app, world.now, List.of(scenario.dyno(app, world.health)));
    }

    @Override
    public SpaceReading space(SpaceName space, Deadline deadline) {
      throw new IllegalStateException("there is no space");
    }

    @Override
    public Lookup<List<Release>> releases(AppName app, Deadline deadline) {
      return new Known<>(List.of());
    }

    @Override
    public Lookup<List<LogLine>> log(AppName app, Deadline deadline) {
      return new Known<>(List.of());
    }

    @Override
    public Lookup<Map<ProcessType, Integer>> formation(AppName app, Deadline deadline) {
      return new Known<>(Map.of(scenario.processType(), 1));
    }

    @Override
    public Lookup<Boolean> maintenance(AppName app, Deadline deadline) {
      return new Known<>(false);
    }

    @Override
    public int calls() {
      return 0;
    }

    @Override
    public OptionalInt callsLeft() {
      return OptionalInt.of(4000);
    }
  }
}
