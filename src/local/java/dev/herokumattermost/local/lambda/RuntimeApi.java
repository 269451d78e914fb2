package dev.herokumattermost.local.lambda;

import dev.herokumattermost.local.http.Call;
import dev.herokumattermost.local.http.LocalServer;
import dev.herokumattermost.local.http.Reply;
import dev.herokumattermost.local.http.Reply.Ending;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Lambda's <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">runtime API</a>
 * for one runtime: it hands out invocations and receives their outcomes.
 */
public final class RuntimeApi implements AutoCloseable {
  private static final String ROOT = "/2018-06-01/runtime/";

  private final BlockingQueue<Invocation> invocations = new LinkedBlockingQueue<>();
  private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
  private final LocalServer server = new LocalServer(InstantSource.system(), this::answer);

  private record Invocation(String id, String event, Duration time) {}

  /**
   * How an invocation or the start ended.
   *
   * @param path below the runtime's root: {@code invocation/ID/response}, {@code
   *     invocation/ID/error} or {@code init/error}
   */
  public record Outcome(String path, String body) {}

  /** The value of {@code AWS_LAMBDA_RUNTIME_API}. */
  public String address() {
    return server.uri().getAuthority();
  }

  /**
   * Sends an event to the function.
   *
   * @param time how long the invocation can take
   */
  public void invoke(String id, String event, Duration time) {
    invocations.add(new Invocation(id, event, time));
  }

  /**
   * Waits for the next outcome.
   *
   * @throws AssertionError if there is none in time
   */
  public Outcome outcome(Duration within) throws InterruptedException {
    Outcome outcome = outcomes.poll(within.toMillis(), TimeUnit.MILLISECONDS);
    if (outcome == null) {
      throw new AssertionError("the runtime reported nothing within " + within);
    }
    return outcome;
  }

  private Reply answer(Call call) {
    String path = call.path().substring(ROOT.length());
    if (path.equals("invocation/next")) {
      return next();
    }
    outcomes.add(new Outcome(path, call.body()));
    return Reply.of(202, "text/plain", "");
  }

  private Reply next() {
    try {
      Invocation invocation = invocations.take();
      Instant deadline = Instant.now().plus(invocation.time());
      return Reply.json(200, invocation.event())
          .with("Lambda-Runtime-Aws-Request-Id", invocation.id())
          .with("Lambda-Runtime-Deadline-Ms", String.valueOf(deadline.toEpochMilli()))
          .with(
              "Lambda-Runtime-Invoked-Function-Arn",
              "arn:aws:lambda:eu-central-1:123456789012:function:heroku-mattermost");
    } catch (InterruptedException closed) {
      return Reply.none(Ending.RESET);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
