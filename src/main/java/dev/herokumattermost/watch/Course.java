package dev.herokumattermost.watch;

import static java.util.Objects.requireNonNull;

import dev.herokumattermost.watch.Diagnosis.Harmless;
import dev.herokumattermost.watch.Diagnosis.Ill;
import dev.herokumattermost.watch.Diagnosis.Left;
import dev.herokumattermost.watch.Diagnosis.MaintenanceOver;
import dev.herokumattermost.watch.Diagnosis.Reason;
import dev.herokumattermost.watch.Diagnosis.Well;
import dev.herokumattermost.watch.Finding.OfDyno;
import dev.herokumattermost.watch.News.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private final CrashTally tally;
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
    tally = new CrashTally(memory.crashes(), type, comparison, rule);
    incident = memory.openIncident(type).orElse(null);
  }

  @Nullable Incident incident() {
    return incident;
  }

  List<News> news() {
    return news;
  }

  List<Crash> crashes() {
    return tally.crashes();
  }

  void follow(List<Verdict> verdicts) {
    var ill = new ArrayList<Ill>();
    var candidates = new LinkedHashMap<String, Dyno>();
    var left = new LinkedHashMap<String, Ending>();
    var treated = new ArrayList<String>();
    boolean maintenanceOver = false;
    for (Verdict verdict : verdicts) {
      switch (verdict.diagnosis()) {
        case Ill sick -> {
          ill.add(sick);
          candidates.put(sick.dyno().name(), sick.dyno());
        }
        case Well(var dyno) -> candidates.put(dyno.name(), dyno);
        case Left(var name, var why) -> left.put(name, why);
        case MaintenanceOver _ -> maintenanceOver = true;
        case Harmless(var why) -> {
          if (why == Reason.RESTARTED_BY_HAND && verdict.finding() instanceof OfDyno restarted) {
            treated.add(restarted.dyno().name());
          }
        }
      }
    }
    if (left.containsValue(Ending.UNWATCHED)) {
      incident = incident == null ? null : incident.ended(seenAt, seenAt, Ending.UNWATCHED);
      return;
    }
    admit(treated);
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

  /**
   * Takes over the patients of the open incident, by the names they have now.
   *
   * @param treated those that somebody has restarted
   */
  private void admit(List<String> treated) {
    if (incident != null) {
      for (Patient patient : incident.patients()) {
        String name = comparison.renames().getOrDefault(patient.name(), patient.name());
        Patient admitted = patient.renamed(name);
        patients.put(name, treated.contains(name) ? admitted.treated() : admitted);
      }
      incident = incident.having(patients.values());
    }
  }

  private void fail(List<Ill> ill) {
    Instant since =
        ill.stream().map(i -> i.ailment().since()).min(Instant::compareTo).orElseThrow();
    Incident current = incident == null ? openOrReopen(since) : incident;
    var newly = new ArrayList<Ill>();
    int crashed = 0;
    for (Ill sick : ill) {
      String name = sick.dyno().name();
      Patient known = patients.get(name);
      patients.put(
          name,
          known == null
              ? new Patient(
                  name,
                  sick.ailment().state(),
                  sick.ailment().since(),
                  sick.crashes().size(),
                  sick.dyno().release(),
                  false)
              : known.crashedAgain(
                  sick.ailment().state(), sick.crashes().size(), sick.dyno().release()));
      if (known == null) {
        newly.add(sick);
      }
      crashed += sick.crashes().size();
    }
    tally.count(ill);
    String loop = current.looping() ? null : tally.loopingPlace(ill);
    incident = current.failing(patients.values(), crashed, loop != null);
    if (!incident.quiet()) {
      tellFailure(ill, newly, loop);
    }
    tally.bound();
  }

  private void tellFailure(List<Ill> ill, List<Ill> newly, @Nullable String loop) {
    Release release = nearRelease(ill);
    boolean muted = !opened && !reopened && requireNonNull(incident).attention().muted();
    if (muted) {
      return;
    }
    if (!newly.isEmpty()) {
      news.add(failed(told(newly), loop != null && (opened || reopened), release));
    }
    if (loop != null && !opened && !reopened) {
      Ailment latest = withCrashes(latestAt(loop, ill));
      news.add(new News.Looping(type, loop, tally.at(loop), tally.firstAt(loop), latest, release));
    }
  }

  /**
   * As they are told: each with its crashes of late, and one of them, the first that failed, with
   * the end of its log; mostly the others would say the same.
   */
  private List<Ailment> told(List<Ill> newly) {
    List<Ailment> ailments = newly.stream().map(this::withCrashes).toList();
    Ailment speaker =
        ailments.stream()
            .filter(ailment -> !ailment.lastLines().isEmpty())
            .min(Comparator.comparing(Ailment::since))
            .orElse(null);
    return ailments.stream()
        .map(ailment -> ailment.equals(speaker) ? ailment : ailment.withoutLines())
        .toList();
  }

  /** On Fir the crashes of all dynos are counted together, and say nothing of one of them. */
  private Ailment withCrashes(Ill sick) {
    String place = Crash.place(sick.dyno());
    int times = tally.at(place);
    return sick.dyno().inSlot() && times > sick.ailment().crashes()
        ? sick.ailment().crashedOfLate(times, tally.firstAt(place))
        : sick.ailment();
  }

  private static Ill latestAt(String place, List<Ill> ill) {
    return ill.stream()
        .filter(sick -> Crash.place(sick.dyno()).equals(place))
        .max(Comparator.comparing(sick -> sick.ailment().since()))
        .orElseThrow();
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
            .map(patient -> Ailment.of(patient, releaseOf(patient.name())))
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
    var healing = new Healing(evidence);
    Instant until = current.troubleSince();
    for (Dyno dyno : candidates) {
      Patient patient = isSteady(dyno, current) ? patients.remove(dyno.name()) : null;
      if (patient != null) {
        recovered.add(dyno.name());
        healing.saw(patient, dyno);
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
              type,
              recovered,
              current.troubleSince(),
              until,
              current.crashes(),
              patients.size(),
              healing.remedy()));
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
