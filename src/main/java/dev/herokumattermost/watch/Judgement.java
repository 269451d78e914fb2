package dev.herokumattermost.watch;

import java.util.List;

/**
 * What one reading of an app led to.
 *
 * @param memory what is known now, with new notices in its outbox; equal to the old one if nothing
 *     changed
 * @param verdicts what was found and what was made of it
 */
public record Judgement(Memory memory, List<Verdict> verdicts) {
  public Judgement {
    verdicts = List.copyOf(verdicts);
  }
}
