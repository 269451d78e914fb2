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
 * @param openedAt the first failure, by Heroku's clock
 * @param troubleSince when the trouble began that is on now; later than {@code openedAt} if
 *     reopened
 * @param patients its dynos that are not yet steady; empty once it has ended
 * @param crashes counted since it opened
 * @param looping whether a crash loop was told
 * @param quiet whether it is kept quiet because the app is in maintenance
 * @param said how many notices it has given rise to; numbers the next
 * @param root the first post of its thread, {@link PostId#UNKNOWN} until it is there
 * @param remindAt when to remind, by our clock; null for never
 * @param endedAt by Heroku's clock; null while it is open
 */
public record Incident(
    String id,
    ProcessType type,
    Instant openedAt,
    Instant troubleSince,
    List<Patient> patients,
    int crashes,
    boolean looping,
    boolean quiet,
    int said,
    PostId root,
    @Nullable Instant remindAt,
    @Nullable Instant endedAt) {

  public Incident {
    patients = List.copyOf(patients);
  }

  static Incident open(AppName app, ProcessType type, Instant since) {
    return new Incident(
        app + "/" + type + "@" + since,
        type,
        since,
        since,
        List.of(),
        0,
        false,
        false,
        0,
        PostId.UNKNOWN,
        null,
        null);
  }

  public boolean isOpen() {
    return endedAt == null;
  }

  boolean mayReopenAt(Instant now) {
    return endedAt != null && !endedAt.plus(Patience.REOPENED_WITHIN).isBefore(now);
  }

  public Optional<Patient> patient(String name) {
    return patients.stream().filter(patient -> patient.name().equals(name)).findFirst();
  }

  Duration steadyFor(Rule rule) {
    return looping && rule.steadyFor().compareTo(Patience.STEADY_AFTER_A_LOOP) < 0
        ? Patience.STEADY_AFTER_A_LOOP
        : rule.steadyFor();
  }

  Incident rootedAt(PostId post) {
    return changed(draft -> draft.root = post);
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
          draft.looping = false;
          draft.quiet = quietly;
          draft.remindAt = firstReminder;
          draft.endedAt = null;
        });
  }

  Incident loud() {
    return changed(draft -> draft.quiet = false);
  }

  Incident remindedNext(Instant at) {
    return changed(draft -> draft.remindAt = at);
  }

  Incident ended(Instant at) {
    return changed(
        draft -> {
          draft.patients = List.of();
          draft.remindAt = null;
          draft.endedAt = at;
        });
  }

  private Incident changed(Consumer<Draft> change) {
    var draft = new Draft(this);
    change.accept(draft);
    return draft.done(this);
  }

  /** What can change of an incident, while it changes. */
  private static final class Draft {
    private Instant troubleSince;
    private List<Patient> patients;
    private int crashes;
    private boolean looping;
    private boolean quiet;
    private int said;
    private PostId root;
    private @Nullable Instant remindAt;
    private @Nullable Instant endedAt;

    Draft(Incident incident) {
      troubleSince = incident.troubleSince;
      patients = incident.patients;
      crashes = incident.crashes;
      looping = incident.looping;
      quiet = incident.quiet;
      said = incident.said;
      root = incident.root;
      remindAt = incident.remindAt;
      endedAt = incident.endedAt;
    }

    Incident done(Incident old) {
      return new Incident(
          old.id,
          old.type,
          old.openedAt,
          troubleSince,
          patients,
          crashes,
          looping,
          quiet,
          said,
          root,
          remindAt,
          endedAt);
    }
  }
}
