package dev.herokumattermost.dyno;

/** The name of a Heroku app. */
public record AppName(String value) implements Comparable<AppName> {
  public AppName {
    if (value.isBlank()) {
      throw new IllegalArgumentException("an app name is blank");
    }
  }

  @Override
  public int compareTo(AppName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
