package dev.herokumattermost.dyno;

/** A process type of an app, as in its Procfile: {@code web}, {@code worker}, … */
public record ProcessType(String value) implements Comparable<ProcessType> {
  public ProcessType {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a process type is blank");
    }
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
