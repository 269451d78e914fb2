package dev.herokumattermost.dyno;

/** Heroku's id of an app. It stays the same when the app gets another name. */
public record AppId(String value) implements Comparable<AppId> {
  public AppId {
    Plausible.name("the id of an app", value);
  }

  @Override
  public int compareTo(AppId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
