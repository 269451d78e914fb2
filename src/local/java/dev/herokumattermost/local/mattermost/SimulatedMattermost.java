package dev.herokumattermost.local.mattermost;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.herokumattermost.http.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A Mattermost server on the loopback interface with one team, {@code ops}, one private channel,
 * {@code alerts}, a bot in it, an incoming webhook to it, and a person, {@code ada}, who reads it.
 */
public final class SimulatedMattermost implements AutoCloseable {
  private final Ids ids = new Ids();
  private final Workspace workspace = new Workspace(ids);
  private final Posting posting;
  private final Api api;
  private final Hooks hooks;
  private final Faults faults = new Faults();
  private final List<Call> calls = new ArrayList<>();
  private final Account bot = workspace.addBot("heroku");
  private final Account ada = workspace.addPerson("ada");
  private final Channel channel = workspace.addChannel("ops", "alerts");
  private final String hook;
  private final InetSocketAddress address;
  private Optional<HttpServer> listening;
  private volatile CountDownLatch delays = new CountDownLatch(1);

  /**
   * @param clock what the server's times and its 30 s of memory for pending ids go by
   */
  public SimulatedMattermost(InstantSource clock) {
    this(clock, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /**
   * @param where port zero for any that is free
   */
  public SimulatedMattermost(InstantSource clock, InetSocketAddress where) {
    posting = new Posting(clock, ids);
    api = new Api(workspace, posting);
    hooks = new Hooks(workspace, posting);
    channel.add(bot);
    channel.add(ada);
    hook = workspace.addHook(channel, ada);
    HttpServer first = listen(where);
    address = first.getAddress();
    listening = Optional.of(first);
  }

  public URI uri() {
    return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
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

  public Channel channel() {
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
    return faults;
  }

  /** A person answers a post in one picture. */
  public void react(Account person, String postId, String emoji) {
    posting.react(workspace.channelOf(postId, person), person.id(), postId, emoji);
  }

  /** Somebody else writes into the channel. */
  public SimulatedPost say(Account person, String message) {
    return posting.create(channel, person, new Document(Map.of("message", message)), () -> {});
  }

  /** Deletes a post, and its thread if it is a root post. */
  public void delete(String postId) {
    posting.delete(channel, postId);
  }

  public void enableWebhooks(boolean on) {
    hooks.enable(on);
  }

  /** Every request so far, those that met a fault too. */
  public List<Call> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  public List<Call> calls(String method, String pathPrefix) {
    return calls().stream()
        .filter(call -> call.method().equals(method) && call.path().startsWith(pathPrefix))
        .toList();
  }

  /** The server forgets which pending ids it has seen; posts stay. */
  public void restart() {
    posting.forgetAll();
  }

  /** Ends all delays under way: slow requests and posts in flight go on at once. */
  public void goOn() {
    CountDownLatch ended = delays;
    delays = new CountDownLatch(1);
    ended.countDown();
  }

  /** Stops listening: connections are refused, open ones are closed. */
  public synchronized void down() {
    listening.ifPresent(server -> server.stop(0));
    listening = Optional.empty();
  }

  /** Listens again, on the same port. */
  public synchronized void up() {
    if (listening.isEmpty()) {
      listening = Optional.of(listen(address));
    }
  }

  @Override
  public void close() {
    goOn();
    down();
  }

  private HttpServer listen(InetSocketAddress where) {
    try {
      HttpServer server = HttpServer.create(where, 0);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", this::handle);
      server.start();
      return server;
    } catch (IOException taken) {
      throw new UncheckedIOException("cannot listen on " + where, taken);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var call =
          new Call(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              body,
              exchange.getRequestHeaders().containsKey("Authorization"));
      synchronized (calls) {
        calls.add(call);
      }
      Function<Runnable, Reply> carryOut = inFlight -> answer(exchange, call, inFlight);
      switch (faults.take(call.method() + " " + call.path()).orElse(null)) {
        case null -> send(exchange, carryOut.apply(() -> {}));
        case Fault.Answer answer -> send(exchange, answer);
        case Fault.ResetBefore _ -> {}
        case Fault.LostAfter _ -> carryOut.apply(() -> {});
        case Fault.AnswerAfter(Fault.Answer answer) -> {
          carryOut.apply(() -> {});
          send(exchange, answer);
        }
        case Fault.Slow(Duration delay) -> {
          await(delay);
          send(exchange, carryOut.apply(() -> {}));
        }
        case Fault.InFlight(Duration delay) -> send(exchange, carryOut.apply(() -> await(delay)));
      }
    }
  }

  private Reply answer(HttpExchange exchange, Call call, Runnable whileInFlight) {
    try {
      List<String> path =
          Stream.of(exchange.getRequestURI().getPath().split("/"))
              .filter(part -> !part.isEmpty())
              .toList();
      if (path.size() == 2 && path.getFirst().equals("hooks")) {
        return hooks.answer(path.get(1), call.body());
      }
      if (path.size() > 2 && path.subList(0, 2).equals(List.of("api", "v4"))) {
        return api.answer(
            new Api.Asked(
                call.method(),
                path.subList(2, path.size()),
                Api.query(exchange.getRequestURI()),
                token(exchange),
                call.body(),
                whileInFlight));
      }
      throw new ApiError(404, "api.context.404.app_error");
    } catch (ApiError refused) {
      return new Reply(refused.status(), "application/json", refused.document(ids.next()));
    }
  }

  private static String token(HttpExchange exchange) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
        .filter(header -> header.regionMatches(true, 0, "Bearer ", 0, "Bearer ".length()))
        .map(header -> header.substring("Bearer ".length()))
        .orElse("");
  }

  private void await(Duration delay) {
    try {
      if (delays.await(delay.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    send(exchange, new Fault.Answer(reply.status(), reply.contentType(), reply.body(), Map.of()));
  }

  private static void send(HttpExchange exchange, Fault.Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
