package dev.herokumattermost.rules;

import java.util.List;
import java.util.Set;

/**
 * A set of names told by patterns.
 *
 * @param patterns a name is in the set if any of these matches it
 * @param except but never one of these names
 */
public record NamePatterns(List<Glob> patterns, Set<String> except) {
  public static final NamePatterns ALL = new NamePatterns(List.of(Glob.ANY), Set.of());

  public NamePatterns {
    patterns = List.copyOf(patterns);
    except = Set.copyOf(except);
    if (patterns.isEmpty()) {
      throw new IllegalArgumentException("a set of names without a pattern holds nothing");
    }
  }

  public static NamePatterns of(String... patterns) {
    return new NamePatterns(List.of(patterns).stream().map(Glob::new).toList(), Set.of());
  }

  public static NamePatterns allBut(Set<String> except) {
    return new NamePatterns(List.of(Glob.ANY), except);
  }

  public boolean contains(String name) {
    return !except.contains(name) && patterns.stream().anyMatch(glob -> glob.matches(name));
  }

  /**
   * Whether every name of the other set is surely in this one. Each of the other's patterns has to
   * fit under a single pattern here.
   */
  public boolean covers(NamePatterns other) {
    return other.patterns.stream()
            .allMatch(theirs -> patterns.stream().anyMatch(p -> p.covers(theirs)))
        && except.stream().noneMatch(other::contains);
  }
}
