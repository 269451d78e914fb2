package dev.herokumattermost.interleaving;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * One pass on a thread of its own, which moves only while it is its turn. So the passes of a
 * schedule never run at once, and the same turns always give the same result.
 */
final class SteppedPass implements Turns {
  /** The work of a pass, which asks for its turns. */
  @FunctionalInterface
  interface Work {
    void run(SteppedPass turns) throws InterruptedException;
  }

  private static final int MOST_STEPS = 300;

  private final String name;
  private final Semaphore mayGo = new Semaphore(0);
  private final Semaphore hasStopped = new Semaphore(0);

  /** All that the pass has learned; with the code, it decides what the pass does next. */
  private final List<Object> learned = new ArrayList<>();

  private String step = "";
  private List<Fault> possible = List.of();
  private Fault fault = Fault.NONE;
  private boolean over;
  private Throwable failure;

  private SteppedPass(String name) {
    this.name = name;
  }

  /** Stops before it begins. */
  static SteppedPass of(String name, Work work) {
    var pass = new SteppedPass(name);
    Thread.ofVirtual().start(() -> pass.work(work));
    pass.hasStopped.acquireUninterruptibly();
    return pass;
  }

  private void work(Work work) {
    try {
      before("begin", List.of(Fault.NONE));
      work.run(this);
    } catch (Killed killed) {
      // It ends here, as it was told to.
    } catch (Throwable thrown) {
      failure = thrown;
    } finally {
      over = true;
      hasStopped.release();
    }
  }

  @Override
  public Fault before(String nextStep, List<Fault> whatCanBefallIt) {
    step = nextStep;
    possible = whatCanBefallIt;
    hasStopped.release();
    mayGo.acquireUninterruptibly();
    if (fault == Fault.KILLED) {
      throw new Killed();
    }
    return fault;
  }

  /** Does its next step, and stops before the one after. */
  void go(Fault befalls) {
    fault = befalls;
    mayGo.release();
    hasStopped.acquireUninterruptibly();
    if (learned.size() > MOST_STEPS) {
      throw new Broken("no end: the pass goes on and on");
    }
  }

  /** Ends it, if it is not over. */
  void end() {
    if (!over) {
      go(Fault.KILLED);
    }
  }

  void learns(Object answer) {
    learned.add(answer);
  }

  /** What decides what the pass does next, as a value. */
  Object asValue() {
    return over ? "over" : List.copyOf(learned);
  }

  boolean isOver() {
    return over;
  }

  Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  /** What can befall its next step. */
  List<Fault> possible() {
    return possible;
  }

  String describe(Fault befalls) {
    return name + ": " + step + (befalls == Fault.NONE ? "" : " " + befalls);
  }
}
