package dev.herokumattermost.local.mattermost;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Incoming webhooks: they rewrite Slack's markup, cut what is too long, and answer {@code ok}. */
final class Hooks {
  private static final Pattern SLACK_LINK = Pattern.compile("<([^\\n<|>]+)\\|([^|\\n>]+)>");
  private static final Pattern SLACK_MENTION = Pattern.compile("<!(channel|here|all)>");
  private static final int LARGEST_BODY = 300_000;

  private final Workspace workspace;
  private final Posting posting;
  private boolean enabled = true;

  Hooks(Workspace workspace, Posting posting) {
    this.workspace = workspace;
    this.posting = posting;
  }

  synchronized void enable(boolean on) {
    enabled = on;
  }

  synchronized Reply answer(String id, String body) {
    if (!enabled) {
      throw new ApiError(501, "web.incoming_webhook.disabled.app_error");
    }
    Workspace.Hook hook = workspace.hook(id);
    if (body.length() > LARGEST_BODY) {
      throw new ApiError(413, "api.context.request_body_too_large.app_error");
    }
    Document payload = Document.parse(body);
    String text = rewritten(payload.text("text"));
    if (text.isEmpty() && payload.list("attachments").isEmpty()) {
      throw new ApiError(400, "web.incoming_webhook.text.app_error");
    }
    Channel channel = workspace.channel(hook, payload.text("channel"));
    int written = 0;
    int length = text.codePointCount(0, text.length());
    do {
      int from = text.offsetByCodePoints(0, written);
      int to = text.offsetByCodePoints(0, Math.min(length, written + Posting.LONGEST_MESSAGE));
      boolean last = to == text.length();
      posting.create(
          channel, hook.owner(), draft(payload, text.substring(from, to), last), () -> {});
      written += Posting.LONGEST_MESSAGE;
    } while (written < length);
    return Reply.text(200, "ok");
  }

  /** Only the last piece of a long text carries the attachments. */
  private static Document draft(Document payload, String text, boolean last) {
    var props = new LinkedHashMap<String, Object>(payload.get("props").values());
    props.put("from_webhook", "true");
    if (last && payload.has("attachments")) {
      props.put("attachments", payload.list("attachments").stream().map(Document::values).toList());
    }
    var draft = new LinkedHashMap<String, Object>(Map.of("message", text, "props", props));
    if (payload.has("priority")) {
      draft.put("metadata", Map.of("priority", payload.get("priority").values()));
    }
    return new Document(draft);
  }

  private static String rewritten(String text) {
    String mentions = SLACK_MENTION.matcher(text).replaceAll("@$1");
    return SLACK_LINK.matcher(mentions).replaceAll("[$2]($1)");
  }
}
