package dev.herokumattermost.fuzz;

import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Makes of an input that is right one that nobody foresaw, by a few changes. */
public final class Mutations {
  /** In UTF-16 units, so that many inputs fit into a minute. */
  private static final int LONGEST = 100_000;

  /** A value of JSON, of YAML, or of a variable. */
  private static final Pattern VALUE =
      Pattern.compile("\"[^\"]{0,300}\"|-?\\d+(?:\\.\\d+)?|true|false|null|(?<=: )\\S+");

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-1",
          "1e999999999",
          "-1e-999999999",
          "0.1",
          "2147483648",
          "-9223372036854775809",
          "9".repeat(400),
          "NaN",
          "Infinity",
          "\"\"",
          "\" \"",
          "[]",
          "{}",
          "[null]",
          "[[]]",
          "{\"a\":{}}",
          "\"+999999999-12-31T23:59:59.999999999Z\"",
          "\"-999999999-01-01T00:00:00Z\"",
          "\"2026-02-30T00:00:00Z\"",
          "\"0000-00-00\"",
          "\"9999-12-31T23:59:59+18:00\"",
          "\"PT999999999999999H\"",
          "\"\\ud800\"",
          "\"\\udc00x\"",
          "\"\\u0000\"",
          "\"\\u202e\"",
          "\"@channel @all @here\"",
          "\"](https://x.example)\"",
          "\"http://[fe80::1%25lo]/\"",
          "\"https://h:99999/\"",
          "\"https://a b\"",
          "\"file:///\"",
          "\"*\"",
          "\"../../x\"",
          "\"%00%ff%\"",
          "\"${x}\"",
          "\"((a{1000}){1000}){1000}\"",
          "\"(a+)+$\"",
          "\"[\"",
          "!!binary x",
          "&a [*a]",
          "*x",
          "? x",
          "|2\n x",
          "-",
          "99999d",
          "\"" + "x".repeat(20_000) + "\"",
          "\"" + "/be".repeat(5_000) + "\"");

  private static final List<String> PIECES =
      List.of(
          "\u0000",
          "\u001b[31m",
          "\ufeff",
          "\u202e",
          "\u2028",
          "\u0301",
          "\ud800",
          "\udfff",
          "💥",
          "İ",
          "ß",
          "\r",
          "\n",
          "\t",
          "\n\n",
          "\"",
          "\\",
          "\\u",
          "'",
          "`",
          "```",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "#",
          "&a ",
          "*a",
          "!",
          "%",
          "|",
          ">",
          "---\n",
          "...",
          "data:",
          "data",
          "id: 1",
          "event: x\n",
          ": ",
          "<<: ",
          "\\ud83d",
          "heroku[web.1]: ",
          "app[",
          "Process exited with status ",
          "Error R14 ",
          "at=error code=H10 ",
          "-----BEGIN PRIVATE KEY-----",
          "password=",
          "://u:p@h");

  private final Random random;

  public Mutations(Random random) {
    this.random = random;
  }

  /** One of the inputs with one to five changes; one in fifty is left as it is. */
  public String of(List<String> inputs) {
    String text = inputs.get(random.nextInt(inputs.size()));
    if (random.nextInt(50) == 0) {
      return text;
    }
    int changes = 1 + random.nextInt(1 + random.nextInt(5));
    for (int i = 0; i < changes; i++) {
      text = changed(text, inputs);
    }
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }

  private String changed(String text, List<String> inputs) {
    int from = random.nextInt(text.length() + 1);
    int to = from + random.nextInt(Math.min(text.length() - from, 200) + 1);
    String before = text.substring(0, from);
    String slice = text.substring(from, to);
    String after = text.substring(to);
    return switch (random.nextInt(22)) {
      case 0 -> before;
      case 1 -> before + after;
      case 2 -> before + slice + slice + after;
      case 3 -> before + slice.repeat(1 + random.nextInt(200)) + after;
      case 4 -> before + one(PIECES) + slice + after;
      case 5 -> before + one(PIECES).repeat(1 + random.nextInt(2_000)) + after;
      case 6 -> before + one(VALUES) + after;
      case 7 -> before + (char) random.nextInt(0x10000) + after;
      case 8 -> before + new String(Character.toChars(random.nextInt(0x110000))) + after;
      case 9 -> before + other(inputs) + after;
      case 10 -> before + nested() + after;
      default -> withOtherValue(text);
    };
  }

  private String withOtherValue(String text) {
    List<MatchResult> values = VALUE.matcher(text).results().toList();
    if (values.isEmpty()) {
      return text;
    }
    MatchResult value = values.get(random.nextInt(values.size()));
    String other =
        random.nextInt(3) == 0
            ? values.get(random.nextInt(values.size())).group()
            : random.nextInt(4) == 0 ? quoted(one(PIECES)) : one(VALUES);
    return text.substring(0, value.start()) + other + text.substring(value.end());
  }

  private static String quoted(String piece) {
    return '"' + piece + '"';
  }

  /** Up to a depth that would overflow the stack of a parser that calls itself. */
  private String nested() {
    String open = one(List.of("[", "{\"a\":", "{a: ", "- ", "[{\"a\":[", "("));
    return open.repeat(1 << random.nextInt(14));
  }

  private String other(List<String> inputs) {
    String other = inputs.get(random.nextInt(inputs.size()));
    int from = random.nextInt(other.length() + 1);
    return other.substring(from, from + random.nextInt(other.length() - from + 1));
  }

  private String one(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
