package dev.herokumattermost.redact;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.function.UnaryOperator;

/** Replaces what a pattern of watch.yaml matches, in the syntax of RE2. */
public final class OwnPattern implements UnaryOperator<String> {
  /** A pattern that cannot be used; the message says why. */
  public static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    Unusable(String why) {
      super(why);
    }
  }

  /** Of the program that a pattern is made into; each of its steps may cost for each character. */
  static final int LARGEST = 1_000;

  /** What the programs of all patterns may have together. */
  public static final int LARGEST_TOGETHER = 3_000;

  /** Each match may read on to the end, so behind the last one everything goes. */
  private static final int MOST_MATCHES = 100;

  /** A quotation, an escape, a class, a counted repeat with its numbers, or one character. */
  private static final Pattern PART =
      Pattern.compile(
          "(?s)\\\\Q.*?(?:\\\\E|$)|\\\\.|\\[\\^?\\]?(?:\\\\.|[^\\]\\\\])*\\]|\\{(\\d{1,6})(?:,(\\d{0,6}))?\\}|.");

  /** Patterns that match the empty text betray themselves on these. */
  private static final String[] SAMPLES = {"", "a 1-"};

  private final Pattern pattern;

  private OwnPattern(Pattern pattern) {
    this.pattern = pattern;
  }

  public static OwnPattern of(String text) throws Unusable {
    if (writtenOut(text) > LARGEST) {
      throw new Unusable("repeats too much");
    }
    Pattern pattern = compiled(text);
    if (pattern.programSize() > LARGEST) {
      throw new Unusable("repeats too much");
    }
    for (String sample : SAMPLES) {
      Matcher matcher = pattern.matcher(sample);
      while (matcher.find()) {
        if (matcher.start() == matcher.end()) {
          throw new Unusable("matches the empty text");
        }
      }
    }
    return new OwnPattern(pattern);
  }

  private static Pattern compiled(String text) throws Unusable {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException wrong) {
      throw new Unusable("is no pattern (" + wrong.getDescription() + ")");
    }
  }

  /**
   * How many parts a pattern has when its counted repeats are written out. It is told before the
   * pattern is compiled, for that may take all memory.
   */
  private static long writtenOut(String pattern) {
    var around = new ArrayDeque<Long>();
    long size = 0;
    long last = 0;
    Matcher part = PART.matcher(pattern);
    while (part.find() && size + last <= LARGEST) {
      char first = part.group().charAt(0);
      if (part.group(1) != null) {
        String most =
            part.group(2) == null || part.group(2).isEmpty() ? part.group(1) : part.group(2);
        last *= Math.max(1, Long.parseLong(most));
      } else if (first == ')') {
        last += size + 1;
        size = around.isEmpty() ? 0 : around.pop();
      } else {
        size += last;
        last = 1;
        if (first == '(') {
          around.push(size);
          size = 0;
        }
      }
    }
    return size + last;
  }

  /** How large the program is, as {@link #LARGEST_TOGETHER} counts. */
  public int size() {
    return pattern.programSize();
  }

  /** What was taken out before is left alone, so that a pattern cannot take it apart. */
  @Override
  public String apply(String text) {
    var kept = new StringBuilder();
    var matcher = pattern.matcher(text);
    int done = 0;
    int mark = text.indexOf(Text.REDACTED);
    for (int matches = 0; matcher.find(); matches++) {
      if (matches == MOST_MATCHES) {
        return kept.append(text, done, matcher.start()).append(Text.REDACTED).toString();
      }
      while (mark >= 0 && mark + Text.REDACTED.length() <= matcher.start()) {
        mark = text.indexOf(Text.REDACTED, mark + 1);
      }
      boolean inMark =
          mark >= 0 && mark <= matcher.start() && matcher.end() <= mark + Text.REDACTED.length();
      if (!inMark && matcher.end() > matcher.start()) {
        kept.append(text, done, matcher.start()).append(Text.REDACTED);
        done = matcher.end();
      }
    }
    return kept.append(text, done, text.length()).toString();
  }
}
