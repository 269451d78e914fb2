package dev.herokumattermost.heroku;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.AppWebhook;
import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.Lookup.Known;
import dev.herokumattermost.heroku.ApiAnswer.Unusable;
import dev.herokumattermost.heroku.ApiAnswer.Usable;
import dev.herokumattermost.http.Exchange;
import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.pass.Deadline;
import java.time.Duration;
import java.util.List;

/**
 * The <a href="https://devcenter.heroku.com/articles/app-webhooks-schema">webhooks of apps</a>.
 * What writes needs a token that may, and is asked for once: whoever does not know whether it was
 * done looks at the list again.
 */
public final class HerokuWebhooks {
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final int NOT_FOUND = 404;

  private final Calls calls;

  HerokuWebhooks(Calls calls) {
    this.calls = calls;
  }

  /**
   * What a webhook should be.
   *
   * @param secret what Heroku signs it with
   */
  public record Wanted(String url, List<String> include, String level, Secret secret) {
    private String document() {
      return Json.SNAKE_CASE.write(new HerokuJson.NewWebhook(include, level, secret.reveal(), url));
    }
  }

  /** Every webhook of an app, those of others too. */
  public Lookup<List<AppWebhook>> list(AppName app, Deadline deadline) {
    ApiAnswer<AppWebhook[]> answer =
        calls.get(
            path(app),
            "",
            deadline.atMost(LONGEST),
            exchange -> ApiAnswer.of(exchange, AppWebhook[].class));
    return switch (answer) {
      case Usable<AppWebhook[]>(var webhooks) -> new Known<>(List.of(webhooks));
      case Unusable<AppWebhook[]>(var failure) -> failure.unknown();
    };
  }

  /** True if it was added, else the reason. */
  public Lookup<Boolean> add(AppName app, Wanted wanted, Deadline deadline) {
    return write("POST", path(app), wanted.document(), deadline);
  }

  /** True if it was changed, else the reason. */
  public Lookup<Boolean> change(AppName app, String id, Wanted wanted, Deadline deadline) {
    return write("PATCH", path(app, id), wanted.document(), deadline);
  }

  /** True if it is gone, whoever removed it, else the reason. */
  public Lookup<Boolean> remove(AppName app, String id, Deadline deadline) {
    return calls.write(
        "DELETE",
        path(app, id),
        "",
        deadline.atMost(LONGEST),
        exchange ->
            exchange instanceof Answer answer && answer.status() == NOT_FOUND
                ? new Known<>(true)
                : done(exchange));
  }

  private Lookup<Boolean> write(String method, String path, String document, Deadline deadline) {
    return calls.write(method, path, document, deadline.atMost(LONGEST), HerokuWebhooks::done);
  }

  private static Lookup<Boolean> done(Exchange exchange) {
    return exchange instanceof Answer answer && answer.status() / 100 == 2
        ? new Known<>(true)
        : CallFailure.of(exchange).unknown();
  }

  private static String path(AppName app) {
    return "/apps/" + Calls.segment(app.value()) + "/webhooks";
  }

  private static String path(AppName app, String id) {
    return path(app) + "/" + Calls.segment(id);
  }
}
