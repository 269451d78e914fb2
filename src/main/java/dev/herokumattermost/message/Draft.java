package dev.herokumattermost.message;

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

  /** The headline for clients, and servers, that take nothing but text. */
  String plain() {
    return headline.replace("**", "").replace("`", "");
  }
}
