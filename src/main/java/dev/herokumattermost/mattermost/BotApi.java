package dev.herokumattermost.mattermost;

import static dev.herokumattermost.outbox.DeliveryResult.Refusal.TRANSIENT;

import dev.herokumattermost.http.Exchange;
import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.Exchange.NoAnswer;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Request;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.outbox.DeliveryResult.Refusal;
import dev.herokumattermost.outbox.DeliveryResult.Refused;
import dev.herokumattermost.outbox.PostId;
import dev.herokumattermost.pass.Deadline;
import dev.herokumattermost.rules.ChannelName;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Sends the requests of a bot to REST API v4, with its token. */
final class BotApi {
  /** Enough for 200 posts of the longest plain text that the server accepts. */
  private static final int LARGEST_REPLY = 16 * Request.MEGABYTE;

  private static final Pattern VISIBLE = Pattern.compile("[!-~]+");

  private final Http http;
  private final String base;
  private final Secret token;

  /** The answer to a request that changes nothing on the server. */
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
    http.hide(token);
    this.http = http;
    this.base = server.toString().replaceAll("/+$", "") + "/api/v4";
    this.token = token;
  }

  static boolean isWeb(URI address) {
    return ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
        && address.getHost() != null;
  }

  Exchange send(String method, String path, Object document, Deadline deadline)
      throws InterruptedException {
    return http.send(request(method, path, deadline).json(Json.SNAKE_CASE.write(document)));
  }

  Exchange get(String path, Deadline deadline) throws InterruptedException {
    return http.send(request("GET", path, deadline));
  }

  /**
   * Asks for a JSON document.
   *
   * @param missing the meaning of a 404, for people
   * @param ifMissing the meaning of a 404 for the delivery
   */
  <T> Asked<T> ask(String path, Class<T> type, String missing, Refusal ifMissing, Deadline deadline)
      throws InterruptedException {
    return switch (get(path, deadline)) {
      case NoAnswer none -> new Asked.Unread<>(new Refused(TRANSIENT, none.detail()));
      case Answer answer when answer.successful() -> read(answer, type);
      case Answer answer ->
          new Asked.Unread<>(ErrorMeanings.ofBotQuestion(error(answer), missing, ifMissing));
    };
  }

  /** Asks for a JSON document, where a 404 is for a person to fix. */
  <T> Asked<T> ask(String path, Class<T> type, String missing, Deadline deadline)
      throws InterruptedException {
    return ask(path, type, missing, Refusal.CONFIGURATION, deadline);
  }

  ServerError error(Answer answer) {
    return ServerError.of(answer, token);
  }

  static String path(String collection, PostId id, String part) {
    return path(collection, id.value()) + "/" + part;
  }

  static String path(ChannelName channel) {
    return "/teams/name/" + channel.team() + "/channels/name/" + channel.channel();
  }

  static String path(String collection, String id) {
    return "/" + collection + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
  }

  private Request request(String method, String path, Deadline deadline) {
    return Request.of(method, URI.create(base + path), deadline.left())
        .header("Authorization", "Bearer " + token.reveal())
        .header("Accept", "application/json")
        .withMaxBytes(LARGEST_REPLY);
  }

  /** Mattermost writes an empty list as null. */
  private static <T> Asked<T> read(Answer answer, Class<T> type) {
    boolean empty = type.isArray() && answer.body().strip().equals("null");
    try {
      return new Asked.Read<>(Json.SNAKE_CASE.read(empty ? "[]" : answer.body(), type));
    } catch (Json.Malformed wrong) {
      return new Asked.Unread<>(new Refused(TRANSIENT, "the reply is " + wrong.getMessage()));
    }
  }
}
