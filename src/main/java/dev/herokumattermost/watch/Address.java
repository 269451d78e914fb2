package dev.herokumattermost.watch;

import java.util.List;

/**
 * Where something is told, and how loudly.
 *
 * @param mentions whom it calls, such as {@code @here}; mostly nobody
 * @param priority what a first post is marked with
 */
public record Address(Destination destination, List<String> mentions, Priority priority) {
  /** In the default channel, calling nobody. */
  public static final Address DEFAULT = new Address(Destination.DEFAULT, List.of(), Priority.NONE);

  public Address {
    mentions = List.copyOf(mentions);
  }

  /** The same place, calling nobody. */
  public Address quietly() {
    return new Address(destination, List.of(), Priority.NONE);
  }

  public Address withoutPriority() {
    return new Address(destination, mentions, Priority.NONE);
  }

  /** As loud, in another place. */
  public Address in(Destination other) {
    return new Address(other, mentions, priority);
  }

  /** Mattermost's marks for a message; only first posts can bear one. */
  public enum Priority {
    NONE,
    IMPORTANT,
    URGENT
  }
}
