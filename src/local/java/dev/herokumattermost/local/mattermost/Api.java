package dev.herokumattermost.local.mattermost;

import dev.herokumattermost.http.Json;
import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** REST API v4, as far as a bot and a channel's readers need it. */
final class Api {
  private static final int LARGEST_BODY = 300_000;
  private static final int MOST_SINCE = 1000;

  private final Workspace workspace;
  private final Posting posting;

  Api(Workspace workspace, Posting posting) {
    this.workspace = workspace;
    this.posting = posting;
  }

  /** One request, its path cut at the slashes after {@code /api/v4/}. */
  record Asked(
      String method,
      List<String> path,
      Map<String, String> query,
      String token,
      String body,
      Runnable whileInFlight) {}

  Reply answer(Asked asked) {
    if (asked.path().equals(List.of("system", "ping"))) {
      return Reply.json(200, Map.of("status", "OK"));
    }
    Account me = workspace.byToken(asked.token());
    if (asked.body().length() > LARGEST_BODY) {
      throw new ApiError(413, "api.context.request_body_too_large.app_error");
    }
    List<String> path = asked.path();
    String shape = asked.method() + " " + path.getFirst() + " " + path.size();
    return switch (shape) {
      case "GET users 2" -> Reply.json(200, View.account(account(path.get(1), me)));
      case "GET teams 3" -> Reply.json(200, View.team(workspace.team(path.get(2))));
      case "GET teams 6" ->
          Reply.json(200, View.channel(workspace.channel(path.get(2), path.get(5), me)));
      case "GET channels 2" -> Reply.json(200, View.channel(workspace.channel(path.get(1), me)));
      case "GET users 3" -> Reply.json(200, View.account(named(path.get(2))));
      case "GET channels 4" -> Reply.json(200, member(workspace.channel(path.get(1), me), me));
      case "GET channels 3" -> posts(workspace.channel(path.get(1), me), asked.query());
      case "POST posts 1" -> create(me, asked);
      case "GET posts 2", "DELETE posts 2", "GET posts 3", "PUT posts 3" -> post(me, asked);
      case "POST reactions 1" -> react(me, Document.parse(asked.body()));
      default -> throw new ApiError(404, "api.context.404.app_error");
    };
  }

  private Account account(String id, Account me) {
    return id.equals("me")
        ? me
        : workspace
            .account(id)
            .orElseThrow(() -> new ApiError(404, "app.user.missing_account.const"));
  }

  private Account named(String name) {
    return workspace
        .named(name)
        .orElseThrow(() -> new ApiError(404, "app.user.missing_account.const"));
  }

  /** Whoever finds a channel here is a member of it. */
  private static Map<String, Object> member(Channel channel, Account me) {
    return Map.of("channel_id", channel.id(), "user_id", me.id(), "roles", "channel_user");
  }

  private Reply create(Account me, Asked asked) {
    Document draft = Document.parse(asked.body());
    Channel channel = workspace.channel(draft.text("channel_id"), me);
    SimulatedPost post = posting.create(channel, me, draft, asked.whileInFlight());
    return Reply.json(201, view(channel, post));
  }

  private Reply post(Account me, Asked asked) {
    String id = asked.path().get(1);
    Channel channel = workspace.channelOf(id, me);
    SimulatedPost post = channel.post(id).orElseThrow(ApiError::noRight);
    String part = asked.path().size() == 3 ? asked.path().get(2) : "";
    return switch (asked.method() + " " + part) {
      case "GET " -> Reply.json(200, view(channel, post));
      case "GET thread" -> thread(channel, post);
      case "GET reactions" -> reactions(post);
      case "PUT patch" ->
          Reply.json(
              200, view(channel, posting.patch(channel, me, id, Document.parse(asked.body()))));
      case "DELETE " -> {
        if (!post.userId().equals(me.id())) {
          throw ApiError.noRight();
        }
        posting.delete(channel, id);
        yield Reply.json(200, Map.of("status", "OK"));
      }
      default -> throw new ApiError(404, "api.context.404.app_error");
    };
  }

  private static Reply thread(Channel channel, SimulatedPost post) {
    String root = post.isRoot() ? post.id() : post.rootId();
    return list(
        channel,
        channel.posts().stream()
            .filter(each -> each.id().equals(root) || each.rootId().equals(root))
            .toList());
  }

  private static Reply reactions(SimulatedPost post) {
    List<Map<String, Object>> all = View.reactions(post);
    return Reply.jsonText(
        all.isEmpty()
            ? "null"
            : all.stream().map(Json::write).collect(Collectors.joining(",", "[", "]")));
  }

  private Reply react(Account me, Document asked) {
    if (!asked.text("user_id").equals(me.id())) {
      throw ApiError.noRight();
    }
    String id = asked.text("post_id");
    Channel channel = workspace.channelOf(id, me);
    var reaction = posting.react(channel, me.id(), id, asked.text("emoji_name"));
    return Reply.json(201, View.reaction(id, channel.id(), reaction));
  }

  private static Reply posts(Channel channel, Map<String, String> query) {
    if (query.containsKey("since")) {
      Instant since = Instant.ofEpochMilli(Long.parseLong(query.getOrDefault("since", "0")));
      return list(
          channel,
          channel.everything().stream()
              .filter(post -> post.updatedAt().isAfter(since))
              .limit(MOST_SINCE)
              .toList());
    }
    int page = Integer.parseInt(query.getOrDefault("page", "0"));
    int size = Math.min(200, Integer.parseInt(query.getOrDefault("per_page", "60")));
    List<SimulatedPost> newestFirst =
        channel.posts().reversed().stream()
            .sorted(Comparator.comparing(SimulatedPost::createdAt).reversed())
            .skip((long) page * size)
            .limit(size)
            .toList();
    return list(channel, newestFirst);
  }

  /** The map may hold roots of replies that are not in the order, as the real one does. */
  private static Reply list(Channel channel, List<SimulatedPost> ordered) {
    var posts = new LinkedHashMap<String, Object>();
    for (SimulatedPost post : ordered) {
      posts.put(post.id(), view(channel, post));
      channel.post(post.rootId()).ifPresent(root -> posts.put(root.id(), view(channel, root)));
    }
    return Reply.json(
        200,
        Map.of(
            "order",
            ordered.stream().map(SimulatedPost::id).toList(),
            "posts",
            posts,
            "next_post_id",
            "",
            "prev_post_id",
            "",
            "has_next",
            false));
  }

  private static Map<String, Object> view(Channel channel, SimulatedPost post) {
    return View.post(post, channel.replies(post.id()));
  }

  static Map<String, String> query(URI uri) {
    return Stream.of(Optional.ofNullable(uri.getQuery()).orElse("").split("&"))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2)
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (first, _) -> first));
  }
}
