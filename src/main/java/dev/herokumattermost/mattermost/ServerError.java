package dev.herokumattermost.mattermost;

import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.outbox.DeliveryResult.Refusal;
import dev.herokumattermost.outbox.DeliveryResult.Refused;
import dev.herokumattermost.outbox.DeliveryResult.Refuser;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An error of the server, read from {@code {id, message, detailed_error, request_id, status_code}}.
 *
 * <p>The message is translated and, like the detail, can repeat a webhook's id or a post's text, so
 * neither is read. The id and the request id are kept only if they have the expected form.
 *
 * @param by a proxy if the answer has no error id
 * @param saw what the answer is made of, for people, if it is none of Mattermost's
 * @param id Mattermost's name for the error; empty if it has none that can be shown
 * @param requestId finds the request in the server's log; empty if unknown
 * @param retryAfter how long the server asks us to wait; zero if it does not say
 */
record ServerError(
    int status, Refuser by, String saw, String id, String requestId, Duration retryAfter) {
  /** The id of a plugin's rejection is a sentence that ends in the plugin's own words. */
  static final String PLUGIN = "Post rejected by plugin.";

  private static final Pattern NAME = Pattern.compile("[a-z0-9_]+(\\.[a-z0-9_]+)+");
  private static final Pattern REQUEST = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final Pattern TYPE = Pattern.compile("[a-z]{1,20}/[a-z0-9.+-]{1,40}");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
  private static final Pattern PUNCTUATION = Pattern.compile("[^A-Za-z0-9]+");
  private static final int TOO_MANY = 429;
  private static final int SECRET_WORD = 12;
  private static final int LONGEST_ID = 120;

  static ServerError of(Answer answer, Secret secret) {
    Optional<MattermostJson.ErrorBody> document = document(answer);
    String requestId =
        document
            .flatMap(error -> Optional.ofNullable(error.requestId()))
            .or(() -> answer.header("X-Request-Id"))
            .filter(text -> REQUEST.matcher(text).matches())
            .filter(text -> !holdsPartOf(secret, text))
            .orElse("");
    Optional<String> given =
        document.flatMap(error -> Optional.ofNullable(error.id())).filter(id -> !id.isEmpty());
    String id = given.map(ServerError::name).filter(text -> !holdsPartOf(secret, text)).orElse("");
    // Mattermost's own rate limiter answers with plain text.
    Refuser by =
        given.isPresent() || answer.status() == TOO_MANY ? Refuser.MATTERMOST : Refuser.PROXY;
    return new ServerError(answer.status(), by, seen(answer), id, requestId, wait(answer));
  }

  /** What an answer is made of, for people. */
  static String seen(Answer answer) {
    if (answer.body().isBlank()) {
      return "an empty body";
    }
    String type =
        answer
            .header("Content-Type")
            .map(header -> header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
            .filter(text -> TYPE.matcher(text).matches())
            .orElse("without a type");
    return isWebPage(answer)
        ? "a web page (" + type + ")"
        : "a body of another kind (" + type + ")";
  }

  static boolean isWebPage(Answer answer) {
    return answer.body().stripLeading().startsWith("<")
        || answer.header("Content-Type").filter(type -> type.startsWith("text/html")).isPresent();
  }

  boolean isOfProxy() {
    return by == Refuser.PROXY;
  }

  Refused refused(Refusal kind) {
    return refused(kind, "");
  }

  /**
   * Makes a refusal of the error.
   *
   * @param advice what a person can do about it; empty if nothing
   */
  Refused refused(Refusal kind, String advice) {
    return refused(kind, advice, retryAfter);
  }

  Refused refused(Refusal kind, String advice, Duration wait) {
    return new Refused(kind, by, reason(advice), wait);
  }

  String reason(String advice) {
    var reason = new StringBuilder().append(status);
    if (isOfProxy()) {
      reason.append(" with ").append(saw);
    }
    if (!advice.isEmpty()) {
      reason.append(": ").append(advice);
    }
    if (!id.isEmpty()) {
      reason.append(" [").append(id).append(']');
    }
    if (!requestId.isEmpty()) {
      reason.append(" (request ").append(requestId).append(')');
    }
    return reason.toString();
  }

  /** The secret part of a webhook's address is one long word that looks like any other id. */
  private static boolean holdsPartOf(Secret secret, String text) {
    return PUNCTUATION
        .splitAsStream(secret.reveal())
        .filter(word -> word.length() >= SECRET_WORD)
        .anyMatch(text::contains);
  }

  private static Optional<MattermostJson.ErrorBody> document(Answer answer) {
    try {
      return Optional.of(Json.SNAKE_CASE.read(answer.body(), MattermostJson.ErrorBody.class));
    } catch (Json.Malformed proxy) {
      return Optional.empty();
    }
  }

  private static String name(String id) {
    if (id.startsWith(PLUGIN)) {
      return PLUGIN;
    }
    return id.length() <= LONGEST_ID && NAME.matcher(id).matches() ? id : "";
  }

  /** Both headers count seconds from now. */
  private static Duration wait(Answer answer) {
    return seconds(answer, "Retry-After")
        .or(
            () ->
                answer.status() == TOO_MANY
                    ? seconds(answer, "X-RateLimit-Reset")
                    : Optional.empty())
        .orElse(Duration.ZERO);
  }

  private static Optional<Duration> seconds(Answer answer, String header) {
    return answer
        .header(header)
        .filter(text -> SECONDS.matcher(text).matches())
        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
        .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
  }
}
