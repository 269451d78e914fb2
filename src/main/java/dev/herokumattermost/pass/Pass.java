package dev.herokumattermost.pass;

import static java.util.Objects.requireNonNull;

import dev.herokumattermost.message.Wording;
import dev.herokumattermost.pass.Memories.NotSaved;
import dev.herokumattermost.pass.Report.Draft;
import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Attention;
import dev.herokumattermost.watch.Comparison;
import dev.herokumattermost.watch.Dispatch;
import dev.herokumattermost.watch.Evidence;
import dev.herokumattermost.watch.Judge;
import dev.herokumattermost.watch.Judgement;
import dev.herokumattermost.watch.LogLine;
import dev.herokumattermost.watch.Lookup;
import dev.herokumattermost.watch.Memory;
import dev.herokumattermost.watch.Notice;
import dev.herokumattermost.watch.NoticeId;
import dev.herokumattermost.watch.Outlook;
import dev.herokumattermost.watch.Reading;
import dev.herokumattermost.watch.Reading.Blind;
import dev.herokumattermost.watch.Reading.Formation;
import dev.herokumattermost.watch.Rules;
import dev.herokumattermost.watch.SightJudge;
import dev.herokumattermost.watch.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * One look at all apps, from what is remembered to what is told. State and outbox are saved
 * together before anything is told, so a pass may die anywhere: what was judged is not lost, and
 * what was told is not told again.
 */
public final class Pass {
  private final Heroku heroku;
  private final Channel channel;
  private final Memories memories;
  private final List<AppName> apps;
  private final Rules rules;
  private final Judge judge;
  private final SightJudge sightJudge;
  private final Fan fan;
  private final InstantSource clock;

  /**
   * Wires a pass.
   *
   * @param atOnce how many apps are read at once; with one, all work stays on the caller's thread
   * @param pendingPostIds gives an unguessable id for each new notice
   */
  public Pass(
      Heroku heroku,
      Channel channel,
      Memories memories,
      List<AppName> apps,
      Rules rules,
      int atOnce,
      InstantSource clock,
      Supplier<String> pendingPostIds) {
    this.heroku = heroku;
    this.channel = channel;
    this.memories = memories;
    this.apps = List.copyOf(apps);
    this.rules = rules;
    this.judge = new Judge(rules, pendingPostIds);
    this.sightJudge = new SightJudge(pendingPostIds);
    this.fan = new Fan(atOnce);
    this.clock = clock;
  }

  /**
   * Runs the pass.
   *
   * @param end when it must be over
   */
  public Report run(Instant end) throws InterruptedException {
    return run(end, false);
  }

  /**
   * Reads and judges, and says what would be posted; writes and posts nothing.
   *
   * @param end when it must be over
   */
  public Report rehearse(Instant end) throws InterruptedException {
    return run(end, true);
  }

  private Report run(Instant end, boolean dry) throws InterruptedException {
    Deadline deadline = Deadline.at(clock, end);
    Map<AppName, Memory> stored = memories.load();
    Map<AppName, Memory> known = heard(stored, deadline);
    Map<AppName, Reading> readings = new Survey(heroku, fan, deadline).read(apps, known);
    Map<AppName, Comparison> comparisons = compare(known, readings);
    Map<AppName, Optional<Evidence>> evidence =
        new Inquiry(heroku, fan, deadline).about(comparisons);

    var run = new Run(stored, known, readings, clock.instant());
    run.judge(comparisons, evidence);
    return dry ? run.rehearsed(deadline.start()) : run.delivered(deadline);
  }

  /** What is remembered, with what people have said of it since by their reactions. */
  private Map<AppName, Memory> heard(Map<AppName, Memory> stored, Deadline deadline)
      throws InterruptedException {
    Map<String, Attention> attention = new Audience(channel, deadline).attention(stored.values());
    var heard = new TreeMap<AppName, Memory>();
    stored.forEach((app, memory) -> heard.put(app, Judge.heard(memory, attention)));
    return heard;
  }

  private Map<AppName, Comparison> compare(
      Map<AppName, Memory> known, Map<AppName, Reading> readings) {
    var comparisons = new TreeMap<AppName, Comparison>();
    readings.forEach(
        (app, reading) -> {
          if (reading instanceof Formation formation) {
            comparisons.put(app, Comparison.of(memory(known, app), formation, rules));
          }
        });
    return comparisons;
  }

  private static Memory memory(Map<AppName, Memory> known, AppName app) {
    return known.getOrDefault(app, Memory.nothing(app));
  }

  /** What this run has come to so far. */
  private final class Run {
    private final Map<AppName, Memory> stored;
    private final Map<AppName, Memory> known;
    private final Map<AppName, Reading> readings;
    private final Instant now;
    private final Map<AppName, Memory> judged = new TreeMap<>();
    private final Map<AppName, List<Verdict>> verdicts = new TreeMap<>();
    private final Map<AppName, Leases> leased = new TreeMap<>();
    private final List<AppName> deferred = new ArrayList<>();
    private final List<AppName> conflicts = new ArrayList<>();
    private final List<AppName> unsaved = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();

    Run(
        Map<AppName, Memory> stored,
        Map<AppName, Memory> known,
        Map<AppName, Reading> readings,
        Instant now) {
      this.stored = stored;
      this.known = known;
      this.readings = readings;
      this.now = now;
    }

    void judge(Map<AppName, Comparison> comparisons, Map<AppName, Optional<Evidence>> evidence) {
      Outlook outlook = Outlook.of(readings.values());
      for (AppName app : apps) {
        Memory memory = memory(known, app);
        switch (requireNonNull(readings.get(app))) {
          case Blind blind ->
              judged.put(
                  app,
                  outlook.explains(blind)
                      ? memory
                      : sightJudge.lost(memory, blind, List.of(), now));
          case Formation _ ->
              judged.put(
                  app,
                  judgeSeen(
                      memory,
                      requireNonNull(comparisons.get(app)),
                      requireNonNull(evidence.get(app))));
        }
      }
      judged.put(SightJudge.ACCOUNT, judgeAccount(outlook, evidence.values()));
      known.forEach(
          (app, memory) -> judged.computeIfAbsent(app, _ -> judge.unwatched(memory, now)));
    }

    private Memory judgeSeen(Memory memory, Comparison comparison, Optional<Evidence> evidence) {
      Memory sighted = sightJudge.restored(memory, now);
      if (evidence.isEmpty()) {
        deferred.add(memory.app());
        return sighted;
      }
      Judgement judgement = judge.judge(sighted, comparison, evidence.get(), now);
      verdicts.put(memory.app(), judgement.verdicts());
      return judgement.memory();
    }

    private Memory judgeAccount(Outlook outlook, Collection<Optional<Evidence>> evidence) {
      Memory account = memory(known, SightJudge.ACCOUNT);
      Memory sighted =
          outlook
              .wide()
              .map(blind -> sightJudge.lost(account, blind, hidden(outlook), now))
              .orElseGet(() -> sightJudge.restored(account, now));
      var logs = evidence.stream().flatMap(Optional::stream).map(Evidence::log).toList();
      boolean read = logs.stream().anyMatch(Lookup.Known.class::isInstance);
      Optional<String> refusal =
          logs.stream()
              .filter(log -> log instanceof Lookup.Unknown<List<LogLine>>(var no, _) && no)
              .map(log -> ((Lookup.Unknown<List<LogLine>>) log).reason())
              .findFirst();
      return read || refusal.isPresent()
          ? sightJudge.logsAsked(sighted, read ? Optional.empty() : refusal, now)
          : sighted;
    }

    private List<AppName> hidden(Outlook outlook) {
      return readings.values().stream()
          .filter(reading -> reading instanceof Blind blind && outlook.explains(blind))
          .map(Reading::app)
          .toList();
    }

    /** Saves what changed, with a lease on what this pass will tell. */
    private List<Memory> save(Deadline deadline) {
      var saved = new ArrayList<Memory>();
      for (Memory memory : judged.values()) {
        Leases due = Leases.due(memory, now);
        Memory next = Dispatch.leased(memory, now, deadline.end());
        if (next.equals(memory(stored, memory.app()))) {
          continue;
        }
        try {
          Optional<Memory> done = memories.save(next, List.of());
          if (done.isPresent()) {
            saved.add(done.get());
            leased.put(memory.app(), due);
          } else {
            conflicts.add(memory.app());
          }
        } catch (NotSaved failure) {
          unsaved.add(memory.app());
          troubles.add(memory.app() + " not saved: " + failure.getMessage());
        }
      }
      return saved;
    }

    /** Saves, tells, and says what was done. */
    Report delivered(Deadline deadline) throws InterruptedException {
      List<Memory> saved = save(deadline);
      var leases = new Leases.Of(leased);
      var saves = new Saves(memories, troubles);
      var deliveries = new Deliveries(channel, saves, clock, deadline, troubles);
      var after = new ArrayList<Memory>();
      for (Memory memory : deliveries.digest(saved, leases)) {
        after.add(deliveries.deliver(memory, leases.app(memory.app())));
      }
      List<NoticeId> setAside =
          deliveries.letters().stream().map(letter -> letter.notice().id()).toList();
      return report(deliveries.posted(), setAside, List.of(), all(stored, after), deadline.start());
    }

    /** Says what would be done. */
    Report rehearsed(Instant start) {
      var drafts = new ArrayList<Draft>();
      for (Memory memory : judged.values()) {
        for (Notice notice : Dispatch.due(memory, now)) {
          String text = new Wording(memory.app(), now).post(notice).asText();
          drafts.add(new Draft(memory.app(), notice.id(), text));
        }
      }
      return report(List.of(), List.of(), drafts, List.copyOf(judged.values()), start);
    }

    /** Every memory as it is in the table now, as far as this pass knows. */
    private static List<Memory> all(Map<AppName, Memory> stored, List<Memory> after) {
      var all = new TreeMap<>(stored);
      after.forEach(memory -> all.put(memory.app(), memory));
      return List.copyOf(all.values());
    }

    private Report report(
        List<NoticeId> posted,
        List<NoticeId> setAside,
        List<Draft> drafts,
        List<Memory> all,
        Instant start) {
      List<Notice> waiting = all.stream().flatMap(memory -> memory.outbox().stream()).toList();
      Instant end = clock.instant();
      return new Report(
          apps.size(),
          readings.values().stream()
              .filter(Blind.class::isInstance)
              .map(Blind.class::cast)
              .toList(),
          verdicts,
          deferred,
          posted,
          setAside,
          drafts,
          waiting.size(),
          waiting.stream()
              .map(notice -> Duration.between(notice.at(), end))
              .max(Duration::compareTo)
              .orElse(Duration.ZERO),
          conflicts,
          unsaved,
          troubles,
          heroku.calls(),
          heroku.callsLeft(),
          memories.reads(),
          memories.writes(),
          Duration.between(start, end));
    }
  }
}
