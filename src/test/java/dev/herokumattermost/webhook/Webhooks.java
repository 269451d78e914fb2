package dev.herokumattermost.webhook;

import dev.herokumattermost.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Webhooks as Heroku sends them, and requests as a Function URL hands them over. */
public final class Webhooks {
  public static final String SECRET = "0123456789abcdef0123456789abcdef0123456789abcdef";
  public static final String OTHER_SECRET = "fedcba9876543210fedcba9876543210fedcba9876543210";
  public static final Instant AT = Instant.parse("2026-11-24T09:30:00Z");

  private Webhooks() {}

  /** A webhook of a dyno of the app {@code api}. */
  public static String dyno(String id, String state, Integer exitStatus, Instant at) {
    return dyno("api", id, state, exitStatus, at);
  }

  public static String dyno(String app, String id, String state, Integer exitStatus, Instant at) {
    var data = new HashMap<String, Object>();
    data.put("id", id);
    data.put("app", Map.of("id", "01234567-89ab-cdef-0123-456789abcdef", "name", app));
    data.put("name", "web.1");
    data.put("size", "Standard-1X");
    data.put("state", state);
    data.put("command", "bin/web --password 5ecr3t-in-the-command");
    data.put("release", Map.of("id", "r", "version", 7));
    if (exitStatus != null) {
      data.put("exit_status", exitStatus);
    }
    return Json.CAMEL_CASE.write(
        Map.of(
            "id",
            "event-" + id,
            "action",
            "destroy",
            "actor",
            Map.of("id", "a", "email", "heroku@example.com"),
            "created_at",
            at.toString(),
            "resource",
            "dyno",
            "data",
            data,
            "previous_data",
            Map.of("state", "up"),
            "webhook_metadata",
            Map.of(
                "attempt", Map.of("id", "attempt-" + id),
                "delivery", Map.of("id", "delivery-" + id + "-" + state),
                "event", Map.of("id", "event-" + id, "include", "dyno"),
                "webhook", Map.of("id", "webhook"))));
  }

  public static String signature(String secret, String body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A good request, to be changed at will. */
  public static Map<String, Object> request(String body) {
    return request("POST", "/hints/default", signature(SECRET, body), body, false);
  }

  public static Map<String, Object> request(
      String method, String path, String signature, String body, boolean encoded) {
    var headers = new HashMap<String, Object>();
    headers.put("content-type", "application/json; charset=utf-8");
    headers.put("host", "abc.lambda-url.eu-central-1.on.aws");
    if (signature != null) {
      headers.put("heroku-webhook-hmac-sha256", signature);
    }
    return new HashMap<>(
        Map.of(
            "version",
            "2.0",
            "routeKey",
            "$default",
            "rawPath",
            path,
            "rawQueryString",
            "",
            "headers",
            headers,
            "requestContext",
            Map.of(
                "accountId",
                "anonymous",
                "http",
                Map.of(
                    "method", method, "path", path, "protocol", "HTTP/1.1", "sourceIp", "1.2.3.4"),
                "requestId",
                "request"),
            "body",
            encoded
                ? Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8))
                : body,
            "isBase64Encoded",
            encoded));
  }

  @SuppressWarnings("unchecked")
  public static Map<String, Object> headers(Map<String, Object> request) {
    return (Map<String, Object>) Objects.requireNonNull(request.get("headers"));
  }
}
