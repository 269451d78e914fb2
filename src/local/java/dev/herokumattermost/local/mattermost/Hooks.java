package dev.herokumattermost.local.mattermost;

import dev.herokumattermost.local.http.Reply;
import dev.herokumattermost.local.mattermost.SimulatedPost.NewPost;
import dev.herokumattermost.local.mattermost.Workspace.Hook;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Incoming webhooks: they rewrite Slack's markup, cut texts that are too long, and answer {@code
 * ok}. Source: {@code app/webhook.go}, {@code web/webhook.go}, {@code app/slack.go} and {@code
 * model/slack_attachment.go} of the server, and what 9.11 and 11.6 answered.
 */
final class Hooks {
  private static final Pattern SLACK_LINK = Pattern.compile("<([^\\n<|>]+)\\|([^\\n>]+)>");

  /** In an attachment, over any number of lines. */
  private static final Pattern SLACK_LINK_IN_BOX = Pattern.compile("<([^<|]+)\\|([^>]+)>");

  private static final Pattern SLACK_MENTION = Pattern.compile("<!(channel|here|all)>");
  private static final int TOO_LARGE = 413;
  private static final int LARGEST_BODY = 300_000;

  private final Workspace workspace;
  private final Posting posting;
  private volatile boolean enabled = true;
  private volatile ServerVersion version = ServerVersion.V11_6;
  private volatile boolean databaseGone;

  Hooks(Workspace workspace, Posting posting) {
    this.workspace = workspace;
    this.posting = posting;
  }

  void enable(boolean on) {
    enabled = on;
  }

  void version(ServerVersion other) {
    version = other;
  }

  void databaseGone(boolean gone) {
    databaseGone = gone;
  }

  /** From 11.6 on every error of handling a payload has the same id; only its status differs. */
  Reply answer(String id, String body) {
    try {
      return handled(id, body);
    } catch (ApiError refused) {
      boolean general = version != ServerVersion.V9_11 && refused.status() != TOO_LARGE;
      throw general
          ? new ApiError(refused.status(), "web.incoming_webhook.general.app_error", id)
          : refused;
    }
  }

  private Reply handled(String id, String body) {
    if (!enabled) {
      throw new ApiError(501, "web.incoming_webhook.disabled.app_error");
    }
    if (databaseGone) {
      throw new ApiError(400, "web.incoming_webhook.invalid.app_error", id);
    }
    Hook hook = workspace.hook(id);
    if (body.length() > LARGEST_BODY) {
      throw new ApiError(TOO_LARGE, "api.context.request_body_too_large.app_error");
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
      props.put(
          "attachments",
          MattermostDocuments.attachments(sent.path("attachments")).stream()
              .map(Hooks::rewritten)
              .toList());
    }
    return new NewPost("", text, props, sent.path("priority").path("priority").asString(""), "");
  }

  private static String rewritten(String text) {
    return SLACK_LINK.matcher(mentioning(text)).replaceAll("[$2]($1)");
  }

  /** Links in the text and the values of fields, mentions in the title too. */
  private static Map<String, Object> rewritten(Map<String, Object> box) {
    var after = new LinkedHashMap<>(box);
    after.computeIfPresent("title", (_, title) -> mentioning(title.toString()));
    after.computeIfPresent("text", (_, text) -> rewrittenInBox(text.toString()));
    if (box.get("fields") instanceof List<?> fields) {
      after.put(
          "fields",
          fields.stream()
              .map(
                  field -> {
                    var one = new LinkedHashMap<Object, Object>((Map<?, ?>) field);
                    one.computeIfPresent("value", (_, value) -> rewrittenInBox(value.toString()));
                    return one;
                  })
              .toList());
    }
    return after;
  }

  private static String rewrittenInBox(String text) {
    return SLACK_LINK_IN_BOX.matcher(mentioning(text)).replaceAll("[$2]($1)");
  }

  private static String mentioning(String text) {
    return SLACK_MENTION.matcher(text).replaceAll("@$1");
  }
}
