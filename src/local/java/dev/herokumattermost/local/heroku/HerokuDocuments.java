package dev.herokumattermost.local.heroku;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.herokumattermost.json.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Heroku's documents with every field of its published schema: the rows of the model, and what the
 * model does not have.
 */
final class HerokuDocuments {
  private static final String ID = "01234567-89ab-4def-8123-456789abcdef";

  /** Heroku writes nulls, and times in whole seconds. */
  private static final JsonMapper MAPPER =
      Json.SNAKE_CASE
          .mapper()
          .rebuild()
          .changeDefaultPropertyInclusion(
              included -> included.withValueInclusion(JsonInclude.Include.ALWAYS))
          .withConfigOverride(
              Instant.class,
              times ->
                  times.setFormat(
                      JsonFormat.Value.forPattern("yyyy-MM-dd'T'HH:mm:ssX")
                          .withTimeZone(TimeZone.getTimeZone("UTC"))))
          .build();

  private static final String APP =
      """
      {"acm": false, "archived_at": null, "buildpack_provided_description": "Java",
       "build_stack": {"id": "ID", "name": "heroku-24"}, "internal_routing": null,
       "organization": null, "owner": {"id": "ID", "email": "ops@example.com"},
       "region": {"id": "ID", "name": "us"}, "repo_size": null, "slug_size": null, "space": null,
       "stack": {"id": "ID", "name": "heroku-24"}, "team": null}
      """;

  private static final String ACCOUNT =
      """
      {"allow_tracking": true, "beta": false, "country_of_residence": null,
       "created_at": "2012-01-01T12:00:00Z", "default_organization": null, "default_team": null,
       "delinquent_at": null, "email": "ops@example.com", "federated": false, "id": "ID",
       "identity_provider": null, "name": "Simulated Operator", "sms_number": null,
       "suspended_at": null, "two_factor_authentication": true,
       "updated_at": "2012-01-01T12:00:00Z", "verified": true}
      """;

  private record Reference(String id, String name) {}

  private HerokuDocuments() {}

  static ObjectNode dyno(SimulatedApp app, DynoRow dyno) {
    ObjectNode document = tree(dyno);
    ((ObjectNode) document.get("release")).retain("id", "version");
    return document.putNull("attach_url").set("app", reference(app));
  }

  /**
   * What a webhook sends, in the form of https://devcenter.heroku.com/articles/webhook-events; the
   * ids are the same for the same change. Unlike the API's, its time has parts of a second.
   */
  static ObjectNode webhook(DynoChange change) {
    DynoRow dyno = change.dyno();
    String event = id("event " + dyno.id() + " " + dyno.state() + " " + change.at());
    ObjectNode data =
        MAPPER
            .createObjectNode()
            .put("id", dyno.id())
            .put("name", dyno.name())
            .put("size", dyno.size())
            .put("state", dyno.state())
            .put("command", dyno.command())
            .set("app", reference(change.app()));
    data.putObject("release")
        .put("id", dyno.release().id())
        .put("version", dyno.release().version());
    change.exitStatus().ifPresent(status -> data.put("exit_status", status));
    ObjectNode document =
        MAPPER
            .createObjectNode()
            .put("id", event)
            .put("action", change.action().name().toLowerCase(Locale.ROOT))
            .put("created_at", change.at().toString())
            .putNull("published_at")
            .put("resource", "dyno")
            .putNull("sequence")
            .set("data", data);
    document.putObject("actor").put("id", ID).put("email", "ops@example.com");
    document.putObject("previous_data");
    ObjectNode metadata = document.putObject("webhook_metadata");
    metadata.putObject("attempt").put("id", id("attempt " + event));
    metadata.putObject("delivery").put("id", id("delivery " + event));
    metadata.putObject("event").put("id", event).put("include", "dyno");
    metadata.putObject("webhook").put("id", id("webhook"));
    return document;
  }

  static ObjectNode release(SimulatedApp app, ReleaseRow release) {
    ObjectNode document = tree(release);
    boolean code = !release.slug().isEmpty();
    document.remove("author");
    document.putArray("addon_plan_names");
    document.putArray("artifacts");
    document.putObject("user").put("id", ID).put("email", release.author());
    return document
        .put("eligible_for_rollback", release.eligibleForRollback())
        .putNull("output_stream_url")
        .set("updated_at", document.get("created_at"))
        .set("slug", code ? MAPPER.createObjectNode().put("id", release.slug()) : null)
        .set("app", reference(app));
  }

  static ObjectNode formation(SimulatedApp app, FormationRow row) {
    return tree(row)
        .set("dyno_size", tree(new Reference(ID, row.size())))
        .set("app", reference(app));
  }

  static ObjectNode app(SimulatedApp app) {
    JsonNode releasedAt = time(app.releases().getLast().createdAt());
    return read(APP.replace("ID", ID))
        .put("id", app.id())
        .put("name", app.name())
        .put("maintenance", app.maintenance())
        .put("git_url", "https://git.heroku.com/" + app.name() + ".git")
        .put("web_url", "https://" + app.name() + ".herokuapp.com/")
        .set("generation", tree(new Reference(ID, app.generation().word())))
        .set("team", named(app.team()))
        .set("space", space(app))
        .set("created_at", time(app.createdAt()))
        .set("released_at", releasedAt)
        .set("updated_at", releasedAt);
  }

  /** Lists of a team say more and less of an app than Heroku's other lists do. */
  static ObjectNode teamApp(SimulatedApp app) {
    ObjectNode document = app(app);
    document.remove(List.of("acm", "generation", "organization"));
    return document.put("joined", false).put("locked", false);
  }

  static ObjectNode pipeline(SimulatedApp member) {
    ObjectNode document =
        tree(new Reference(id("pipeline " + member.pipeline()), member.pipeline()));
    document.putObject("owner").put("id", ID).put("type", "team");
    document.putObject("generation").put("id", ID).put("name", member.generation().word());
    return document
        .set("created_at", time(member.createdAt()))
        .set("updated_at", time(member.createdAt()));
  }

  static ObjectNode coupling(SimulatedApp app) {
    ObjectNode document =
        MAPPER
            .createObjectNode()
            .put("id", id("coupling " + app.id()))
            .put("stage", app.stage())
            .set("created_at", time(app.createdAt()))
            .set("updated_at", time(app.createdAt()));
    document.putObject("app").put("id", app.id());
    document.putObject("pipeline").put("id", id("pipeline " + app.pipeline()));
    return document;
  }

  /** The same for the same text. */
  static String id(String of) {
    return UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static @Nullable ObjectNode space(SimulatedApp app) {
    ObjectNode space = named(app.space());
    return space == null ? null : space.put("shield", false);
  }

  private static @Nullable ObjectNode named(String name) {
    return name.isEmpty() ? null : tree(new Reference(id(name), name));
  }

  static ObjectNode account(Instant now) {
    return read(ACCOUNT.replace("ID", ID)).set("last_login", time(now));
  }

  static ObjectNode logSession(String id, URI address, Instant now) {
    return MAPPER
        .createObjectNode()
        .put("id", id)
        .put("logplex_url", address.toString())
        .set("created_at", time(now))
        .set("updated_at", time(now));
  }

  static ObjectNode webhook(SimulatedApp app, WebhookRow webhook) {
    return tree(webhook).set("app", reference(app));
  }

  static String error(String id, String message) {
    return write(MAPPER.createObjectNode().put("id", id).put("message", message));
  }

  static String write(JsonNode document) {
    return MAPPER.writeValueAsString(document);
  }

  static JsonNode list(Iterable<ObjectNode> items) {
    return MAPPER.valueToTree(items);
  }

  /** An object; empty if the text is none. */
  static ObjectNode read(String document) {
    try {
      return MAPPER.readTree(document) instanceof ObjectNode object
          ? object
          : MAPPER.createObjectNode();
    } catch (JacksonException malformed) {
      return MAPPER.createObjectNode();
    }
  }

  private static ObjectNode tree(Object row) {
    return MAPPER.valueToTree(row);
  }

  private static JsonNode time(Instant moment) {
    return MAPPER.valueToTree(moment);
  }

  private static ObjectNode reference(SimulatedApp app) {
    return tree(new Reference(app.id(), app.name()));
  }
}
