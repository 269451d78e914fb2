package dev.herokumattermost.watch;

import static java.util.Objects.requireNonNull;

import dev.herokumattermost.watch.Diagnosis.Ill;
import dev.herokumattermost.watch.Diagnosis.Left;
import dev.herokumattermost.watch.Diagnosis.MaintenanceOver;
import dev.herokumattermost.watch.Diagnosis.Well;
import dev.herokumattermost.watch.News.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The course of one process type's trouble through one pass: from what is diagnosed to what is
 * told.
 */
final class Course {
  private final Memory memory;
  private final ProcessType type;
  private final Comparison comparison;
  private final Evidence evidence;
  private final Rule rule;
  private final Instant now;
  private final Instant seenAt;

  private final Map<String, Patient> patients = new LinkedHashMap<>();
  private final List<News> news = new ArrayList<>();
  private List<Crash> crashes;
  private @Nullable Incident incident;
  private boolean opened;
  private boolean reopened;

  Course(
      Memory memory,
      ProcessType type,
      Comparison comparison,
      Evidence evidence,
      Rule rule,
      Instant now) {
    this.memory = memory;
    this.type = type;
    this.comparison = comparison;
    this.evidence = evidence;
    this.rule = rule;
    this.now = now;
    seenAt = comparison.reading().at();
    crashes = memory.crashes();
    incident = memory.openIncident(type).orElse(null);
  }

  @Nullable Incident incident() {
    return incident;
  }

  List<News> news() {
    return news;
  }

  List<Crash> crashes() {
    return crashes;
  }

  void follow(List<Diagnosis> diagnoses) {
    var ill = new ArrayList<Ill>();
    var candidates = new LinkedHashMap<String, Dyno>();
    var left = new LinkedHashMap<String, Ending>();
    boolean maintenanceOver = false;
    for (Diagnosis diagnosis : diagnoses) {
      switch (diagnosis) {
        case Ill sick -> {
          ill.add(sick);
          candidates.put(sick.dyno().name(), sick.dyno());
        }
        case Well(var dyno) -> candidates.put(dyno.name(), dyno);
        case Left(var name, var why) -> left.put(name, why);
        case MaintenanceOver _ -> maintenanceOver = true;
        case Diagnosis.Harmless _ -> {}
      }
    }
    if (left.containsValue(Ending.UNWATCHED)) {
      incident = incident == null ? null : incident.ended(seenAt, seenAt, Ending.UNWATCHED);
      return;
    }
    admit();
    if (!ill.isEmpty()) {
      fail(ill);
    }
    if (maintenanceOver) {
      tellWhatWasHeldBack();
    }
    if (incident != null) {
      discharge(candidates.values(), left);
      remind();
    }
  }

  /** Takes over the patients of the open incident, by the names they have now. */
  private void admit() {
    if (incident != null) {
      for (Patient patient : incident.patients()) {
        String name = comparison.renames().getOrDefault(patient.name(), patient.name());
        patients.put(name, patient.renamed(name));
      }
      incident = incident.having(patients.values());
    }
  }

  private void fail(List<Ill> ill) {
    Instant since =
        ill.stream().map(i -> i.ailment().since()).min(Instant::compareTo).orElseThrow();
    Incident current = incident == null ? openOrReopen(since) : incident;
    var newly = new ArrayList<Ailment>();
    int crashed = 0;
    for (Ill sick : ill) {
      String name = sick.dyno().name();
      Patient known = patients.get(name);
      patients.put(
          name,
          known == null
              ? new Patient(
                  name, sick.ailment().state(), sick.ailment().since(), sick.crashes().size())
              : known.crashedAgain(sick.ailment().state(), sick.crashes().size()));
      if (known == null) {
        newly.add(sick.ailment());
      }
      crashed += sick.crashes().size();
    }
    count(ill);
    String loop = current.looping() ? null : loopingPlace(ill);
    incident = current.failing(patients.values(), crashed, loop != null);
    if (!incident.quiet()) {
      tellFailure(ill, newly, loop);
    }
    crashes = boundedCrashes();
  }

  private void tellFailure(List<Ill> ill, List<Ailment> newly, @Nullable String loop) {
    Release release = nearRelease(ill);
    boolean muted = !opened && !reopened && requireNonNull(incident).attention().muted();
    if (muted) {
      return;
    }
    if (!newly.isEmpty()) {
      news.add(failed(newly, loop != null && (opened || reopened), release));
    }
    if (loop != null && !opened && !reopened) {
      news.add(new News.Looping(type, loop, crashesAt(loop), firstCrashAt(loop), release));
    }
  }

  private Incident openOrReopen(Instant since) {
    Instant remindAt = rule.reminders().never() ? null : now.plus(rule.reminders().first());
    Incident ended =
        memory.incidents().stream()
            .filter(i -> i.type().equals(type) && i.mayReopenAt(seenAt))
            .findFirst()
            .orElse(null);
    boolean quiet = rule.quietInMaintenance() && evidence.inMaintenance().orElse(false);
    if (ended != null) {
      reopened = true;
      return ended.reopened(since, quiet, remindAt);
    }
    opened = true;
    return Incident.open(memory.app(), type, rule.address().destination(), since)
        .starting(quiet, remindAt);
  }

  private News.Failed failed(List<Ailment> newly, boolean looping, @Nullable Release release) {
    return new News.Failed(
        type,
        opened,
        reopened,
        comparison.firstSight(),
        looping,
        evidence.inMaintenance().orElse(false),
        comparison.listed(type),
        patients.size(),
        newly,
        release);
  }

  private void count(List<Ill> ill) {
    var all = new ArrayList<Crash>();
    Instant horizon = seenAt.minus(rule.crashLoop().within());
    for (Crash crash : crashes) {
      boolean ofOtherType = !crash.where().equals(type.value()) && !isSlotOfType(crash.where());
      if (ofOtherType || crash.at().isAfter(horizon)) {
        all.add(crash);
      }
    }
    for (Ill sick : ill) {
      for (Instant at : sick.crashes()) {
        if (at.isAfter(horizon)) {
          all.add(new Crash(Crash.place(sick.dyno()), at));
        }
      }
    }
    crashes = all;
  }

  private boolean isSlotOfType(String where) {
    return where.startsWith(type.value() + ".");
  }

  private @Nullable String loopingPlace(List<Ill> ill) {
    var places = new TreeSet<String>();
    ill.forEach(sick -> places.add(Crash.place(sick.dyno())));
    for (String place : places) {
      if (crashesAt(place) >= loopOf(place)) {
        return place;
      }
    }
    return null;
  }

  /** On Fir crashes are counted for all dynos together, and each may crash once without a loop. */
  private int loopOf(String place) {
    int others = place.equals(type.value()) ? Math.max(0, comparison.listed(type) - 1) : 0;
    return rule.crashLoop().crashes() + others;
  }

  /** No more crashes are remembered than it takes to recognize a loop. */
  private List<Crash> boundedCrashes() {
    var kept = new ArrayList<Crash>();
    var seen = new LinkedHashMap<String, Integer>();
    for (Crash crash : crashes.reversed()) {
      if (seen.merge(crash.where(), 1, Integer::sum) <= loopOf(crash.where())) {
        kept.addFirst(crash);
      }
    }
    return kept;
  }

  private int crashesAt(String place) {
    return (int) crashes.stream().filter(crash -> crash.where().equals(place)).count();
  }

  private Instant firstCrashAt(String place) {
    return crashes.stream()
        .filter(crash -> crash.where().equals(place))
        .map(Crash::at)
        .min(Instant::compareTo)
        .orElse(seenAt);
  }

  private @Nullable Release nearRelease(List<Ill> ill) {
    return ill.stream()
        .flatMap(sick -> evidence.release(sick.dyno().release()).stream())
        .filter(
            release ->
                ill.stream()
                    .map(sick -> Duration.between(release.createdAt(), sick.ailment().since()))
                    .anyMatch(
                        age -> !age.isNegative() && age.compareTo(Patience.RELEASE_IS_NEAR) <= 0))
        .findFirst()
        .orElse(null);
  }

  private void tellWhatWasHeldBack() {
    if (incident == null || !incident.quiet()) {
      return;
    }
    opened = true;
    incident = incident.loud();
    var ailments =
        patients.values().stream()
            .map(
                patient ->
                    new Ailment(
                        patient.name(),
                        patient.state(),
                        patient.since(),
                        releaseOf(patient.name()),
                        null,
                        patient.crashes(),
                        null,
                        List.of(),
                        List.of()))
            .toList();
    news.add(failed(ailments, incident.looping(), null));
  }

  private int releaseOf(String name) {
    return comparison.current().stream()
        .filter(dyno -> dyno.name().equals(name))
        .mapToInt(Dyno::release)
        .findFirst()
        .orElse(0);
  }

  private void discharge(Iterable<Dyno> candidates, Map<String, Ending> left) {
    Incident current = requireNonNull(incident);
    var recovered = new ArrayList<String>();
    Instant until = current.troubleSince();
    for (Dyno dyno : candidates) {
      if (isSteady(dyno, current) && patients.remove(dyno.name()) != null) {
        recovered.add(dyno.name());
        until = dyno.updatedAt().isAfter(until) ? dyno.updatedAt() : until;
      }
    }
    var leavers = new LinkedHashMap<String, Ending>();
    left.forEach(
        (name, why) -> {
          if (patients.remove(name) != null) {
            leavers.put(name, why);
          }
        });
    if (recovered.isEmpty() && leavers.isEmpty()) {
      incident = current.recovering(allUp());
      return;
    }
    incident = current.having(patients.values()).recovering(allUp());
    if (patients.isEmpty()) {
      incident =
          recovered.isEmpty()
              ? incident.ended(seenAt, seenAt, leavers.values().iterator().next())
              : incident.ended(seenAt, until, null);
    }
    if (current.quiet() || (current.attention().muted() && !patients.isEmpty())) {
      return;
    }
    if (!recovered.isEmpty()) {
      news.add(
          new News.Recovered(
              type, recovered, current.troubleSince(), until, current.crashes(), patients.size()));
    } else if (patients.isEmpty()) {
      news.add(
          new News.Closed(
              type,
              List.copyOf(leavers.keySet()),
              leavers.values().iterator().next(),
              current.troubleSince()));
    }
  }

  private boolean allUp() {
    Map<String, DynoState> states = new HashMap<>();
    comparison.current().forEach(dyno -> states.put(dyno.name(), dyno.state()));
    return patients.keySet().stream().allMatch(name -> DynoState.UP.equals(states.get(name)));
  }

  private boolean isSteady(Dyno dyno, Incident current) {
    return dyno.state().equals(DynoState.UP)
        && Duration.between(dyno.updatedAt(), seenAt).compareTo(current.steadyFor(rule)) >= 0;
  }

  private void remind() {
    Incident current = requireNonNull(incident);
    Instant due = current.remindAt();
    if (!current.isOpen()
        || current.quiet()
        || current.attention().heeded()
        || due == null
        || due.isAfter(now)) {
      return;
    }
    incident = current.remindedNext(now.plus(rule.reminders().every()));
    if (news.isEmpty()) {
      news.add(
          new News.Reminder(type, current.patients(), current.troubleSince(), current.crashes()));
    }
  }
}
