package dev.herokumattermost.pass;

import dev.herokumattermost.detect.AccountOutage;
import dev.herokumattermost.detect.Comparison;
import dev.herokumattermost.detect.DiagnosedChange;
import dev.herokumattermost.detect.Evidence;
import dev.herokumattermost.detect.NeededEvidence;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.HerokuIncident;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.dyno.Reading.Blind;
import dev.herokumattermost.incident.Acknowledgement;
import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.outbox.DeliveryRules;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.StateStore;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.pass.AppDiscovery.Mode;
import dev.herokumattermost.pass.AppFailure.Stage;
import dev.herokumattermost.pass.AppPass.Decided;
import dev.herokumattermost.pass.AppPass.Read;
import dev.herokumattermost.pass.Report.Coverage;
import dev.herokumattermost.pass.Report.Draft;
import dev.herokumattermost.wording.Presentation;
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
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
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
  private final HerokuStatus status;
  private final Channel channel;
  private final StateStore store;
  private final Set<AppName> watched;
  private final AppPass appPass;
  private final Presentation presentation;
  private final ReadingOptions options;
  private final BoundedParallelism parallel;
  private final InstantSource clock;
  private final Supplier<String> pendingPostIds;
  private final AppFailures failures;

  /**
   * Wires a round.
   *
   * @param status what Heroku says of itself
   * @param watched the account's own list of apps; of others, what is known ends
   * @param presentation the rules, and the zone of the times in posts
   * @param options how the apps are read
   * @param pendingPostIds gives an id for each new notification that cannot be guessed
   * @param withoutSecrets takes secrets out of the messages of exceptions
   */
  public Round(
      Heroku heroku,
      HerokuStatus status,
      Channel channel,
      StateStore store,
      Set<AppName> watched,
      Presentation presentation,
      ReadingOptions options,
      InstantSource clock,
      Supplier<String> pendingPostIds,
      UnaryOperator<String> withoutSecrets) {
    this.heroku = heroku;
    this.status = status;
    this.channel = channel;
    this.store = store;
    this.watched = Set.copyOf(watched);
    this.presentation = presentation;
    this.appPass = new AppPass(store, presentation.rules(), pendingPostIds);
    this.options = options;
    this.parallel = new BoundedParallelism(options.atOnce());
    this.clock = clock;
    this.pendingPostIds = pendingPostIds;
    this.failures = new AppFailures(withoutSecrets);
  }

  /**
   * Runs the round.
   *
   * @param apps those to read now: all that are watched, or some of them
   * @param end when the round must be over
   */
  public Report run(Collection<AppName> apps, Instant end) throws InterruptedException {
    PassTime time = PassTime.until(end, clock);
    return decided(named(apps), time).delivered(time);
  }

  /** Runs the round for all apps that the account is found to have. */
  public Report run(AppDiscovery discovery, Instant end) throws InterruptedException {
    PassTime time = PassTime.until(end, clock);
    return decided(found(discovery, time, Mode.SAVED), time).delivered(time);
  }

  /** Reads and decides, and says what would be posted; writes and posts nothing. */
  public Report rehearse(Collection<AppName> apps, Instant end) throws InterruptedException {
    PassTime time = PassTime.until(end, clock);
    return decided(named(apps), time).rehearsed(time);
  }

  /** As {@link #rehearse}, for all apps that the account is found to have. */
  public Report rehearse(AppDiscovery discovery, Instant end) throws InterruptedException {
    PassTime time = PassTime.until(end, clock);
    return decided(found(discovery, time, Mode.REHEARSED), time).rehearsed(time);
  }

  private RoundApps.Source named(Collection<AppName> apps) {
    return new RoundApps.Named(watched, apps, options.spaces());
  }

  private RoundApps.Source found(AppDiscovery discovery, PassTime time, Mode mode) {
    return new RoundApps.Found(discovery, time.discover(), parallel, clock, mode);
  }

  private Decisions decided(RoundApps.Source which, PassTime time) throws InterruptedException {
    RoundApps apps;
    AccountReading.Result result;
    try (var reader = new AccountReading(heroku, options, parallel, time.read(), failures)) {
      reader.begin(which.beforehand());
      StateStore.Loaded loaded = store.load(time.read()::isOver);
      loaded.unreadable().forEach((app, why) -> failures.add(app, Stage.LOAD, why));
      apps = which.among(loaded);
      // Where apps are read already, none was to be found out.
      int discovering = which.beforehand().isEmpty() ? heroku.calls() : 0;
      result = reader.read(apps.read(), apps.spaces(), apps.watched().stored(), discovering);
    }
    Map<AppName, StoredApp> stored = apps.watched().stored();
    var read = new ArrayList<Read>();
    for (Reading reading : result.readings()) {
      read.add(compare(of(stored, reading.app()), reading));
    }
    read.sort(Comparator.comparing(Read::app));
    var comparisons = new TreeMap<AppName, Comparison>();
    read.forEach(one -> one.comparison().ifPresent(c -> comparisons.put(one.app(), c)));
    int forEvidence = options.budget().forEvidence(heroku.calls());
    Map<AppName, Optional<Evidence>> evidence =
        new EvidenceGathering(heroku, time.ask(), failures, forEvidence)
            .about(comparisons, parallel);
    RoundReading round = RoundReading.of(apps, result);
    List<HerokuIncident> incidents =
        new IncidentsOfHeroku(status, time.ask(), presentation.rules(), failures)
            .during(round.outage(), read, evidence);
    return decide(
        round,
        read,
        IncidentsOfHeroku.added(incidents, evidence),
        incidents,
        new HistoryReader(store, time.ask()));
  }

  /** Compares, and sees to it that the changes can be asked about. */
  private Read compare(StoredApp stored, Reading reading) throws InterruptedException {
    AppName app = reading.app();
    return failures
        .attempt(
            app,
            Stage.COMPARE,
            () -> {
              Read read = appPass.compare(stored, reading);
              read.comparison().ifPresent(comparison -> NeededEvidence.of(comparison.changes()));
              return read;
            })
        .orElseGet(
            () -> new Read(stored, failures.of(app).orElseThrow().blind(), Optional.empty()));
  }

  private static StoredApp of(Map<AppName, StoredApp> apps, AppName app) {
    return apps.getOrDefault(app, StoredApp.unknown(app));
  }

  private Decisions decide(
      RoundReading round,
      List<Read> read,
      Map<AppName, Optional<Evidence>> evidence,
      List<HerokuIncident> incidents,
      HistoryReader history)
      throws InterruptedException {
    Instant now = clock.instant();
    WatchedApps watching = round.watched();
    AccountReading.Result result = round.result();
    Map<AppName, StoredApp> stored = watching.stored();
    List<AppName> apps = round.apps();
    AccountOutage outage = round.outage();
    var decided = new TreeMap<AppName, Decided>();
    for (Read one : read) {
      decide(one, outage, evidence.getOrDefault(one.app(), Optional.empty()), history, now)
          .ifPresent(made -> decided.put(one.app(), made));
    }
    var account =
        new AccountPass(
            of(stored, AppState.ACCOUNT),
            outage,
            result,
            apps,
            options.budget().period().multipliedBy(result.plan().turns() - 1),
            presentation.rules().otherwise(),
            pendingPostIds);
    if (failures.of(AppState.ACCOUNT).filter(one -> one.stage() == Stage.LOAD).isEmpty()) {
      failures
          .attempt(
              AppState.ACCOUNT,
              Stage.DECIDE,
              () -> account.after(evidence.values(), incidents, now))
          .ifPresent(next -> decided.put(AppState.ACCOUNT, unread(stored, next)));
    }
    for (StoredApp app : stored.values()) {
      if (!decided.containsKey(app.app()) && failures.of(app.app()).isEmpty()) {
        decided.put(app.app(), unread(stored, ofUnread(app, watching, now)));
      }
    }
    return new Decisions(
        watching,
        result.readings(),
        round.coverage(options.budget().period()),
        account.notes(),
        decided,
        now,
        history.troubles());
  }

  /**
   * Decides about an app that was to be read; empty, and nothing of it is touched, if it failed.
   */
  private Optional<Decided> decide(
      Read one,
      AccountOutage outage,
      Optional<Evidence> evidence,
      HistoryReader history,
      Instant now)
      throws InterruptedException {
    if (one.reading() instanceof Blind && failures.of(one.app()).isPresent()) {
      return Optional.empty();
    }
    return failures.attempt(
        one.app(),
        Stage.DECIDE,
        () ->
            switch (one.reading()) {
              case Blind blind -> appPass.decide(one, blind, outage.explains(blind), now);
              case Reading.Dynos _ ->
                  appPass.decide(one, one.comparison().orElseThrow(), evidence, history, now);
            });
  }

  private static Decided unread(Map<AppName, StoredApp> stored, StoredApp next) {
    return new Decided(of(stored, next.app()), next, List.of(), false);
  }

  /** An app that this round does not read stays as it is known, unless it is no longer watched. */
  private static StoredApp ofUnread(StoredApp app, WatchedApps watching, Instant now) {
    return watching.isOver(app.app()) && AppState.isOfAnApp(app.app()) ? app.unwatched(now) : app;
  }

  /** What the round has decided about every app that it knows, and what then becomes of it. */
  private final class Decisions {
    private final Map<AppName, StoredApp> stored;
    private final List<Reading> readings;
    private final Coverage coverage;
    private final List<String> notes;
    private final Map<AppName, Decided> decided;
    private final Instant now;
    private final List<String> troubles;

    Decisions(
        WatchedApps watching,
        List<Reading> readings,
        Coverage coverage,
        List<String> notes,
        Map<AppName, Decided> decided,
        Instant now,
        List<String> troubles) {
      this.stored = watching.stored();
      this.notes = Stream.concat(watching.notes().stream(), notes.stream()).toList();
      this.readings = readings;
      this.coverage = coverage;
      this.decided = decided;
      this.now = now;
      this.troubles = new ArrayList<>(watching.troubles());
      this.troubles.addAll(troubles);
    }

    /**
     * Nothing is delivered before it is saved. What nobody waits for is saved while the rest is
     * delivered.
     */
    Report delivered(PassTime time) throws InterruptedException {
      var saves = new Saves(appPass, parallel, failures, now, time.whole(), troubles);
      var deliverer =
          new Deliverer(channel, store, presentation, clock, time.whole(), troubles, failures);
      Map<Boolean, List<Decided>> awaited =
          decided.values().stream().collect(Collectors.partitioningBy(saves::isAwaited));
      var after = new TreeMap<>(stored);
      List<LeasedApp> leased = saves.save(awaited.getOrDefault(true, List.of()));
      try (var rest = saves.begin(awaited.getOrDefault(false, List.of()))) {
        deliver(leased, deliverer, after);
        saves.finished(rest).forEach(one -> after.put(one.app().app(), one.app()));
      }
      for (Decided one : new Processing(stored, failures, pendingPostIds).decided(now)) {
        for (LeasedApp app : saves.save(List.of(one))) {
          LeasedApp told = app.with(delivered(app, deliverer));
          after.put(one.app(), edited(told, deliverer));
        }
      }
      if (deliverer.canAsk()) {
        acknowledge(after, deliverer, time.whole());
      }
      return report(time, after.values())
          .posted(deliverer.posted())
          .setAside(deliverer.setAside())
          .conflicts(saves.conflicts())
          .unsaved(saves.unsaved())
          .build();
    }

    private void deliver(List<LeasedApp> leased, Deliverer deliverer, Map<AppName, StoredApp> after)
        throws InterruptedException {
      var delivered = new ArrayList<LeasedApp>();
      for (LeasedApp app : deliverer.digests(leased)) {
        delivered.add(app.with(delivered(app, deliverer)));
      }
      for (LeasedApp app : delivered) {
        after.put(app.app().app(), edited(app, deliverer));
      }
    }

    private StoredApp delivered(LeasedApp app, Deliverer deliverer) throws InterruptedException {
      return failures
          .attempt(app.app().app(), Stage.DELIVER, () -> deliverer.deliver(app))
          .orElse(app.app());
    }

    private StoredApp edited(LeasedApp app, Deliverer deliverer) throws InterruptedException {
      return failures
          .attempt(app.app().app(), Stage.DELIVER, () -> deliverer.edit(app))
          .orElse(app.app());
    }

    /** People's reactions since the last pass, for the next one. */
    private void acknowledge(Map<AppName, StoredApp> apps, Deliverer deliverer, Deadline end)
        throws InterruptedException {
      Map<String, Acknowledgement> read =
          failures
              .attempt(
                  AppState.ACCOUNT,
                  Stage.READ,
                  () -> new AcknowledgementReader(channel, end).acknowledgements(apps.values()))
              .orElse(Map.of());
      var heard = Update.of(app -> app.withState(app.state().acknowledged(read)));
      for (StoredApp app : List.copyOf(apps.values())) {
        AppName name = app.app();
        if (deliverer.isRecorded(name) && failures.of(name).isEmpty()) {
          failures
              .attempt(name, Stage.SAVE, () -> recorded(app, heard))
              .ifPresent(next -> apps.put(name, next));
        }
      }
    }

    private StoredApp recorded(StoredApp app, Update update) {
      var recorder = new DeliveryRecorder(app, store, troubles);
      recorder.apply(update);
      recorder.save();
      return recorder.app();
    }

    Report rehearsed(PassTime time) throws InterruptedException {
      var drafts = new ArrayList<Draft>();
      var after = new ArrayList<StoredApp>();
      for (Decided one : decided.values()) {
        after.add(one.next());
        for (Notification notification : DeliveryRules.due(one.next(), now)) {
          failures
              .attempt(
                  one.app(),
                  Stage.DELIVER,
                  () -> new Wording(one.app(), presentation, now).post(notification).asText())
              .ifPresent(text -> drafts.add(new Draft(one.app(), notification.id(), text)));
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
          .failedAccounts(List.of())
          .apps(readings.size())
          .coverage(coverage)
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
          .conflicts(List.of())
          .unsaved(List.of())
          .failures(failures.all())
          .troubles(troubles)
          .notes(notes)
          .calls(heroku.calls())
          .callsLeft(heroku.callsLeft())
          .reads(store.reads())
          .writes(store.writes())
          .took(Duration.between(time.start(), end));
    }
  }
}
