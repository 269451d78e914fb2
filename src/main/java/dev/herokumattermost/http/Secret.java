package dev.herokumattermost.http;

/** A token or an address that grants access. It can be used but not printed. */
public final class Secret {
  private final String value;

  /** Trims the value: a token is often pasted with a line end, and no token has one. */
  public Secret(String value) {
    this.value = value.strip();
    if (this.value.isEmpty()) {
      throw new IllegalArgumentException("a secret is empty");
    }
  }

  /** The value itself, for the one place that sends it. */
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
