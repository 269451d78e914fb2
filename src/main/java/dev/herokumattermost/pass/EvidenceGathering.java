package dev.herokumattermost.pass;

import dev.herokumattermost.detect.Comparison;
import dev.herokumattermost.detect.Evidence;
import dev.herokumattermost.detect.NeededEvidence;
import dev.herokumattermost.detect.NeededEvidence.Kind;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.pass.AppFailure.Stage;
import dev.herokumattermost.rules.Thresholds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Asks Heroku for the evidence that changes need, within the account's limits. */
final class EvidenceGathering {
  static final int MOST_LOGS = 10;
  private static final Duration PER_CALL = Duration.ofSeconds(3);

  private final Heroku heroku;
  private final Deadline deadline;
  private final AppFailures failures;
  private final int mostCalls;

  /**
   * @param mostCalls how many calls the evidence about all apps may take
   */
  EvidenceGathering(Heroku heroku, Deadline deadline, AppFailures failures, int mostCalls) {
    this.heroku = heroku;
    this.deadline = deadline;
    this.failures = failures;
    this.mostCalls = mostCalls;
  }

  /**
   * Asks about each app whose changes need it. Urgent changes come first when logs or calls are
   * short, and then those that cannot wait.
   *
   * @return the evidence by app; empty for an app whose changes wait for a pass that can ask
   */
  Map<AppName, Optional<Evidence>> about(
      Map<AppName, Comparison> comparisons, BoundedParallelism parallel)
      throws InterruptedException {
    List<Question> questions =
        comparisons.entrySet().stream()
            .map(one -> Question.of(one.getKey(), one.getValue()))
            .sorted(
                Comparator.comparing((Question question) -> !question.needs().urgent())
                    .thenComparing(Question::canWait))
            .toList();
    boolean saving =
        heroku.callsLeft().orElse(Integer.MAX_VALUE) < Thresholds.CALLS_KEPT_FOR_READING;
    var answers = new HashMap<AppName, Optional<Evidence>>();
    var asked = new ArrayList<Question>();
    int logs = 0;
    int calls = mostCalls;
    for (Question question : questions) {
      NeededEvidence needs = question.needs();
      boolean wantsLog = needs.includes(Kind.LOG);
      boolean affordable = needs.kinds().size() <= calls;
      boolean log = wantsLog && !saving && logs < MOST_LOGS && affordable;
      if (needs.isNothing()) {
        answers.put(question.app(), Optional.of(Evidence.NONE));
      } else if (wantsLog && !log && question.canWait()) {
        answers.put(question.app(), Optional.empty());
      } else if (saving) {
        answers.put(question.app(), Optional.of(Evidence.NONE));
      } else {
        Question affordably = log ? question : question.withoutLog();
        if (affordably.needs().kinds().size() <= calls) {
          asked.add(affordably);
          calls -= affordably.needs().kinds().size();
          logs += log ? 1 : 0;
        } else {
          answers.put(
              question.app(), question.lasts() ? Optional.empty() : Optional.of(Evidence.NONE));
        }
      }
    }
    // Without evidence an alert lacks its reason; without an alert nobody knows of the failure.
    List<Evidence> evidence =
        parallel.map(
            asked,
            one -> about(one.app(), one.needs()),
            (one, failure) -> {
              failures.add(one.app(), Stage.GATHER_EVIDENCE, failure);
              return Evidence.NONE;
            });
    for (int i = 0; i < asked.size(); i++) {
      answers.put(asked.get(i).app(), Optional.of(evidence.get(i)));
    }
    return answers;
  }

  private record Question(AppName app, NeededEvidence needs, Comparison comparison) {
    static Question of(AppName app, Comparison comparison) {
      return new Question(app, NeededEvidence.of(comparison.changes()), comparison);
    }

    Question withoutLog() {
      return new Question(app, needs.withoutLog(), comparison);
    }

    boolean canWait() {
      return comparison.canWait();
    }

    /** Whether the next reading shows the same, so that nothing is missed by asking then. */
    boolean lasts() {
      return comparison.lasts();
    }
  }

  private Evidence about(AppName app, NeededEvidence needs) {
    return new Evidence(
        ask(needs.includes(Kind.RELEASES), app, heroku::releases),
        ask(needs.includes(Kind.LOG), app, heroku::log),
        ask(needs.includes(Kind.FORMATION), app, heroku::formation),
        ask(needs.includes(Kind.MAINTENANCE), app, heroku::maintenance),
        List.of());
  }

  private <T> Lookup<T> ask(
      boolean needed, AppName app, BiFunction<AppName, Deadline, Lookup<T>> question) {
    return needed && !deadline.isOver()
        ? question.apply(app, deadline.atMost(PER_CALL))
        : Evidence.notAsked();
  }
}
