package dev.herokumattermost.pass;

import dev.herokumattermost.detect.AccountOutage;
import dev.herokumattermost.detect.Comparison;
import dev.herokumattermost.detect.DiagnosedChange;
import dev.herokumattermost.detect.Evidence;
import dev.herokumattermost.detect.NeededEvidence;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.dyno.Reading.Blind;
import dev.herokumattermost.incident.Acknowledgement;
import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.incident.Incident;
import dev.herokumattermost.outbox.DeliveryRules;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.StateStore;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.pass.AppDiscovery.Mode;
import dev.herokumattermost.pass.AppFailure.Stage;
import dev.herokumattermost.pass.AppPass.Decided;
import dev.herokumattermost.pass.AppPass.Read;
import dev.herokumattermost.pass.AppPass.Saved;
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
  private final Presentation presentation;
  private final BoundedParallelism parallel;
  private final InstantSource clock;
  private final Supplier<String> pendingPostIds;
  private final AppFailures failures;

  /**
   * Wires a round.
   *
   * @param watched the account's own list of apps; of others, what is known ends
   * @param presentation the rules, and the zone of the times in posts
   * @param atOnce how many apps are read at once; with one, all work stays on the caller's thread
   * @param pendingPostIds gives an id for each new notification that cannot be guessed
   * @param withoutSecrets takes secrets out of the messages of exceptions
   */
  public Round(
      Heroku heroku,
      Channel channel,
      StateStore store,
      Set<AppName> watched,
      Presentation presentation,
      int atOnce,
      InstantSource clock,
      Supplier<String> pendingPostIds,
      UnaryOperator<String> withoutSecrets) {
    this.heroku = heroku;
    this.channel = channel;
    this.store = store;
    this.watched = Set.copyOf(watched);
    this.presentation = presentation;
    this.appPass = new AppPass(store, presentation.rules(), pendingPostIds);
    this.parallel = new BoundedParallelism(atOnce);
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
    return decided(loaded -> given(apps, loaded), time).delivered(time);
  }

  /** Runs the round for all apps that the account is found to have. */
  public Report run(AppDiscovery discovery, Instant end) throws InterruptedException {
    PassTime time = PassTime.until(end, clock);
    return decided(discovering(discovery, time, Mode.SAVED), time).delivered(time);
  }

  /** Reads and decides, and says what would be posted; writes and posts nothing. */
  public Report rehearse(Collection<AppName> apps, Instant end) throws InterruptedException {
    PassTime time = PassTime.until(end, clock);
    return decided(loaded -> given(apps, loaded), time).rehearsed(time);
  }

  /** As {@link #rehearse}, for all apps that the account is found to have. */
  public Report rehearse(AppDiscovery discovery, Instant end) throws InterruptedException {
    PassTime time = PassTime.until(end, clock);
    return decided(discovering(discovery, time, Mode.REHEARSED), time).rehearsed(time);
  }

  /** Says which apps the round is about. */
  private interface Watched {
    RoundApps among(StateStore.Loaded loaded) throws InterruptedException;
  }

  /**
   * The apps of a round.
   *
   * @param read those to read now
   */
  private record RoundApps(WatchedApps watched, Collection<AppName> read) {}

  private RoundApps given(Collection<AppName> apps, StateStore.Loaded loaded) {
    return new RoundApps(WatchedApps.named(watched, loaded.apps()), apps);
  }

  private Watched discovering(AppDiscovery discovery, PassTime time, Mode mode) {
    return loaded -> {
      WatchedApps found =
          discovery.watched(loaded, time.discover(), parallel, clock.instant(), mode);
      return new RoundApps(found, found.apps());
    };
  }

  private Decisions decided(Watched which, PassTime time) throws InterruptedException {
    StateStore.Loaded loaded = store.load();
    loaded.unreadable().forEach((app, why) -> failures.add(app, Stage.LOAD, why));
    RoundApps apps = which.among(loaded);
    Map<AppName, StoredApp> stored = apps.watched().stored();
    List<Read> read = read(apps.read(), stored, time);
    var comparisons = new TreeMap<AppName, Comparison>();
    read.forEach(one -> one.comparison().ifPresent(c -> comparisons.put(one.app(), c)));
    Map<AppName, Optional<Evidence>> evidence =
        new EvidenceGathering(heroku, time.ask(), failures).about(comparisons, parallel);
    return decide(apps.watched(), read, evidence);
  }

  /** Reads the apps, those with open incidents first. */
  private List<Read> read(Collection<AppName> apps, Map<AppName, StoredApp> stored, PassTime time)
      throws InterruptedException {
    var reader = new AppReader(heroku, time.read());
    List<AppName> inOrder =
        apps.stream()
            .sorted(Comparator.comparing((AppName app) -> !hasOpenIncident(of(stored, app))))
            .toList();
    List<Reading> readings =
        parallel.map(
            inOrder,
            app ->
                failures.of(app).<Reading>map(AppFailure::blind).orElseGet(() -> reader.read(app)),
            (app, failure) -> failures.add(app, Stage.READ, failure).blind());
    var read = new ArrayList<Read>();
    for (Reading reading : readings) {
      read.add(compare(of(stored, reading.app()), reading));
    }
    read.sort(Comparator.comparing(Read::app));
    return read;
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

  private static boolean hasOpenIncident(StoredApp app) {
    return app.state().incidents().stream().anyMatch(Incident::isOpen);
  }

  private static StoredApp of(Map<AppName, StoredApp> apps, AppName app) {
    return apps.getOrDefault(app, StoredApp.unknown(app));
  }

  private Decisions decide(
      WatchedApps watching, List<Read> read, Map<AppName, Optional<Evidence>> evidence)
      throws InterruptedException {
    Instant now = clock.instant();
    Map<AppName, StoredApp> stored = watching.stored();
    List<Reading> readings =
        Stream.concat(read.stream().map(Read::reading), watching.undiscovered().stream()).toList();
    var outage = AccountOutage.of(readings);
    var decided = new TreeMap<AppName, Decided>();
    for (Read one : read) {
      decide(one, outage, evidence.getOrDefault(one.app(), Optional.empty()), now)
          .ifPresent(made -> decided.put(one.app(), made));
    }
    if (failures.of(AppState.ACCOUNT).filter(one -> one.stage() == Stage.LOAD).isEmpty()) {
      failures
          .attempt(
              AppState.ACCOUNT,
              Stage.DECIDE,
              () ->
                  new AccountPass(
                          of(stored, AppState.ACCOUNT),
                          outage,
                          readings,
                          presentation.rules().otherwise(),
                          pendingPostIds)
                      .after(evidence.values(), now))
          .ifPresent(next -> decided.put(AppState.ACCOUNT, unread(stored, next)));
    }
    for (StoredApp app : stored.values()) {
      if (!decided.containsKey(app.app()) && failures.of(app.app()).isEmpty()) {
        decided.put(app.app(), unread(stored, ofUnread(app, watching.apps(), now)));
      }
    }
    return new Decisions(watching, readings, decided, now);
  }

  /**
   * Decides about an app that was to be read; empty, and nothing of it is touched, if it failed.
   */
  private Optional<Decided> decide(
      Read one, AccountOutage outage, Optional<Evidence> evidence, Instant now)
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
                  appPass.decide(one, one.comparison().orElseThrow(), evidence, now);
            });
  }

  private static Decided unread(Map<AppName, StoredApp> stored, StoredApp next) {
    return new Decided(of(stored, next.app()), next, List.of(), false);
  }

  /** An app that this round does not read stays as it is known, unless it is no longer watched. */
  private static StoredApp ofUnread(StoredApp app, Set<AppName> watched, Instant now) {
    return watched.contains(app.app()) ? app : app.withState(app.state().unwatched(now));
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
    private final List<String> notes;

    Decisions(
        WatchedApps watching, List<Reading> readings, Map<AppName, Decided> decided, Instant now) {
      this.stored = watching.stored();
      this.notes = watching.notes();
      troubles.addAll(watching.troubles());
      this.readings = readings;
      this.decided = decided;
      this.now = now;
    }

    Report delivered(PassTime time) throws InterruptedException {
      List<LeasedApp> saved = save(decided.values(), time.whole());
      var deliverer =
          new Deliverer(channel, store, presentation, clock, time.whole(), troubles, failures);
      var after = new TreeMap<>(stored);
      var delivered = new ArrayList<LeasedApp>();
      for (LeasedApp app : deliverer.digests(saved)) {
        delivered.add(app.with(delivered(app, deliverer)));
      }
      for (LeasedApp app : delivered) {
        StoredApp edited =
            failures
                .attempt(app.app().app(), Stage.DELIVER, () -> deliverer.edit(app))
                .orElse(app.app());
        after.put(app.app().app(), edited);
      }
      for (Decided one : new Processing(stored, failures, pendingPostIds).decided(now)) {
        for (LeasedApp app : save(List.of(one), time.whole())) {
          after.put(one.app(), delivered(app, deliverer));
        }
      }
      if (deliverer.canAsk()) {
        acknowledge(after, deliverer, time.whole());
      }
      return report(time, after.values())
          .posted(deliverer.posted())
          .setAside(deliverer.setAside())
          .build();
    }

    private StoredApp delivered(LeasedApp app, Deliverer deliverer) throws InterruptedException {
      return failures
          .attempt(app.app().app(), Stage.DELIVER, () -> deliverer.deliver(app))
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

    private List<LeasedApp> save(Collection<Decided> all, Deadline end)
        throws InterruptedException {
      var saved = new ArrayList<LeasedApp>();
      for (Decided one : all) {
        AppPass.Saved outcome =
            failures
                .attempt(one.app(), Stage.SAVE, () -> appPass.save(one, now, end))
                .orElseGet(() -> new Saved.Failed(failures.of(one.app()).orElseThrow().reason()));
        switch (outcome) {
          case Saved.Unchanged _ -> {}
          case Saved.Written(var app) -> saved.add(app);
          case Saved.Conflict _ -> conflicts.add(one.app());
          case Saved.Failed(var reason) -> {
            unsaved.add(one.app());
            failures.add(one.app(), Stage.SAVE, reason);
            troubles.add(one.app() + " not saved: " + reason);
          }
        }
      }
      return saved;
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
