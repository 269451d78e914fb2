package dev.herokumattermost.local.mattermost;

import static java.util.Comparator.comparing;

import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.Exchange.NoAnswer;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Request;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.local.mattermost.SimulatedChannel.Reaction;
import dev.herokumattermost.rules.ChannelName;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the watch has posted into a channel of the real Mattermost, as its bot can read it. Nobody
 * else's posts are kept. It only reads.
 */
public final class RealChannel implements ChannelPosts {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final URI server;
  private final Secret token;
  private final ChannelName name;
  private final Map<String, List<Reaction>> reactions = new ConcurrentHashMap<>();
  private volatile List<SimulatedPost> posts = List.of();

  /** Why the posts could not be read; never a secret. */
  public static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private Unreadable(String why) {
      super(why);
    }
  }

  public RealChannel(URI server, Secret token, ChannelName name) {
    this.server = server;
    this.token = token;
    this.name = name;
  }

  /** Reads the newest posts. If that fails, those of the last time stay. */
  public void refresh() throws Unreadable, InterruptedException {
    try (var http = new Http(PATIENCE)) {
      JsonNode channel =
          get(http, "/teams/name/" + name.team() + "/channels/name/" + name.channel());
      JsonNode page = get(http, "/channels/" + channel.path("id").asString("") + "/posts");
      JsonNode all = page.path("posts");
      posts =
          all.valueStream()
              .filter(post -> post.path("props").has("heroku_mattermost"))
              .filter(post -> post.path("delete_at").asLong(0) == 0)
              .map(this::post)
              .sorted(comparing(SimulatedPost::createAt))
              .toList();
    }
  }

  private JsonNode get(Http http, String path) throws Unreadable, InterruptedException {
    Request request =
        Request.get(URI.create(server + "/api/v4" + path), PATIENCE)
            .header("Authorization", "Bearer " + token.reveal());
    return switch (http.send(request)) {
      case Answer answer when answer.successful() -> read(answer.body());
      case Answer answer -> throw new Unreadable("Mattermost answers " + answer.status());
      case NoAnswer none -> throw new Unreadable(none.detail());
    };
  }

  private static JsonNode read(String body) throws Unreadable {
    try {
      return MattermostDocuments.read(body);
    } catch (ApiError noDocument) {
      throw new Unreadable("Mattermost answers with something else than a document");
    }
  }

  private SimulatedPost post(JsonNode post) {
    // The server writes an empty list as null.
    post.at("/props/attachments")
        .valueStream()
        .forEach(box -> ((ObjectNode) box).removeIf(JsonNode::isNull));
    String id = post.path("id").asString("");
    reactions.put(
        id,
        post.at("/metadata/reactions")
            .valueStream()
            .map(one -> new Reaction("", id, one.path("emoji_name").asString(""), Instant.EPOCH))
            .toList());
    return new SimulatedPost(
        id,
        "",
        "",
        post.path("root_id").asString(""),
        post.path("message").asString(""),
        MattermostDocuments.props(post.path("props")),
        post.at("/metadata/priority/priority").asString(""),
        "",
        at(post, "create_at"),
        at(post, "update_at"),
        at(post, "edit_at"),
        Instant.EPOCH);
  }

  private static Instant at(JsonNode post, String field) {
    return Instant.ofEpochMilli(post.path(field).asLong(0));
  }

  @Override
  public List<SimulatedPost> posts() {
    return posts;
  }

  @Override
  public List<Reaction> reactions(String postId) {
    return reactions.getOrDefault(postId, List.of());
  }
}
