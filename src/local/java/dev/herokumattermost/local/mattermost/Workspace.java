package dev.herokumattermost.local.mattermost;

import dev.herokumattermost.http.Secret;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** The accounts, channels and incoming webhooks of a server. */
public final class Workspace {
  private static final String ALPHABET = "ybndrfg8ejkmcpqxot1uwisza345h769";
  private static final int ID_LENGTH = 26;

  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final Map<String, SimulatedChannel> channels = new LinkedHashMap<>();
  private final Map<String, Hook> hooks = new LinkedHashMap<>();
  private final Set<String> revoked = new HashSet<>();
  private final Random random = new Random(1);

  /** A person or a bot, with a token. */
  public record Account(String id, String name, boolean bot, Secret token) {}

  /**
   * An incoming webhook.
   *
   * @param channel the channel that it posts to, as its owner
   * @param locked whether it can post to no other channel
   */
  record Hook(String id, SimulatedChannel channel, Account owner, boolean locked) {}

  /** An id that looks like the server's. They are the same in every run. */
  synchronized String newId() {
    return random
        .ints(ID_LENGTH, 0, ALPHABET.length())
        .mapToObj(ALPHABET::charAt)
        .map(String::valueOf)
        .collect(Collectors.joining());
  }

  public synchronized Account addBot(String name) {
    return add(name, true);
  }

  public synchronized Account addPerson(String name) {
    return add(name, false);
  }

  private Account add(String name, boolean bot) {
    var account = new Account(newId(), name, bot, new Secret(newId()));
    accounts.put(account.id(), account);
    return account;
  }

  /** The account's token is refused from now on. */
  public synchronized void revoke(Account account) {
    revoked.add(account.id());
  }

  public synchronized SimulatedChannel addChannel(String team, String name) {
    var channel = new SimulatedChannel(team, name, this::newId);
    channels.put(channel.id(), channel);
    return channel;
  }

  /** Deletes a channel for good; another can have its name. */
  public synchronized void remove(SimulatedChannel channel) {
    channels.remove(channel.id());
  }

  /** Adds an incoming webhook and returns its id, which is its only secret. */
  public String addHook(SimulatedChannel channel, Account owner) {
    return addHook(channel, owner, false);
  }

  /** Adds one that can post to no other channel. */
  public String addLockedHook(SimulatedChannel channel, Account owner) {
    return addHook(channel, owner, true);
  }

  private synchronized String addHook(SimulatedChannel channel, Account owner, boolean locked) {
    var hook = new Hook(newId(), channel, owner, locked);
    hooks.put(hook.id(), hook);
    return hook.id();
  }

  public synchronized Optional<Account> account(String id) {
    return Optional.ofNullable(accounts.get(id));
  }

  synchronized Optional<Account> named(String name) {
    return accounts.values().stream().filter(account -> account.name().equals(name)).findFirst();
  }

  synchronized Account byToken(String token) {
    return accounts.values().stream()
        .filter(account -> account.token().reveal().equals(token))
        .filter(account -> !revoked.contains(account.id()))
        .findFirst()
        .orElseThrow(() -> new ApiError(401, "api.context.session_expired.app_error"));
  }

  synchronized SimulatedChannel channel(String team, String name, Account asker) {
    return channels.values().stream()
        .filter(channel -> channel.team().equals(team) && channel.name().equals(name))
        .filter(channel -> !channel.isArchived())
        .filter(channel -> channel.has(asker) || channel.isOpen())
        .findFirst()
        .map(channel -> visible(channel, asker))
        .orElseThrow(() -> new ApiError(404, "app.channel.get_by_name.missing.app_error"));
  }

  /** An open channel is not missing, but a bot outside it has no permission. Seen on 11.6. */
  private static SimulatedChannel visible(SimulatedChannel channel, Account asker) {
    if (!channel.has(asker)) {
      throw ApiError.noPermission();
    }
    return channel;
  }

  /**
   * The channel that a webhook asks for.
   *
   * @param name empty for its own channel
   */
  synchronized SimulatedChannel channel(Hook hook, String name) {
    if (name.isEmpty() || name.equals(hook.channel().name())) {
      return hook.channel();
    }
    SimulatedChannel asked =
        channels.values().stream()
            .filter(channel -> channel.team().equals(hook.channel().team()))
            .filter(channel -> channel.name().equals(name) && !channel.isArchived())
            .findFirst()
            .orElseThrow(() -> new ApiError(404, "web.incoming_webhook.channel.app_error"));
    if (hook.locked()) {
      throw new ApiError(403, "web.incoming_webhook.channel_locked.app_error");
    }
    if (!asked.has(hook.owner())) {
      throw new ApiError(403, "web.incoming_webhook.permissions.app_error");
    }
    return asked;
  }

  /** The server answers alike for an unknown channel and for one without permission. */
  synchronized SimulatedChannel channel(String id, Account asker) {
    return Optional.ofNullable(channels.get(id))
        .filter(channel -> channel.has(asker))
        .orElseThrow(ApiError::noPermission);
  }

  /** The channel that a post is in, or was in before it was deleted. */
  synchronized Optional<SimulatedChannel> placeOf(String postId) {
    return channels.values().stream()
        .filter(channel -> channel.everything().stream().anyMatch(p -> p.id().equals(postId)))
        .findFirst();
  }

  synchronized SimulatedChannel channelOf(String postId, Account asker) {
    return channels.values().stream()
        .filter(channel -> channel.has(asker))
        .filter(channel -> channel.post(postId).isPresent())
        .findFirst()
        .orElseThrow(ApiError::noPermission);
  }

  synchronized Hook hook(String id) {
    return Optional.ofNullable(hooks.get(id))
        .orElseThrow(
            () -> new ApiError(400, "web.incoming_webhook.invalid.app_error", "resource: " + id));
  }
}
