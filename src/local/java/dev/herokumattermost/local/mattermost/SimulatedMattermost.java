package dev.herokumattermost.local.mattermost;

import dev.herokumattermost.http.Secret;
import dev.herokumattermost.local.http.Call;
import dev.herokumattermost.local.http.Fault;
import dev.herokumattermost.local.http.Faults;
import dev.herokumattermost.local.http.LocalServer;
import dev.herokumattermost.local.http.Reply;
import dev.herokumattermost.local.http.Reply.Ending;
import dev.herokumattermost.local.mattermost.SimulatedPost.NewPost;
import dev.herokumattermost.local.mattermost.Workspace.Account;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Mattermost server with one team, {@code ops}, one private channel, {@code alerts}, a bot in it,
 * an incoming webhook to it, and a person, {@code ada}, who reads it.
 */
public final class SimulatedMattermost implements AutoCloseable {
  private final InstantSource clock;
  private final Workspace workspace = new Workspace();
  private final PendingIds pending;
  private final Posting posting;
  private final Api api;
  private final Hooks hooks;
  private final Account bot = workspace.addBot("heroku");
  private final Account ada = workspace.addPerson("ada");
  private final SimulatedChannel channel = workspace.addChannel("ops", "alerts");
  private final String hook = workspace.addHook(channel, ada);
  private final LocalServer server;
  private volatile ServerVersion current = ServerVersion.V11_6;
  private volatile @Nullable RateLimit limit;

  public SimulatedMattermost(InstantSource clock) {
    this(clock, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /**
   * Starts the server.
   *
   * @param clock for the server's times, and for how long it knows pending ids
   * @param where port zero for any that is free
   */
  public SimulatedMattermost(InstantSource clock, InetSocketAddress where) {
    this.clock = clock;
    pending = new PendingIds(clock);
    posting = new Posting(clock, pending);
    api = new Api(workspace, posting);
    hooks = new Hooks(workspace, posting);
    channel.add(bot);
    channel.add(ada);
    server = new LocalServer(where, clock, this::answer);
  }

  public URI uri() {
    return server.uri();
  }

  public Secret token() {
    return bot.token();
  }

  public Secret webhook() {
    return webhook(hook);
  }

  /** The address of another incoming webhook. */
  public Secret webhook(String id) {
    return new Secret(uri() + "/hooks/" + id);
  }

  public SimulatedChannel channel() {
    return channel;
  }

  public Account bot() {
    return bot;
  }

  public Account ada() {
    return ada;
  }

  /** For more accounts, channels and webhooks. */
  public Workspace workspace() {
    return workspace;
  }

  public Faults faults() {
    return server.faults();
  }

  /** An error as Mattermost words it. */
  public static Fault error(int status, String id) {
    return error(status, id, "");
  }

  /**
   * An error as Mattermost words it.
   *
   * @param detail goes into the message and the detailed error
   */
  public static Fault error(int status, String id, String detail) {
    return Fault.answer(new ApiError(status, id, detail).reply("rq1rq1rq1rq1rq1rq1rq1rq1rq"));
  }

  /** The server knows the pending id of a post, but neither stores the post nor answers. */
  public Fault staysInFlight() {
    return (call, _) -> {
      pending.begun(MattermostDocuments.newPost(call.body()).pendingPostId());
      return Reply.none(Ending.NEVER);
    };
  }

  /** A person reacts to a post. */
  public void react(Account person, String postId, String emoji) {
    workspace.channelOf(postId, person).react(postId, person.id(), emoji, clock.instant());
  }

  /** Somebody else posts into the channel. */
  public SimulatedPost post(Account person, String message) {
    return posting.create(channel, person, NewPost.of(message));
  }

  /** Deletes a post, and its thread if it is a root post. */
  public void delete(String postId) {
    channel.delete(postId, clock.instant());
  }

  /** It is 11.6 at first. */
  public void version(ServerVersion version) {
    hooks.version(version);
    api.version(version);
    current = version;
  }

  /** The posts that notified nobody and left nothing unread, by their ids. */
  public List<String> silentPosts() {
    return api.silentPosts();
  }

  /** The database does not answer; only what needs none still works. */
  public void databaseGone(boolean gone) {
    api.databaseGone(gone);
    hooks.databaseGone(gone);
  }

  /** Takes the permission to post from the bot's role, or gives it back. */
  public void allowPosting(boolean allowed) {
    api.allowPosting(allowed);
  }

  /** Posts can be edited only for so long; {@code PostEditTimeLimit}. */
  public void limitEdits(Duration time) {
    posting.limitEdits(time);
  }

  /** Answers 429 to every call beyond a number, until the clock has gone on. */
  public void limitRate(int perSecond, int burst) {
    limit = new RateLimit(clock, perSecond, burst);
  }

  public void enableWebhooks(boolean on) {
    hooks.enable(on);
  }

  /** Every call so far, those that met a fault too. */
  public List<Call> calls() {
    return server.calls();
  }

  public List<Call> calls(String method, String path) {
    return calls().stream()
        .filter(call -> call.method().equals(method) && call.path().startsWith(path))
        .toList();
  }

  /** Restarts the server, which then no longer knows any pending ids. */
  public void restart() {
    pending.clear();
  }

  /** Refuses connections from now on and closes the open ones. */
  public void down() {
    server.down();
  }

  /** Listens again, at the same port. */
  public void up() {
    server.up();
  }

  @Override
  public void close() {
    server.close();
  }

  private Reply answer(Call call) {
    return answerOf(call).with("X-Version-Id", current.id());
  }

  private Reply answerOf(Call call) {
    RateLimit allowed = limit;
    if (allowed != null && !allowed.takes()) {
      return Reply.of(429, "text/plain; charset=utf-8", "limit exceeded\n")
          .with("Retry-After", "1");
    }
    List<String> path = call.segments();
    try {
      if (path.size() == 2 && path.getFirst().equals("hooks")) {
        return hooks.answer(path.get(1), call.body());
      }
      if (path.size() > 2 && path.subList(0, 2).equals(List.of("api", "v4"))) {
        return api.answer(call, path.subList(2, path.size()));
      }
      throw ApiError.notFound();
    } catch (ApiError refused) {
      return refused.reply(workspace.newId());
    }
  }
}
