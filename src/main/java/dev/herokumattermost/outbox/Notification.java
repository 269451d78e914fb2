package dev.herokumattermost.outbox;

import dev.herokumattermost.incident.AlertEvent;
import dev.herokumattermost.rules.Route;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * One thing to deliver. It lies in the outbox until Mattermost has it.
 *
 * @param id stable: deciding about the same reading twice gives the same id
 * @param thread the incident, or the loss of visibility, that it belongs to
 * @param event what to say
 * @param route where it goes, and how loudly
 * @param at when it was decided, by our clock
 * @param pendingPostId cannot be guessed; lets Mattermost recognize a repeat
 * @param delivery how far its delivery is
 */
@RecordBuilder
public record Notification(
    NotificationId id,
    String thread,
    AlertEvent event,
    Route route,
    Instant at,
    String pendingPostId,
    Delivery delivery)
    implements NotificationBuilder.With {

  /** Longer than any that is made here. */
  private static final Pattern PENDING_POST_ID = Pattern.compile("[A-Za-z0-9._-]{1,200}");

  public Notification {
    if (!PENDING_POST_ID.matcher(pendingPostId).matches()) {
      throw new IllegalArgumentException("no pending id of a post");
    }
  }

  /**
   * The same for the default channel, as another post. Mattermost would take one with the same
   * pending id for a repeat, and show the one in the old channel.
   */
  Notification instead() {
    return withRoute(route.to(route.target().instead()))
        .withPendingPostId(pendingPostId + ".instead");
  }

  /** The pending post id is left out, because it would let somebody else claim the post. */
  @Override
  public String toString() {
    return "Notification[" + id + ", " + event.getClass().getSimpleName() + ", " + delivery + "]";
  }
}
