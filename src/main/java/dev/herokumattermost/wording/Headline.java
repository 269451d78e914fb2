package dev.herokumattermost.wording;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The first line of a post, which notifications show: what holds, and behind a dash why.
 *
 * @param what safe Markdown of what happened to whom
 * @param details safe Markdown of reason, release and what else is known; empty ones are left out
 * @param impact what users noticed; empty if nothing is known
 */
record Headline(Symbol symbol, String what, List<String> details, String impact) {

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
    String known =
        details.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
    String why =
        Stream.of(known, impact).filter(part -> !part.isEmpty()).collect(Collectors.joining("; "));
    String before = first.isEmpty() ? "" : "**(%s)** ".formatted(first);
    return "%s %s**%s**%s".formatted(symbol.sign, before, what, why.isEmpty() ? "" : " — " + why);
  }
}
