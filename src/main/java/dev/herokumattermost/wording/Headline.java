package dev.herokumattermost.wording;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The first line of a post, which notifications show: what holds, and behind a dash why.
 *
 * @param what safe Markdown of what happened to whom
 * @param details safe Markdown: first the reason, then release and what else is known; empty ones
 *     are left out
 * @param impact what users noticed; empty if nothing is known
 */
record Headline(Symbol symbol, String what, List<String> details, String impact) {
  /** So much of a notification a phone shows: what happened, and the reason, are in it. */
  static final int MOST = 100;

  /** Each differs in shape, for those who do not tell the colours apart. */
  enum Symbol {
    FAILING("🔴", "#d24b4e"),
    LOOK("⚠️", "#d98b0b"),
    OVER("✅", "#2e8b57"),
    CLOSED("⚪", "#8b8d92"),
    REPORT("📊", "#3f6fb5");

    private final String sign;
    final String color;

    Symbol(String sign, String color) {
      this.sign = sign;
      this.color = color;
    }
  }

  Headline(Symbol symbol, String what, String... details) {
    this(symbol, what, List.of(details), "");
  }

  String text() {
    return text("");
  }

  /**
   * The line with something in front of it.
   *
   * @param first such as how late it is; empty for nothing
   */
  String text(String first) {
    String rest =
        details.stream().skip(1).filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
    var line = new StringBuilder(beginning(first));
    boolean more = !reason().isEmpty();
    if (!rest.isEmpty()) {
      line.append(more ? ", " : " — ").append(rest);
      more = true;
    }
    return impact.isEmpty() ? line.toString() : line + (more ? "; " : " — ") + impact;
  }

  /** The line to the end of the reason, with names cut if it would be too long for a phone. */
  String beginning(String first) {
    String before = first.isEmpty() ? "" : "**(%s)** ".formatted(first);
    String why = reason().isEmpty() ? "" : " — " + reason();
    return Markdown.fitted("%s %s**%s**%s".formatted(symbol.sign, before, what, why), MOST);
  }

  private String reason() {
    return details.isEmpty() ? "" : details.getFirst();
  }
}
