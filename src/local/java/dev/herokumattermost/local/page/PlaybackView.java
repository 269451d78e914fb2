package dev.herokumattermost.local.page;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How time passes.
 *
 * @param services whose services these are
 * @param channel where posts go, as {@code team/channel}
 * @param everySeconds between two passes
 * @param pace how many times as fast as outside; zero while it stands still
 * @param chosenPace the pace at which it goes on
 * @param nextPass null if it is not known
 * @param heroku how it answers; null for your own
 * @param mattermost how it answers; null for your own
 */
public record PlaybackView(
    Services services,
    String channel,
    Instant now,
    int everySeconds,
    int pace,
    int chosenPace,
    @Nullable Instant nextPass,
    Command.@Nullable HerokuCondition heroku,
    Command.@Nullable MattermostCondition mattermost) {

  /** Whose services the page shows. */
  public enum Services {
    SIMULATED,
    /** Your Heroku and your Mattermost. */
    YOURS,
    /** Your Heroku, and a simulated Mattermost, so that nobody is told. */
    YOURS_DRY
  }
}
