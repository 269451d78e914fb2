package dev.herokumattermost.local.heroku;

import dev.herokumattermost.local.http.Call;
import dev.herokumattermost.local.http.Reply;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The answers of each address, once a call is authorized. */
final class Endpoints {
  static final String LOGS = "/logs/";

  private record Session(SimulatedApp app, int lines, String dyno, String source) {}

  private final HerokuModel model;
  private final Predicate<SimulatedApp> seen;
  private final SimulatedWebhooks webhooks;
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private volatile int itemsPerPage = 1000;
  private volatile LogForm logForm = LogForm.EVENTS;
  private volatile boolean mayWrite = true;

  /**
   * The answers to one account.
   *
   * @param seen the apps that the account may see
   */
  Endpoints(HerokuModel model, Predicate<SimulatedApp> seen, SimulatedWebhooks webhooks) {
    this.model = model;
    this.seen = seen;
    this.webhooks = webhooks;
  }

  void mayOnlyRead() {
    mayWrite = false;
  }

  void itemsPerPage(int most) {
    itemsPerPage = most;
  }

  void logs(LogForm form) {
    logForm = form;
  }

  Reply answer(Call call) {
    List<String> path = call.segments();
    if (call.method().equals("GET") && path.equals(List.of("account"))) {
      return found(call, HerokuDocuments.account(model.clock().instant()));
    }
    if (call.method().equals("GET") && path.size() > 1) {
      switch (path.getFirst()) {
        case "teams" -> {
          return ofTeam(call, path);
        }
        case "pipelines" -> {
          return ofPipeline(call, path);
        }
        default -> {}
      }
    }
    if (!path.getFirst().equals("apps") || path.size() > 4) {
      return unknown("resource");
    }
    if (path.size() == 1) {
      return list(call, seen(model.apps()), HerokuDocuments::app);
    }
    return model
        .find(path.get(1))
        .filter(seen)
        .map(app -> answer(app, call, path.subList(2, path.size())))
        .orElseGet(() -> unknown("app"));
  }

  private List<SimulatedApp> seen(List<SimulatedApp> apps) {
    return apps.stream().filter(seen).toList();
  }

  /** As https://devcenter.heroku.com/articles/platform-api-reference#team-app-list-by-team says. */
  private Reply ofTeam(Call call, List<String> path) {
    return path.size() == 3 && path.get(2).equals("apps")
        ? model
            .ofTeam(path.get(1))
            .map(this::seen)
            .filter(apps -> !apps.isEmpty())
            .map(apps -> list(call, apps, HerokuDocuments::teamApp))
            .orElseGet(() -> unknown("team"))
        : unknown("resource");
  }

  /**
   * As https://devcenter.heroku.com/articles/platform-api-reference#pipeline-info says; the
   * couplings are found by the pipeline's id alone.
   */
  private Reply ofPipeline(Call call, List<String> path) {
    Optional<List<SimulatedApp>> coupled =
        model.ofPipeline(path.get(1)).map(this::seen).filter(apps -> !apps.isEmpty());
    if (path.size() == 2) {
      return coupled
          .map(apps -> found(call, HerokuDocuments.pipeline(apps.getFirst())))
          .orElseGet(() -> unknown("pipeline"));
    }
    return path.size() == 3 && path.get(2).equals("pipeline-couplings")
        ? coupled
            .filter(apps -> !apps.getFirst().pipeline().equals(path.get(1)))
            .map(apps -> list(call, apps, HerokuDocuments::coupling))
            .orElseGet(() -> unknown("pipeline"))
        : unknown("resource");
  }

  private Reply answer(SimulatedApp app, Call call, List<String> rest) {
    if (rest.isEmpty()) {
      return found(call, HerokuDocuments.app(app));
    }
    if (rest.getFirst().equals("webhooks")) {
      return rest.size() == 1 && call.method().equals("GET")
          ? list(call, webhooks.of(app.name()), one -> HerokuDocuments.webhook(app, one.row()))
          : webhooks.answer(app, call, rest, mayWrite);
    }
    return switch (call.method() + " " + String.join("/", rest)) {
      case "GET dynos" -> list(call, app.dynos(), dyno -> HerokuDocuments.dyno(app, dyno));
      case "GET releases" -> list(call, app.releases(), row -> HerokuDocuments.release(app, row));
      case "GET formation" ->
          list(call, app.formation(), row -> HerokuDocuments.formation(app, row));
      case "POST log-sessions" -> session(app, call);
      default -> unknown("resource");
    };
  }

  private Reply session(SimulatedApp app, Call call) {
    JsonNode wanted = HerokuDocuments.read(call.body());
    String id = model.newId();
    String dyno = wanted.path("dyno").asString(wanted.path("dyno_name").asString(""));
    int lines = wanted.path("lines").asInt(100);
    sessions.put(id, new Session(app, lines, dyno, wanted.path("source").asString("")));
    // A container reaches this machine by another name than the machine itself.
    var address = URI.create("http://" + call.header("Host") + LOGS + id);
    return Reply.json(
        201,
        HerokuDocuments.write(HerokuDocuments.logSession(id, address, model.clock().instant())));
  }

  /** Needs no token: whoever knows the address can read the log. */
  Optional<Reply> log(Call call) {
    LogForm form = logForm;
    return Optional.ofNullable(sessions.get(call.path().substring(LOGS.length())))
        .map(session -> session.app().log(session.lines(), session.dyno(), session.source()))
        .map(
            lines ->
                form.reply(200, lines.stream().map(form::shown).collect(Collectors.joining())));
  }

  private <T> Reply list(Call call, List<T> rows, Function<T, ObjectNode> json) {
    Page page;
    try {
      page = Page.of(rows.stream().map(json).toList(), call.header("Range"), itemsPerPage);
    } catch (IllegalArgumentException wrong) {
      return error(416, "requested_range_not_satisfiable", "The range is not valid.");
    }
    Reply whole = found(call, HerokuDocuments.list(page.items()));
    return page.next().isEmpty() || whole.status() != 200
        ? whole
        : new Reply(206, whole.headers(), whole.body(), whole.ending())
            .with("Next-Range", page.next())
            .with("Content-Range", page.contentRange());
  }

  private static Reply found(Call call, JsonNode document) {
    String body = HerokuDocuments.write(document);
    String tag = "\"%08x\"".formatted(body.hashCode());
    boolean known = call.header("If-None-Match").equals(tag);
    return Reply.json(known ? 304 : 200, known ? "" : body).with("ETag", tag);
  }

  private static Reply unknown(String what) {
    return error(404, "not_found", "Couldn't find that " + what + ".");
  }

  static Reply error(int status, String id, String message) {
    return Reply.json(status, HerokuDocuments.error(id, message));
  }
}
