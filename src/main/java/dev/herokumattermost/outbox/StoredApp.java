package dev.herokumattermost.outbox;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.incident.AppTransition;
import dev.herokumattermost.incident.BlindPeriod;
import dev.herokumattermost.incident.EndedIncident;
import dev.herokumattermost.incident.HistoryEntry;
import dev.herokumattermost.incident.Incident;
import dev.herokumattermost.incident.RaisedEvent;
import dev.herokumattermost.incident.Visibility.Blind;
import dev.herokumattermost.incident.Visibility.Visible;
import dev.herokumattermost.incident.VisibilityTransition;
import dev.herokumattermost.outbox.RootPost.VisibilityEnd;
import dev.herokumattermost.outbox.RootPost.VisibilityEnd.How;
import dev.herokumattermost.rules.Thresholds;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the table keeps of one app: its state and its outbox. Both are saved together or not at all.
 *
 * @param revision counts the writes; a write names the one that it replaces. Zero: never written
 * @param expiresAt when the table may delete it; null, whatever is given, while it holds anything
 *     that matters: an app that is read, an open incident, an alert or an edit that waits
 */
@RecordBuilder
public record StoredApp(long revision, AppState state, Outbox outbox, @Nullable Instant expiresAt)
    implements StoredAppBuilder.With {

  public StoredApp {
    expiresAt = isOver(state, outbox) ? expiresAt : null;
  }

  public static StoredApp unknown(AppName app) {
    return new StoredApp(0, AppState.unknown(app), Outbox.EMPTY, null);
  }

  private static boolean isOver(AppState state, Outbox outbox) {
    return !state.everRead()
        && state.visibility() instanceof Visible
        && outbox.notifications().isEmpty()
        && state.incidents().stream().noneMatch(one -> one.isOpen() || isOutdated(one, outbox))
        && outbox.threads().stream().noneMatch(one -> one.root().hidesItsEnd());
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
            outbox.threads().stream()
                .filter(one -> waiting.contains(one.id()) || one.root().hidesItsEnd())
                .toList());
    return new StoredApp(
        revision, state.withIncidents(kept), LogLineLimit.applied(fewer), expiresAt);
  }

  /** What is left of an app that is no longer watched. */
  public StoredApp unwatched(Instant now) {
    return over(state.unwatched(now), How.UNWATCHED, now);
  }

  /** What is left of an app that Heroku no longer shows. */
  public StoredApp gone(Instant now) {
    return over(state.gone(now), How.GONE, now);
  }

  /** It expires, but not before all of it is over and told. */
  private StoredApp over(AppState left, How how, Instant now) {
    Outbox ended =
        state.visibility() instanceof Blind blind
            ? outbox.ending(blind.thread(app()), new VisibilityEnd(blind.since(), now, how))
            : outbox;
    StoredApp over = withState(left).withOutbox(ended);
    return revision == 0 ? over : over.expiring(now);
  }

  /** With a time to expire, if it has none and nothing of it matters any more. */
  public StoredApp expiring(Instant now) {
    return expiresAt == null
        ? withExpiresAt(now.plus(Thresholds.KEPT_WHEN_OVER).truncatedTo(ChronoUnit.SECONDS))
        : this;
  }

  /**
   * What has come to its end since the app was as it was before.
   *
   * @param now by our clock
   */
  public List<HistoryEntry> endedSince(StoredApp before, Instant now) {
    var ended = new ArrayList<HistoryEntry>();
    for (Incident incident : state.incidents()) {
      // One that reopens and ends in one step has another end than before.
      if (before
          .state
          .incident(incident.id())
          .map(Incident::phase)
          .filter(incident.phase()::equals)
          .isEmpty()) {
        Optional<AlertThread> thread = outbox.thread(incident.id());
        EndedIncident.of(
                app(),
                incident,
                thread.flatMap(one -> Optional.ofNullable(one.root().opening())),
                thread.flatMap(one -> Optional.ofNullable(one.delay())))
            .ifPresent(ended::add);
      }
    }
    if (before.state.visibility() instanceof Blind blind
        && blind.reported()
        && state.visibility() instanceof Visible) {
      ended.add(new BlindPeriod(app(), blind.since(), now));
    }
    return ended;
  }

  boolean isOutdated(Incident incident) {
    return isOutdated(incident, outbox);
  }

  private static boolean isOutdated(Incident incident, Outbox outbox) {
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
        there.map(left -> left.outbox().and(ours)).orElse(ours),
        null);
  }

  public StoredApp changingOutbox(UnaryOperator<Outbox> change) {
    return withOutbox(change.apply(outbox));
  }
}
