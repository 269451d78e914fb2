package dev.herokumattermost.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
    return new Incident(
        id,
        type,
        openedAt,
        troubleSince,
        patients,
        crashes,
        looping,
        quiet,
        said,
        post,
        remindAt,
        endedAt);
  }

  Incident having(Collection<Patient> newPatients) {
    return new Incident(
        id,
        type,
        openedAt,
        troubleSince,
        List.copyOf(newPatients),
        crashes,
        looping,
        quiet,
        said,
        root,
        remindAt,
        endedAt);
  }

  Incident having(int newSaid) {
    return new Incident(
        id,
        type,
        openedAt,
        troubleSince,
        patients,
        crashes,
        looping,
        quiet,
        newSaid,
        root,
        remindAt,
        endedAt);
  }

  Incident failing(Collection<Patient> newPatients, int moreCrashes, boolean loops) {
    return new Incident(
        id,
        type,
        openedAt,
        troubleSince,
        List.copyOf(newPatients),
        crashes + moreCrashes,
        looping || loops,
        quiet,
        said,
        root,
        remindAt,
        endedAt);
  }

  Incident starting(boolean quietly, @Nullable Instant firstReminder) {
    return new Incident(
        id,
        type,
        openedAt,
        troubleSince,
        patients,
        crashes,
        looping,
        quietly,
        said,
        root,
        firstReminder,
        null);
  }

  Incident reopened(Instant since, boolean quietly, @Nullable Instant firstReminder) {
    return new Incident(
        id,
        type,
        openedAt,
        since,
        List.of(),
        crashes,
        false,
        quietly,
        said,
        root,
        firstReminder,
        null);
  }

  Incident loud() {
    return new Incident(
        id,
        type,
        openedAt,
        troubleSince,
        patients,
        crashes,
        looping,
        false,
        said,
        root,
        remindAt,
        endedAt);
  }

  Incident remindedNext(Instant at) {
    return new Incident(
        id,
        type,
        openedAt,
        troubleSince,
        patients,
        crashes,
        looping,
        quiet,
        said,
        root,
        at,
        endedAt);
  }

  Incident ended(Instant at) {
    return new Incident(
        id, type, openedAt, troubleSince, List.of(), crashes, looping, quiet, said, root, null, at);
  }
}
