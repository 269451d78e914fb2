package dev.herokumattermost.local.heroku;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request as the simulation got it.
 *
 * @param path without the query
 * @param headers by name, in any case
 */
public record Call(String method, String path, Map<String, String> headers, String body) {
  public Call {
    var any = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    any.putAll(headers);
    headers = Collections.unmodifiableMap(any);
  }

  /** Empty if it was not sent. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** Never what was sent: it may hold a token. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
