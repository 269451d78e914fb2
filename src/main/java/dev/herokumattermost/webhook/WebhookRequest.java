package dev.herokumattermost.webhook;

import dev.herokumattermost.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as a Function URL hands it to the function, in <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html">its version 2.0</a>.
 */
final class WebhookRequest {
  /** In bytes. A webhook of a dyno has two kilobytes. */
  static final int LARGEST_BODY = 64 * 1024;

  private final Event event;
  private final byte[] body;

  private WebhookRequest(Event event, byte[] body) {
    this.event = event;
    this.body = body;
  }

  /** A request that is too large to be looked into. */
  static final class TooLarge extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** The event, as far as it is read. Headers have names in lower case. */
  private record Event(
      RequestContext requestContext,
      String rawPath,
      @Nullable Map<String, String> headers,
      @Nullable String body,
      @Nullable Boolean isBase64Encoded) {}

  private record RequestContext(HttpMethod http) {}

  private record HttpMethod(String method, @Nullable String path) {}

  /**
   * Reads an event.
   *
   * @throws Json.Malformed if it is none of a Function URL
   * @throws TooLarge if its body is larger than any webhook's
   */
  static WebhookRequest of(String event) throws Json.Malformed, TooLarge {
    Event read = Json.CAMEL_CASE.read(event, Event.class);
    String text = read.body == null ? "" : read.body;
    if (text.length() > LARGEST_BODY / 3 * 4 + 4) {
      throw new TooLarge();
    }
    byte[] body =
        Boolean.TRUE.equals(read.isBase64Encoded)
            ? decoded(text)
            : text.getBytes(StandardCharsets.UTF_8);
    if (body.length > LARGEST_BODY) {
      throw new TooLarge();
    }
    return new WebhookRequest(read, body);
  }

  /** What is no Base64 is no body that anybody has signed. */
  private static byte[] decoded(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException noBase64) {
      return new byte[0];
    }
  }

  String method() {
    return event.requestContext.http.method;
  }

  String path() {
    return event.rawPath;
  }

  /** As it was sent, before any encoding of AWS. */
  byte[] body() {
    return body;
  }

  /** Empty if the header is missing, or there more than once. */
  Optional<String> header(String name) {
    Map<String, String> headers = event.headers == null ? Map.of() : event.headers;
    List<String> values =
        headers.entrySet().stream()
            .filter(header -> header.getKey().equalsIgnoreCase(name))
            .map(Map.Entry::getValue)
            .toList();
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }
}
