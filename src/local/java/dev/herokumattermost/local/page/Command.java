package dev.herokumattermost.local.page;

/**
 * What the page has done: to the simulated services, or to time. In JSON the field {@code kind} has
 * the record's name in kebab case.
 */
public sealed interface Command {
  /** Changes the simulated services. */
  sealed interface OfServices extends Command {}

  /** Changes an app of the simulated Heroku. */
  sealed interface OfApp extends OfServices {
    String app();
  }

  /** Changes one dyno. */
  sealed interface OfDyno extends OfApp {
    String dyno();
  }

  /** Changes how time passes. */
  sealed interface OfTime extends Command {}

  /** The process ends. */
  record Crash(String app, String dyno, int exit, Course course) implements OfDyno {
    public Crash {
      if (exit < 0 || exit > 255) {
        throw new IllegalArgumentException("an exit status is 0 to 255");
      }
    }
  }

  /** What follows a crash. */
  enum Course {
    /** Heroku starts the dyno again. */
    RESTARTS,
    /** The dyno stays down until it is restarted or fixed. */
    STAYS_DOWN,
    /** The process ends again each time that it has come up, until it is fixed. */
    LOOPS
  }

  /** An error that the platform itself finds and logs. */
  record PlatformError(String app, String dyno, Code code) implements OfDyno {
    /** Heroku's codes. */
    public enum Code {
      /** Boot timeout. */
      R10,
      /** More memory than the quota; the process runs on. */
      R14,
      /** Far more memory than the quota; the process is killed. */
      R15
    }
  }

  /** The cause of the crashes is gone; a crashed dyno starts again. */
  record Fix(String app, String dyno) implements OfDyno {}

  /** Somebody restarts a dyno. */
  record Restart(String app, String dyno) implements OfDyno {}

  /** Heroku's daily restart. */
  record Cycle(String app, String dyno) implements OfDyno {}

  /** The process writes a line to its log. */
  record Log(String app, String dyno, String text) implements OfDyno {}

  /** Somebody restarts all dynos. */
  record RestartAll(String app) implements OfApp {}

  /** Somebody deploys. */
  record Deploy(String app) implements OfApp {}

  /** Somebody deploys what crashes soon after each start. */
  record BadDeploy(String app) implements OfApp {}

  /** Somebody goes back to the release before. */
  record RollBack(String app) implements OfApp {}

  /** Somebody scales a process type. */
  record Scale(String app, String type, int dynos) implements OfApp {
    private static final int MOST = 100;

    public Scale {
      if (dynos < 0 || dynos > MOST) {
        throw new IllegalArgumentException("a process type has 0 to " + MOST + " dynos");
      }
    }
  }

  /** Nobody has called for a while: the web dynos sleep. */
  record Sleep(String app) implements OfApp {}

  /** Somebody calls: the web dynos wake up. */
  record Wake(String app) implements OfApp {}

  /** Somebody turns maintenance mode on or off. */
  record Maintenance(String app, boolean on) implements OfApp {}

  /** How Heroku's API answers from now on. */
  record SetHeroku(HerokuCondition condition) implements OfServices {}

  /** How Heroku's API answers. */
  enum HerokuCondition {
    WELL,
    DOWN,
    SLOW,
    TOKEN_REVOKED
  }

  /** How Mattermost answers from now on. */
  record SetMattermost(MattermostCondition condition) implements OfServices {}

  /** How Mattermost answers. */
  enum MattermostCondition {
    WELL,
    DOWN,
    SLOW,
    READ_ONLY
  }

  /**
   * Somebody reacts to a first post.
   *
   * @param notification what the post delivered
   */
  record React(String notification, Emoji emoji) implements OfServices {}

  /** Reactions that the watch reads. */
  enum Emoji {
    EYES,
    MUTE
  }

  /** Time passes so many times as fast as it does outside. */
  record Pace(int times) implements OfTime {
    private static final int MOST = 120;

    public Pace {
      if (times < 1 || times > MOST) {
        throw new IllegalArgumentException("the pace is 1 to " + MOST);
      }
    }
  }

  /** Time stands still. */
  record Pause() implements OfTime {}

  /** Time goes on. */
  record Resume() implements OfTime {}

  /** Time jumps to the next pass, which runs at once. */
  record Step() implements OfTime {}
}
