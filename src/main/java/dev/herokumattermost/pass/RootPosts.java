package dev.herokumattermost.pass;

import dev.herokumattermost.incident.Incident;
import dev.herokumattermost.outbox.DeliveryResult.Delivered;
import dev.herokumattermost.outbox.DeliveryResult.Refused;
import dev.herokumattermost.outbox.DeliveryRules;
import dev.herokumattermost.outbox.RootPost;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.wording.Presentation;
import dev.herokumattermost.wording.RootWording;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Keeps the root posts in the channel as their incidents stand. */
record RootPosts(
    Channel channel,
    Presentation presentation,
    InstantSource clock,
    ChannelAvailability availability,
    List<String> troubles) {

  /**
   * Shows on the root post of an incident how it stands now.
   *
   * @return what that came to
   */
  Update edited(StoredApp app, String id) throws InterruptedException {
    Optional<Incident> found = app.state().incident(id);
    if (found.isEmpty()) {
      return Update.NONE;
    }
    Incident incident = found.get();
    var thread = app.outbox().thread(id).orElseThrow();
    RootPost.Posted root = thread.root().posted();
    if (root == null || !availability.isServerAvailable()) {
      return Update.of(a -> DeliveryRules.editReleased(a, incident));
    }
    var post = new RootWording(presentation, clock.instant()).post(app.app(), incident, thread);
    var revised =
        new OutgoingPost(post, root.id(), List.of(root.notification()), "", thread.target());
    return switch (channel.edit(root.id(), revised, availability.perCall())) {
      case Delivered _ -> Update.of(a -> DeliveryRules.edited(a, incident));
      case Refused refusal -> {
        troubles.add(incident.id() + " not edited: " + refusal.kind() + ", " + refusal.reason());
        availability.editRefused(refusal.kind());
        Instant endedAt = clock.instant();
        yield Update.of(a -> DeliveryRules.notEdited(a, incident, refusal, endedAt));
      }
    };
  }
}
