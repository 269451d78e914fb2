package dev.herokumattermost.settings;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What is taken out of text that others wrote, besides what always is.
 *
 * @param emails whether e-mail addresses are
 * @param patterns each replaces what it matches in a text
 */
public record Redacting(boolean emails, List<UnaryOperator<String>> patterns) {
  static final Redacting DEFAULT = new Redacting(true, List.of());

  public Redacting {
    patterns = List.copyOf(patterns);
  }
}
