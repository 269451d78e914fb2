package dev.herokumattermost.detect;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a line says when a process fails for a cause.
 *
 * @param words in lower case; a line without them is not looked at further, which keeps the search
 *     cheap
 * @param form what the line must look like, with what is named as its group; null if the words are
 *     enough. It is matched in time that grows with the line alone
 * @param near in lower case, what must stand in the line or in those right before; empty for
 *     nothing
 */
record CauseSign(FailureCause cause, String words, @Nullable Pattern form, String near) {
  /** A name that is longer is none. */
  private static final int LONGEST_NAME = 100;

  static CauseSign words(FailureCause cause, String words) {
    return new CauseSign(cause, words, null, "");
  }

  static CauseSign form(FailureCause cause, String words, String form) {
    return new CauseSign(cause, words, Pattern.compile(form), "");
  }

  CauseSign near(String other) {
    return new CauseSign(cause, words, form, other);
  }

  /**
   * What the line says, and what it names.
   *
   * @param lower the line in lower case
   */
  Optional<Found> in(String line, String lower) {
    if (!lower.contains(words)) {
      return Optional.empty();
    }
    if (form == null) {
      return Optional.of(new Found(cause, null));
    }
    Matcher matcher = form.matcher(line);
    return matcher.find() ? Optional.of(new Found(cause, named(matcher))) : Optional.empty();
  }

  private static @Nullable String named(Matcher matcher) {
    for (int i = 1; i <= matcher.groupCount(); i++) {
      String name = matcher.group(i);
      if (name != null && !name.isBlank()) {
        return name.length() <= LONGEST_NAME ? name : null;
      }
    }
    return null;
  }

  /**
   * A cause that a line speaks of.
   *
   * @param named null if it names nothing
   */
  record Found(FailureCause cause, @Nullable String named) {}
}
