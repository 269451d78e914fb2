package dev.herokumattermost.local.mattermost;

import dev.herokumattermost.local.http.Reply;
import dev.herokumattermost.local.mattermost.SimulatedPost.NewPost;
import dev.herokumattermost.local.mattermost.Workspace.Hook;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Incoming webhooks: they rewrite Slack's markup, cut texts that are too long, and answer {@code
 * ok}.
 */
final class Hooks {
  private static final Pattern SLACK_LINK = Pattern.compile("<([^\\n<|>]+)\\|([^|\\n>]+)>");
  private static final Pattern SLACK_MENTION = Pattern.compile("<!(channel|here|all)>");
  private static final int LARGEST_BODY = 300_000;

  private final Workspace workspace;
  private final Posting posting;
  private volatile boolean enabled = true;

  Hooks(Workspace workspace, Posting posting) {
    this.workspace = workspace;
    this.posting = posting;
  }

  void enable(boolean on) {
    enabled = on;
  }

  Reply answer(String id, String body) {
    if (!enabled) {
      throw new ApiError(501, "web.incoming_webhook.disabled.app_error");
    }
    Hook hook = workspace.hook(id);
    if (body.length() > LARGEST_BODY) {
      throw new ApiError(413, "api.context.request_body_too_large.app_error");
    }
    JsonNode sent = MattermostDocuments.read(body);
    String text = rewritten(sent.path("text").asString(""));
    if (text.isEmpty() && sent.path("attachments").isEmpty()) {
      throw new ApiError(400, "web.incoming_webhook.text.app_error");
    }
    SimulatedChannel channel = workspace.channel(hook, sent.path("channel").asString(""));
    int written = 0;
    int length = text.codePointCount(0, text.length());
    do {
      int from = text.offsetByCodePoints(0, written);
      int to = text.offsetByCodePoints(0, Math.min(length, written + Posting.LONGEST_MESSAGE));
      boolean last = to == text.length();
      posting.create(channel, hook.owner(), post(sent, text.substring(from, to), last));
      written += Posting.LONGEST_MESSAGE;
    } while (written < length);
    return Reply.of(200, "text/plain", "ok");
  }

  /** Only the last part of a long text has the attachments. */
  private static NewPost post(JsonNode sent, String text, boolean last) {
    var props = new LinkedHashMap<>(MattermostDocuments.props(sent.path("props")));
    props.put("from_webhook", "true");
    if (last && sent.hasNonNull("attachments")) {
      props.put("attachments", MattermostDocuments.attachments(sent.path("attachments")));
    }
    return new NewPost("", text, props, sent.path("priority").path("priority").asString(""), "");
  }

  private static String rewritten(String text) {
    String mentions = SLACK_MENTION.matcher(text).replaceAll("@$1");
    return SLACK_LINK.matcher(mentions).replaceAll("[$2]($1)");
  }
}
