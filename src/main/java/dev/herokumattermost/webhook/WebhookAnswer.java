package dev.herokumattermost.webhook;

import dev.herokumattermost.http.Secret;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.pass.Work.Hint;
import dev.herokumattermost.webhook.WebhookRequest.TooLarge;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a request is answered. Whoever is refused is not told why. */
public sealed interface WebhookAnswer {
  /** A webhook of an account, named at the end of the path. */
  Pattern PATH = Pattern.compile("/hints/([a-z0-9][a-z0-9-]{0,39})");

  int status();

  /** It is Heroku's and hints at a dyno. */
  record Taken(Hint hint) implements WebhookAnswer {
    @Override
    public int status() {
      return 204;
    }
  }

  /** It is Heroku's, and about nothing that is of interest here. */
  record Ignored() implements WebhookAnswer {
    @Override
    public int status() {
      return 204;
    }
  }

  /** It is not Heroku's, or not for here. */
  record Refused(int status) implements WebhookAnswer {}

  /** Fetches what Heroku signs with, when a request could be signed at all. */
  interface Secrets<E extends Exception> {
    Secret get() throws E;
  }

  /**
   * Decides how a request is answered. What is easily seen comes first, so that it costs nothing.
   *
   * @param event as the Function URL hands it over
   */
  static <E extends Exception> WebhookAnswer to(String event, Secrets<E> secrets) throws E {
    WebhookRequest request;
    try {
      request = WebhookRequest.of(event);
    } catch (TooLarge tooLarge) {
      return new Refused(413);
    } catch (Json.Malformed noRequest) {
      return new Refused(404);
    }
    Matcher path = PATH.matcher(request.path());
    if (!path.matches()) {
      return new Refused(404);
    }
    if (!request.method().equals("POST")) {
      return new Refused(405);
    }
    Optional<String> signature =
        request.header(WebhookSecrets.HEADER).filter(WebhookSecrets::isSignature);
    if (signature.isEmpty()
        || !new WebhookSecrets(secrets.get()).haveSigned(request.body(), signature.get())) {
      return new Refused(401);
    }
    return signed(path.group(1), new String(request.body(), StandardCharsets.UTF_8));
  }

  /** Has classes loaded and mappings made that the first webhook would have to wait for. */
  static void prime() {
    var secret = new Secret("none");
    String event =
        """
        {"requestContext": {"http": {"method": "POST"}}, "rawPath": "/hints/a", "headers": {}}""";
    String body =
        """
        {"resource": "dyno", "created_at": "2026-01-01T00:00:00Z",
         "data": {"id": "a", "app": {"name": "a"}, "state": "up"},
         "webhook_metadata": {"delivery": {"id": "a"}}}""";
    to(event, () -> secret);
    new WebhookSecrets(secret).haveSigned(body.getBytes(StandardCharsets.UTF_8), "");
    signed("a", body);
  }

  private static WebhookAnswer signed(String account, String body) {
    try {
      return WebhookDelivery.hint(account, body)
          .<WebhookAnswer>map(Taken::new)
          .orElseGet(Ignored::new);
    } catch (Json.Malformed unknown) {
      return new Ignored();
    }
  }
}
