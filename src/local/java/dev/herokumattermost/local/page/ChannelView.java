package dev.herokumattermost.local.page;

import dev.herokumattermost.local.mattermost.ChannelPosts;
import dev.herokumattermost.local.mattermost.SimulatedChannel.Reaction;
import dev.herokumattermost.local.mattermost.SimulatedPost;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A channel's newest posts as the page shows them. A post is made into HTML only if it changed. */
public final class ChannelView {
  private static final int MOST = 300;

  private final ChannelPosts channel;
  private Map<String, Shown> shown = Map.of();

  private record Shown(SimulatedPost post, List<Reaction> reactions, PostView view) {
    boolean isOf(SimulatedPost other, List<Reaction> otherReactions) {
      return post.equals(other) && reactions.equals(otherReactions);
    }
  }

  public ChannelView(ChannelPosts channel) {
    this.channel = channel;
  }

  /** By id, oldest first. */
  public Map<String, PostView> posts() {
    List<SimulatedPost> all = channel.posts();
    var now = new HashMap<String, Shown>();
    var views = new LinkedHashMap<String, PostView>();
    for (SimulatedPost post : all.subList(Math.max(0, all.size() - MOST), all.size())) {
      Shown before = shown.get(post.id());
      List<Reaction> reactions = channel.reactions(post.id());
      Shown one =
          before != null && before.isOf(post, reactions)
              ? before
              : new Shown(post, reactions, PostView.of(post, channel));
      now.put(post.id(), one);
      views.put(post.id(), one.view());
    }
    shown = now;
    return views;
  }
}
