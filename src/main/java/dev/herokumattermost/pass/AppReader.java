package dev.herokumattermost.pass;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.dyno.Reading.Blind;
import dev.herokumattermost.dyno.Reading.Cause;
import java.util.concurrent.atomic.AtomicBoolean;

/** Reads apps until the time for reading is over, or until Heroku says that no calls are left. */
final class AppReader {
  private final Heroku heroku;
  private final Deadline deadline;
  private final AtomicBoolean noCallsLeft = new AtomicBoolean();

  AppReader(Heroku heroku, Deadline deadline) {
    this.heroku = heroku;
    this.deadline = deadline;
  }

  Reading read(AppName app) {
    if (noCallsLeft.get()) {
      return new Blind(app, Cause.RATE_LIMITED, "not asked after a 429 in this pass");
    }
    if (deadline.isOver()) {
      return new Blind(app, Cause.NOT_ATTEMPTED, "no time left in this pass");
    }
    Reading reading = heroku.dynos(app, deadline);
    if (reading instanceof Blind blind && blind.cause() == Cause.RATE_LIMITED) {
      noCallsLeft.set(true);
    }
    return reading;
  }
}
