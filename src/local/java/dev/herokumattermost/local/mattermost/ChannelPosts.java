package dev.herokumattermost.local.mattermost;

import dev.herokumattermost.local.mattermost.SimulatedChannel.Reaction;
import java.util.List;

/** The posts of a channel and people's reactions to them, to be shown. */
public interface ChannelPosts {
  /** Every post that is not deleted, oldest first. A post never changes; an edit is another. */
  List<SimulatedPost> posts();

  List<Reaction> reactions(String postId);
}
