package dev.herokumattermost.mattermost;

import static dev.herokumattermost.watch.Delivery.Refusal.TRANSIENT;

import dev.herokumattermost.http.Exchange;
import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.Exchange.NoAnswer;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Json;
import dev.herokumattermost.http.Request;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.mattermost.BotApi.Asked.Read;
import dev.herokumattermost.mattermost.BotApi.Asked.Unread;
import dev.herokumattermost.watch.Delivery.Refusal;
import dev.herokumattermost.watch.Delivery.Refused;
import dev.herokumattermost.watch.PostId;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/** REST API v4 with a bot's token: addresses, the header, and questions that change nothing. */
final class BotApi {
  /** What a reply repeats of the post's text, which is not ours to read again. */
  static final Set<String> UNREAD = Set.of("message", "attachments", "metadata");

  /** Holds 200 posts of the longest plain text the server takes, with room to spare. */
  private static final int LARGEST_REPLY = 16 * Request.MEGABYTE;

  private static final Pattern VISIBLE = Pattern.compile("[!-~]+");

  private final Http http;
  private final String base;
  private final Secret token;

  /** How a question ended that changes nothing on the server. */
  sealed interface Asked<T> {
    record Read<T>(T value) implements Asked<T> {}

    record Unread<T>(Refused refused) implements Asked<T> {}
  }

  BotApi(Http http, URI server, Secret token) {
    if (!isWeb(server)) {
      throw new IllegalArgumentException("the Mattermost server is no https:// address");
    }
    if (!VISIBLE.matcher(token.reveal()).matches()) {
      throw new IllegalArgumentException("the bot's token holds characters that no token has");
    }
    this.http = http;
    this.base = server.toString().replaceAll("/+$", "") + "/api/v4";
    this.token = token;
  }

  static boolean isWeb(URI address) {
    return ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
        && address.getHost() != null;
  }

  Exchange send(String method, String path, String document, Deadline deadline)
      throws InterruptedException {
    return http.send(request(method, path, deadline).json(document));
  }

  Exchange get(String path, Deadline deadline) throws InterruptedException {
    return http.send(request("GET", path, deadline));
  }

  /**
   * Asks for a JSON document.
   *
   * @param missing what a 404 means, for people
   */
  Asked<Json> ask(String path, String missing, Deadline deadline) throws InterruptedException {
    return ask(path, missing, Refusal.CONFIGURATION, deadline);
  }

  private Asked<Json> ask(String path, String missing, Refusal ifMissing, Deadline deadline)
      throws InterruptedException {
    return switch (get(path, deadline)) {
      case NoAnswer none -> new Unread<>(new Refused(TRANSIENT, none.detail(), Duration.ZERO));
      case Answer answer when answer.successful() -> read(answer);
      case Answer answer -> new Unread<>(Refusals.ofBotQuestion(error(answer), missing, ifMissing));
    };
  }

  /** Asks for the id of what a path names. */
  Asked<String> askId(String path, String missing, Refusal ifMissing, Deadline deadline)
      throws InterruptedException {
    return switch (ask(path, missing, ifMissing, deadline)) {
      case Unread<Json>(Refused refused) -> new Unread<>(refused);
      case Read<Json>(Json document) ->
          document
              .get("id")
              .text()
              .<Asked<String>>map(Read::new)
              .orElseGet(() -> unreadable("the reply to " + path + " has no id"));
    };
  }

  ServerError error(Answer answer) {
    return ServerError.of(answer, token);
  }

  static String path(String collection, PostId id, String part) {
    return path(collection, id.value()) + "/" + part;
  }

  static String path(String collection, String id) {
    return "/" + collection + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
  }

  private Request request(String method, String path, Deadline deadline) {
    return Request.of(method, URI.create(base + path), deadline.left())
        .header("Authorization", "Bearer " + token.reveal())
        .header("Accept", "application/json")
        .atMost(LARGEST_REPLY);
  }

  private static Asked<Json> read(Answer answer) {
    try {
      return new Read<>(Json.parse(answer.body(), UNREAD));
    } catch (Json.Malformed wrong) {
      return unreadable("the reply is " + wrong.getMessage());
    }
  }

  private static <T> Asked<T> unreadable(String what) {
    return new Unread<>(new Refused(TRANSIENT, what, Duration.ZERO));
  }
}
