package dev.herokumattermost.local.heroku;

import dev.herokumattermost.local.http.Call;
import dev.herokumattermost.local.http.Fault;
import dev.herokumattermost.local.http.LocalServer;
import dev.herokumattermost.local.http.Reply;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Heroku's Platform API for the apps of a model, as far as its official clients need it to list an
 * app's dynos, releases, formation and log.
 */
public final class SimulatedHeroku implements AutoCloseable {
  private static final int CALLS_AN_HOUR = 4500;

  private final HerokuModel model;
  private final LocalServer server;
  private final Map<String, Account> accounts = new ConcurrentHashMap<>();
  private final Account first;
  private final SimulatedStatus status;
  private final SimulatedWebhooks webhooks;
  private final AtomicInteger answers = new AtomicInteger();

  public SimulatedHeroku(HerokuModel model, String token) {
    this(model, token, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /**
   * Starts the server.
   *
   * @param token the token that calls must have
   * @param where port zero for any that is free
   */
  public SimulatedHeroku(HerokuModel model, String token, InetSocketAddress where) {
    this.model = model;
    webhooks = new SimulatedWebhooks(model);
    first = addAccount(token, _ -> true);
    status = new SimulatedStatus(model.clock());
    server = new LocalServer(where, model.clock(), this::answer);
  }

  private record Account(Endpoints endpoints, AtomicInteger callsLeft) {}

  /** Another account, with calls of its own, that sees some of the apps. */
  public void add(String token, Predicate<SimulatedApp> seen) {
    addAccount(token, seen);
  }

  /** Gives a known token the scope {@code read}, which adds and changes no webhooks. */
  public void mayOnlyRead(String token) {
    accounts.get(token).endpoints.mayOnlyRead();
  }

  /** The webhooks that the apps have. */
  public SimulatedWebhooks webhooks() {
    return webhooks;
  }

  private Account addAccount(String token, Predicate<SimulatedApp> seen) {
    var account =
        new Account(new Endpoints(model, seen, webhooks), new AtomicInteger(CALLS_AN_HOUR));
    accounts.put(token, account);
    return account;
  }

  /** The address of the API, in place of {@code https://api.heroku.com}. */
  public URI uri() {
    return server.uri();
  }

  /** Plans a fault for calls about one app, those for the text of its log excepted. */
  public void fail(String app, int times, Fault fault) {
    fail(call -> (call.path() + "/").startsWith("/apps/" + app + "/"), times, fault);
  }

  /** Plans a fault. Other answers of the API, too, have the headers that the API always sends. */
  public void fail(Predicate<Call> which, int times, Fault fault) {
    server.faults().times(times, which, (call, api) -> withHeaders(call, fault.reply(call, api)));
  }

  /** Plans a fault for calls about one app until {@link #clearFaults}. */
  public void failAlways(String app, Fault fault) {
    fail(app, Integer.MAX_VALUE, fault);
  }

  /** Plans a fault for all calls until {@link #clearFaults}. */
  public void failAlways(Fault fault) {
    fail(_ -> true, Integer.MAX_VALUE, fault);
  }

  public void clearFaults() {
    server.faults().clear();
  }

  /** A refusal in Heroku's form. */
  public static Fault refusal(int status, String id) {
    return Fault.answer(Endpoints.error(status, id, "A simulated refusal."));
  }

  /** How many calls the first account has left; with none left the answer is 429. */
  public void callsLeft(int left) {
    first.callsLeft.set(left);
  }

  /** Cuts lists into pages of this size, even if a call asks for more items. */
  public void itemsPerPage(int most) {
    accounts.values().forEach(account -> account.endpoints.itemsPerPage(most));
  }

  /** The form in which logs are sent; server-sent events if not set. */
  public void logs(LogForm form) {
    accounts.values().forEach(account -> account.endpoints.logs(form));
  }

  /** Heroku's status page, which needs no token. It is another host in truth. */
  public SimulatedStatus status() {
    return status;
  }

  /** Every call so far, those for the text of logs included. */
  public List<Call> calls() {
    return server.calls();
  }

  @Override
  public void close() {
    server.close();
  }

  private Reply answer(Call call) {
    if (call.path().equals(SimulatedStatus.PATH)) {
      return status.answer();
    }
    return isLog(call) ? log(call) : withHeaders(call, api(call));
  }

  private Reply log(Call call) {
    return accounts.values().stream()
        .flatMap(account -> account.endpoints.log(call).stream())
        .findFirst()
        .orElseGet(() -> LogForm.EVENTS.reply(404, "No such session"));
  }

  private Reply api(Call call) {
    Account account = accounts.get(call.bearerToken());
    if (account == null) {
      return Endpoints.error(401, "unauthorized", "Invalid credentials provided.");
    }
    if (!call.header("Accept").matches("application/vnd\\.heroku\\+json;\\s*version=3.*")) {
      return Endpoints.error(406, "not_acceptable", "Please specify a version.");
    }
    if (account.callsLeft.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
      return Endpoints.error(429, "rate_limit", "Your account reached the API rate limit.");
    }
    return account.endpoints.answer(call);
  }

  private Reply withHeaders(Call call, Reply reply) {
    Account account = accounts.getOrDefault(call.bearerToken(), first);
    return isLog(call)
        ? reply
        : reply.withDefaults(
            Map.of(
                "RateLimit-Remaining",
                String.valueOf(account.callsLeft.get()),
                "Request-Id",
                "5ca1ab1e-0000-4000-8000-%012d".formatted(answers.incrementAndGet())));
  }

  private static boolean isLog(Call call) {
    return call.path().startsWith(Endpoints.LOGS);
  }
}
