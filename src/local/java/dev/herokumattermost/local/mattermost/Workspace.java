package dev.herokumattermost.local.mattermost;

import dev.herokumattermost.http.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who and what is on the server: accounts, channels, incoming webhooks. */
public final class Workspace {
  private final Ids ids;
  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final Map<String, Channel> channels = new LinkedHashMap<>();
  private final Map<String, Hook> hooks = new LinkedHashMap<>();
  private final List<String> revoked = new ArrayList<>();

  /**
   * Where an incoming webhook posts, and as whom.
   *
   * @param locked whether it may post nowhere else
   */
  record Hook(String id, Channel channel, Account owner, boolean locked) {}

  Workspace(Ids ids) {
    this.ids = ids;
  }

  public synchronized Account addBot(String name) {
    return add(name, true);
  }

  public synchronized Account addPerson(String name) {
    return add(name, false);
  }

  private Account add(String name, boolean bot) {
    var account = new Account(ids.next(), name, bot, new Secret(ids.next()));
    accounts.put(account.id(), account);
    return account;
  }

  /** The account's token is refused from now on. */
  public synchronized void revoke(Account account) {
    revoked.add(account.id());
  }

  public synchronized Channel addChannel(String team, String name) {
    var channel = new Channel(ids.next(), team, name);
    channels.put(channel.id(), channel);
    return channel;
  }

  /** Deletes a channel for good; its name may be given to another. */
  public synchronized void remove(Channel channel) {
    channels.remove(channel.id());
  }

  /** Makes an incoming webhook and returns its id, which is its only secret. */
  public String addHook(Channel channel, Account owner) {
    return addHook(channel, owner, false);
  }

  /** The same, for one that may post nowhere else. */
  public String addLockedHook(Channel channel, Account owner) {
    return addHook(channel, owner, true);
  }

  private synchronized String addHook(Channel channel, Account owner, boolean locked) {
    var hook = new Hook(ids.next(), channel, owner, locked);
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

  /** A team's name, which is its id here too. */
  synchronized String team(String name) {
    return channels.values().stream()
        .map(Channel::team)
        .filter(name::equals)
        .findFirst()
        .orElseThrow(() -> new ApiError(404, "app.team.get_by_name.missing.app_error"));
  }

  synchronized Channel channel(String team, String name, Account asker) {
    team(team);
    return channels.values().stream()
        .filter(channel -> channel.team().equals(team) && channel.name().equals(name))
        .filter(channel -> channel.has(asker) && !channel.isArchived())
        .findFirst()
        .orElseThrow(() -> new ApiError(404, "app.channel.get_by_name.missing.app_error"));
  }

  /**
   * Where a webhook posts that asks for a channel of its team.
   *
   * @param name empty for its own
   */
  synchronized Channel channel(Hook hook, String name) {
    if (name.isEmpty() || name.equals(hook.channel().name())) {
      return hook.channel();
    }
    Channel asked =
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

  /** An unknown channel looks like one without the right to it. */
  synchronized Channel channel(String id, Account asker) {
    return Optional.ofNullable(channels.get(id))
        .filter(channel -> channel.has(asker))
        .orElseThrow(ApiError::noRight);
  }

  synchronized Channel channelOf(String postId, Account asker) {
    return channels.values().stream()
        .filter(channel -> channel.has(asker))
        .filter(channel -> channel.post(postId).filter(post -> !post.isDeleted()).isPresent())
        .findFirst()
        .orElseThrow(ApiError::noRight);
  }

  synchronized Hook hook(String id) {
    return Optional.ofNullable(hooks.get(id))
        .orElseThrow(
            () -> new ApiError(400, "web.incoming_webhook.invalid.app_error", "resource: " + id));
  }
}
