package dev.herokumattermost.rules;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.ProcessType;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where to read what to do about a failure, and whom to ask. Both can hold {@code {app}}, {@code
 * {type}} and {@code {dyno}}.
 *
 * @param runbook an https address, which is never fetched
 * @param owner a team or a person
 */
public record Guide(Optional<String> runbook, Optional<String> owner) {
  public static final Guide NONE = new Guide(Optional.empty(), Optional.empty());

  public static final int LONGEST = 300;

  /** Nothing that ends a link in Markdown, and the host before the first placeholder. */
  private static final Pattern RUNBOOK =
      Pattern.compile(
          "https://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\\d{1,5})?"
              + "(/([A-Za-z0-9._~/?#&=+:@,;{}-]|%[0-9A-Fa-f]{2})*)?");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(app|type|dyno)}");

  /** Whether an address can be a runbook: complete, without a user, with known placeholders. */
  public static boolean isRunbook(String text) {
    return RUNBOOK.matcher(text).matches() && isText(text);
  }

  /** Whether all braces of a text are those of known placeholders. */
  public static boolean isText(String text) {
    String rest = PLACEHOLDER.matcher(text).replaceAll("");
    return !text.isBlank()
        && text.length() <= LONGEST
        && !rest.contains("{")
        && !rest.contains("}");
  }

  /** The address for one dyno, safe in a link. */
  public Optional<String> runbook(AppName app, ProcessType type, String dyno) {
    return runbook.map(text -> filled(text, app, type, dyno, Guide::escaped));
  }

  /** The owner of one dyno, as it was written. */
  public Optional<String> owner(AppName app, ProcessType type, String dyno) {
    return owner.map(text -> filled(text, app, type, dyno, UnaryOperator.identity()));
  }

  private static String filled(
      String text, AppName app, ProcessType type, String dyno, UnaryOperator<String> escape) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    escape.apply(
                        switch (match.group(1)) {
                          case "app" -> app.value();
                          case "type" -> type.value();
                          default -> dyno;
                        })));
  }

  /** All but what needs no escape anywhere in an address. */
  private static String escaped(String name) {
    var escaped = new StringBuilder();
    for (byte one : name.getBytes(StandardCharsets.UTF_8)) {
      if (one >= 0 && UNRESERVED.indexOf(one) >= 0) {
        escaped.append((char) one);
      } else {
        escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits(one));
      }
    }
    return escaped.toString();
  }

  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
}
