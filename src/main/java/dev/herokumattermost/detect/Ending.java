package dev.herokumattermost.detect;

/** When in its life a process ended. */
enum Ending {
  WHILE_STARTING,
  AFTER_IT_WAS_UP,
  /** Heroku told it to stop, therefore what it wrote last explains nothing. */
  TOLD_TO_STOP,
  /** It runs and has not come up, or was never started. */
  NOT_ENDED
}
