package dev.herokumattermost.pass;

import dev.herokumattermost.incident.Incident;
import dev.herokumattermost.outbox.AlertThread;
import dev.herokumattermost.outbox.DeliveryResult.Delivered;
import dev.herokumattermost.outbox.DeliveryResult.Refused;
import dev.herokumattermost.outbox.DeliveryRules;
import dev.herokumattermost.outbox.DeliveryRules.Edit;
import dev.herokumattermost.outbox.RootPost;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.wording.Post;
import dev.herokumattermost.wording.Presentation;
import dev.herokumattermost.wording.RootWording;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Keeps the root posts in the channel as what they report stands. */
record RootPosts(
    Channel channel,
    Presentation presentation,
    InstantSource clock,
    ChannelAvailability availability,
    List<String> troubles) {

  /**
   * Shows on the root post of a thread how it stands now.
   *
   * @return what that came to
   */
  Update edited(StoredApp app, String id) throws InterruptedException {
    Optional<AlertThread> found = app.outbox().thread(id);
    if (found.isEmpty()) {
      return Update.NONE;
    }
    AlertThread thread = found.get();
    RootPost.Posted root = thread.root().posted();
    if (root == null || !availability.isServerAvailable()) {
      return Update.of(a -> DeliveryRules.editReleased(a, id));
    }
    var wording = new RootWording(presentation, clock.instant());
    Optional<Incident> incident = app.state().incident(id);
    RootPost.VisibilityEnd end = thread.root().over();
    if (incident.isPresent()) {
      Post post = wording.post(app.app(), incident.get(), thread);
      return edited(thread, root, post, new Edit.OfIncident(incident.get()));
    }
    return end == null
        ? Update.NONE
        : edited(thread, root, wording.post(app.app(), end, thread), new Edit.OfTheEnd(id));
  }

  private Update edited(AlertThread thread, RootPost.Posted root, Post post, Edit edit)
      throws InterruptedException {
    var revised =
        new OutgoingPost(post, root.id(), List.of(root.notification()), "", thread.target());
    return switch (channel.edit(root.id(), revised, availability.perCall())) {
      case Delivered _ -> Update.of(a -> DeliveryRules.edited(a, edit));
      case Refused refusal -> {
        troubles.add(thread.id() + " not edited: " + refusal.kind() + ", " + refusal.reason());
        availability.editRefused(refusal.kind());
        Instant endedAt = clock.instant();
        yield Update.of(a -> DeliveryRules.notEdited(a, edit, refusal, endedAt));
      }
    };
  }
}
