package dev.herokumattermost.settings;

import java.util.List;
import java.util.stream.Collectors;

/** Every problem in the settings, one a line. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  SettingsException(List<Problem> problems) {
    super(
        (problems.size() == 1 ? "1 mistake" : problems.size() + " mistakes")
            + " in the settings:\n"
            + problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
