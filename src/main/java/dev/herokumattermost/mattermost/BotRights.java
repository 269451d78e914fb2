package dev.herokumattermost.mattermost;

import static dev.herokumattermost.watch.Delivery.Refusal.CONFIGURATION;

import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.Exchange.NoAnswer;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Json;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.mattermost.BotApi.Asked;
import dev.herokumattermost.mattermost.BotApi.Asked.Read;
import dev.herokumattermost.mattermost.BotApi.Asked.Unread;
import dev.herokumattermost.watch.Lookup;
import dev.herokumattermost.watch.Lookup.Known;
import dev.herokumattermost.watch.Lookup.Unknown;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** What a bot is and what it may do, found out without posting. Safe for use by many threads. */
public final class BotRights {
  private static final String NO_SERVER = "this is no Mattermost server";

  private final BotApi api;

  /**
   * Who a token belongs to.
   *
   * @param bot whether it is a bot account; a person's tokens end and its posts are a person's
   */
  public record Account(String name, boolean bot) {}

  /**
   * @param server the address people open, with its path if it has one
   * @throws IllegalArgumentException if the server is no http(s) address or the token no token
   */
  public BotRights(Http http, URI server, Secret token) {
    this.api = new BotApi(http, server, token);
  }

  /** Whether the server is there, and what time it is for it, to the second, if it says so. */
  public Lookup<Optional<Instant>> ping(Duration within) throws InterruptedException {
    return switch (api.get("/system/ping", new Deadline(within))) {
      case NoAnswer none -> new Unknown<>(false, none.detail());
      case Answer answer when answer.successful() -> new Known<>(answer.date());
      case Answer answer ->
          new Unknown<>(
              false, Refusals.ofBotQuestion(api.error(answer), NO_SERVER, CONFIGURATION).reason());
    };
  }

  public Lookup<Account> account(Duration within) throws InterruptedException {
    return ask("/users/me", NO_SERVER, within, BotRights::account);
  }

  /** The id of a channel that the bot can find. */
  public Lookup<String> channel(ChannelName channel, Duration within) throws InterruptedException {
    return ask(
        "/teams/name/" + channel.team() + "/channels/name/" + channel.channel(),
        "it does not exist, is archived, or is private and the bot is no member",
        within,
        document -> document.get("id").text().orElse(""));
  }

  /** True if the bot is a member of a channel, which it can find without being one. */
  public Lookup<Boolean> member(String channel, Duration within) throws InterruptedException {
    return ask(
        BotApi.path("channels", channel) + "/members/me",
        "the bot is no member of it",
        within,
        _ -> true);
  }

  /** True if the bot can read a channel. */
  public Lookup<Boolean> reads(String channel, Duration within) throws InterruptedException {
    return ask(
        BotApi.path("channels", channel) + "/posts?page=0&per_page=1",
        "the channel is gone",
        within,
        _ -> true);
  }

  /** True if there is a person or a bot of a name; a group of people is neither. */
  public Lookup<Boolean> knows(String name, Duration within) throws InterruptedException {
    return ask(
        BotApi.path("users/username", name), "there is nobody of that name", within, _ -> true);
  }

  private <T> Lookup<T> ask(String path, String missing, Duration within, Function<Json, T> reader)
      throws InterruptedException {
    Asked<Json> asked = api.ask(path, missing, new Deadline(within));
    return switch (asked) {
      case Unread<Json>(var refused) ->
          new Unknown<>(refused.kind() == CONFIGURATION, refused.reason());
      case Read<Json>(Json document) -> new Known<>(reader.apply(document));
    };
  }

  private static Account account(Json document) {
    return new Account(
        document.get("username").text().orElse(""), document.get("is_bot").bool().orElse(false));
  }
}
