package dev.herokumattermost.watch;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a notice tells, as facts; the words are chosen when it is delivered. */
public sealed interface News {

  /**
   * Dynos of one process type fail.
   *
   * @param opens whether this begins the thread; otherwise more dynos fail in a known incident
   * @param reopened whether the trouble is back soon after a recovery
   * @param firstSight whether the dynos already failed when the watch began
   * @param looping whether it is a crash loop already
   * @param maintenance whether the app is in maintenance mode
   * @param total how many dynos of the type there are
   * @param failing how many of them fail now, those told before included
   * @param dynos the newly failing ones
   * @param release the one they run, if it was made shortly before; null otherwise
   */
  record Failed(
      ProcessType type,
      boolean opens,
      boolean reopened,
      boolean firstSight,
      boolean looping,
      boolean maintenance,
      int total,
      int failing,
      List<Ailment> dynos,
      @Nullable Release release)
      implements News {
    public Failed {
      dynos = List.copyOf(dynos);
    }

    /** The same dynos, with other words about them. */
    Failed withDynos(List<Ailment> sameDynos) {
      return new Failed(
          type,
          opens,
          reopened,
          firstSight,
          looping,
          maintenance,
          total,
          failing,
          sameDynos,
          release);
    }

    Failed withDynos(List<Ailment> allDynos, boolean loops) {
      return new Failed(
          type,
          opens,
          reopened,
          firstSight,
          loops,
          maintenance,
          total,
          allDynos.size(),
          allDynos,
          release);
    }
  }

  /**
   * A dyno crashes again and again.
   *
   * @param where the dyno, or on Fir the process type
   * @param crashes so many since {@code since}
   * @param latest the crash that made it a loop
   */
  record Looping(
      ProcessType type,
      String where,
      int crashes,
      Instant since,
      Ailment latest,
      @Nullable Release release)
      implements News {
    Looping withLatest(Ailment other) {
      return new Looping(type, where, crashes, since, other, release);
    }
  }

  /**
   * Dynos are steadily up again.
   *
   * @param dynos those that are
   * @param since when the trouble began
   * @param until when the last of them came up
   * @param crashes counted in the incident
   * @param left how many still fail; the incident ends with zero
   * @param remedy what ended it
   */
  record Recovered(
      ProcessType type,
      List<String> dynos,
      Instant since,
      Instant until,
      int crashes,
      int left,
      Remedy remedy)
      implements News {
    public Recovered {
      dynos = List.copyOf(dynos);
    }
  }

  /** The trouble is over without a recovery: the dynos left, or nobody watches them any more. */
  record Closed(ProcessType type, List<String> dynos, Ending why, Instant since) implements News {
    public Closed {
      dynos = List.copyOf(dynos);
    }
  }

  /** Dynos still fail and nobody has said that they know. */
  record Reminder(ProcessType type, List<Patient> patients, Instant since, int crashes)
      implements News {
    public Reminder {
      patients = List.copyOf(patients);
    }
  }

  /** A failure that could not be told until it was over. */
  record Over(Failed failure, Recovered recovery) implements News {}

  /**
   * Apps cannot be seen.
   *
   * @param apps empty if the notice belongs to one app, whose name the thread has
   * @param detail for people: status, error id, request id
   */
  record SightLost(Reading.Cause cause, String detail, Instant since, List<AppName> apps)
      implements News {
    public SightLost {
      apps = List.copyOf(apps);
    }
  }

  /** What could not be seen can be seen again. */
  record SightRestored(Instant since, Instant until) implements News {}

  /** A question that explains restarts is not allowed to this token. Told once. */
  record RightMissing(String what, String detail) implements News {}

  /** Why an incident ended without a recovery. */
  enum Ending {
    SCALED_AWAY,
    IDLE,
    RESIZED,
    UNWATCHED
  }
}
