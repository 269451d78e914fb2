package dev.herokumattermost.local.mattermost;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A channel and what is in it, oldest first. Its views are copies. */
public final class Channel {
  private final String id;
  private final String team;
  private final String name;
  private final Map<String, SimulatedPost> posts = new LinkedHashMap<>();
  private final Map<String, List<SimulatedPost>> history = new LinkedHashMap<>();
  private final Set<String> members = new HashSet<>();
  private boolean archived;

  Channel(String id, String team, String name) {
    this.id = id;
    this.team = team;
    this.name = name;
  }

  /** Every post that is not deleted. */
  public synchronized List<SimulatedPost> posts() {
    return posts.values().stream().filter(post -> !post.isDeleted()).toList();
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

  /** How a post stood before each of its edits, oldest first. */
  public synchronized List<SimulatedPost> edits(String postId) {
    return List.copyOf(history.getOrDefault(postId, List.of()));
  }

  public synchronized Optional<SimulatedPost> post(String postId) {
    return Optional.ofNullable(posts.get(postId));
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

  public synchronized boolean isArchived() {
    return archived;
  }

  /** From now on the channel refuses posts. */
  public synchronized void archive() {
    archived = true;
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

  synchronized void put(SimulatedPost post) {
    SimulatedPost before = posts.put(post.id(), post);
    if (before != null && post.updatedAt().equals(post.editedAt()) && !post.isDeleted()) {
      history.computeIfAbsent(post.id(), unused -> new ArrayList<>()).add(before);
    }
  }
}
