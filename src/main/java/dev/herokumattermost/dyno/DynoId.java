package dev.herokumattermost.dyno;

/** Heroku's id of one instance of a dyno. Names are used again, ids are not. */
public record DynoId(String value) implements Comparable<DynoId> {
  public DynoId {
    Plausible.name("the id of a dyno", value);
  }

  @Override
  public int compareTo(DynoId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
