package dev.herokumattermost;

import dev.herokumattermost.AccountWebhooks.Outcome;
import dev.herokumattermost.AccountWebhooks.Task;
import dev.herokumattermost.Action.Webhooks.Purpose;
import dev.herokumattermost.discovery.AllWatched;
import dev.herokumattermost.discovery.KnownApps;
import dev.herokumattermost.discovery.ListAnswer;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.ListedApp;
import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.heroku.HerokuApi;
import dev.herokumattermost.heroku.HerokuWebhooks;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.http.Trust;
import dev.herokumattermost.pass.BoundedParallelism;
import dev.herokumattermost.pass.Deadline;
import dev.herokumattermost.redact.Redaction;
import dev.herokumattermost.rules.AppList;
import dev.herokumattermost.secrets.SecretUnavailable;
import dev.herokumattermost.secrets.Secrets;
import dev.herokumattermost.settings.Account;
import dev.herokumattermost.settings.HintAccess;
import dev.herokumattermost.settings.Settings;
import dev.herokumattermost.settings.Variable;
import dev.herokumattermost.settings.WatchFile;
import dev.herokumattermost.webhook.WebhookPlan;
import dev.herokumattermost.webhook.WebhookSecrets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Adds, repairs and removes the webhooks of all accounts' apps at Heroku, or says what it would do.
 *
 * @param known what is known of an account's apps; empty before its first round
 */
record WebhooksAction(
    Settings settings,
    WatchFile.Content file,
    Secrets secrets,
    InstantSource clock,
    Function<Account, Optional<KnownApps>> known) {

  WebhooksResult run(Action.Webhooks action, Duration time) throws InterruptedException {
    Optional<HintAccess> hints = settings.hints();
    if (hints.isEmpty()) {
      return WebhooksResult.failed(
          action.apply(), "webhooks are switched off: deploy with Webhooks=yes first");
    }
    if (!namesAccounts(action.keys())) {
      return WebhooksResult.failed(
          action.apply(),
          "the tokens are not given by account: send \"keys\" with the names of accounts, which are "
              + file.accounts().stream().map(Account::name).toList());
    }
    try {
      var run = new Run(action, hints.get(), secret(action, hints.get()), Deadline.in(time, clock));
      return run.result();
    } catch (SecretUnavailable unavailable) {
      return WebhooksResult.failed(action.apply(), String.valueOf(unavailable.getMessage()));
    }
  }

  /** A token that is given for nobody in particular is for the only account. */
  private boolean namesAccounts(RunKeys keys) {
    Set<String> names = new HashSet<>();
    file.accounts().forEach(account -> names.add(account.name()));
    return names.containsAll(keys.byAccount().keySet())
        && (keys.single() == null || names.size() == 1);
  }

  /** Nothing is signed where nothing is to be left. */
  private Optional<Secret> secret(Action.Webhooks action, HintAccess hints)
      throws SecretUnavailable {
    return action.purpose() == Purpose.REMOVE
        ? Optional.empty()
        : Optional.of(
            WebhookSecrets.newest(secrets.resolve(Variable.WEBHOOK_SECRET, hints.secret())));
  }

  /** One run over all accounts. */
  private final class Run {
    private final Action.Webhooks action;
    private final HintAccess hints;
    private final Optional<Secret> secret;
    private final Deadline deadline;
    private final WebhooksResult.Gathering gathering = new WebhooksResult.Gathering();
    private final Map<Account, Set<AppName>> watched = new HashMap<>();
    private AllWatched all = AllWatched.NONE;

    /** The apps that a token of this run was asked about. */
    private final Set<AppName> taken = new HashSet<>();

    Run(Action.Webhooks action, HintAccess hints, Optional<Secret> secret, Deadline deadline) {
      this.action = action;
      this.hints = hints;
      this.secret = secret;
      this.deadline = deadline;
    }

    WebhooksResult result() throws InterruptedException {
      file.accounts().forEach(this::findWatched);
      for (Account account : file.accounts()) {
        run(account);
      }
      return gathering.result(action.apply());
    }

    private void findWatched(Account account) {
      if (!file.mustDiscover(account)) {
        watched.put(account, account.selection().names());
        all = all.and(account.selection());
        return;
      }
      Optional<KnownApps> apps = known.apply(account);
      all = all.and(account.selection(), apps);
      watched.put(
          account, apps.<Set<AppName>>map(it -> it.watched(account.selection())).orElse(Set.of()));
      if (apps.isEmpty() && action.purpose() != Purpose.REMOVE) {
        gathering.problem(
            whose(account) + "its apps are not known yet: let a pass look for them first");
      }
    }

    private void run(Account account) throws InterruptedException {
      Optional<Secret> given = action.keys().of(account.name());
      if (given.isEmpty() && action.apply()) {
        gathering.problem(
            "account "
                + account.name()
                + ": no token was given for this run, so nothing was done: send \"key\", or"
                + " \"keys\" by account");
        return;
      }
      try (var http = new Http(Wiring.CONNECT, settings.proxy(), Trust.publicAuthorities())) {
        secret.ifPresent(http::hide);
        Secret token =
            given.isPresent()
                ? given.get()
                : secrets.resolve(Variable.HEROKU_API_KEY, account.key());
        var heroku =
            new HerokuApi(http, settings.herokuApi().uri(), token, Redaction.DEFAULT, clock);
        run(account, heroku);
        if (given.isEmpty() && http.wasUnauthorized()) {
          secrets.expire();
        }
      } catch (SecretUnavailable unavailable) {
        gathering.problem(whose(account) + unavailable.getMessage());
      }
    }

    private void run(Account account, HerokuApi heroku) throws InterruptedException {
      ListAnswer listed = heroku.lists().list(new AppList.Everything(), deadline);
      if (listed instanceof ListAnswer.Failed(var cause, var detail)) {
        if (cause == Cause.UNAUTHORIZED) {
          gathering.problem(
              whose(account) + "Heroku does not take the token (" + detail + "): make a new one");
          return;
        }
        gathering.problem(
            whose(account) + "apps that nobody watches were not looked for: " + detail);
      }
      String url = hints.addressOf(account.name()).orElseThrow();
      List<Task> tasks = new ArrayList<>(watchedBy(account, url));
      if (listed instanceof ListAnswer.Listed(var apps)) {
        tasks.addAll(nobodys(apps));
      }
      List<Outcome> outcomes =
          new AccountWebhooks(
                  heroku,
                  new WebhookPlan(hints.door().orElseThrow()),
                  action.apply(),
                  secret.map(signing -> form(url, signing)),
                  new BoundedParallelism(settings.readConcurrency()),
                  deadline)
              .run(tasks);
      gathering.add(whose(account), outcomes);
      // The token of another account may do more with an app that both see.
      outcomes.stream()
          .filter(outcome -> !(outcome instanceof Outcome.Planned) && !outcome.task().watched())
          .forEach(outcome -> taken.remove(outcome.task().app()));
    }

    private List<Task> watchedBy(Account account, String url) {
      return watched.getOrDefault(account, Set.of()).stream()
          .sorted()
          .filter(taken::add)
          .map(app -> new Task(app, true, wanted(url)))
          .toList();
    }

    private List<Task> nobodys(List<ListedApp> apps) {
      return apps.stream()
          .filter(app -> action.purpose() == Purpose.REMOVE || all.leaveOut(app))
          .map(ListedApp::name)
          .sorted()
          .filter(taken::add)
          .map(app -> new Task(app, false, unwatched()))
          .toList();
    }

    private WebhookPlan.Wanted wanted(String url) {
      return switch (action.purpose()) {
        case SET_UP -> new WebhookPlan.One(url, WebhookPlan.SecretOfIt.LEFT);
        case RENEW_SECRET -> new WebhookPlan.One(url, WebhookPlan.SecretOfIt.RENEWED);
        case REMOVE -> new WebhookPlan.None("all are to go");
      };
    }

    private WebhookPlan.Wanted unwatched() {
      return new WebhookPlan.None(
          action.purpose() == Purpose.REMOVE ? "all are to go" : "not watched");
    }

    private static HerokuWebhooks.Wanted form(String url, Secret signing) {
      return new HerokuWebhooks.Wanted(
          url, List.of(WebhookPlan.INCLUDE), WebhookPlan.LEVEL, signing);
    }

    private String whose(Account account) {
      return file.accounts().size() == 1 ? "" : "account " + account.name() + ", ";
    }
  }
}
