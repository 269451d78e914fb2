package dev.herokumattermost.pass;

import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.incident.Incident;
import dev.herokumattermost.pass.Work.Hint;
import dev.herokumattermost.rules.Rules;
import dev.herokumattermost.rules.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/** What a hint leads to. */
public sealed interface HintDecision {
  /** A pass over the app. */
  record PassNow() implements HintDecision {}

  /** A pass over the app at a later time. */
  record PassAt(Instant at) implements HintDecision {}

  /** Nothing, and no call to Heroku. */
  record Nothing(Reason reason) implements HintDecision {}

  /** Why a hint leads to nothing. */
  enum Reason {
    /** The account does not watch the app. */
    NOT_WATCHED,
    /** The app was read after what the hint is about. */
    READ_SINCE,
    /** The state is none that can begin or end an incident. */
    NO_MATTER,
    /** The account has few calls left, and the next rounds need them. */
    FEW_CALLS_LEFT
  }

  /** Hints at an app within this time lead to one pass. */
  Duration APART = Duration.ofSeconds(5);

  /** After a dyno became steady, by Heroku's clock, for clocks that disagree. */
  Duration AFTERWARDS = Duration.ofSeconds(1);

  /** The exit status of a process that ends by SIGTERM. */
  int STOPPED = 143;

  /** Those through which every healthy dyno goes, or in which it is on purpose. */
  Set<DynoState> HEALTHY =
      Set.of(
          DynoState.UP,
          DynoState.STARTING,
          DynoState.IDLE,
          DynoState.DOWN,
          DynoState.COMPLETE,
          new DynoState("created"),
          new DynoState("provisioning"),
          new DynoState("stopping"));

  /**
   * What is known when a hint is taken.
   *
   * @param state of the app
   * @param hints at the app so far
   * @param round the last one over the app's account; empty if there was none
   */
  record Known(AppState state, AppHints hints, Optional<LastRound> round, Instant now) {

    /** What a hint leads to. */
    public HintDecision after(Hint hint, Rules rules) {
      if (hint.state().equals(DynoState.UP)) {
        return steadyAfter(hint, rules)
            .map(this::at)
            .orElseGet(() -> new Nothing(Reason.NO_MATTER));
      }
      return isHealthy(hint) ? new Nothing(Reason.NO_MATTER) : at(hint.createdAt());
    }

    /** A dyno that ends by itself has an exit status; one that is stopped has that of a signal. */
    private static boolean isHealthy(Hint hint) {
      Integer exit = hint.exitStatus();
      return HEALTHY.contains(hint.state()) && (exit == null || exit == 0 || exit == STOPPED);
    }

    /** When the dyno is steady if it stays up; empty if no incident waits for that. */
    private Optional<Instant> steadyAfter(Hint hint, Rules rules) {
      return state.incidents().stream()
          .filter(Incident::isOpen)
          .map(one -> rules.forProcess(state.app(), one.type()).steadyFor(one.isCrashLoop()))
          .max(Comparator.naturalOrder())
          .map(steadyFor -> hint.createdAt().plus(steadyFor).plus(AFTERWARDS));
    }

    /** A pass that shows how things are at some time, unless there was one. */
    public HintDecision at(Instant wanted) {
      if (wasReadSince(wanted)) {
        return new Nothing(Reason.READ_SINCE);
      }
      if (fewCallsLeft()) {
        return new Nothing(Reason.FEW_CALLS_LEFT);
      }
      Instant last = hints.lookedAt();
      Instant earliest = last == null || last.isAfter(now) ? Instant.MIN : last.plus(APART);
      Instant next = wanted.isAfter(earliest) ? wanted : earliest;
      return next.isAfter(now) ? new PassAt(next) : new PassNow();
    }

    private boolean wasReadSince(Instant wanted) {
      Instant last = hints.lookedAt();
      return (last != null && !last.isBefore(wanted))
          || round.filter(one -> one.hasReadSince(wanted)).isPresent();
    }

    private boolean fewCallsLeft() {
      return round
          .map(LastRound::seen)
          .map(LastRound.Seen::callsLeft)
          .filter(left -> left < Thresholds.CALLS_KEPT_FOR_READING)
          .isPresent();
    }
  }
}
