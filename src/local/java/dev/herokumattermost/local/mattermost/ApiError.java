package dev.herokumattermost.local.mattermost;

import dev.herokumattermost.local.http.Reply;

/** An error as the server words it. */
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

  int status() {
    return status;
  }

  static ApiError noPermission() {
    return new ApiError(403, "api.context.permissions.app_error");
  }

  static ApiError notFound() {
    return new ApiError(404, "api.context.404.app_error");
  }

  Reply reply(String requestId) {
    var document =
        MattermostDocuments.object()
            .put("id", id)
            .put("message", "Das hat nicht geklappt. " + detail)
            .put("detailed_error", detail)
            .put("request_id", requestId)
            .put("status_code", status);
    return MattermostDocuments.reply(status, document);
  }
}
