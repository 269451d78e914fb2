package dev.herokumattermost.rules;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a notification goes, and how loudly.
 *
 * @param target the channel
 * @param mentions whom the post mentions, such as {@code @here}; mostly nobody
 * @param priority what a root post is marked with
 * @param recoveries where a recovery is posted
 */
public record Route(
    Target target, List<String> mentions, Priority priority, RecoveryPlace recoveries) {
  /** To the default channel, without a mention. */
  public static final Route DEFAULT = new Route(new DefaultChannel(), List.of(), Priority.NONE);

  private static final Pattern MENTION = Pattern.compile("@[a-z][a-z0-9._-]{0,63}");

  /** Recoveries go into the thread of their failure. */
  public Route(Target target, List<String> mentions, Priority priority) {
    this(target, mentions, priority, RecoveryPlace.THREAD);
  }

  public Route {
    mentions = List.copyOf(mentions);
    if (!mentions.stream().allMatch(Route::isMention)) {
      throw new IllegalArgumentException("a mention is no name of Mattermost with its @");
    }
  }

  /**
   * Whether a text mentions somebody. In Mattermost a name begins with a letter; here, channel and
   * all are such names too.
   */
  public static boolean isMention(String text) {
    return MENTION.matcher(text).matches();
  }

  /** The same channel, without mentions and priority. */
  public Route quietly() {
    return new Route(target, List.of(), Priority.NONE, recoveries);
  }

  public Route withoutPriority() {
    return withPriority(Priority.NONE);
  }

  public Route withPriority(Priority other) {
    return new Route(target, mentions, other, recoveries);
  }

  /**
   * With a mark that depends on the impact settled.
   *
   * @param down whether no dyno of the process type is up
   */
  public Route marked(boolean down) {
    return priority == Priority.BY_IMPACT
        ? withPriority(down ? Priority.URGENT : Priority.NONE)
        : this;
  }

  /** As loud, to another channel. */
  public Route to(Target other) {
    return new Route(other, mentions, priority, recoveries);
  }

  /** Mattermost's marks for a post. Only root posts can have one. */
  public enum Priority {
    /** Urgent if no dyno of the process type is up. */
    BY_IMPACT,
    NONE,
    IMPORTANT,
    URGENT
  }

  /** Where a recovery is posted: whether those who do not follow the thread see it as unread. */
  public enum RecoveryPlace {
    /** In the thread of its failure. */
    THREAD,
    /** As a post of its own, with a link to the thread. */
    CHANNEL
  }

  /** The channel that a thread is in. */
  public sealed interface Target {
    /** Whether both mean one channel, whatever was meant at first. */
    default boolean isSameChannel(Target other) {
      return plainly().equals(other.plainly());
    }

    default boolean isDefault() {
      return plainly() instanceof DefaultChannel;
    }

    /** The default channel instead, with a word about the channel that could not be reached. */
    default Target instead() {
      return this instanceof NamedChannel(var name) ? new DefaultInsteadOf(name) : this;
    }

    /** The same channel, for a thread that has already said which channel was meant. */
    default Target plainly() {
      return this instanceof DefaultInsteadOf ? new DefaultChannel() : this;
    }

    /** The channel in one line, for logs: {@code default} or {@code team/channel}. */
    default String describe() {
      return plainly() instanceof NamedChannel(var name) ? name.toString() : "default";
    }
  }

  /** The channel of the settings. */
  public record DefaultChannel() implements Target {}

  /** A channel that a rule names. */
  public record NamedChannel(ChannelName name) implements Target {}

  /**
   * The default channel, because another one could not be reached.
   *
   * @param unreachable the channel that the rule names
   */
  public record DefaultInsteadOf(ChannelName unreachable) implements Target {}
}
