package dev.herokumattermost.simulation;

import dev.herokumattermost.json.Json;
import dev.herokumattermost.pass.Work;
import dev.herokumattermost.pass.WorkQueue;
import dev.herokumattermost.queue.SqsEvent.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/**
 * A queue of SQS with one try for each message. It may refuse a message, or lose its answer. A
 * message may come late, twice, or after one that was put later.
 */
final class HintQueue implements WorkQueue {
  private final World world;
  private final SplittableRandom random;
  private final BiConsumer<Instant, Message> due;
  private int messages;

  /**
   * @param due takes each message, and when it is to be taken
   */
  HintQueue(World world, SplittableRandom random, BiConsumer<Instant, Message> due) {
    this.world = world;
    this.random = random;
    this.due = due;
  }

  @Override
  public void put(List<? extends Work> work, Duration delay) throws NotQueued {
    if (delay.isNegative() || delay.compareTo(Duration.ofMinutes(15)) > 0) {
      throw new NotQueued("SQS takes no delay of " + delay, null);
    }
    if (random.nextInt(30) == 0) {
      world.count("not queued");
      throw new NotQueued("made up", null);
    }
    // SQS counts in whole seconds.
    Instant from = world.instant().plusSeconds(delay.toSeconds());
    for (Work one : work) {
      var message = new Message("m" + ++messages, "aws:sqs", Json.CAMEL_CASE.write(one));
      int copies = random.nextInt(12) == 0 ? 2 : 1;
      for (int copy = 0; copy < copies; copy++) {
        due.accept(from.plus(wait(copy)), message);
      }
    }
    if (random.nextInt(60) == 0) {
      world.count("not queued");
      throw new NotQueued("no answer", null);
    }
  }

  private Duration wait(int copy) {
    if (copy > 0) {
      world.count("taken twice");
    }
    if (random.nextInt(15) == 0) {
      world.count("late in the queue");
      return Duration.ofSeconds(random.nextInt(1_800));
    }
    return Duration.ofMillis(random.nextInt(800));
  }
}
