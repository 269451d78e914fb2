package dev.herokumattermost.settings;

import java.util.List;

/** Every mistake in the settings, one a line, each with its fix; never a secret's value. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> mistakes;

  SettingsException(List<String> mistakes) {
    super(
        (mistakes.size() == 1 ? "1 mistake" : mistakes.size() + " mistakes")
            + " in the settings:\n"
            + String.join("\n", mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  public List<String> mistakes() {
    return mistakes;
  }
}
