package dev.herokumattermost.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is on its way to the function: ticks of the schedule, or messages of a queue. One may come
 * twice, late, in another order, or never.
 */
final class Messages {
  /**
   * One of them.
   *
   * @param account that it is about; empty for a tick that is about all
   */
  record Message(int number, Optional<Integer> account, Instant tick) {}

  private record OnItsWay(Message message, Instant arrives) {}

  private final World world;
  private final List<OnItsWay> onTheirWay = new ArrayList<>();
  private final List<Message> sent = new ArrayList<>();

  Messages(World world) {
    this.world = world;
  }

  void send(Optional<Integer> account, Instant tick) {
    var message = new Message(sent.size(), account, tick);
    sent.add(message);
    if (world.happens(25)) {
      world.count("message lost");
      return;
    }
    deliver(message);
    if (world.happens(8)) {
      world.count("message doubled");
      deliver(message);
    }
  }

  private void deliver(Message message) {
    Duration takes = Duration.ZERO;
    if (world.happens(6)) {
      takes = Duration.ofSeconds(world.random.nextInt(400));
    } else if (world.happens(25)) {
      takes = Duration.ofSeconds(world.random.nextInt(1_800));
    }
    if (takes.isPositive()) {
      world.count("message delayed");
    }
    onTheirWay.add(new OnItsWay(message, world.instant().plus(takes)));
  }

  /** Whoever took it has died, so that it is there again after a while. */
  void again(Message message) {
    if (world.happens(2)) {
      world.count("message redelivered");
      Instant arrives = world.instant().plusSeconds(world.random.nextInt(120));
      onTheirWay.add(new OnItsWay(message, arrives));
    }
  }

  /** One that has arrived, which is any of them. */
  Optional<Message> next() {
    List<OnItsWay> arrived =
        onTheirWay.stream().filter(one -> !one.arrives().isAfter(world.instant())).toList();
    if (arrived.isEmpty()) {
      return Optional.empty();
    }
    OnItsWay any = arrived.get(world.random.nextInt(arrived.size()));
    if (any.message().number() < sent.size() - 1 && arrived.size() > 1) {
      world.count("messages in another order");
    }
    onTheirWay.remove(any);
    return Optional.of(any.message());
  }

  /** The last one, which comes once more while it is worked on. */
  Optional<Message> doubled() {
    return sent.isEmpty() ? Optional.empty() : Optional.of(sent.getLast());
  }
}
