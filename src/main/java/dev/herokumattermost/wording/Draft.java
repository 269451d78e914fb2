package dev.herokumattermost.wording;

import java.util.Optional;

/** A post before it is addressed: the headline, which notifications show, and the box below it. */
record Draft(Headline headline, Optional<Box> box) {
  static Draft of(Headline headline, Box box) {
    return new Draft(headline, Optional.of(box));
  }

  static Draft of(Headline headline) {
    return new Draft(headline, Optional.empty());
  }
}
