package dev.herokumattermost.rules;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.ProcessType;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
      Pattern.compile("https://[A-Za-z0-9.-]+(:\\d{1,5})?(/[A-Za-z0-9._~/?#&=%+:@,;{}-]*)?");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(app|type|dyno)}");

  /** Whether an address can be a runbook: complete, without a user, with known placeholders. */
  public static boolean isRunbook(String text) {
    if (text.length() > LONGEST || !RUNBOOK.matcher(text).matches() || !isText(text)) {
      return false;
    }
    try {
      return URI.create(PLACEHOLDER.matcher(text).replaceAll("x")).getHost() != null;
    } catch (IllegalArgumentException broken) {
      return false;
    }
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
    return runbook.map(
        text ->
            filled(
                text,
                app,
                type,
                dyno,
                name -> URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20")));
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
}
