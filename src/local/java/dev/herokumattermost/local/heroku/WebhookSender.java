package dev.herokumattermost.local.heroku;

import dev.herokumattermost.http.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Heroku's <a href="https://devcenter.heroku.com/articles/app-webhooks">webhooks</a> of the level
 * {@code notify} for the entity {@code dyno}, with one attempt for each. Heroku promises no order:
 * here the newest comes first.
 */
public final class WebhookSender implements AutoCloseable {
  private static final String ALGORITHM = "HmacSHA256";

  /** As long as a function can take that is started by the request. */
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private final HerokuModel model;
  private final URI address;
  private final Secret secret;
  private final BlockingDeque<DynoChange> changes = new LinkedBlockingDeque<>();
  private final Consumer<DynoChange> listener = changes::addFirst;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * Takes note of what happens to the dynos of all apps from now on.
   *
   * @param address where the webhooks go
   * @param secret what they are signed with
   */
  public WebhookSender(HerokuModel model, URI address, Secret secret) {
    this.model = model;
    this.address = address;
    this.secret = secret;
    model.onChange(listener);
  }

  /**
   * Sends what has happened since the last time.
   *
   * @return the status of each answer. A webhook that got none is lost, as Heroku's are
   */
  public List<Integer> send() throws InterruptedException {
    var due = new ArrayList<DynoChange>();
    changes.drainTo(due);
    var statuses = new ArrayList<Integer>();
    for (DynoChange change : due) {
      send(change).ifPresent(statuses::add);
    }
    return statuses;
  }

  private OptionalInt send(DynoChange change) throws InterruptedException {
    String body = HerokuDocuments.write(HerokuDocuments.webhook(change));
    var request =
        HttpRequest.newBuilder(address)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .header("Heroku-Webhook-Hmac-SHA256", signature(body))
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      return OptionalInt.of(http.send(request, BodyHandlers.discarding()).statusCode());
    } catch (IOException noAnswer) {
      return OptionalInt.empty();
    }
  }

  private String signature(String body) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has " + ALGORITHM, impossible);
    }
  }

  @Override
  public void close() {
    model.remove(listener);
    http.close();
  }
}
