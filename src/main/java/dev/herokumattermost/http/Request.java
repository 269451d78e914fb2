package dev.herokumattermost.http;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One HTTP request and its limits.
 *
 * @param method the HTTP method
 * @param uri the absolute address; may hold a secret
 * @param headers sent as they are
 * @param body empty for none
 * @param within how long the whole exchange may take, the body's last byte included
 * @param maxBytes how large the body of the answer may be, in bytes
 * @param partial whether a body that is too long or too slow is cut instead of refused, as for a
 *     stream that may never end
 */
@RecordBuilder
public record Request(
    String method,
    URI uri,
    Map<String, String> headers,
    String body,
    Duration within,
    int maxBytes,
    boolean partial)
    implements RequestBuilder.With {

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
    return withHeaders(more);
  }

  public Request json(String document) {
    return withBody(document).header("Content-Type", "application/json");
  }

  /** Never the address, the headers or the body: each may hold a secret. */
  @Override
  public String toString() {
    return method + " request";
  }
}
