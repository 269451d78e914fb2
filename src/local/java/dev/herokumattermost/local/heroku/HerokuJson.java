package dev.herokumattermost.local.heroku;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The model's rows with every field of Heroku's published schema, nulls included. */
final class HerokuJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String SOME_ID = "01234567-89ab-4def-8123-456789abcdef";

  private HerokuJson() {}

  static Map<String, @Nullable Object> dyno(SimulatedApp app, DynoRow dyno) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("attach_url", null);
    fields.put("command", dyno.command());
    fields.put("created_at", time(dyno.createdAt()));
    fields.put("id", dyno.id());
    fields.put("name", dyno.name());
    fields.put("release", Map.of("id", dyno.release().id(), "version", dyno.release().version()));
    fields.put("app", ref(app));
    fields.put("size", dyno.size());
    fields.put("state", dyno.state());
    fields.put("type", dyno.type());
    fields.put("updated_at", time(dyno.updatedAt()));
    return fields;
  }

  static Map<String, @Nullable Object> release(SimulatedApp app, ReleaseRow release) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("addon_plan_names", List.of());
    fields.put("artifacts", List.of());
    fields.put("app", ref(app));
    fields.put("created_at", time(release.createdAt()));
    fields.put("description", release.description());
    fields.put("id", release.id());
    fields.put("updated_at", time(release.createdAt()));
    fields.put("slug", release.slug().isEmpty() ? null : Map.of("id", release.slug()));
    fields.put("status", "succeeded");
    fields.put("user", Map.of("id", SOME_ID, "email", release.author()));
    fields.put("version", release.version());
    fields.put("current", release.current());
    fields.put("output_stream_url", null);
    fields.put("eligible_for_rollback", !release.slug().isEmpty());
    return fields;
  }

  static Map<String, @Nullable Object> formation(SimulatedApp app, FormationRow row) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("app", ref(app));
    fields.put("command", row.command());
    fields.put("created_at", time(row.createdAt()));
    fields.put("dyno_size", named(row.size()));
    fields.put("id", row.id());
    fields.put("quantity", row.quantity());
    fields.put("size", row.size());
    fields.put("type", row.type());
    fields.put("updated_at", time(row.updatedAt()));
    return fields;
  }

  static Map<String, @Nullable Object> app(SimulatedApp app) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    Instant releasedAt = app.releases().getLast().createdAt();
    fields.put("acm", false);
    fields.put("archived_at", null);
    fields.put("buildpack_provided_description", "Java");
    fields.put("build_stack", named("heroku-24"));
    fields.put("created_at", time(app.createdAt()));
    fields.put("generation", named(app.generation().word()));
    fields.put("git_url", "https://git.heroku.com/" + app.name() + ".git");
    fields.put("id", app.id());
    fields.put("internal_routing", null);
    fields.put("maintenance", app.maintenance());
    fields.put("name", app.name());
    fields.put("owner", Map.of("email", "ops@example.com", "id", SOME_ID));
    fields.put("organization", null);
    fields.put("team", null);
    fields.put("region", named("us"));
    fields.put("released_at", time(releasedAt));
    fields.put("repo_size", null);
    fields.put("slug_size", null);
    fields.put("space", null);
    fields.put("stack", named("heroku-24"));
    fields.put("updated_at", time(releasedAt));
    fields.put("web_url", "https://" + app.name() + ".herokuapp.com/");
    return fields;
  }

  static Map<String, @Nullable Object> account(Instant now) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("allow_tracking", true);
    fields.put("beta", false);
    fields.put("country_of_residence", null);
    fields.put("created_at", "2012-01-01T12:00:00Z");
    fields.put("default_organization", null);
    fields.put("default_team", null);
    fields.put("delinquent_at", null);
    fields.put("email", "ops@example.com");
    fields.put("federated", false);
    fields.put("id", SOME_ID);
    fields.put("identity_provider", null);
    fields.put("last_login", time(now));
    fields.put("name", "Simulated Operator");
    fields.put("sms_number", null);
    fields.put("suspended_at", null);
    fields.put("two_factor_authentication", true);
    fields.put("updated_at", "2012-01-01T12:00:00Z");
    fields.put("verified", true);
    return fields;
  }

  static Map<String, @Nullable Object> logSession(String id, URI address, Instant now) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("created_at", time(now));
    fields.put("id", id);
    fields.put("logplex_url", address.toString());
    fields.put("updated_at", time(now));
    return fields;
  }

  static String write(Object document) {
    try {
      return MAPPER.writeValueAsString(document);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("maps, lists and words are JSON", impossible);
    }
  }

  static JsonNode read(String document) {
    try {
      return MAPPER.readTree(document);
    } catch (JsonProcessingException malformed) {
      return MAPPER.createObjectNode();
    }
  }

  /** Heroku tells whole seconds. */
  private static String time(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static Map<String, String> ref(SimulatedApp app) {
    return Map.of("id", app.id(), "name", app.name());
  }

  private static Map<String, String> named(String name) {
    return Map.of("id", SOME_ID, "name", name);
  }
}
