package dev.herokumattermost.watch;

import dev.herokumattermost.watch.Diagnosis.Harmless;
import dev.herokumattermost.watch.Diagnosis.Reason;
import dev.herokumattermost.watch.Finding.Down;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Decides what is told of one app. It reads no clock and keeps no state: the same memory, reading
 * and evidence always lead to the same news.
 */
public final class Judge {
  private final Rules rules;
  private final Supplier<String> pendingPostIds;

  /**
   * Makes a judge.
   *
   * @param pendingPostIds gives an unguessable id for each new notice
   */
  public Judge(Rules rules, Supplier<String> pendingPostIds) {
    this.rules = rules;
    this.pendingPostIds = pendingPostIds;
  }

  /**
   * Judges what a reading showed.
   *
   * @param now by our clock
   */
  public Judgement judge(Memory memory, Comparison comparison, Evidence evidence, Instant now) {
    var diagnostician = new Diagnostician(memory, comparison, evidence, rules);
    var verdicts =
        comparison.findings().stream()
            .map(finding -> new Verdict(finding, diagnostician.diagnose(finding)))
            .toList();
    var byType = new TreeMap<ProcessType, List<Verdict>>();
    for (Verdict verdict : verdicts) {
      byType.computeIfAbsent(verdict.finding().type(), _ -> new ArrayList<>()).add(verdict);
    }
    var types = new TreeSet<>(byType.keySet());
    memory.incidents().stream().filter(Incident::isOpen).map(Incident::type).forEach(types::add);

    Memory next = looked(memory, comparison, verdicts);
    for (ProcessType type : types) {
      var course =
          new Course(next, type, comparison, evidence, rules.forProcess(memory.app(), type), now);
      course.follow(byType.getOrDefault(type, List.of()));
      next = told(next, course, rules.forProcess(memory.app(), type), now);
    }
    return new Judgement(
        next.equals(memory) ? memory : KeptLines.within(tidy(next, comparison)), verdicts);
  }

  /** Ends what is open of an app that is no longer watched; told by nobody, for nobody asked. */
  public Memory unwatched(Memory memory, Instant now) {
    if (!memory.seen()) {
      return memory;
    }
    var ended =
        memory.incidents().stream()
            .map(
                incident ->
                    incident.isOpen() ? incident.ended(now, now, News.Ending.UNWATCHED) : incident)
            .toList();
    return new Memory(
        memory.app(),
        memory.revision(),
        false,
        List.of(),
        List.of(),
        ended,
        memory.outbox(),
        Sight.CLEAR);
  }

  private static Memory looked(Memory memory, Comparison comparison, List<Verdict> verdicts) {
    if (verdicts.isEmpty() && memory.seen() && comparison.sameDynos()) {
      return memory;
    }
    Map<String, Dyno> before = new HashMap<>();
    for (Dyno dyno : memory.dynos()) {
      if (dyno.state().equals(DynoState.UNWANTED)) {
        before.put(dyno.name(), dyno);
      }
    }
    for (Verdict verdict : verdicts) {
      if (verdict.finding() instanceof Down(var dyno)
          && verdict.diagnosis().equals(new Harmless(Reason.NOT_WANTED))) {
        before.put(dyno.name(), dyno.in(DynoState.UNWANTED));
      }
    }
    var dynos =
        before.isEmpty()
            ? comparison.current()
            : comparison.current().stream()
                .map(
                    dyno ->
                        dyno.in(DynoState.UNWANTED).equals(before.get(dyno.name()))
                                && dyno.state().equals(DynoState.DOWN)
                            ? dyno.in(DynoState.UNWANTED)
                            : dyno)
                .toList();
    return new Memory(
        memory.app(),
        memory.revision(),
        true,
        dynos,
        memory.crashes(),
        memory.incidents(),
        memory.outbox(),
        memory.sight());
  }

  private Memory told(Memory memory, Course course, Rule rule, Instant now) {
    Incident incident = course.incident();
    if (incident == null) {
      return memory;
    }
    List<Notice> outbox = memory.outbox();
    int said = incident.said();
    for (News news : course.news()) {
      said++;
      outbox =
          Outbox.add(
              outbox,
              new Notice(
                  new NoticeId(incident.id() + "#" + said),
                  incident.id(),
                  news,
                  address(news, incident, rule),
                  now,
                  pendingPostIds.get(),
                  Attempts.NONE));
    }
    var incidents = new ArrayList<Incident>();
    for (Incident other : memory.incidents()) {
      if (!other.id().equals(incident.id())) {
        incidents.add(other);
      }
    }
    incidents.add(shown(incident.having(said), course.news(), outbox));
    incidents.sort(Comparator.comparing(Incident::id));
    return new Memory(
        memory.app(),
        memory.revision(),
        memory.seen(),
        memory.dynos(),
        course.crashes(),
        incidents,
        outbox,
        memory.sight());
  }

  /**
   * What begins or grows worse calls whom the rule names, and so does what nobody has answered;
   * what merely goes on, or is over, calls nobody. That another channel was meant is said by the
   * first post.
   */
  private static Address address(News news, Incident incident, Rule rule) {
    Destination there = incident.destination();
    boolean said = incident.root().post().isKnown();
    Address address = rule.address().in(said ? there.plainly() : there);
    boolean loud =
        switch (news) {
          case News.Failed failed -> failed.opens() || failed.reopened();
          case News.Looping _, News.Reminder _ -> true;
          case News.Recovered _, News.Closed _, News.Over _ -> false;
          case News.SightLost _, News.SightRestored _, News.RightMissing _ -> false;
        };
    return loud ? address : address.quietly();
  }

  /**
   * A first post that is yet to be written shows the incident as it stands now; one that is there
   * shows what it showed.
   */
  private static Incident shown(Incident incident, List<News> news, List<Notice> outbox) {
    Root root = incident.root();
    for (News one : news) {
      if (one instanceof News.Failed failed && root.opening() == null) {
        root = root.opening(failed).showing(Face.shown(incident));
      }
    }
    boolean beginsAsOver =
        outbox.stream()
            .filter(notice -> notice.thread().equals(incident.id()))
            .findFirst()
            .map(notice -> notice.news() instanceof News.Over)
            .orElse(false);
    if (beginsAsOver && !root.post().isKnown()) {
      root = root.showing(Face.shown(incident));
    }
    return incident.having(root);
  }

  /** Who has reacted to the first posts of an app's incidents. */
  public static Memory heard(Memory memory, Map<String, Attention> attention) {
    Memory next = memory;
    for (Incident incident : memory.incidents()) {
      Attention heard = attention.get(incident.id());
      if (heard != null && !heard.equals(incident.attention())) {
        next = next.changing(incident.id(), one -> one.having(heard));
      }
    }
    return next;
  }

  /** Forgets what can no longer matter; only when something is written anyway. */
  private static Memory tidy(Memory memory, Comparison comparison) {
    Instant now = comparison.reading().at();
    return memory.withIncidents(
        memory.incidents().stream()
            .filter(
                incident ->
                    incident.isOpen()
                        || incident.mayReopenAt(now)
                        || incident.outdated()
                        || memory.outbox().stream()
                            .anyMatch(notice -> notice.thread().equals(incident.id())))
            .toList());
  }
}
