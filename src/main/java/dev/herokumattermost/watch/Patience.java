package dev.herokumattermost.watch;

import java.time.Duration;

/**
 * How long the watch waits before it believes something; what a rule can set is in {@link Rule}.
 */
final class Patience {
  /**
   * A healthy dyno starts within a minute; Heroku kills a web dyno that does not bind within 60 s.
   */
  static final Duration STARTING = Duration.ofMinutes(3);

  /**
   * While dynos of two releases run side by side, a deploy is rolling and a start may take longer.
   */
  static final Duration STARTING_IN_A_DEPLOY = Duration.ofMinutes(15);

  /** A crash loop passes through `up`, so there `up` has to last before it means anything. */
  static final Duration STEADY_AFTER_A_LOOP = Duration.ofMinutes(5);

  /** Failing again this soon after a recovery is the same trouble. */
  static final Duration REOPENED_WITHIN = Duration.ofMinutes(15);

  /** A crash this soon after its release was made is told together with the release. */
  static final Duration RELEASE_IS_NEAR = Duration.ofMinutes(30);

  /** Dynos of one app that restart within this time of each other were restarted by one hand. */
  static final Duration ONE_MOMENT = Duration.ofSeconds(60);

  /** The log's clock and the API's differ by less than this about the same event. */
  static final Duration SAME_EVENT = Duration.ofSeconds(2);

  /**
   * Heroku cycles a dyno every 24 hours plus up to 216 minutes, chosen at random; a little less
   * where the age can only be counted from when it came up.
   */
  static final Duration CYCLING_FROM = Duration.ofHours(24).minusMinutes(3);

  static final Duration CYCLING_TO = Duration.ofHours(24).plusMinutes(216);

  /** So many failed reads in a row are told. */
  static final int BLIND_READS = 3;

  private Patience() {}
}
