package dev.herokumattermost.pass;

import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Comparison;
import dev.herokumattermost.watch.Evidence;
import dev.herokumattermost.watch.Lookup;
import dev.herokumattermost.watch.Needs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Gathers the evidence that findings ask for, within the limits of good manners. */
final class Inquiry {
  /** Below so many calls left, they are for reading dynos alone. */
  static final int FLOOR = 500;

  static final int MOST_LOGS = 10;
  private static final Duration PER_QUESTION = Duration.ofSeconds(3);

  private final Heroku heroku;
  private final Fan fan;
  private final Deadline deadline;

  Inquiry(Heroku heroku, Fan fan, Deadline deadline) {
    this.heroku = heroku;
    this.fan = fan;
    this.deadline = deadline;
  }

  /**
   * Asks about each app that has something to ask.
   *
   * @return the evidence by app; empty for an app whose findings can wait for a pass that may ask
   */
  Map<AppName, Optional<Evidence>> about(Map<AppName, Comparison> comparisons)
      throws InterruptedException {
    var questions =
        comparisons.entrySet().stream()
            .map(entry -> new Question(entry.getKey(), entry.getValue(), needs(entry.getValue())))
            .sorted(Comparator.comparing(question -> !question.needs().urgent()))
            .toList();
    boolean frugal = heroku.callsLeft().orElse(Integer.MAX_VALUE) < FLOOR;
    var answers = new HashMap<AppName, Optional<Evidence>>();
    var asked = new ArrayList<Question>();
    int logs = 0;
    for (Question question : questions) {
      boolean log = question.needs().log() && !frugal && logs < MOST_LOGS;
      if (question.needs().nothing()) {
        answers.put(question.app(), Optional.of(Evidence.NONE));
      } else if (question.needs().log() && !log && question.comparison().canWait()) {
        answers.put(question.app(), Optional.empty());
      } else if (frugal) {
        answers.put(question.app(), Optional.of(Evidence.NONE));
      } else {
        asked.add(question.withLog(log));
        logs += log ? 1 : 0;
      }
    }
    List<Evidence> evidence = fan.map(asked, this::ask);
    for (int i = 0; i < asked.size(); i++) {
      answers.put(asked.get(i).app(), Optional.of(evidence.get(i)));
    }
    return answers;
  }

  private static Needs needs(Comparison comparison) {
    return Needs.of(comparison.findings());
  }

  private Evidence ask(Question question) {
    Needs needs = question.needs();
    return new Evidence(
        ask(needs.releases(), question.app(), heroku::releases),
        ask(needs.log(), question.app(), heroku::log),
        ask(needs.formation(), question.app(), heroku::formation),
        ask(needs.maintenance(), question.app(), heroku::maintenance));
  }

  private <T> Lookup<T> ask(
      boolean needed, AppName app, BiFunction<AppName, Duration, Lookup<T>> question) {
    Duration left = deadline.leftToAsk();
    return needed && left.isPositive()
        ? question.apply(app, left.compareTo(PER_QUESTION) < 0 ? left : PER_QUESTION)
        : Evidence.notAsked();
  }

  private record Question(AppName app, Comparison comparison, Needs needs) {
    Question withLog(boolean log) {
      return new Question(app, comparison, needs.withLog(log));
    }
  }
}
