package dev.herokumattermost.pass;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Reading;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Reads apps one by one, many at once. It begins with some of them before the table says which
 * cannot wait; then their order can be changed, and others added. Closing it ends what is not done.
 */
final class ReadingQueue implements AutoCloseable {
  /**
   * Each app that is read at once takes a connection, and agreeing on TLS costs as much processor
   * time as ten readings. So each connection is used for some, where that leaves enough at once.
   */
  private static final int READINGS_PER_CONNECTION = 4;

  private static final int LEAST_AT_ONCE = 4;

  private final int atOnce;
  private final OneReading read;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Deque<AppName> waiting = new ArrayDeque<>();
  private final Set<AppName> begun = new HashSet<>();
  private final Map<AppName, Reading> readings = new HashMap<>();
  private int atWork;
  private boolean complete;

  /**
   * With one at a time nothing is read yet, and all work stays on the caller's thread.
   *
   * @param read of one app
   */
  ReadingQueue(BoundedParallelism parallel, OneReading read) {
    this.atOnce = parallel.atOnce();
    this.read = read;
  }

  /** Reads one app. It throws nothing else. */
  interface OneReading {
    Reading of(AppName app) throws InterruptedException;
  }

  /** Begins with these. */
  synchronized void begin(List<AppName> apps) {
    if (atOnce > 1) {
      waiting.addAll(apps);
      int wanted = Math.max(LEAST_AT_ONCE, Math.ceilDiv(waiting.size(), READINGS_PER_CONNECTION));
      while (atWork < Math.min(Math.min(atOnce, wanted), waiting.size())) {
        atWork++;
        var _ = threads.submit(this::work);
      }
    }
  }

  /** Reads these in this order, but for those that were read already, and waits for all. */
  List<Reading> finish(List<AppName> apps) throws InterruptedException {
    if (atOnce == 1) {
      var all = new ArrayList<Reading>();
      for (AppName app : apps) {
        all.add(read.of(app));
      }
      return all;
    }
    synchronized (this) {
      waiting.clear();
      begin(apps.stream().filter(app -> !begun.contains(app)).toList());
      complete = true;
      notifyAll();
      while (atWork > 0) {
        wait();
      }
      var all = new ArrayList<Reading>();
      apps.forEach(app -> Optional.ofNullable(readings.get(app)).ifPresent(all::add));
      return all;
    }
  }

  private void work() {
    try {
      for (Optional<AppName> app = next(); app.isPresent(); app = next()) {
        Reading reading = read.of(app.get());
        synchronized (this) {
          readings.put(app.get(), reading);
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } finally {
      synchronized (this) {
        atWork--;
        notifyAll();
      }
    }
  }

  private synchronized Optional<AppName> next() throws InterruptedException {
    while (waiting.isEmpty() && !complete) {
      wait();
    }
    Optional<AppName> app = Optional.ofNullable(waiting.poll());
    app.ifPresent(begun::add);
    return app;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
