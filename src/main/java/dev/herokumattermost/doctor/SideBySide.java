package dev.herokumattermost.doctor;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does several things at once, but never more than so many. */
record SideBySide(int atOnce) {

  /** The results in the order of the work. */
  <T> List<T> run(List<Callable<T>> work) throws InterruptedException {
    try (var threads = Executors.newFixedThreadPool(atOnce, Thread.ofVirtual().factory())) {
      return threads.invokeAll(work).stream().map(Future::resultNow).toList();
    }
  }
}
