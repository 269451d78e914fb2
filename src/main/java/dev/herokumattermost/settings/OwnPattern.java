package dev.herokumattermost.settings;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.function.UnaryOperator;

/**
 * Replaces what a pattern of watch.yaml matches. RE2/J takes time that grows with the text alone,
 * whatever the pattern; only this class knows it, so that it is not loaded without a pattern.
 */
record OwnPattern(Pattern pattern) implements UnaryOperator<String> {
  /** What stands where something was taken out. */
  static final String REDACTED = "[redacted]";

  /** A pattern that cannot be used; the message says why. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    Unusable(String why) {
      super(why);
    }
  }

  /** Counted repeats are written out, and make a short pattern a large program. */
  private static final int LARGEST = 5_000;

  /** Patterns that match the empty text betray themselves on these. */
  private static final String[] SAMPLES = {"", "a 1-"};

  static OwnPattern of(String text) throws Unusable {
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

  /** What was taken out before is left alone, so that a pattern cannot take it apart. */
  @Override
  public String apply(String text) {
    var kept = new StringBuilder();
    var matcher = pattern.matcher(text);
    int done = 0;
    int mark = text.indexOf(REDACTED);
    while (matcher.find()) {
      while (mark >= 0 && mark + REDACTED.length() <= matcher.start()) {
        mark = text.indexOf(REDACTED, mark + 1);
      }
      boolean inMark =
          mark >= 0 && mark <= matcher.start() && matcher.end() <= mark + REDACTED.length();
      if (!inMark && matcher.end() > matcher.start()) {
        kept.append(text, done, matcher.start()).append(REDACTED);
        done = matcher.end();
      }
    }
    return kept.append(text, done, text.length()).toString();
  }
}
