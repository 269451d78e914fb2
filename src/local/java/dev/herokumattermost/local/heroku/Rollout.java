package dev.herokumattermost.local.heroku;

/** How a release reaches the dynos of an app. */
public enum Rollout {
  /** Every dyno is stopped and started anew. */
  AT_ONCE,
  /** The old dynos run on beside the new ones, under the same names, for three minutes. */
  PREBOOT,
  /** One dyno after the other, as in a Private Space: meanwhile two releases run side by side. */
  ROLLING
}
