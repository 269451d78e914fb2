package dev.herokumattermost.mattermost;

import dev.herokumattermost.http.Exchange.Answer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The release that a server says it is, at the head of each of its answers: {@code X-Version-Id:
 * 11.10.0.…}.
 */
record ServerRelease(int major, int minor) {
  private static final Pattern ID = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})\\..*");

  /** Empty if the answer does not say, such as one of a proxy. */
  static Optional<ServerRelease> of(Answer answer) {
    return answer
        .header("X-Version-Id")
        .map(ID::matcher)
        .filter(Matcher::matches)
        .map(id -> new ServerRelease(Integer.parseInt(id.group(1)), Integer.parseInt(id.group(2))));
  }

  /** Whether a bot's post can notify nobody and leave nothing unread. */
  boolean postsSilently() {
    return major > 11 || (major == 11 && minor >= 10);
  }
}
