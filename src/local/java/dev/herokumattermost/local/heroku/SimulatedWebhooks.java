package dev.herokumattermost.local.heroku;

import dev.herokumattermost.local.http.Call;
import dev.herokumattermost.local.http.Reply;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which webhooks the apps have, as <a
 * href="https://devcenter.heroku.com/articles/app-webhooks-schema">Heroku's reference</a> says. An
 * app may have several that go to the same place. Safe for use by many threads.
 */
public final class SimulatedWebhooks {
  /** The entities of https://devcenter.heroku.com/articles/app-webhooks. */
  private static final Pattern ENTITY =
      Pattern.compile(
          "dyno|api:(addon|addon-attachment|app|build|collaborator|domain|dyno|formation|release|sni-endpoint)");

  private final HerokuModel model;
  private final InstantSource clock;
  private final List<Subscription> subscriptions = new ArrayList<>();

  SimulatedWebhooks(HerokuModel model) {
    this.model = model;
    this.clock = model.clock();
  }

  /**
   * A webhook of an app.
   *
   * @param app the app's id, which stays when it gets another name
   * @param form what a call has made of it
   * @param row what Heroku shows of it
   */
  public record Subscription(String app, Form form, WebhookRow row) {
    public String id() {
      return row.id();
    }
  }

  /**
   * What a call can set of a webhook.
   *
   * @param secret Heroku makes one up if a call gives none
   */
  public record Form(List<String> include, String level, String url, String secret) {
    public Form {
      include = List.copyOf(include);
    }
  }

  /** Adds one, as somebody else would. */
  public synchronized Subscription add(String app, Form form) {
    var now = clock.instant();
    String id = model.app(app).id();
    var row = new WebhookRow(model.newId(), form.include(), form.level(), form.url(), now, now);
    var added = new Subscription(id, form, row);
    subscriptions.add(added);
    return added;
  }

  /** The webhooks of an app by its name, the oldest first. */
  public synchronized List<Subscription> of(String app) {
    String id = model.app(app).id();
    return subscriptions.stream().filter(one -> one.app().equals(id)).toList();
  }

  /**
   * Answers what is not a list.
   *
   * @param rest the path behind the app
   * @param mayWrite whether the token has a scope that may
   */
  synchronized Reply answer(SimulatedApp app, Call call, List<String> rest, boolean mayWrite) {
    Optional<Subscription> one =
        rest.size() == 2
            ? of(app.name()).stream().filter(it -> it.id().equals(rest.get(1))).findFirst()
            : Optional.empty();
    boolean creates = call.method().equals("POST") && rest.size() == 1;
    if (one.isEmpty() && !creates) {
      return Endpoints.error(404, "not_found", "Couldn't find that webhook.");
    }
    if (call.method().equals("GET")) {
      return shown(200, app, one.orElseThrow());
    }
    // As https://devcenter.heroku.com/articles/oauth#scopes says of the scope read.
    if (!mayWrite) {
      return Endpoints.error(403, "forbidden", "You do not have access to this resource.");
    }
    return switch (call.method()) {
      case "POST" -> create(app, call);
      case "PATCH" -> change(app, one.orElseThrow(), call);
      case "DELETE" -> {
        subscriptions.remove(one.orElseThrow());
        yield shown(200, app, one.orElseThrow());
      }
      default -> Endpoints.error(404, "not_found", "Couldn't find that resource.");
    };
  }

  /** The official command line reads the secret from the header, the only place that has it. */
  private Reply create(SimulatedApp app, Call call) {
    JsonNode wanted = HerokuDocuments.read(call.body());
    var form =
        new Form(
            entities(wanted),
            wanted.path("level").asString(""),
            wanted.path("url").asString(""),
            wanted.path("secret").asString("made-up-" + model.newId()));
    if (isWrong(form)) {
      return invalid();
    }
    Subscription added = add(app.name(), form);
    return shown(201, app, added).with("Heroku-Webhook-Secret", form.secret());
  }

  /** What a call does not set stays as it is. */
  private Reply change(SimulatedApp app, Subscription was, Call call) {
    JsonNode wanted = HerokuDocuments.read(call.body());
    var form =
        new Form(
            wanted.has("include") ? entities(wanted) : was.form().include(),
            wanted.path("level").asString(was.form().level()),
            wanted.path("url").asString(was.form().url()),
            wanted.path("secret").asString(was.form().secret()));
    if (isWrong(form)) {
      return invalid();
    }
    var row =
        new WebhookRow(
            was.id(),
            form.include(),
            form.level(),
            form.url(),
            was.row().createdAt(),
            clock.instant());
    var changed = new Subscription(was.app(), form, row);
    subscriptions.set(subscriptions.indexOf(was), changed);
    return shown(200, app, changed);
  }

  private static List<String> entities(JsonNode wanted) {
    return StreamSupport.stream(wanted.path("include").spliterator(), false)
        .map(entity -> entity.asString(""))
        .toList();
  }

  private static boolean isWrong(Form form) {
    return form.include().isEmpty()
        || !form.include().stream().allMatch(entity -> ENTITY.matcher(entity).matches())
        || !form.level().matches("notify|sync")
        || !form.url().matches("https?://\\S+");
  }

  private static Reply invalid() {
    return Endpoints.error(422, "invalid_params", "A parameter of the webhook is not valid.");
  }

  private static Reply shown(int status, SimulatedApp app, Subscription webhook) {
    ObjectNode document = HerokuDocuments.webhook(app, webhook.row());
    return Reply.json(status, HerokuDocuments.write(document));
  }
}
