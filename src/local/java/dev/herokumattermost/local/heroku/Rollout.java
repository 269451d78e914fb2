package dev.herokumattermost.local.heroku;

/** How a release reaches the dynos of an app. */
public enum Rollout {
  /** Every dyno is stopped and replaced at the same time. */
  AT_ONCE,
  /** The old dynos keep running beside the new ones, with the same names, for three minutes. */
  PREBOOT,
  /** One dyno is replaced after the other, as in a Private Space, so two releases run at once. */
  ROLLING
}
