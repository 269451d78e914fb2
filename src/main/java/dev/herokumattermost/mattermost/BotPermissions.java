package dev.herokumattermost.mattermost;

import static dev.herokumattermost.outbox.DeliveryResult.Refusal.CONFIGURATION;

import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.Lookup.Known;
import dev.herokumattermost.dyno.Lookup.Unknown;
import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.Exchange.NoAnswer;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.mattermost.BotApi.Asked.Read;
import dev.herokumattermost.mattermost.BotApi.Asked.Unread;
import dev.herokumattermost.mattermost.ErrorMeanings.Absence;
import dev.herokumattermost.mattermost.MattermostJson.Anything;
import dev.herokumattermost.pass.Deadline;
import dev.herokumattermost.rules.ChannelName;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Finds out what a bot is and what it can do, without a post. Safe for use by many threads. */
public final class BotPermissions {
  private final BotApi api;

  /**
   * Who a token belongs to.
   *
   * @param bot whether it is a bot account; a person's token expires, and its posts are a person's
   */
  public record Account(String name, boolean bot) {}

  /**
   * Makes a client for one token.
   *
   * @param server the address that people open, with its path if it has one
   * @throws IllegalArgumentException if the server is no http(s) address or the token no token
   */
  public BotPermissions(Http http, URI server, Secret token) {
    this.api = new BotApi(http, server, token);
  }

  /** Known if the server answers: the time by its clock, to the second, if it sends one. */
  public Lookup<Optional<Instant>> ping(Deadline deadline) throws InterruptedException {
    return switch (api.get("/system/ping", deadline)) {
      case NoAnswer none -> new Unknown<>(false, none.detail());
      case Answer answer when answer.successful() && ServerError.isWebPage(answer) ->
          new Unknown<>(false, api.otherKind(answer, CONFIGURATION, "a web page").reason());
      case Answer answer when answer.successful() -> new Known<>(answer.date());
      case Answer answer ->
          new Unknown<>(
              false,
              ErrorMeanings.ofBotQuestion(api.error(answer), Absence.of(ErrorMeanings.NO_SERVER))
                  .reason());
    };
  }

  public Lookup<Account> account(Deadline deadline) throws InterruptedException {
    return ask(
        "/users/me",
        MattermostJson.User.class,
        Absence.of(ErrorMeanings.NO_SERVER),
        deadline,
        user -> new Account(user.username(), Boolean.TRUE.equals(user.isBot())));
  }

  /** The id of a channel that the bot can find. */
  public Lookup<String> channel(ChannelName channel, Deadline deadline)
      throws InterruptedException {
    return ask(
        BotApi.path(channel),
        MattermostJson.Channel.class,
        new Absence(
            "it does not exist, is archived, or is private and the bot is no member",
            "the bot is no member of it",
            CONFIGURATION),
        deadline,
        MattermostJson.Channel::id);
  }

  /** True if the bot is a member of a channel. It can find an open channel without being one. */
  public Lookup<Boolean> member(String channel, Deadline deadline) throws InterruptedException {
    String path = BotApi.path("channels", channel) + "/members/me";
    return succeeds(path, "the bot is no member of it", deadline);
  }

  /** True if the bot can read a channel. */
  public Lookup<Boolean> reads(String channel, Deadline deadline) throws InterruptedException {
    String path = BotApi.path("channels", channel) + "/posts?page=0&per_page=1";
    return succeeds(path, "the channel is gone", deadline);
  }

  /** True if there is a person or a bot of a name; a group of people is neither. */
  public Lookup<Boolean> knows(String name, Deadline deadline) throws InterruptedException {
    return succeeds(BotApi.path("users/username", name), "there is nobody of that name", deadline);
  }

  private Lookup<Boolean> succeeds(String path, String missing, Deadline deadline)
      throws InterruptedException {
    return ask(path, Anything.class, Absence.of(missing), deadline, _ -> true);
  }

  private <D, T> Lookup<T> ask(
      String path, Class<D> type, Absence absence, Deadline deadline, Function<D, T> reader)
      throws InterruptedException {
    return switch (api.ask(path, type, absence, deadline)) {
      case Unread<D>(var refused) ->
          new Unknown<>(refused.kind() == CONFIGURATION, refused.reason());
      case Read<D>(var document) -> new Known<>(reader.apply(document));
    };
  }
}
