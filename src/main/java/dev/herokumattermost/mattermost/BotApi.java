package dev.herokumattermost.mattermost;

import static dev.herokumattermost.outbox.DeliveryResult.Refusal.TRANSIENT;

import dev.herokumattermost.http.Exchange;
import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.Exchange.NoAnswer;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Request;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.mattermost.ErrorMeanings.Absence;
import dev.herokumattermost.outbox.DeliveryResult.Refusal;
import dev.herokumattermost.outbox.DeliveryResult.Refused;
import dev.herokumattermost.outbox.PostId;
import dev.herokumattermost.pass.Deadline;
import dev.herokumattermost.rules.ChannelName;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Sends the requests of a bot to REST API v4, with its token. */
final class BotApi {
  /** Enough for 200 posts of the longest plain text that the server accepts. */
  private static final int LARGEST_REPLY = 16 * Request.MEGABYTE;

  private static final Pattern VISIBLE = Pattern.compile("[!-~]+");

  private final Http http;
  private final String server;
  private final Secret token;
  private final boolean hasPath;
  private final KnownIds known;

  /** The answer to a request that changes nothing on the server. */
  sealed interface Asked<T> {
    record Read<T>(T value) implements Asked<T> {}

    record Unread<T>(Refused refused) implements Asked<T> {}
  }

  BotApi(Http http, URI server, Secret token) {
    this(http, server, token, new KnownIds());
  }

  /**
   * Makes the requests of a bot.
   *
   * @param known is told the server's release with each answer
   */
  BotApi(Http http, URI server, Secret token, KnownIds known) {
    if (!isWeb(server)) {
      throw new IllegalArgumentException("the Mattermost server is no https:// address");
    }
    if (!VISIBLE.matcher(token.reveal()).matches()) {
      throw new IllegalArgumentException("the bot's token holds characters that no token has");
    }
    http.hide(token);
    this.http = http;
    this.server = server.toString().replaceAll("/+$", "");
    this.token = token;
    this.known = known;
    this.hasPath = !server.getPath().replace("/", "").isEmpty();
  }

  static boolean isWeb(URI address) {
    return ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
        && address.getHost() != null;
  }

  Exchange send(String method, String path, Object document, Deadline deadline)
      throws InterruptedException {
    return sent(request(method, path, deadline).json(Json.SNAKE_CASE.write(document)));
  }

  Exchange get(String path, Deadline deadline) throws InterruptedException {
    return sent(request("GET", path, deadline));
  }

  private Exchange sent(Request request) throws InterruptedException {
    Exchange exchange = http.send(request);
    if (exchange instanceof Answer answer) {
      ServerRelease.of(answer).ifPresent(known::release);
    }
    return exchange;
  }

  /**
   * Asks for a JSON document.
   *
   * @param meaning what an error means for the delivery
   */
  <T> Asked<T> ask(
      String path, Class<T> type, Function<ServerError, Refused> meaning, Deadline deadline)
      throws InterruptedException {
    return switch (get(path, deadline)) {
      case NoAnswer none -> new Asked.Unread<>(ErrorMeanings.ofNoAnswer(none, TRANSIENT));
      case Answer answer when answer.successful() -> read(answer, type);
      case Answer answer -> new Asked.Unread<>(meaning.apply(error(answer)));
    };
  }

  <T> Asked<T> ask(String path, Class<T> type, Absence absence, Deadline deadline)
      throws InterruptedException {
    return ask(path, type, error -> ErrorMeanings.ofBotQuestion(error, absence), deadline);
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

  /** Where people read a post, whatever team it is in. */
  String link(PostId post) {
    return server + "/_redirect/pl/" + URLEncoder.encode(post.value(), StandardCharsets.UTF_8);
  }

  private Request request(String method, String path, Deadline deadline) {
    return Request.of(method, URI.create(server + "/api/v4" + path), deadline.left())
        .header("Authorization", "Bearer " + token.reveal())
        .header("Accept", "application/json")
        .withMaxBytes(LARGEST_REPLY);
  }

  /**
   * A success that is no document of the API. The server's web pages are below every path of its
   * address that is no other, so an address with a team in it answers each question with one.
   */
  Refused otherKind(Answer answer, Refusal kind, String what) {
    if (!ServerError.isWebPage(answer)) {
      return new Refused(kind, answer.status() + ": the reply is " + what);
    }
    return error(answer)
        .refused(
            kind,
            hasPath
                ? "no API: leave out the team, and all else behind the server, in MATTERMOST_URL"
                : "no API: a login page, or another server, answers at MATTERMOST_URL");
  }

  /** Mattermost writes an empty list as null. */
  private <T> Asked<T> read(Answer answer, Class<T> type) {
    boolean empty = type.isArray() && answer.body().strip().equals("null");
    try {
      return new Asked.Read<>(Json.SNAKE_CASE.read(empty ? "[]" : answer.body(), type));
    } catch (Json.Malformed wrong) {
      return new Asked.Unread<>(otherKind(answer, TRANSIENT, String.valueOf(wrong.getMessage())));
    }
  }
}
