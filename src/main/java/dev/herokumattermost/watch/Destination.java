package dev.herokumattermost.watch;

/**
 * The channel that a thread is told in.
 *
 * @param channel as {@code team/channel}; empty for the default one
 * @param unreachable the channel that it was meant for and that could not be told; empty if it goes
 *     where it was meant to
 */
public record Destination(String channel, String unreachable) {
  /** The channel of the settings. */
  public static final Destination DEFAULT = new Destination("", "");

  /**
   * A channel that a rule names.
   *
   * @param channel as {@code team/channel}
   */
  public static Destination of(String channel) {
    return new Destination(channel, "");
  }

  public boolean isDefault() {
    return channel.isEmpty();
  }

  /** The default channel instead, where it is said which one could not be told. */
  public Destination instead() {
    return isDefault() ? this : new Destination("", channel);
  }

  /** The same channel, for where it was said already that another could not be told. */
  Destination plainly() {
    return new Destination(channel, "");
  }

  boolean isSameChannel(Destination other) {
    return channel.equals(other.channel);
  }
}
