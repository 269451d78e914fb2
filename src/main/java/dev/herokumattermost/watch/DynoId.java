package dev.herokumattermost.watch;

/** Heroku's id of one incarnation of a dyno; names are used again, ids are not. */
public record DynoId(String value) implements Comparable<DynoId> {
  @Override
  public int compareTo(DynoId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
