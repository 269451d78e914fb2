package dev.herokumattermost.pass;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How the time of a pass is shared out: reading must leave room for delivering.
 *
 * @param start when the pass began
 * @param discover the end of finding out which apps there are: after a fifth of the whole
 * @param read the end of reading: after three fifths of the whole
 * @param ask the end of asking for evidence: after four fifths of the whole
 * @param whole the end of the pass
 */
record PassTime(Instant start, Deadline discover, Deadline read, Deadline ask, Deadline whole) {

  static PassTime until(Instant end, InstantSource clock) {
    Instant start = clock.instant();
    Duration whole = Duration.between(start, end);
    return new PassTime(
        start,
        new Deadline(clock, start.plus(whole.dividedBy(5))),
        new Deadline(clock, start.plus(whole.multipliedBy(3).dividedBy(5))),
        new Deadline(clock, start.plus(whole.multipliedBy(4).dividedBy(5))),
        new Deadline(clock, end));
  }
}
