package dev.herokumattermost.local.mattermost;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.local.http.Reply;
import dev.herokumattermost.local.mattermost.SimulatedPost.NewPost;
import dev.herokumattermost.local.mattermost.Workspace.Account;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The workspace as Mattermost's documents, and posts as they are sent. */
final class MattermostDocuments {
  /** Mattermost writes times in milliseconds; a time that is zero has not come. */
  private static final JsonMapper MAPPER =
      Json.SNAKE_CASE
          .mapper()
          .rebuild()
          .changeDefaultPropertyInclusion(
              included -> included.withValueInclusion(JsonInclude.Include.ALWAYS))
          .enable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DateTimeFeature.WRITE_DATE_TIMESTAMPS_AS_NANOSECONDS)
          .build();

  /** The server writes each of these, even if it was not sent. */
  private static final String ATTACHMENT =
      """
      {"id": 0, "fallback": "", "color": "", "pretext": "", "author_name": "", "author_link": "",
       "author_icon": "", "title": "", "title_link": "", "text": "", "fields": [],
       "image_url": "", "thumb_url": "", "footer": "", "footer_icon": ""}
      """;

  private MattermostDocuments() {}

  static ObjectNode post(SimulatedChannel channel, SimulatedPost post) {
    ObjectNode document = MAPPER.valueToTree(post);
    document.remove("priority");
    ObjectNode metadata = document.putObject("metadata");
    if (!post.priority().isEmpty()) {
      metadata.putObject("priority").put("priority", post.priority()).put("requested_ack", false);
    }
    return document.put("reply_count", channel.replies(post.id()).size());
  }

  /** The server writes an empty list as null. */
  static JsonNode reactions(SimulatedChannel channel, SimulatedPost post) {
    var all = channel.reactions(post.id());
    return all.isEmpty() ? MAPPER.nullNode() : MAPPER.valueToTree(all);
  }

  /** The posts also have the roots of replies, which are not in the order. */
  static ObjectNode list(SimulatedChannel channel, List<SimulatedPost> ordered) {
    ObjectNode document = object();
    ArrayNode order = document.putArray("order");
    ObjectNode posts = document.putObject("posts");
    for (SimulatedPost post : ordered) {
      order.add(post.id());
      posts.set(post.id(), post(channel, post));
      channel.post(post.rootId()).ifPresent(root -> posts.set(root.id(), post(channel, root)));
    }
    return document;
  }

  static ObjectNode account(Account account) {
    return object()
        .put("id", account.id())
        .put("username", account.name())
        .put("roles", "system_user")
        .put("is_bot", account.bot());
  }

  static ObjectNode channel(SimulatedChannel channel) {
    return object()
        .put("id", channel.id())
        .put("team_id", channel.team())
        .put("name", channel.name())
        .put("type", "P");
  }

  static ObjectNode member(SimulatedChannel channel, Account account) {
    return object()
        .put("channel_id", channel.id())
        .put("user_id", account.id())
        .put("roles", "channel_user");
  }

  /** A post as it is sent to the API. */
  static NewPost newPost(String body) {
    JsonNode sent = read(body);
    return new NewPost(
        sent.path("root_id").asString(""),
        sent.path("message").asString(""),
        props(sent.path("props")),
        sent.path("metadata").path("priority").path("priority").asString(""),
        sent.path("pending_post_id").asString(""));
  }

  /** The server writes attachments in its own form, and everything else as it was sent. */
  static Map<String, Object> props(JsonNode sent) {
    Map<String, Object> props = map(sent);
    if (sent.path("attachments").isArray()) {
      props.put("attachments", attachments(sent.path("attachments")));
    }
    return props;
  }

  static List<Map<String, Object>> attachments(JsonNode sent) {
    return sent.valueStream().map(MattermostDocuments::attachment).toList();
  }

  private static Map<String, Object> attachment(JsonNode sent) {
    return map(read(ATTACHMENT).setAll((ObjectNode) sent));
  }

  private static Map<String, Object> map(JsonNode object) {
    return object.isObject()
        ? MAPPER.convertValue(object, new TypeReference<Map<String, Object>>() {})
        : new LinkedHashMap<>();
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static Reply reply(int status, JsonNode document) {
    return Reply.json(status, write(document));
  }

  static String write(Object document) {
    return MAPPER.writeValueAsString(document);
  }

  static ObjectNode read(String document) {
    try {
      if (MAPPER.readTree(document) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException malformed) {
      // It is refused below, as is a document that is no object.
    }
    throw new ApiError(400, "api.context.invalid_body_param.app_error");
  }
}
