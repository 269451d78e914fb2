package dev.herokumattermost.outbox;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.incident.AppTransition;
import dev.herokumattermost.incident.Incident;
import dev.herokumattermost.incident.RaisedEvent;
import dev.herokumattermost.incident.Visibility.Blind;
import dev.herokumattermost.incident.VisibilityTransition;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What the table keeps of one app: its state and its outbox. Both are saved together or not at all.
 *
 * @param revision counts the writes; a write names the one that it replaces. Zero: never written
 */
@RecordBuilder
public record StoredApp(long revision, AppState state, Outbox outbox)
    implements StoredAppBuilder.With {

  public static StoredApp unknown(AppName app) {
    return new StoredApp(0, AppState.unknown(app), Outbox.EMPTY);
  }

  public AppName app() {
    return state.app();
  }

  /**
   * After a decision about a reading.
   *
   * @param readAt when the app was read, by Heroku's clock
   * @param now by our clock
   * @param pendingPostIds gives an id for each new notification that cannot be guessed
   */
  public StoredApp after(
      AppTransition transition, Instant readAt, Instant now, Supplier<String> pendingPostIds) {
    StoredApp next = after(transition.state(), transition.events(), now, pendingPostIds);
    return next.tidiedAfter(this, readAt);
  }

  /** After a decision about whether the app can be read. */
  public StoredApp after(
      VisibilityTransition transition, Instant now, Supplier<String> pendingPostIds) {
    return after(transition.state(), transition.event().stream().toList(), now, pendingPostIds);
  }

  /** The new state, with a notification for each event. */
  public StoredApp after(
      AppState next, List<RaisedEvent> events, Instant now, Supplier<String> pendingPostIds) {
    Outbox all = outbox;
    for (RaisedEvent event : events) {
      all = all.with(event, now, pendingPostIds.get());
    }
    for (Incident incident : next.incidents()) {
      all = all.showing(incident, events);
    }
    return withState(next).withOutbox(all);
  }

  /**
   * Tidied, if it is another than before: what is the same need not be written.
   *
   * @param readAt by Heroku's clock
   */
  public StoredApp tidiedAfter(StoredApp before, Instant readAt) {
    return equals(before) ? before : tidied(readAt);
  }

  /**
   * Forgets what can no longer matter, and keeps log lines within their limit. Only done when
   * something is written anyway.
   *
   * @param readAt by Heroku's clock
   */
  public StoredApp tidied(Instant readAt) {
    Set<String> waiting = new HashSet<>();
    outbox.notifications().forEach(one -> waiting.add(one.thread()));
    var kept = new ArrayList<Incident>();
    for (Incident incident : state.incidents()) {
      if (incident.isOpen()
          || incident.canReopenAt(readAt)
          || isOutdated(incident)
          || waiting.contains(incident.id())) {
        kept.add(incident);
        waiting.add(incident.id());
      }
    }
    if (state.visibility() instanceof Blind blind) {
      waiting.add(blind.thread(app()));
    }
    Outbox fewer =
        outbox.withThreads(
            outbox.threads().stream().filter(one -> waiting.contains(one.id())).toList());
    return new StoredApp(revision, state.withIncidents(kept), LogLineLimit.applied(fewer));
  }

  boolean isOutdated(Incident incident) {
    return outbox.thread(incident.id()).map(t -> t.root().isOutdated(incident)).orElse(false);
  }

  /** The first post of a notification's thread, if it is in the channel that this one goes to. */
  public Optional<PostId> rootOf(Notification notification) {
    return outbox
        .thread(notification.thread())
        .filter(thread -> thread.isIn(notification.route().target()))
        .flatMap(thread -> Optional.ofNullable(thread.root().posted()))
        .map(RootPost.Posted::id);
  }

  /**
   * What is kept of the app under another name, to be written in place of what is there.
   *
   * @param there what is kept under that name, of an app that had it before
   */
  public StoredApp renamed(AppName name, Optional<StoredApp> there) {
    Outbox ours =
        state.visibility() instanceof Blind blind
            ? outbox.renamingThread(blind.thread(app()), blind.thread(name))
            : outbox;
    return new StoredApp(
        there.map(StoredApp::revision).orElse(0L),
        state.renamed(name, there.map(StoredApp::state)),
        there.map(left -> left.outbox().and(ours)).orElse(ours));
  }

  public StoredApp changingOutbox(UnaryOperator<Outbox> change) {
    return withOutbox(change.apply(outbox));
  }
}
