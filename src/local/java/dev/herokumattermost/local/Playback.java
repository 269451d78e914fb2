package dev.herokumattermost.local;

import com.amazonaws.services.lambda.runtime.Context;
import dev.herokumattermost.local.heroku.SimulatedApp;
import dev.herokumattermost.local.page.AppView;
import dev.herokumattermost.local.page.ChannelView;
import dev.herokumattermost.local.page.Command;
import dev.herokumattermost.local.page.Command.OfServices;
import dev.herokumattermost.local.page.Command.OfTime;
import dev.herokumattermost.local.page.Command.Pace;
import dev.herokumattermost.local.page.Command.Pause;
import dev.herokumattermost.local.page.Command.Resume;
import dev.herokumattermost.local.page.Command.Step;
import dev.herokumattermost.local.page.Controls;
import dev.herokumattermost.local.page.PageState;
import dev.herokumattermost.local.page.PageState.Section;
import dev.herokumattermost.local.page.PassDetails;
import dev.herokumattermost.local.page.PassDetails.AppDetails;
import dev.herokumattermost.local.page.PassLog;
import dev.herokumattermost.local.page.PlaybackView;
import dev.herokumattermost.local.page.ReplayView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Moves the time of a simulated watch at the pace that the page sets, runs a pass every two of its
 * minutes, and shows all of it. Commands are carried out at once, also while a pass runs.
 */
final class Playback implements Controls, AutoCloseable {
  private static final Duration FRAME = Duration.ofMillis(100);
  private static final int FIRST_PACE = 30;
  private static final int LOG_LINES = 60;

  private final SimulatedWatch watch;
  private final PageState state;
  private final ChannelView channel;
  private final PassLog passes;
  private final Semaphore wake = new Semaphore(0);
  private volatile Instant lastPass;
  private volatile int pace = FIRST_PACE;
  private volatile boolean running;
  private volatile boolean stepping;
  private volatile boolean closed;

  Playback(SimulatedWatch watch, PageState state) {
    this.watch = watch;
    this.state = state;
    channel = new ChannelView(watch.services.mattermost.channel());
    passes = new PassLog(Optional.of(watch.services.mattermost.channel()), this::detailsOf);
    lastPass = watch.now();
    show();
  }

  /** Runs one pass now, and returns its result. */
  Map<String, Object> pass(Context context) {
    Instant at = watch.now();
    long begin = System.nanoTime();
    Map<String, Object> result = watch.pass(context);
    passes.add(at, result, Duration.ofNanos(System.nanoTime() - begin));
    lastPass = at;
    show();
    return result;
  }

  /** As on AWS, a pass that fails does not keep the next one from running. */
  void tryPass() {
    Instant at = watch.now();
    try {
      pass(new LocalContext(_ -> {}));
    } catch (RuntimeException failed) {
      passes.addFailed(at, String.valueOf(failed.getMessage()));
      lastPass = at;
      show();
    }
  }

  /** Plays until it is closed. */
  void run() throws InterruptedException {
    long before = System.nanoTime();
    while (!closed) {
      wake.tryAcquire(FRAME.toNanos(), TimeUnit.NANOSECONDS);
      wake.drainPermits();
      long now = System.nanoTime();
      // After a long pass, time goes on from where it is: it does not catch up.
      long elapsed = Math.min(now - before, 2 * FRAME.toNanos());
      before = now;
      if (stepping) {
        stepping = false;
        moveTo(nextPass());
      } else if (running) {
        moveTo(watch.now().plusNanos(elapsed * pace));
      }
      show();
    }
  }

  private void moveTo(Instant time) {
    while (!nextPass().isAfter(time) && !closed) {
      watch.moveTo(nextPass());
      tryPass();
    }
    watch.moveTo(time);
  }

  Instant nextPass() {
    return lastPass.plus(SimulatedWatch.EVERY);
  }

  @Override
  public String carryOut(Command command) throws Refused {
    String done =
        switch (command) {
          case OfServices ofServices -> watch.carryOut(ofServices);
          case OfTime ofTime -> carryOut(ofTime);
        };
    show();
    return done;
  }

  private String carryOut(OfTime command) {
    String done =
        switch (command) {
          case Pace(var times) -> {
            pace = times;
            yield "Time passes at %d×.".formatted(times);
          }
          case Pause _ -> {
            running = false;
            yield "Time stands still.";
          }
          case Resume _ -> {
            running = true;
            yield "Time goes on.";
          }
          case Step _ -> {
            stepping = true;
            yield "On to the next pass.";
          }
        };
    wake.release();
    return done;
  }

  @Override
  public PassDetails details(int pass) throws Refused {
    return passes.details(pass);
  }

  @Override
  public ReplayView replay(String rules) throws Refused {
    try {
      return Replay.of(watch.moments(), rules);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private PassDetails detailsOf(Set<String> apps) {
    Map<String, String> items = watch.items();
    return new PassDetails(
        watch.services.model.apps().stream()
            .filter(app -> apps.isEmpty() || apps.contains(app.name()))
            .map(
                app ->
                    new AppDetails(
                        app.name(),
                        items.getOrDefault(app.name(), "nothing is stored yet"),
                        app.log(LOG_LINES, "", "")))
            .toList());
  }

  private synchronized void show() {
    state.show(Section.PLAYBACK, Map.of("playback", playback()));
    state.show(
        Section.APPS,
        watch.services.model.apps().stream()
            .collect(Collectors.toMap(SimulatedApp::name, AppView::of)));
    state.show(Section.POSTS, channel.posts());
    state.show(
        Section.PASSES,
        passes.passes().stream()
            .collect(Collectors.toMap(pass -> String.valueOf(pass.number()), Function.identity())));
  }

  private PlaybackView playback() {
    return new PlaybackView(
        PlaybackView.Services.SIMULATED,
        watch.services.mattermost.channel().fullName(),
        watch.now().truncatedTo(ChronoUnit.SECONDS),
        (int) SimulatedWatch.EVERY.toSeconds(),
        running ? pace : 0,
        pace,
        nextPass(),
        watch.commands.herokuCondition(),
        watch.commands.mattermostCondition());
  }

  @Override
  public void close() {
    closed = true;
    wake.release();
  }
}
