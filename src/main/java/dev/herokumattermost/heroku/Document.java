package dev.herokumattermost.heroku;

import dev.herokumattermost.http.Json;
import java.util.List;
import java.util.Set;

/** The JSON documents that Heroku answers with. */
final class Document {
  /** May hold secrets, and nobody here needs them: their values never become strings. */
  private static final Set<String> NEVER_READ = Set.of("command", "attach_url");

  private Document() {}

  static List<Json> list(String body) throws Unreadable {
    Json document = parse(body);
    if (!document.isArray()) {
      throw new Unreadable("not a list");
    }
    return document.items();
  }

  static Fields object(String body, String what) throws Unreadable {
    Json document = parse(body);
    if (!document.isObject()) {
      throw new Unreadable("not " + what);
    }
    return new Fields(document, what);
  }

  private static Json parse(String body) throws Unreadable {
    try {
      return Json.parse(body, NEVER_READ);
    } catch (Json.Malformed malformed) {
      throw new Unreadable(String.valueOf(malformed.getMessage()));
    }
  }
}
