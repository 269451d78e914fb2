package dev.herokumattermost.rules;

import java.time.Duration;

/** Waiting times and counts that no setting changes. What a rule can set is in {@link Rule}. */
public final class Thresholds {
  /**
   * A healthy dyno starts within a minute. Heroku kills a web dyno that does not bind its port
   * within 60 s.
   */
  public static final Duration STARTING = Duration.ofMinutes(3);

  /**
   * While dynos of two releases run side by side, a deploy is rolling, and a start takes longer.
   */
  public static final Duration STARTING_IN_A_DEPLOY = Duration.ofMinutes(15);

  /** A crash loop passes through {@code up}, so {@code up} must last before it means recovery. */
  public static final Duration STEADY_AFTER_A_LOOP = Duration.ofMinutes(5);

  /** A failure this soon after a recovery reopens the incident. */
  public static final Duration REOPENED_WITHIN = Duration.ofMinutes(15);

  /** A post names the release if the crash came this soon after it. */
  public static final Duration RELEASE_IS_NEAR = Duration.ofMinutes(30);

  /** Dynos of one app that restart within this time of each other had one cause. */
  public static final Duration RESTARTED_TOGETHER = Duration.ofSeconds(60);

  /** The clock of the log and that of the API differ by less than this about the same event. */
  public static final Duration SAME_EVENT = Duration.ofSeconds(2);

  /** Until then the log may not have a line yet, though the API shows what it is about. */
  public static final Duration LOG_ARRIVES = Duration.ofSeconds(10);

  /** An error of the platform this long before a crash may have to do with it. */
  public static final Duration ERRORS_BEFORE = Duration.ofMinutes(5);

  /** Heroku looks at a dyno's memory every 20 s, and kills soon after what it then finds. */
  public static final Duration KILLED_WITHIN = Duration.ofSeconds(60);

  /** Heroku gives a process 30 s to stop, and then kills it. */
  public static final Duration STOPPED_WITHIN = Duration.ofSeconds(35);

  /** Heroku ends a release phase after an hour; this leaves a little time to hear of it. */
  public static final Duration RELEASE_PHASE = Duration.ofMinutes(65);

  /** A failed release is no news after this. */
  public static final Duration FAILED_RELEASE_IS_NEWS = Duration.ofHours(24);

  /**
   * Heroku cycles a dyno every 24 hours plus up to 216 minutes, chosen at random. The lower bound
   * is a little less, because the age can sometimes only be counted from when the dyno came up.
   */
  public static final Duration CYCLING_FROM = Duration.ofHours(24).minusMinutes(3);

  public static final Duration CYCLING_TO = Duration.ofHours(24).plusMinutes(216);

  /** Changes that are not urgent may wait this long for a pass that can ask for evidence. */
  public static final Duration CHANGES_CAN_WAIT = Duration.ofMinutes(10);

  /**
   * What is known of an app is kept this long after it is no longer watched and all of it is over.
   * As long as a dead letter, so that one who looks for either finds both.
   */
  public static final Duration KEPT_WHEN_OVER = Duration.ofDays(30);

  /**
   * Where calls are short, an app is still looked at in every pass for so long after a crash or a
   * deploy: a crash loop and a release that fails show themselves within that time.
   */
  public static final Duration UNSETTLED = Duration.ofMinutes(15);

  /** The list of a Private Space that was of no use is tried again after this. */
  public static final Duration SPACE_ASKED_AGAIN = Duration.ofHours(1);

  /** Fewer apps than this, of more that are watched, do not show an outage of the account. */
  public static final int LEAST_OF_AN_OUTAGE = 5;

  /** After so many failed reads in a row, it is reported. */
  public static final int FAILED_READS = 3;

  /** With fewer of the account's calls left, a pass reads dynos and asks for no evidence. */
  public static final int CALLS_KEPT_FOR_READING = 500;

  private Thresholds() {}
}
