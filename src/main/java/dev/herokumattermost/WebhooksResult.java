package dev.herokumattermost;

import dev.herokumattermost.AccountWebhooks.Outcome;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.webhook.WebhookStep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * What became of the webhooks, as the function returns it.
 *
 * @param applied whether the steps were taken; otherwise they would be
 * @param right how many apps needed no step
 * @param steps each with its app
 * @param unseen how many apps, watched by nobody, the token may not ask for webhooks
 * @param problems what was not done, each with its app and what to do
 */
record WebhooksResult(
    boolean ok, boolean applied, int right, List<String> steps, int unseen, List<String> problems) {

  /** Nothing could be begun. */
  static WebhooksResult failed(boolean applied, String problem) {
    return new WebhooksResult(false, applied, 0, List.of(), 0, List.of(problem));
  }

  /** Without the steps, which can be thousands. */
  String summary() {
    return "webhooks applied=%s right=%d steps=%d unseen=%d problems=%s"
        .formatted(applied, right, steps.size(), unseen, problems);
  }

  /** Gathers what became of the accounts. */
  static final class Gathering {
    private final List<String> steps = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<AppName> unseen = new HashSet<>();
    private int right;

    void problem(String problem) {
      problems.add(problem);
    }

    /**
     * Takes in how it went with the apps of an account.
     *
     * @param whose to begin the lines with
     */
    void add(String whose, List<Outcome> outcomes) {
      var notTried = new TreeMap<String, Integer>();
      boolean forbidden = false;
      for (Outcome outcome : outcomes) {
        unseen.remove(outcome.task().app());
        switch (outcome) {
          case Outcome.Planned(var task, var taken) when taken.isEmpty() ->
              right += task.watched() ? 1 : 0;
          case Outcome.Planned(var task, var taken) -> addSteps(whose + task.app(), taken);
          case Outcome.Failed failed when failed.forbidden() && !failed.task().watched() ->
              unseen.add(failed.task().app());
          case Outcome.Failed failed -> {
            addSteps(whose + failed.task().app(), failed.steps());
            problems.add(
                "%s%s: %s: %s"
                    .formatted(whose, failed.task().app(), failed.during(), failed.reason()));
            forbidden |= failed.forbidden();
          }
          case Outcome.NotTried(_, var reason) -> notTried.merge(reason, 1, Integer::sum);
        }
      }
      notTried.forEach(
          (reason, apps) ->
              problems.add(
                  "%s%s not looked at: %s; run it again"
                      .formatted(whose, apps == 1 ? "1 app was" : apps + " apps were", reason)));
      if (forbidden) {
        problems.add(
            whose
                + "the token may not do all of it: give one of scope write for this run, of"
                + " somebody who may change the apps");
      }
    }

    private void addSteps(String app, List<WebhookStep> taken) {
      taken.forEach(step -> steps.add(app + ": " + step));
    }

    WebhooksResult result(boolean applied) {
      return new WebhooksResult(
          problems.isEmpty(),
          applied,
          right,
          List.copyOf(steps),
          unseen.size(),
          List.copyOf(problems));
    }
  }
}
