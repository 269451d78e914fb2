package dev.herokumattermost.dyno;

/** The name of a Private Space. */
public record SpaceName(String value) implements Comparable<SpaceName> {
  public SpaceName {
    Plausible.name("the name of a space", value);
  }

  @Override
  public int compareTo(SpaceName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
