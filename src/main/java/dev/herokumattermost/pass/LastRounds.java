package dev.herokumattermost.pass;

import java.util.Map;

/** The last round over each account of the watch. */
public interface LastRounds {

  /**
   * By the accounts' names, of those for which a round was ever asked.
   *
   * @throws RuntimeException if it cannot be had
   */
  Map<String, LastRound> load();

  /**
   * Keeps a round, unless a later one is kept already.
   *
   * @throws RuntimeException if it is not kept, or nobody can tell
   */
  void keep(LastRound round);
}
