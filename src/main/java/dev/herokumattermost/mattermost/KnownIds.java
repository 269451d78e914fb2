package dev.herokumattermost.mattermost;

import dev.herokumattermost.http.Secret;
import dev.herokumattermost.rules.ChannelName;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a server has said of a bot and its channels: their ids. They outlive a pass, because a rate
 * limit counts the questions, and alerts need what it leaves.
 */
public final class KnownIds {
  private final Map<ChannelName, String> channels = new ConcurrentHashMap<>();
  private @Nullable Secret token;
  private @Nullable String user;

  /** Another token can be that of another bot, which may see other channels. */
  synchronized void use(Secret current) {
    if (!Objects.equals(current, token)) {
      token = current;
      user = null;
      channels.clear();
    }
  }

  synchronized Optional<String> user() {
    return Optional.ofNullable(user);
  }

  synchronized void user(String id) {
    user = id;
  }

  Optional<String> channel(ChannelName name) {
    return Optional.ofNullable(channels.get(name));
  }

  void channel(ChannelName name, String id) {
    channels.put(name, id);
  }

  /** The channel can have been created again with another id, so the next attempt asks again. */
  void forget(ChannelName name) {
    channels.remove(name);
  }
}
