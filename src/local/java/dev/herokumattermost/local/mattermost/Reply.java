package dev.herokumattermost.local.mattermost;

import dev.herokumattermost.http.Json;
import java.util.Map;

/** What the server answers. */
record Reply(int status, String contentType, String body) {
  static Reply json(int status, Map<String, ?> document) {
    return new Reply(status, "application/json", Json.write(document));
  }

  static Reply jsonText(String body) {
    return new Reply(200, "application/json", body);
  }

  static Reply text(int status, String body) {
    return new Reply(status, "text/plain", body);
  }
}
