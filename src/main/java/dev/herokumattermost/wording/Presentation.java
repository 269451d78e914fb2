package dev.herokumattermost.wording;

import dev.herokumattermost.rules.Rules;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What the settings say about posts.
 *
 * @param zone of their times, because Mattermost shows times as they are written
 * @param rules which name runbooks and owners
 * @param account the account that the posts are of; null if there is only one
 */
public record Presentation(ZoneId zone, Rules rules, @Nullable String account) {
  public static final Presentation DEFAULT = new Presentation(ZoneId.of("UTC"), Rules.DEFAULT);

  /** For the only account. */
  public Presentation(ZoneId zone, Rules rules) {
    this(zone, rules, null);
  }

  /** For one of several accounts. */
  public Presentation of(String account) {
    return new Presentation(zone, rules, account);
  }
}
