package dev.herokumattermost.wording;

import java.util.Optional;

/**
 * A post before it is addressed: the headline, which notifications show, and the box below it.
 *
 * @param headline one line of safe Markdown
 */
record Draft(String headline, Optional<Box> box) {
  static Draft of(String headline, Box box) {
    return new Draft(headline, Optional.of(box));
  }

  /** The headline for clients that show neither boxes nor Markdown. */
  String fallback() {
    return headline.replace("**", "").replace("`", "");
  }
}
