package dev.herokumattermost.local.heroku;

import dev.herokumattermost.local.heroku.LoopbackServer.Delivery;
import dev.herokumattermost.local.heroku.LoopbackServer.Reply;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Heroku's Platform API on the loopback, over a model: what its official clients need to list an
 * app's dynos, releases, formation and log. Faults can be set in place of answers, and every call
 * is recorded.
 */
public final class SimulatedHeroku implements AutoCloseable {
  private static final int CALLS_AN_HOUR = 4500;

  private final HerokuModel model;
  private final String token;
  private final LoopbackServer server;
  private final Endpoints endpoints;
  private final Faults faults = new Faults();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final AtomicInteger callsLeft = new AtomicInteger(CALLS_AN_HOUR);
  private final AtomicInteger answers = new AtomicInteger();

  public SimulatedHeroku(HerokuModel model, String token) {
    this(model, token, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /**
   * @param token what calls must bear
   * @param where port zero for any that is free
   */
  public SimulatedHeroku(HerokuModel model, String token, InetSocketAddress where) {
    this.model = model;
    this.token = token;
    server = new LoopbackServer(where, this::answer);
    endpoints = new Endpoints(model);
  }

  /** Where the API is, in place of {@code https://api.heroku.com}. */
  public URI uri() {
    return server.uri();
  }

  /** Sets a fault for calls about one app, its log's text excepted. */
  public void fail(String app, int times, Fault fault) {
    fail(call -> (call.path() + "/").startsWith("/apps/" + app + "/"), times, fault);
  }

  public void fail(Predicate<Call> which, int times, Fault fault) {
    faults.add(which, times, fault);
  }

  /** Sets a fault for calls about one app until {@link #clearFaults}. */
  public void failAlways(String app, Fault fault) {
    fail(app, Integer.MAX_VALUE, fault);
  }

  public void clearFaults() {
    faults.clear();
  }

  /** How many calls the account has left; with none left the answer is 429. */
  public void callsLeft(int left) {
    callsLeft.set(left);
  }

  /** Cuts lists to pages of this size, however many items were asked for. */
  public void itemsPerPage(int most) {
    endpoints.itemsPerPage(most);
  }

  /** How logs are told; server-sent events if not set. */
  public void logs(LogForm form) {
    endpoints.logs(form);
  }

  /** Every call so far, those for logs included. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  @Override
  public void close() {
    server.close();
  }

  private Reply answer(Call call) {
    calls.add(call);
    var fault = faults.strike(call);
    Reply truth =
        call.path().startsWith(Endpoints.LOGS) ? endpoints.log(call) : identified(api(call));
    return fault.map(wrong -> instead(wrong, truth)).orElse(truth);
  }

  private Reply api(Call call) {
    if (!call.header("Authorization").equals("Bearer " + token)) {
      return Endpoints.error(401, "unauthorized", "Invalid credentials provided.");
    }
    if (!call.header("Accept").matches("application/vnd\\.heroku\\+json;\\s*version=3.*")) {
      return Endpoints.error(406, "not_acceptable", "Please specify a version.");
    }
    if (callsLeft.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
      return Endpoints.error(429, "rate_limit", "Your account reached the API rate limit.");
    }
    return endpoints.answer(call);
  }

  private Reply identified(Reply reply) {
    var headers = new LinkedHashMap<>(reply.headers());
    headers.put("RateLimit-Remaining", String.valueOf(callsLeft.get()));
    headers.put("Request-Id", "5ca1ab1e-0000-4000-8000-%012d".formatted(answers.incrementAndGet()));
    headers.put("Date", date(model.clock().instant()));
    return new Reply(reply.status(), headers, reply.body(), reply.delivery());
  }

  private static Reply instead(Fault fault, Reply truth) {
    return switch (fault) {
      case Fault.Status other -> {
        var headers = new LinkedHashMap<>(truth.headers());
        headers.keySet().removeAll(List.of("ETag", "Next-Range", "Content-Range"));
        headers.putAll(other.headers());
        yield new Reply(other.status(), headers, other.body(), Delivery.WHOLE);
      }
      case Fault.Silence _ -> delivered(truth, Delivery.NEVER);
      case Fault.CutBody _ -> delivered(truth, Delivery.HALF);
      case Fault.Reset _ -> delivered(truth, Delivery.RESET);
    };
  }

  private static Reply delivered(Reply truth, Delivery how) {
    return new Reply(truth.status(), truth.headers(), truth.body(), how);
  }

  private static String date(Instant now) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC));
  }
}
