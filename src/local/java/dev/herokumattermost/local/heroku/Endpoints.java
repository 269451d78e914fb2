package dev.herokumattermost.local.heroku;

import com.fasterxml.jackson.databind.JsonNode;
import dev.herokumattermost.local.heroku.LoopbackServer.Delivery;
import dev.herokumattermost.local.heroku.LoopbackServer.Reply;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What each address answers, once the caller may ask. */
final class Endpoints {
  static final String LOGS = "/logs/";
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  private record Session(SimulatedApp app, int lines, String dyno, String source) {}

  private final HerokuModel model;
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private volatile int itemsPerPage = 1000;
  private volatile LogForm logForm = LogForm.EVENTS;

  Endpoints(HerokuModel model) {
    this.model = model;
  }

  void itemsPerPage(int most) {
    itemsPerPage = most;
  }

  void logs(LogForm form) {
    logForm = form;
  }

  Reply answer(Call call) {
    List<String> path =
        Arrays.stream(call.path().substring(1).split("/"))
            .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
            .toList();
    if (call.method().equals("GET") && path.equals(List.of("account"))) {
      return found(call, HerokuJson.account(model.clock().instant()));
    }
    if (!path.getFirst().equals("apps") || path.size() > 4) {
      return unknown("resource");
    }
    if (path.size() == 1) {
      return list(call, model.apps(), HerokuJson::app);
    }
    return model
        .find(path.get(1))
        .map(app -> about(app, call, path.subList(2, path.size())))
        .orElseGet(() -> unknown("app"));
  }

  private Reply about(SimulatedApp app, Call call, List<String> rest) {
    if (rest.isEmpty()) {
      return found(call, HerokuJson.app(app));
    }
    return switch (call.method() + " " + String.join("/", rest)) {
      case "GET dynos" -> list(call, app.dynos(), dyno -> HerokuJson.dyno(app, dyno));
      case "GET releases" -> list(call, app.releases(), row -> HerokuJson.release(app, row));
      case "GET formation" -> list(call, app.formation(), row -> HerokuJson.formation(app, row));
      case "POST log-sessions" -> session(app, call);
      default -> unknown("resource");
    };
  }

  private Reply session(SimulatedApp app, Call call) {
    JsonNode wish = HerokuJson.read(call.body());
    String id = model.newId();
    String dyno = wish.path("dyno").asText(wish.path("dyno_name").asText(""));
    sessions.put(
        id, new Session(app, wish.path("lines").asInt(100), dyno, wish.path("source").asText("")));
    // By the name that the caller reached us by, which from a container is another than ours.
    URI address =
        URI.create(
            "http://%s%s%s?srv=%d"
                .formatted(
                    call.header("Host"), LOGS, id, model.clock().instant().getEpochSecond()));
    String body = HerokuJson.write(HerokuJson.logSession(id, address, model.clock().instant()));
    return new Reply(201, JSON, body, Delivery.WHOLE);
  }

  /** Whoever knows the address may read, so a token here would be a token given away. */
  Reply log(Call call) {
    LogForm form = logForm;
    return Optional.ofNullable(sessions.get(call.path().substring(LOGS.length())))
        .map(
            session ->
                session.app().log(session.lines(), session.dyno(), session.source()).stream()
                    .map(form::shown)
                    .collect(Collectors.joining()))
        .map(text -> new Reply(200, form.headers(), text, form.delivery()))
        .orElseGet(() -> new Reply(404, form.headers(), "No such session", Delivery.WHOLE));
  }

  private <T> Reply list(Call call, List<T> rows, Function<T, Map<String, @Nullable Object>> json) {
    Page page;
    try {
      page = Page.of(rows.stream().map(json).toList(), call.header("Range"), itemsPerPage);
    } catch (IllegalArgumentException wrong) {
      return error(416, "requested_range_not_satisfiable", "The range is not valid.");
    }
    Reply whole = found(call, page.items());
    if (page.next().isEmpty() || whole.status() != 200) {
      return whole;
    }
    var headers = new LinkedHashMap<>(whole.headers());
    headers.put("Next-Range", page.next());
    headers.put(
        "Content-Range",
        page.field()
            + " "
            + page.items().getFirst().get(page.field())
            + ".."
            + page.items().getLast().get(page.field()));
    return new Reply(206, headers, whole.body(), Delivery.WHOLE);
  }

  private static Reply found(Call call, Object document) {
    String body = HerokuJson.write(document);
    var headers = new LinkedHashMap<>(JSON);
    String tag = "\"%08x\"".formatted(body.hashCode());
    headers.put("ETag", tag);
    return call.header("If-None-Match").equals(tag)
        ? new Reply(304, headers, "", Delivery.WHOLE)
        : new Reply(200, headers, body, Delivery.WHOLE);
  }

  private static Reply unknown(String what) {
    return error(404, "not_found", "Couldn't find that " + what + ".");
  }

  static Reply error(int status, String id, String message) {
    return new Reply(
        status, JSON, HerokuJson.write(Map.of("id", id, "message", message)), Delivery.WHOLE);
  }
}
