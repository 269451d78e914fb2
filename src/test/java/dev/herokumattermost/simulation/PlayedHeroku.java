package dev.herokumattermost.simulation;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.HerokuIncident;
import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.Lookup.Known;
import dev.herokumattermost.dyno.Lookup.Unknown;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.dyno.Reading.Blind;
import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.dyno.Reading.Dynos;
import dev.herokumattermost.dyno.Release;
import dev.herokumattermost.dyno.SpaceName;
import dev.herokumattermost.dyno.SpaceReading;
import dev.herokumattermost.pass.Deadline;
import dev.herokumattermost.pass.Heroku;
import dev.herokumattermost.pass.HerokuStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A record of Heroku, as a watch reads it at its own time. While things go wrong, some reads fail.
 */
final class PlayedHeroku implements Heroku, HerokuStatus {
  private final World world;
  private final RecordedHeroku recorded;
  private final @Nullable Instant moment;
  private final Duration logTakes;
  private int calls;

  private PlayedHeroku(
      World world, RecordedHeroku recorded, @Nullable Instant moment, Duration logTakes) {
    this.world = world;
    this.recorded = recorded;
    this.moment = moment;
    this.logTakes = logTakes;
  }

  /**
   * At the time of each call.
   *
   * @param logTakes how long it takes until the log has a line
   */
  static PlayedHeroku now(World world, RecordedHeroku recorded, Duration logTakes) {
    return new PlayedHeroku(world, recorded, null, logTakes);
  }

  /** At this moment, so that another watch can be shown just the same. */
  static PlayedHeroku asOfNow(World world, RecordedHeroku recorded) {
    return new PlayedHeroku(world, recorded, world.instant(), Duration.ZERO);
  }

  private Instant now() {
    return moment == null ? world.instant() : moment;
  }

  @Override
  public Reading dynos(AppName app, Deadline deadline) {
    calls++;
    world.step("dynos " + app);
    if (world.happens(25)) {
      world.count("hinted app not read");
      return new Blind(app, Cause.HEROKU_FAILED, "made up");
    }
    return new Dynos(app, now(), recorded.app(app).dynosAt(now()));
  }

  @Override
  public SpaceReading space(SpaceName space, Deadline deadline) {
    throw new UnsupportedOperationException("no app lies in a space");
  }

  @Override
  public Lookup<List<Release>> releases(AppName app, Deadline deadline) {
    calls++;
    world.step("releases " + app);
    return new Known<>(recorded.app(app).releasesAt(now()));
  }

  @Override
  public Lookup<List<LogLine>> log(AppName app, Deadline deadline) {
    calls++;
    world.step("log " + app);
    return new Known<>(recorded.app(app).logAt(now().minus(logTakes)));
  }

  @Override
  public Lookup<Map<ProcessType, Integer>> formation(AppName app, Deadline deadline) {
    calls++;
    world.step("formation " + app);
    return new Known<>(recorded.app(app).formationAt(now()));
  }

  @Override
  public Lookup<Boolean> maintenance(AppName app, Deadline deadline) {
    calls++;
    world.step("maintenance " + app);
    return new Known<>(false);
  }

  @Override
  public Lookup<List<HerokuIncident>> openIncidents(Deadline deadline) {
    return new Unknown<>(false, "switched off");
  }

  @Override
  public int calls() {
    return calls;
  }

  @Override
  public OptionalInt callsLeft() {
    return OptionalInt.of(4000);
  }
}
