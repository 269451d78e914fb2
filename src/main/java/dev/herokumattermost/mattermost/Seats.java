package dev.herokumattermost.mattermost;

import dev.herokumattermost.http.Json;
import dev.herokumattermost.mattermost.BotApi.Asked;
import dev.herokumattermost.mattermost.BotApi.Asked.Read;
import dev.herokumattermost.mattermost.BotApi.Asked.Unread;
import dev.herokumattermost.mattermost.Place.Other;
import dev.herokumattermost.mattermost.Place.Usual;
import dev.herokumattermost.watch.Delivery.Refusal;
import dev.herokumattermost.watch.Delivery.Refused;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who the bot is and where its channels are, each asked once. */
final class Seats {
  private final BotApi api;
  private final ChannelName usual;
  private final Map<Place, String> channels = new ConcurrentHashMap<>();
  private volatile @Nullable String user;

  /** The bot in one channel, by the server's ids. */
  record Seat(String user, String channel) {
    boolean holds(Json post) {
      return post.get("user_id").text().equals(Optional.of(user))
          && post.get("channel_id").text().equals(Optional.of(channel));
    }
  }

  Seats(BotApi api, ChannelName usual) {
    this.api = api;
    this.usual = usual;
  }

  Asked<Seat> in(Place place, Deadline deadline) throws InterruptedException {
    return switch (user(deadline)) {
      case Unread<String>(Refused refused) -> new Unread<>(refused);
      case Read<String>(String me) ->
          switch (channel(place, deadline)) {
            case Unread<String>(Refused refused) -> new Unread<>(refused);
            case Read<String>(String id) -> new Read<>(new Seat(me, id));
          };
    };
  }

  /** The channel may have been made anew under another id; the next try asks again. */
  void forget(Place place) {
    channels.remove(place);
  }

  private Asked<String> user(Deadline deadline) throws InterruptedException {
    String known = user;
    if (known != null) {
      return new Read<>(known);
    }
    Asked<String> asked =
        api.askId("/users/me", "this is no Mattermost server", Refusal.CONFIGURATION, deadline);
    if (asked instanceof Read<String>(String me)) {
      user = me;
    }
    return asked;
  }

  private Asked<String> channel(Place place, Deadline deadline) throws InterruptedException {
    String known = channels.get(place);
    if (known != null) {
      return new Read<>(known);
    }
    ChannelName name =
        switch (place) {
          case Usual _ -> usual;
          case Other(ChannelName other) -> other;
        };
    String path = "/teams/name/" + name.team() + "/channels/name/" + name.channel();
    String missing =
        "the channel " + name + " does not exist, is archived, or the bot is not a member";
    Asked<String> asked = api.askId(path, missing, place.untellable(), deadline);
    if (asked instanceof Read<String>(String id)) {
      channels.put(place, id);
    }
    return asked;
  }
}
