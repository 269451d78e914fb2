package dev.herokumattermost;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.AppWebhook;
import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.Lookup.Known;
import dev.herokumattermost.dyno.Lookup.Unknown;
import dev.herokumattermost.heroku.HerokuApi;
import dev.herokumattermost.heroku.HerokuWebhooks;
import dev.herokumattermost.pass.BoundedParallelism;
import dev.herokumattermost.pass.Deadline;
import dev.herokumattermost.rules.Thresholds;
import dev.herokumattermost.settings.Account;
import dev.herokumattermost.webhook.WebhookPlan;
import dev.herokumattermost.webhook.WebhookStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings the webhooks of one account's apps into the form that they should have. What goes wrong
 * with one app is told for it, and the others go on: running it again does what is left.
 *
 * @param apply whether the steps are taken; otherwise they are only found
 * @param form what a webhook should be; empty if there should be none
 */
record AccountWebhooks(
    HerokuApi heroku,
    WebhookPlan plan,
    boolean apply,
    Optional<HerokuWebhooks.Wanted> form,
    BoundedParallelism parallelism,
    Deadline deadline) {

  /**
   * An app, and what it should have.
   *
   * @param watched whether the account watches it
   */
  record Task(AppName app, boolean watched, WebhookPlan.Wanted wanted) {
    /** For apps that nobody watches no calls are spent that others may need. */
    private int callsKept() {
      return watched ? Thresholds.CALLS_KEPT_FOR_READING : Account.CALLS_PER_HOUR;
    }
  }

  /** How it went with one app. */
  sealed interface Outcome {
    Task task();

    /** Its steps were taken, or would be; none if all was well before. */
    record Planned(Task task, List<WebhookStep> steps) implements Outcome {}

    /**
     * It could not be done.
     *
     * @param steps those before it
     * @param during what could not be done
     * @param forbidden whether the token may not
     */
    record Failed(
        Task task, List<WebhookStep> steps, String during, boolean forbidden, String reason)
        implements Outcome {}

    /** It was not tried. */
    record NotTried(Task task, String reason) implements Outcome {}
  }

  List<Outcome> run(List<Task> tasks) throws InterruptedException {
    return parallelism.map(
        tasks,
        this::outcome,
        (task, failure) ->
            new Outcome.Failed(
                task, List.of(), "it", false, failure.getClass().getSimpleName() + ", unexpected"));
  }

  private Outcome outcome(Task task) {
    if (deadline.isOver()) {
      return new Outcome.NotTried(task, "no time was left");
    }
    if (heroku.callsLeft().orElse(Integer.MAX_VALUE) < task.callsKept()) {
      return new Outcome.NotTried(task, "fewer than " + task.callsKept() + " calls are left");
    }
    return switch (heroku.webhooks().list(task.app(), deadline)) {
      case Known<List<AppWebhook>>(var there) -> taken(task, plan.steps(task.wanted(), there));
      case Unknown<List<AppWebhook>>(var forbidden, var reason) ->
          new Outcome.Failed(task, List.of(), "list", forbidden, reason);
    };
  }

  private Outcome taken(Task task, List<WebhookStep> steps) {
    var done = new ArrayList<WebhookStep>();
    for (WebhookStep step : steps) {
      if (apply && take(step, task.app()) instanceof Unknown<Boolean>(var forbidden, var reason)) {
        return new Outcome.Failed(task, List.copyOf(done), step.toString(), forbidden, reason);
      }
      done.add(step);
    }
    return new Outcome.Planned(task, List.copyOf(done));
  }

  private Lookup<Boolean> take(WebhookStep step, AppName app) {
    HerokuWebhooks webhooks = heroku.webhooks();
    return switch (step) {
      case WebhookStep.Add _ -> webhooks.add(app, form.orElseThrow(), deadline);
      case WebhookStep.Repair(var id, _) -> webhooks.change(app, id, form.orElseThrow(), deadline);
      case WebhookStep.Remove(var id, _) -> webhooks.remove(app, id, deadline);
    };
  }
}
