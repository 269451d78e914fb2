package dev.herokumattermost.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One process type in trouble, from the first failure to steady recovery. An ended incident is kept
 * a while: failing again soon is the same trouble.
 *
 * @param id names the thread of everything told about it
 * @param destination the channel that its thread is in
 * @param openedAt the first failure, by Heroku's clock
 * @param troubleSince when the trouble began that is on now; later than {@code openedAt} if
 *     reopened
 * @param patients its dynos that are not yet steady; empty once it has ended
 * @param crashes counted since the trouble began that is on now
 * @param looping whether a crash loop was told
 * @param quiet whether it is kept quiet because the app is in maintenance
 * @param recovering whether all its dynos are up, but none steadily yet
 * @param attention who has said that they know
 * @param said how many notices it has given rise to; numbers the next
 * @param root the first post of its thread
 * @param remindAt when to remind, by our clock; null for never
 * @param end how it ended; null while it is open
 */
public record Incident(
    String id,
    ProcessType type,
    Destination destination,
    Instant openedAt,
    Instant troubleSince,
    List<Patient> patients,
    int crashes,
    boolean looping,
    boolean quiet,
    boolean recovering,
    Attention attention,
    int said,
    Root root,
    @Nullable Instant remindAt,
    @Nullable End end) {

  /**
   * How an incident ended.
   *
   * @param at when that was judged, by Heroku's clock
   * @param until when the trouble was over, which is earlier
   * @param why null if its dynos recovered
   */
  public record End(Instant at, Instant until, News.@Nullable Ending why) {}

  public Incident {
    patients = List.copyOf(patients);
  }

  static Incident open(AppName app, ProcessType type, Destination destination, Instant since) {
    return new Incident(
        app + "/" + type + "@" + since,
        type,
        destination,
        since,
        since,
        List.of(),
        0,
        false,
        false,
        false,
        Attention.NONE,
        0,
        Root.NONE,
        null,
        null);
  }

  public boolean isOpen() {
    return end == null;
  }

  boolean mayReopenAt(Instant now) {
    return end != null && !end.at().plus(Patience.REOPENED_WITHIN).isBefore(now);
  }

  public Optional<Patient> patient(String name) {
    return patients.stream().filter(patient -> patient.name().equals(name)).findFirst();
  }

  Duration steadyFor(Rule rule) {
    return looping && rule.steadyFor().compareTo(Patience.STEADY_AFTER_A_LOOP) < 0
        ? Patience.STEADY_AFTER_A_LOOP
        : rule.steadyFor();
  }

  Incident having(Root newRoot) {
    return changed(draft -> draft.root = newRoot);
  }

  Incident having(Destination newDestination) {
    return changed(draft -> draft.destination = newDestination);
  }

  Incident having(Attention newAttention) {
    return changed(draft -> draft.attention = newAttention);
  }

  Incident recovering(boolean allUp) {
    return changed(draft -> draft.recovering = allUp);
  }

  /**
   * Whether its first post shows an earlier state of it, or may show a later one: an edit of which
   * nobody knows how it ended.
   */
  boolean outdated() {
    boolean sure = root.edit().certainlyUntold();
    return root.editable() && !(sure && root.shown().equals(Face.shown(this)));
  }

  Incident having(Collection<Patient> newPatients) {
    return changed(draft -> draft.patients = List.copyOf(newPatients));
  }

  Incident having(int newSaid) {
    return changed(draft -> draft.said = newSaid);
  }

  Incident failing(Collection<Patient> newPatients, int moreCrashes, boolean loops) {
    return changed(
        draft -> {
          draft.patients = List.copyOf(newPatients);
          draft.crashes += moreCrashes;
          draft.looping |= loops;
        });
  }

  Incident starting(boolean quietly, @Nullable Instant firstReminder) {
    return changed(
        draft -> {
          draft.quiet = quietly;
          draft.remindAt = firstReminder;
        });
  }

  Incident reopened(Instant since, boolean quietly, @Nullable Instant firstReminder) {
    return changed(
        draft -> {
          draft.troubleSince = since;
          draft.crashes = 0;
          draft.looping = false;
          draft.quiet = quietly;
          draft.remindAt = firstReminder;
          draft.attention = Attention.NONE;
          draft.end = null;
        });
  }

  Incident loud() {
    return changed(draft -> draft.quiet = false);
  }

  Incident remindedNext(Instant at) {
    return changed(draft -> draft.remindAt = at);
  }

  Incident ended(Instant at, Instant until, News.@Nullable Ending why) {
    return changed(
        draft -> {
          draft.patients = List.of();
          draft.recovering = false;
          draft.remindAt = null;
          draft.end = new End(at, until, why);
        });
  }

  private Incident changed(Consumer<Draft> change) {
    var draft = new Draft(this);
    change.accept(draft);
    return draft.done(this);
  }

  /** What can change of an incident, while it changes. */
  private static final class Draft {
    private Destination destination;
    private Instant troubleSince;
    private List<Patient> patients;
    private int crashes;
    private boolean looping;
    private boolean quiet;
    private boolean recovering;
    private Attention attention;
    private int said;
    private Root root;
    private @Nullable Instant remindAt;
    private @Nullable End end;

    Draft(Incident incident) {
      destination = incident.destination;
      troubleSince = incident.troubleSince;
      patients = incident.patients;
      crashes = incident.crashes;
      looping = incident.looping;
      quiet = incident.quiet;
      recovering = incident.recovering;
      attention = incident.attention;
      said = incident.said;
      root = incident.root;
      remindAt = incident.remindAt;
      end = incident.end;
    }

    Incident done(Incident old) {
      return new Incident(
          old.id,
          old.type,
          destination,
          old.openedAt,
          troubleSince,
          patients,
          crashes,
          looping,
          quiet,
          recovering,
          attention,
          said,
          root,
          remindAt,
          end);
    }
  }
}
