package dev.herokumattermost.mattermost;

import dev.herokumattermost.http.Secret;
import dev.herokumattermost.rules.ChannelName;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a server has said of itself, of a bot and its channels: its release and their ids. They
 * outlive a pass, because a rate limit counts the questions, and alerts need what it leaves.
 */
public final class KnownIds {
  private final Map<ChannelName, String> channels = new ConcurrentHashMap<>();
  private @Nullable Secret token;
  private @Nullable String user;
  private @Nullable ServerRelease release;
  private boolean silenceRefused;

  /** Another token can be that of another bot, which may see other channels. */
  synchronized void use(Secret current) {
    if (!Objects.equals(current, token)) {
      token = current;
      user = null;
      silenceRefused = false;
      channels.clear();
    }
  }

  synchronized Optional<String> user() {
    return Optional.ofNullable(user);
  }

  synchronized void user(String id) {
    user = id;
  }

  /** The release of the server, which can be another one with each answer. */
  synchronized void release(ServerRelease current) {
    release = current;
  }

  /** Whether posts can be sent silently, as far as it is known. */
  synchronized boolean postsSilently() {
    return release != null && release.postsSilently() && !silenceRefused;
  }

  /** The server posts silently for bots alone, and this token may be that of a person. */
  synchronized void silenceRefused() {
    silenceRefused = true;
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
