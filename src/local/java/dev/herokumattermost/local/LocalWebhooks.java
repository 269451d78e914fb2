package dev.herokumattermost.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.herokumattermost.HintFunction;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.local.heroku.HerokuModel;
import dev.herokumattermost.local.heroku.WebhookSender;
import dev.herokumattermost.local.lambda.FunctionUrl;
import dev.herokumattermost.local.sqs.EmbeddedSqs;
import dev.herokumattermost.local.sqs.EventSourceMapping;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The way of a webhook on this machine: over HTTP to the function that takes them, and from its
 * queue to the watch.
 */
final class LocalWebhooks implements AutoCloseable {
  private static final Secret SECRET = new Secret("local-webhook-secret-0123456789abcdef");

  private final EmbeddedSqs sqs = new EmbeddedSqs();
  private final EmbeddedSqs.Queue queue = sqs.createQueue("local", Duration.ofMinutes(5), 1);
  private final FunctionUrl url;

  LocalWebhooks(InstantSource clock) {
    var hints =
        new HintFunction(
            Map.of("QUEUE_URL", queue.url().toString(), "WEBHOOK_SECRET", SECRET.reveal()),
            clock,
            sqs::client,
            _ -> {});
    url =
        new FunctionUrl(
            event -> LocalInvocation.invoke(hints, event, new LocalContext(_ -> {})), clock);
  }

  /** What the watch's environment needs of it. */
  Map<String, String> environment() {
    return Map.of(
        "QUEUE_URL", queue.url().toString(),
        "WEBHOOK_SECRET", SECRET.reveal(),
        "WEBHOOK_URL", url.uri().toString());
  }

  SqsClient sqs() {
    return sqs.client();
  }

  /** Heroku's part, from now on. */
  WebhookSender add(HerokuModel model) {
    return new WebhookSender(model, url.uri().resolve("/hints/default"), SECRET);
  }

  /** Hands what is on the queue to the watch. */
  void handOver(RequestStreamHandler watch, Context context) {
    new EventSourceMapping(
            sqs.client(), queue.url(), 1, event -> LocalInvocation.invoke(watch, event, context))
        .takeAll();
  }

  @Override
  public void close() {
    url.close();
    sqs.close();
  }
}
