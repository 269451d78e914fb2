package dev.herokumattermost.pass;

import dev.herokumattermost.dyno.AppName;

/** Where it is kept which hints have come. */
public interface HintStore {

  /**
   * What is kept of an app's hints, as it is now.
   *
   * @throws RuntimeException if it cannot be had
   */
  AppHints load(AppName app);

  /**
   * Saves it in place of the revision that it was made from.
   *
   * @return whether it was saved; otherwise another invocation was first
   * @throws RuntimeException if it was not saved, or nobody can tell
   */
  boolean save(AppHints hints);
}
