package dev.herokumattermost.dyno;

/** A process type of an app, as in its Procfile: {@code web}, {@code worker}, … */
public record ProcessType(String value) implements Comparable<ProcessType> {
  public ProcessType {
    Plausible.name("a process type", value);
  }

  @Override
  public int compareTo(ProcessType other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
