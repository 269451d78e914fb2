package dev.herokumattermost.local.mattermost;

import dev.herokumattermost.local.mattermost.SimulatedPost.NewPost;
import dev.herokumattermost.local.mattermost.Workspace.Account;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A channel: its members, its posts and people's reactions to them. It stores what it is told to;
 * {@link Posting} has the server's rules. Views are copies, oldest first. Safe for use by many
 * threads.
 */
public final class SimulatedChannel implements ChannelPosts {
  private final String id;
  private final String team;
  private final String name;
  private final Supplier<String> ids;
  private final Set<String> members = new HashSet<>();
  private final Map<String, SimulatedPost> posts = new LinkedHashMap<>();
  private final Map<String, List<SimulatedPost>> history = new HashMap<>();
  private final Map<String, List<Reaction>> reactions = new HashMap<>();
  private boolean archived;
  private boolean open;

  /**
   * A person's reaction to a post.
   *
   * @param emojiName without colons
   */
  public record Reaction(String userId, String postId, String emojiName, Instant createAt) {}

  SimulatedChannel(String team, String name, Supplier<String> ids) {
    this.team = team;
    this.name = name;
    this.ids = ids;
    id = ids.get();
  }

  public synchronized SimulatedPost add(NewPost post, String userId, Instant now) {
    var added = SimulatedPost.of(post, ids.get(), userId, id, now);
    posts.put(added.id(), added);
    return added;
  }

  /** Replaces a post's text and all its properties. */
  public synchronized SimulatedPost edit(
      String postId, String message, Map<String, Object> props, Instant now) {
    SimulatedPost before = posts.get(postId);
    history.computeIfAbsent(postId, _ -> new ArrayList<>()).add(before);
    SimulatedPost after = before.edited(message, props, now);
    posts.put(postId, after);
    return after;
  }

  /** Deletes a post, and its thread if it is a root post. */
  public synchronized void delete(String postId, Instant now) {
    posts.replaceAll(
        (_, post) ->
            post.id().equals(postId) || post.rootId().equals(postId) ? post.deleted(now) : post);
  }

  /** Adds a reaction, unless the person has already reacted in the same way. */
  public synchronized void react(String postId, String userId, String emojiName, Instant now) {
    List<Reaction> all = reactions.computeIfAbsent(postId, _ -> new ArrayList<>());
    if (all.stream().noneMatch(r -> r.userId().equals(userId) && r.emojiName().equals(emojiName))) {
      all.add(new Reaction(userId, postId, emojiName, now));
    }
  }

  @Override
  public List<SimulatedPost> posts() {
    return everything().stream().filter(post -> !post.isDeleted()).toList();
  }

  /** Every post, deleted ones too. */
  public synchronized List<SimulatedPost> everything() {
    return List.copyOf(posts.values());
  }

  public List<SimulatedPost> roots() {
    return posts().stream().filter(SimulatedPost::isRoot).toList();
  }

  public List<SimulatedPost> replies(String rootId) {
    return posts().stream().filter(post -> post.rootId().equals(rootId)).toList();
  }

  /** Empty if there is none, or if it is deleted. */
  public synchronized Optional<SimulatedPost> post(String postId) {
    return Optional.ofNullable(posts.get(postId)).filter(post -> !post.isDeleted());
  }

  /** A post as it was before each of its edits. */
  public synchronized List<SimulatedPost> edits(String postId) {
    return List.copyOf(history.getOrDefault(postId, List.of()));
  }

  @Override
  public synchronized List<Reaction> reactions(String postId) {
    return List.copyOf(reactions.getOrDefault(postId, List.of()));
  }

  public String id() {
    return id;
  }

  public String team() {
    return team;
  }

  public String name() {
    return name;
  }

  /** {@code team/channel}, as in the settings. */
  public String fullName() {
    return team + "/" + name;
  }

  public synchronized boolean isArchived() {
    return archived;
  }

  /** The channel refuses posts from now on. */
  public synchronized void archive() {
    archived = true;
  }

  /** Makes it a channel that everybody in the team can find; at first it is private. */
  public synchronized void open() {
    open = true;
  }

  public synchronized boolean isOpen() {
    return open;
  }

  public synchronized void unarchive() {
    archived = false;
  }

  public synchronized void add(Account member) {
    members.add(member.id());
  }

  public synchronized void remove(Account member) {
    members.remove(member.id());
  }

  public synchronized boolean has(Account member) {
    return members.contains(member.id());
  }
}
