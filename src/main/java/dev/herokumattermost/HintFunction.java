package dev.herokumattermost;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.herokumattermost.aws.AwsProxy;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.pass.WorkQueue;
import dev.herokumattermost.pass.WorkQueue.NotQueued;
import dev.herokumattermost.queue.SqsConnection;
import dev.herokumattermost.queue.SqsWorkQueue;
import dev.herokumattermost.secrets.SecretUnavailable;
import dev.herokumattermost.secrets.Secrets;
import dev.herokumattermost.secrets.SsmConnection;
import dev.herokumattermost.settings.HintAccess;
import dev.herokumattermost.settings.SecretSource.Plain;
import dev.herokumattermost.settings.Variable;
import dev.herokumattermost.webhook.WebhookAnswer;
import dev.herokumattermost.webhook.WebhookAnswer.Ignored;
import dev.herokumattermost.webhook.WebhookAnswer.Refused;
import dev.herokumattermost.webhook.WebhookAnswer.Taken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Takes Heroku's webhooks and leaves the hint in each to the watch. It can read one secret and send
 * to one queue, and nothing else: whoever gets past the signature gets an app looked at.
 *
 * <p>Its constructor opens the client for the secret and uses the JSON mappers once: Lambda gives
 * it a whole processor while it starts, and afterwards a seventh. It asks nothing of anybody.
 */
public final class HintFunction implements RequestStreamHandler {
  /** Of a whole event, in bytes: a body at its largest, as JSON, with its headers. */
  private static final int LARGEST_EVENT = 512 * 1024;

  /** After a failure, so that not every request of a stranger costs another call and a line. */
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private final InstantSource clock;
  private final Secrets secrets;
  private final WorkQueue queue;
  private final HintAccess access;
  private final HintCount count;
  private Instant closedUntil = Instant.MIN;

  /** As Lambda makes it. */
  public HintFunction() {
    this(
        System.getenv(),
        InstantSource.system(),
        () -> SqsConnection.open(AwsProxy.of(System.getenv())),
        System.out::println);
  }

  /**
   * For another environment, another clock and a queue elsewhere.
   *
   * @param sqs called once, when the first hint is left
   * @param metrics takes the lines that CloudWatch makes metrics of
   */
  public HintFunction(
      Map<String, String> environment,
      InstantSource clock,
      Supplier<SqsClient> sqs,
      Consumer<String> metrics) {
    this.clock = clock;
    this.access = HintAccess.from(environment);
    this.secrets = new Secrets(ssm(environment), clock);
    this.queue = new SqsWorkQueue(sqs, access.queue().uri());
    String watch = environment.getOrDefault(Variable.WATCH_NAME.name(), "");
    this.count =
        new HintCount(watch.isBlank() ? Variable.WATCH_NAME.byDefault : watch, clock, metrics);
    WebhookAnswer.prime();
  }

  /** A client that is open already if the secret is stored in AWS. */
  private Supplier<SsmClient> ssm(Map<String, String> environment) {
    Supplier<SsmClient> later = () -> SsmConnection.open(environment, AwsProxy.of(environment));
    if (access.secret() instanceof Plain) {
      return later;
    }
    SsmClient now = later.get();
    return () -> now;
  }

  /** As a Function URL takes it. */
  record Response(int statusCode, @Nullable String body) {}

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    byte[] event = input.readNBytes(LARGEST_EVENT + 1);
    int status =
        event.length > LARGEST_EVENT
            ? counted(new Refused(413))
            : status(new String(event, StandardCharsets.UTF_8), context);
    output.write(
        Json.CAMEL_CASE.write(new Response(status, null)).getBytes(StandardCharsets.UTF_8));
  }

  /** What fails here Heroku does not send again; the next pass finds what it hinted at. */
  private int status(String event, Context context) {
    if (clock.instant().isBefore(closedUntil)) {
      return 503;
    }
    try {
      WebhookAnswer answer = WebhookAnswer.to(event, this::secret);
      if (answer instanceof Taken(var hint)) {
        queue.put(List.of(hint), Duration.ZERO);
      }
      return counted(answer);
    } catch (SecretUnavailable | NotQueued failed) {
      closedUntil = clock.instant().plus(PAUSE);
      context.getLogger().log("hint lost: " + failed.getMessage(), LogLevel.ERROR);
      return 503;
    }
  }

  private Secret secret() throws SecretUnavailable {
    return secrets.resolve(Variable.WEBHOOK_SECRET, access.secret());
  }

  private int counted(WebhookAnswer answer) {
    switch (answer) {
      case Taken _ -> count.taken();
      case Ignored _ -> count.ignored();
      case Refused _ -> count.refused();
    }
    return answer.status();
  }
}
