package dev.herokumattermost.http;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One request with its bounds.
 *
 * @param method the HTTP method
 * @param uri the absolute address; may hold a secret
 * @param headers sent as they are
 * @param body empty for none
 * @param within how long the whole exchange may take, the body's last byte included
 * @param maxBytes how large the body of the answer may be, in bytes
 * @param partial whether a body that is too long or too slow is cut instead of refused
 */
public record Request(
    String method,
    URI uri,
    Map<String, String> headers,
    String body,
    Duration within,
    int maxBytes,
    boolean partial) {

  public static final int MEGABYTE = 1 << 20;

  public static Request of(String method, URI uri, Duration within) {
    return new Request(method, uri, Map.of(), "", within, MEGABYTE, false);
  }

  public static Request get(URI uri, Duration within) {
    return of("GET", uri, within);
  }

  public Request header(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Request(method, uri, more, body, within, maxBytes, partial);
  }

  public Request json(String document) {
    return new Request(method, uri, headers, document, within, maxBytes, partial)
        .header("Content-Type", "application/json");
  }

  public Request atMost(int bytes) {
    return new Request(method, uri, headers, body, within, bytes, partial);
  }

  /**
   * Takes what has arrived when the time or the cap is reached, for a stream that may never end.
   */
  public Request whatThereIs() {
    return new Request(method, uri, headers, body, within, maxBytes, true);
  }

  /** Never the address, the headers or the body: each may hold a secret. */
  @Override
  public String toString() {
    return method + " request";
  }
}
