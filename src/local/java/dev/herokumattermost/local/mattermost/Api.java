package dev.herokumattermost.local.mattermost;

import dev.herokumattermost.local.http.Call;
import dev.herokumattermost.local.http.Reply;
import dev.herokumattermost.local.mattermost.SimulatedPost.NewPost;
import dev.herokumattermost.local.mattermost.Workspace.Account;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/**
 * REST API v4, as far as a bot like ours needs it. Source: {@code api4/post.go} and {@code
 * app/post.go} of the server, and what 11.6 answered.
 */
final class Api {
  private static final int LARGEST_BODY = 300_000;
  private static final int LARGEST_PAGE = 200;

  private final Workspace workspace;
  private final Posting posting;
  private volatile boolean databaseGone;
  private volatile boolean mayPost = true;
  private volatile ServerVersion version = ServerVersion.V11_6;
  private final List<String> silent = new CopyOnWriteArrayList<>();

  Api(Workspace workspace, Posting posting) {
    this.workspace = workspace;
    this.posting = posting;
  }

  void databaseGone(boolean gone) {
    databaseGone = gone;
  }

  void version(ServerVersion other) {
    version = other;
  }

  List<String> silentPosts() {
    return List.copyOf(silent);
  }

  void allowPosting(boolean allowed) {
    mayPost = allowed;
  }

  /**
   * Answers a call.
   *
   * @param path the segments after {@code /api/v4/}
   */
  Reply answer(Call call, List<String> path) {
    if (path.equals(List.of("system", "ping"))) {
      return ok(MattermostDocuments.object().put("status", "OK"));
    }
    Account me = workspace.byToken(call.bearerToken());
    if (call.body().length() > LARGEST_BODY) {
      throw new ApiError(413, "api.context.request_body_too_large.app_error");
    }
    return switch (call.method() + " " + path.getFirst() + " " + path.size()) {
      case "GET users 2" -> ok(MattermostDocuments.account(account(path.get(1), me)));
      case "GET users 3" -> ok(MattermostDocuments.account(found(workspace.named(path.get(2)))));
      case "GET teams 6" ->
          ok(MattermostDocuments.channel(workspace.channel(path.get(2), path.get(5), me)));
      case "GET channels 3" -> page(workspace.channel(path.get(1), me), call);
      case "GET channels 4" ->
          ok(MattermostDocuments.member(workspace.channel(path.get(1), me), me));
      case "POST posts 1" -> create(me, call);
      case "GET posts 2" -> ok(shown(me, path.get(1)));
      case "GET posts 3", "PUT posts 3" -> post(me, call, path);
      default -> throw ApiError.notFound();
    };
  }

  private Account account(String id, Account me) {
    return id.equals("me") ? me : found(workspace.account(id));
  }

  private static Account found(Optional<Account> account) {
    return account.orElseThrow(() -> new ApiError(404, "app.user.missing_account.const"));
  }

  private Reply create(Account me, Call call) {
    String body = call.body();
    JsonNode sent = MattermostDocuments.read(body);
    // Older servers ignore what they do not know.
    boolean silently = version.postsSilently() && call.query("silent", "false").equals("true");
    if (silently && !me.bot()) {
      throw ApiError.noPermission();
    }
    SimulatedChannel channel = workspace.channel(sent.path("channel_id").asString(""), me);
    if (!mayPost) {
      throw ApiError.noPermission();
    }
    if (databaseGone) {
      throw sent.path("root_id").asString("").isEmpty()
          ? new ApiError(500, "app.post.save.app_error")
          : new ApiError(400, "api.post.create_post.root_id.app_error");
    }
    if (sent.hasNonNull("id")) {
      throw new ApiError(400, "app.post.save.existing.app_error");
    }
    NewPost written = MattermostDocuments.newPost(body);
    if (me.bot()) {
      var props = new LinkedHashMap<>(written.props());
      props.put("from_bot", "true");
      written =
          new NewPost(
              written.rootId(),
              written.message(),
              props,
              written.priority(),
              written.pendingPostId());
    }
    SimulatedPost post = posting.create(channel, me, written);
    if (silently) {
      silent.add(post.id());
    }
    return MattermostDocuments.reply(201, MattermostDocuments.post(channel, post));
  }

  /** Only a deleted post is missing; who is outside a private channel has no permission. */
  private JsonNode shown(Account me, String id) {
    if (databaseGone) {
      throw new ApiError(500, "app.post.get.app_error");
    }
    SimulatedChannel channel =
        workspace
            .placeOf(id)
            .filter(place -> place.post(id).isPresent())
            .orElseThrow(() -> new ApiError(404, "app.post.get.app_error"));
    if (!channel.has(me) && !channel.isOpen()) {
      throw ApiError.noPermission();
    }
    return MattermostDocuments.post(channel, channel.post(id).orElseThrow());
  }

  private Reply post(Account me, Call call, List<String> path) {
    if (databaseGone || (!mayPost && call.method().equals("PUT"))) {
      throw ApiError.noPermission();
    }
    SimulatedChannel channel = workspace.channelOf(path.get(1), me);
    SimulatedPost post = channel.post(path.get(1)).orElseThrow(ApiError::noPermission);
    return switch (call.method() + " " + path.get(2)) {
      case "GET reactions" -> ok(MattermostDocuments.reactions(channel, post));
      case "PUT patch" -> {
        JsonNode patch = MattermostDocuments.read(call.body());
        String message = patch.path("message").asString(post.message());
        var props =
            patch.hasNonNull("props")
                ? MattermostDocuments.props(patch.path("props"))
                : post.props();
        SimulatedPost edited = posting.edit(channel, me, post, message, props);
        yield ok(MattermostDocuments.post(channel, edited));
      }
      default -> throw ApiError.notFound();
    };
  }

  private static Reply page(SimulatedChannel channel, Call call) {
    int page = Integer.parseInt(call.query("page", "0"));
    int size = Math.min(LARGEST_PAGE, Integer.parseInt(call.query("per_page", "60")));
    return ok(
        MattermostDocuments.list(
            channel,
            channel.posts().reversed().stream()
                .sorted(Comparator.comparing(SimulatedPost::createAt).reversed())
                .skip((long) page * size)
                .limit(size)
                .toList()));
  }

  private static Reply ok(JsonNode document) {
    return MattermostDocuments.reply(200, document);
  }
}
