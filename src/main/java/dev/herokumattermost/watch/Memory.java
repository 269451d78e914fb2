package dev.herokumattermost.watch;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What is known of one app, its outbox included. Both are saved together or not at all.
 *
 * @param revision counts the writes; a write names the one it replaces. Zero: never written
 * @param seen whether the app was read before, so that what is new is news
 * @param dynos the current dyno of each place, in order of name and id
 * @param crashes of late, to recognize a loop
 * @param incidents open ones, and those that may yet reopen
 * @param outbox what is still to be told, oldest first
 * @param sight whether it can be seen
 */
public record Memory(
    AppName app,
    long revision,
    boolean seen,
    List<Dyno> dynos,
    List<Crash> crashes,
    List<Incident> incidents,
    List<Notice> outbox,
    Sight sight) {
  static final Comparator<Dyno> ORDER = Comparator.comparing(Dyno::name).thenComparing(Dyno::id);

  public Memory {
    dynos = List.copyOf(dynos);
    crashes = List.copyOf(crashes);
    incidents = List.copyOf(incidents);
    outbox = List.copyOf(outbox);
  }

  public static Memory nothing(AppName app) {
    return new Memory(app, 0, false, List.of(), List.of(), List.of(), List.of(), Sight.CLEAR);
  }

  public Optional<Incident> openIncident(ProcessType type) {
    return incidents.stream().filter(i -> i.isOpen() && i.type().equals(type)).findFirst();
  }

  public Memory withRevision(long newRevision) {
    return new Memory(app, newRevision, seen, dynos, crashes, incidents, outbox, sight);
  }

  Memory withOutbox(List<Notice> newOutbox) {
    return new Memory(app, revision, seen, dynos, crashes, incidents, newOutbox, sight);
  }

  Memory withIncidents(List<Incident> newIncidents) {
    return new Memory(app, revision, seen, dynos, crashes, newIncidents, outbox, sight);
  }

  Memory withSight(Sight newSight) {
    return new Memory(app, revision, seen, dynos, crashes, incidents, outbox, newSight);
  }

  /** Where the thread of a notice begins, if that is known. */
  public PostId rootOf(String thread) {
    return incidents.stream()
        .filter(incident -> incident.id().equals(thread))
        .map(incident -> incident.root().post())
        .findFirst()
        .orElse(thread.startsWith(SIGHT) ? sight.root() : PostId.UNKNOWN);
  }

  /** Where its thread begins, if that is known and in the channel that the notice is for. */
  public PostId rootOf(Notice notice) {
    return hasRootWhereItGoes(notice) ? rootOf(notice.thread()) : PostId.UNKNOWN;
  }

  private boolean hasRootWhereItGoes(Notice notice) {
    return incidents.stream()
        .filter(incident -> incident.id().equals(notice.thread()))
        .allMatch(i -> i.destination().isSameChannel(notice.address().destination()));
  }

  /** How the threads about lost sight are named. */
  static final String SIGHT = "sight/";

  /** The first post of a thread is there: what follows goes below it. */
  Memory rooted(Notice notice, Posted posted) {
    return notice.thread().startsWith(SIGHT)
        ? withSight(sight.rootedAt(posted.id()))
        : changing(
            notice.thread(),
            incident ->
                incident.root().post().isKnown() || !hasRootWhereItGoes(notice)
                    ? incident
                    : incident.having(incident.root().at(posted, notice)));
  }

  /** The first post of a thread is no use any more: what follows begins the thread anew. */
  Memory unrooted(String thread) {
    return thread.startsWith(SIGHT)
        ? withSight(sight.rootedAt(PostId.UNKNOWN))
        : changing(thread, incident -> incident.having(incident.root().lost()));
  }

  /** With one incident changed. */
  Memory changing(String incident, UnaryOperator<Incident> change) {
    return withIncidents(
        incidents.stream()
            .map(one -> one.id().equals(incident) ? change.apply(one) : one)
            .toList());
  }
}
