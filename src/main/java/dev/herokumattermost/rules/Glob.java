package dev.herokumattermost.rules;

/** A name, or a pattern in which {@code *} stands for any text, even none. */
public record Glob(String pattern) {
  public static final Glob ANY = new Glob("*");

  public Glob {
    if (pattern.isBlank()) {
      throw new IllegalArgumentException("a name pattern is blank");
    }
  }

  /** In time proportional to both lengths at worst, whatever the pattern. */
  public boolean matches(String name) {
    int at = 0;
    int lastStar = -1;
    int resume = 0;
    int next = 0;
    while (at < name.length()) {
      if (next < pattern.length() && pattern.charAt(next) == '*') {
        lastStar = next++;
        resume = at;
      } else if (next < pattern.length() && pattern.charAt(next) == name.charAt(at)) {
        next++;
        at++;
      } else if (lastStar >= 0) {
        next = lastStar + 1;
        at = ++resume;
      } else {
        return false;
      }
    }
    while (next < pattern.length() && pattern.charAt(next) == '*') {
      next++;
    }
    return next == pattern.length();
  }

  /**
   * Whether this matches every name that the other matches. The other's star could stand for a
   * letter that this pattern never mentions, so only a star here can take it: the question is
   * whether this matches the other's own text.
   */
  public boolean covers(Glob other) {
    return matches(other.pattern);
  }

  @Override
  public String toString() {
    return pattern;
  }
}
