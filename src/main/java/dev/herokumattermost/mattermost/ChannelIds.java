package dev.herokumattermost.mattermost;

import dev.herokumattermost.mattermost.BotApi.Asked;
import dev.herokumattermost.mattermost.BotApi.Asked.Read;
import dev.herokumattermost.mattermost.BotApi.Asked.Unread;
import dev.herokumattermost.outbox.DeliveryResult.Refusal;
import dev.herokumattermost.pass.Deadline;
import dev.herokumattermost.rules.ChannelName;
import dev.herokumattermost.rules.Route;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The server's ids of the bot and of its channels. Each is asked for once. */
final class ChannelIds {
  private final BotApi api;
  private final ChannelName defaultChannel;
  private final Map<ChannelName, String> channels = new ConcurrentHashMap<>();
  private volatile @Nullable String user;

  /** The bot in one channel. */
  record Membership(String user, String channel) {
    boolean isOwn(MattermostJson.Post post) {
      return post.userId().equals(user) && post.channelId().equals(channel);
    }
  }

  ChannelIds(BotApi api, ChannelName defaultChannel) {
    this.api = api;
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

  /** The channel can have been created again with another id, so the next attempt asks again. */
  void forget(Route.Target target) {
    channels.remove(name(target));
  }

  private Asked<String> user(Deadline deadline) throws InterruptedException {
    String known = user;
    if (known != null) {
      return new Read<>(known);
    }
    return switch (api.ask(
        "/users/me", MattermostJson.User.class, ErrorMeanings.NO_SERVER, deadline)) {
      case Unread<MattermostJson.User>(var refused) -> new Unread<>(refused);
      case Read<MattermostJson.User>(var me) -> {
        user = me.id();
        yield new Read<>(me.id());
      }
    };
  }

  private Asked<String> channel(Route.Target target, Deadline deadline)
      throws InterruptedException {
    ChannelName name = name(target);
    String known = channels.get(name);
    if (known != null) {
      return new Read<>(known);
    }
    String missing =
        "the channel " + name + " does not exist, is archived, or the bot is not a member";
    Refusal ifMissing = ErrorMeanings.ofUnreachable(target);
    return switch (api.ask(
        BotApi.path(name), MattermostJson.Channel.class, missing, ifMissing, deadline)) {
      case Unread<MattermostJson.Channel>(var refused) -> new Unread<>(refused);
      case Read<MattermostJson.Channel>(var channel) -> {
        channels.put(name, channel.id());
        yield new Read<>(channel.id());
      }
    };
  }

  private ChannelName name(Route.Target target) {
    return target instanceof Route.NamedChannel(var name) ? name : defaultChannel;
  }
}
