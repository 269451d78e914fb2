package dev.herokumattermost.pass;

import dev.herokumattermost.detect.AccountOutage;
import dev.herokumattermost.detect.Comparison;
import dev.herokumattermost.detect.DiagnosedChange;
import dev.herokumattermost.detect.Evidence;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.dyno.Reading.Blind;
import dev.herokumattermost.incident.Acknowledgement;
import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.incident.Incident;
import dev.herokumattermost.incident.VisibilityTransition;
import dev.herokumattermost.outbox.DeliveryRules;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.StateStore;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.pass.AppPass.Decided;
import dev.herokumattermost.pass.AppPass.Read;
import dev.herokumattermost.pass.AppPass.Saved;
import dev.herokumattermost.pass.Report.Draft;
import dev.herokumattermost.rules.Rules;
import dev.herokumattermost.wording.Wording;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One pass over all apps of one account. State and outbox are saved together before anything is
 * delivered, so a round can die anywhere: what was decided is not lost, and what was delivered is
 * not delivered again.
 *
 * <p>Only what spans apps is decided here: an outage of the whole account, how the evidence calls
 * are shared, the digest, and which apps are no longer watched.
 */
public final class Round {
  private final Heroku heroku;
  private final Channel channel;
  private final StateStore store;
  private final Set<AppName> watched;
  private final AppPass appPass;
  private final BoundedParallelism parallel;
  private final InstantSource clock;
  private final Supplier<String> pendingPostIds;

  /**
   * Wires a round.
   *
   * @param watched the account's own list of apps; of others, what is known ends
   * @param atOnce how many apps are read at once; with one, all work stays on the caller's thread
   * @param pendingPostIds gives an id for each new notification that cannot be guessed
   */
  public Round(
      Heroku heroku,
      Channel channel,
      StateStore store,
      Set<AppName> watched,
      Rules rules,
      int atOnce,
      InstantSource clock,
      Supplier<String> pendingPostIds) {
    this.heroku = heroku;
    this.channel = channel;
    this.store = store;
    this.watched = Set.copyOf(watched);
    this.appPass = new AppPass(store, rules, pendingPostIds);
    this.parallel = new BoundedParallelism(atOnce);
    this.clock = clock;
    this.pendingPostIds = pendingPostIds;
  }

  /**
   * Runs the round.
   *
   * @param apps those to read now: all that are watched, or some of them
   * @param end when the round must be over
   */
  public Report run(Collection<AppName> apps, Instant end) throws InterruptedException {
    PassTime time = PassTime.until(end, clock);
    return decided(apps, time).delivered(time);
  }

  /** Reads and decides, and says what would be posted; writes and posts nothing. */
  public Report rehearse(Collection<AppName> apps, Instant end) throws InterruptedException {
    PassTime time = PassTime.until(end, clock);
    return decided(apps, time).rehearsed(time);
  }

  private Decisions decided(Collection<AppName> apps, PassTime time) throws InterruptedException {
    Map<AppName, StoredApp> stored = store.load();
    Map<AppName, StoredApp> known = acknowledged(stored, time);
    List<Read> read = read(apps, stored, known, time);
    var comparisons = new TreeMap<AppName, Comparison>();
    read.forEach(one -> one.comparison().ifPresent(c -> comparisons.put(one.app(), c)));
    Map<AppName, Optional<Evidence>> evidence =
        new EvidenceGathering(heroku, time.ask()).about(comparisons, parallel);
    return decide(stored, known, read, evidence);
  }

  /** What is known, with what people have said of it since by their reactions. */
  private Map<AppName, StoredApp> acknowledged(Map<AppName, StoredApp> stored, PassTime time)
      throws InterruptedException {
    Map<String, Acknowledgement> acknowledgements =
        new AcknowledgementReader(channel, time.ask()).acknowledgements(stored.values());
    var known = new TreeMap<AppName, StoredApp>();
    stored.forEach(
        (name, app) -> known.put(name, app.withState(app.state().acknowledged(acknowledgements))));
    return known;
  }

  /** Reads the apps, those with open incidents first. */
  private List<Read> read(
      Collection<AppName> apps,
      Map<AppName, StoredApp> stored,
      Map<AppName, StoredApp> known,
      PassTime time)
      throws InterruptedException {
    var reader = new AppReader(heroku, time.read());
    List<AppName> inOrder =
        apps.stream()
            .sorted(Comparator.comparing((AppName app) -> !hasOpenIncident(of(known, app))))
            .toList();
    return parallel.map(inOrder, reader::read).stream()
        .sorted(Comparator.comparing(Reading::app))
        .map(
            reading ->
                appPass.compare(of(stored, reading.app()), of(known, reading.app()), reading))
        .toList();
  }

  private static boolean hasOpenIncident(StoredApp app) {
    return app.state().incidents().stream().anyMatch(Incident::isOpen);
  }

  private static StoredApp of(Map<AppName, StoredApp> apps, AppName app) {
    return apps.getOrDefault(app, StoredApp.unknown(app));
  }

  private Decisions decide(
      Map<AppName, StoredApp> stored,
      Map<AppName, StoredApp> known,
      List<Read> read,
      Map<AppName, Optional<Evidence>> evidence) {
    Instant now = clock.instant();
    List<Reading> readings = read.stream().map(Read::reading).toList();
    var outage = AccountOutage.of(readings);
    var decided = new TreeMap<AppName, Decided>();
    for (Read one : read) {
      decided.put(
          one.app(),
          switch (one.reading()) {
            case Blind blind -> appPass.decide(one, blind, outage.explains(blind), now);
            case Reading.Dynos _ ->
                appPass.decide(
                    one,
                    one.comparison().orElseThrow(),
                    evidence.getOrDefault(one.app(), Optional.empty()),
                    now);
          });
    }
    StoredApp account = of(known, AppState.ACCOUNT);
    decided.put(
        AppState.ACCOUNT,
        new Decided(
            of(stored, AppState.ACCOUNT),
            ofAccount(account, outage, readings, evidence.values(), now),
            List.of(),
            false));
    known.forEach(
        (name, app) ->
            decided.computeIfAbsent(
                name, _ -> new Decided(of(stored, name), ofUnread(app, now), List.of(), false)));
    return new Decisions(stored, readings, decided, now);
  }

  /** An app that this round does not read stays as it is known, unless it is no longer watched. */
  private StoredApp ofUnread(StoredApp app, Instant now) {
    return watched.contains(app.app()) ? app : app.withState(app.state().unwatched(now));
  }

  private StoredApp ofAccount(
      StoredApp account,
      AccountOutage outage,
      List<Reading> readings,
      Collection<Optional<Evidence>> evidence,
      Instant now) {
    VisibilityTransition visibility =
        outage
            .example()
            .map(
                blind ->
                    VisibilityTransition.readFailed(
                        account.state(), blind, explained(outage, readings), now))
            .orElseGet(() -> VisibilityTransition.readSucceeded(account.state(), now));
    StoredApp next = account.after(visibility, now, pendingPostIds);
    List<Lookup<List<LogLine>>> logs =
        evidence.stream().flatMap(Optional::stream).map(Evidence::log).toList();
    boolean readable = logs.stream().anyMatch(Lookup.Known.class::isInstance);
    Optional<String> refusal =
        logs.stream()
            .flatMap(
                log ->
                    log instanceof Lookup.Unknown<List<LogLine>>(var forbidden, var reason)
                            && forbidden
                        ? Stream.of(reason)
                        : Stream.empty())
            .findFirst();
    if (readable || refusal.isPresent()) {
      Optional<String> forbidden = readable ? Optional.empty() : refusal;
      next =
          next.after(
              VisibilityTransition.logsAsked(next.state(), forbidden, now), now, pendingPostIds);
    }
    return next.equals(account) ? account : next.tidied(now);
  }

  private static List<AppName> explained(AccountOutage outage, List<Reading> readings) {
    return readings.stream()
        .filter(reading -> reading instanceof Blind blind && outage.explains(blind))
        .map(Reading::app)
        .toList();
  }

  /** What the round has decided about every app that it knows, and what then becomes of it. */
  private final class Decisions {
    private final Map<AppName, StoredApp> stored;
    private final List<Reading> readings;
    private final Map<AppName, Decided> decided;
    private final Instant now;
    private final List<AppName> conflicts = new ArrayList<>();
    private final List<AppName> unsaved = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();

    Decisions(
        Map<AppName, StoredApp> stored,
        List<Reading> readings,
        Map<AppName, Decided> decided,
        Instant now) {
      this.stored = stored;
      this.readings = readings;
      this.decided = decided;
      this.now = now;
    }

    Report delivered(PassTime time) throws InterruptedException {
      List<LeasedApp> saved = save(time.whole());
      var deliverer = new Deliverer(channel, store, clock, time.whole(), troubles);
      var after = new TreeMap<>(stored);
      for (LeasedApp app : deliverer.digests(saved)) {
        after.put(app.app().app(), deliverer.deliver(app));
      }
      return report(time, after.values())
          .posted(deliverer.posted())
          .setAside(deliverer.setAside())
          .build();
    }

    private List<LeasedApp> save(Deadline end) {
      var saved = new ArrayList<LeasedApp>();
      for (Decided one : decided.values()) {
        switch (appPass.save(one, now, end)) {
          case Saved.Unchanged _ -> {}
          case Saved.Written(var app) -> saved.add(app);
          case Saved.Conflict _ -> conflicts.add(one.app());
          case Saved.Failed(var reason) -> {
            unsaved.add(one.app());
            troubles.add(one.app() + " not saved: " + reason);
          }
        }
      }
      return saved;
    }

    Report rehearsed(PassTime time) {
      var drafts = new ArrayList<Draft>();
      var after = new ArrayList<StoredApp>();
      for (Decided one : decided.values()) {
        after.add(one.next());
        for (Notification notification : DeliveryRules.due(one.next(), now)) {
          String text = new Wording(one.app(), now).post(notification).asText();
          drafts.add(new Draft(one.app(), notification.id(), text));
        }
      }
      return report(time, after).drafts(drafts).build();
    }

    /**
     * Begins the report.
     *
     * @param after every app as it lies in the table now, as far as this round knows
     */
    private ReportBuilder report(PassTime time, Collection<StoredApp> after) {
      List<Notification> waiting =
          after.stream().flatMap(app -> app.outbox().notifications().stream()).toList();
      Instant end = clock.instant();
      var changes = new TreeMap<AppName, List<DiagnosedChange>>();
      decided.forEach((name, one) -> changes.put(name, one.changes()));
      return ReportBuilder.builder()
          .apps(readings.size())
          .blind(readings.stream().filter(Blind.class::isInstance).map(Blind.class::cast).toList())
          .changes(changes)
          .deferred(decided.values().stream().filter(Decided::deferred).map(Decided::app).toList())
          .posted(List.of())
          .setAside(List.of())
          .drafts(List.of())
          .waiting(waiting.size())
          .oldestWaiting(
              waiting.stream()
                  .map(one -> Duration.between(one.at(), end))
                  .max(Duration::compareTo)
                  .orElse(Duration.ZERO))
          .conflicts(conflicts)
          .unsaved(unsaved)
          .troubles(troubles)
          .calls(heroku.calls())
          .callsLeft(heroku.callsLeft())
          .reads(store.reads())
          .writes(store.writes())
          .took(Duration.between(time.start(), end));
    }
  }
}
