package dev.herokumattermost.mattermost;

import dev.herokumattermost.mattermost.BotApi.Asked;
import dev.herokumattermost.mattermost.BotApi.Asked.Read;
import dev.herokumattermost.mattermost.BotApi.Asked.Unread;
import dev.herokumattermost.mattermost.ErrorMeanings.Absence;
import dev.herokumattermost.pass.Deadline;
import dev.herokumattermost.rules.ChannelName;
import dev.herokumattermost.rules.Route;
import java.util.Optional;

/** The server's ids of the bot and of its channels. Each is asked for if it is not known. */
final class ChannelIds {
  private final BotApi api;
  private final ChannelName defaultChannel;
  private final KnownIds known;

  /** The bot in one channel. */
  record Membership(String user, String channel) {
    boolean isOwn(MattermostJson.Post post) {
      return post.userId().equals(user) && post.channelId().equals(channel);
    }
  }

  ChannelIds(BotApi api, ChannelName defaultChannel, KnownIds known) {
    this.api = api;
    this.known = known;
    this.defaultChannel = defaultChannel;
  }

  Asked<Membership> in(Route.Target target, Deadline deadline) throws InterruptedException {
    return switch (user(deadline)) {
      case Unread<String>(var refused) -> new Unread<>(refused);
      case Read<String>(var me) ->
          switch (channel(target, deadline)) {
            case Unread<String>(var refused) -> new Unread<>(refused);
            case Read<String>(var id) -> new Read<>(new Membership(me, id));
          };
    };
  }

  void forget(Route.Target target) {
    known.forget(name(target));
  }

  private Asked<String> user(Deadline deadline) throws InterruptedException {
    Optional<String> user = known.user();
    if (user.isPresent()) {
      return new Read<>(user.get());
    }
    return switch (api.ask(
        "/users/me", MattermostJson.User.class, Absence.of(ErrorMeanings.NO_SERVER), deadline)) {
      case Unread<MattermostJson.User>(var refused) -> new Unread<>(refused);
      case Read<MattermostJson.User>(var me) -> {
        known.user(me.id());
        yield new Read<>(me.id());
      }
    };
  }

  private Asked<String> channel(Route.Target target, Deadline deadline)
      throws InterruptedException {
    ChannelName name = name(target);
    Optional<String> id = known.channel(name);
    if (id.isPresent()) {
      return new Read<>(id.get());
    }
    String missing =
        "the channel " + name + " does not exist, is archived, or the bot is not a member";
    // A server tells a bot that is outside an open channel that it has no permission.
    var absence = new Absence(missing, missing, ErrorMeanings.ofUnreachable(target));
    return switch (api.ask(BotApi.path(name), MattermostJson.Channel.class, absence, deadline)) {
      case Unread<MattermostJson.Channel>(var refused) -> new Unread<>(refused);
      case Read<MattermostJson.Channel>(var channel) -> {
        known.channel(name, channel.id());
        yield new Read<>(channel.id());
      }
    };
  }

  private ChannelName name(Route.Target target) {
    return target instanceof Route.NamedChannel(var name) ? name : defaultChannel;
  }
}
