package dev.herokumattermost.local.mattermost;

import dev.herokumattermost.http.Json;
import java.util.Map;

/** A refusal as the server words it. */
final class ApiError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String id;
  private final String detail;

  ApiError(int status, String id) {
    this(status, id, "");
  }

  ApiError(int status, String id, String detail) {
    super(status + " " + id);
    this.status = status;
    this.id = id;
    this.detail = detail;
  }

  static ApiError noRight() {
    return new ApiError(403, "api.context.permissions.app_error");
  }

  int status() {
    return status;
  }

  String document(String requestId) {
    return document(status, id, detail, requestId);
  }

  static String document(int status, String id, String detail, String requestId) {
    return Json.write(
        Map.of(
            "id", id,
            "message", "Das hat nicht geklappt. " + detail,
            "detailed_error", detail,
            "request_id", requestId,
            "status_code", status));
  }
}
