package dev.herokumattermost.wording;

import dev.herokumattermost.rules.Rules;
import java.time.ZoneId;

/**
 * What the settings say about posts.
 *
 * @param zone of their times, because Mattermost shows times as they are written
 * @param rules which name runbooks and owners
 */
public record Presentation(ZoneId zone, Rules rules) {
  public static final Presentation DEFAULT = new Presentation(ZoneId.of("UTC"), Rules.DEFAULT);
}
