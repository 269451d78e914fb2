package dev.herokumattermost.pass;

import dev.herokumattermost.detect.AccountOutage;
import dev.herokumattermost.detect.Change;
import dev.herokumattermost.detect.Change.Deployed;
import dev.herokumattermost.detect.Change.Restarted;
import dev.herokumattermost.detect.Comparison;
import dev.herokumattermost.detect.DiagnosedChange;
import dev.herokumattermost.detect.Evidence;
import dev.herokumattermost.detect.HintedExit;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.HerokuIncident;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.dyno.Reading.Blind;
import dev.herokumattermost.outbox.StateStore;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.pass.AppFailure.Stage;
import dev.herokumattermost.pass.AppPass.Decided;
import dev.herokumattermost.pass.AppPass.Read;
import dev.herokumattermost.pass.AppPass.Saved;
import dev.herokumattermost.rules.Thresholds;
import dev.herokumattermost.wording.Presentation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A pass over one app, between the rounds over its account. It decides what concerns the app alone.
 * An app that cannot be read stays as it is: whether that is worth an alert only a round can see.
 *
 * @param pendingPostIds gives an id for each new notification that cannot be guessed
 * @param withoutSecrets takes secrets out of the messages of exceptions
 */
public record HintedPass(
    Heroku heroku,
    HerokuStatus status,
    Channel channel,
    StateStore store,
    Presentation presentation,
    InstantSource clock,
    Supplier<String> pendingPostIds,
    UnaryOperator<String> withoutSecrets) {

  /** Calls: enough for every kind of evidence about one app. */
  private static final int EVIDENCE = 10;

  /**
   * Runs it.
   *
   * @param known of the app. Before the reading: what others save after that fails this pass's
   *     write
   * @param exits what webhooks have told of how the app's processes ended
   * @param end when it must be over
   */
  public Report run(StoredApp known, List<HintedExit> exits, Instant end)
      throws InterruptedException {
    return new Run(known, exits, PassTime.until(end, clock)).report();
  }

  private final class Run {
    private final AppName app;
    private final StoredApp known;
    private final List<HintedExit> exits;
    private final PassTime time;
    private final AppPass appPass = new AppPass(store, presentation.rules(), pendingPostIds);
    private final AppFailures failures = new AppFailures(withoutSecrets);
    private final List<String> troubles = new ArrayList<>();
    private final ReportBuilder report = ReportBuilder.builder();

    Run(StoredApp known, List<HintedExit> exits, PassTime time) {
      this.app = known.app();
      this.known = known;
      this.exits = exits;
      this.time = time;
    }

    Report report() throws InterruptedException {
      report
          .failedAccounts(List.of())
          .apps(1)
          .blind(List.of())
          .changes(Map.of())
          .deferred(List.of())
          .posted(List.of())
          .setAside(List.of())
          .drafts(List.of())
          .oldestWaiting(Duration.ZERO)
          .conflicts(List.of())
          .unsaved(List.of())
          .notes(List.of())
          .coverage(Report.Coverage.NONE)
          .callsLeft(OptionalInt.empty());
      read();
      return report
          .failures(failures.all())
          .troubles(troubles)
          .calls(heroku.calls())
          .callsLeft(heroku.callsLeft())
          .reads(store.reads())
          .writes(store.writes())
          .took(Duration.between(time.start(), clock.instant()))
          .build();
    }

    private void read() throws InterruptedException {
      Optional<Reading> reading =
          failures.attempt(app, Stage.READ, () -> new AppReader(heroku, time.read()).read(app));
      if (reading.isEmpty()) {
        return;
      }
      if (reading.get() instanceof Blind blind) {
        report.blind(List.of(blind));
        return;
      }
      Optional<Decided> decided = failures.attempt(app, Stage.DECIDE, () -> decided(reading.get()));
      if (decided.isPresent()) {
        report.changes(Map.of(app, decided.get().changes()));
        report.deferred(decided.get().deferred() ? List.of(app) : List.of());
        save(decided.get());
      }
    }

    private Decided decided(Reading reading) throws InterruptedException {
      Read read = appPass.compare(known, reading);
      Comparison comparison = read.comparison().orElseThrow();
      Map<AppName, Optional<Evidence>> asked =
          new EvidenceGathering(heroku, time.ask(), failures, EVIDENCE)
              .about(Map.of(app, comparison), new BoundedParallelism(1));
      List<HerokuIncident> incidents =
          new IncidentsOfHeroku(status, time.ask(), presentation.rules(), failures)
              .during(new AccountOutage(Optional.empty()), List.of(read), asked);
      Optional<Evidence> evidence =
          IncidentsOfHeroku.added(incidents, asked)
              .getOrDefault(app, Optional.empty())
              .map(found -> found.withExits(exits));
      var history = new HistoryReader(store, time.ask());
      Decided decided = appPass.decide(read, comparison, evidence, history, clock.instant());
      List<Change> early = tooEarly(decided, comparison.readAt());
      if (!early.isEmpty()) {
        decided =
            comparison.canWait()
                ? new Decided(known, known, List.of(), true)
                : withoutRestarts(early, comparison.reading(), evidence, history);
      }
      troubles.addAll(history.troubles());
      return decided;
    }

    /**
     * A webhook comes within a second, and the log may not have the crash yet after which a dyno
     * was started again. What the log would then be missed for is left to a later pass.
     */
    private static List<Change> tooEarly(Decided decided, Instant readAt) {
      Instant late = readAt.minus(Thresholds.LOG_ARRIVES);
      return decided.changes().stream()
          .filter(one -> one.isWithoutACrashSince(late))
          .map(DiagnosedChange::change)
          .toList();
    }

    /** What else happened to the app is urgent: those that restarted stay as they were known. */
    private Decided withoutRestarts(
        List<Change> early,
        Reading.Dynos reading,
        Optional<Evidence> evidence,
        HistoryReader history) {
      var dynos = new ArrayList<>(reading.dynos());
      for (Change change : early) {
        switch (change) {
          case Restarted(var before, var dyno, _) -> replace(dyno, before, dynos);
          case Deployed(var before, var dyno) -> replace(dyno, before, dynos);
          default -> {}
        }
      }
      Read rest = appPass.compare(known, new Reading.Dynos(app, reading.at(), dynos));
      Decided decided =
          appPass.decide(rest, rest.comparison().orElseThrow(), evidence, history, clock.instant());
      return new Decided(known, decided.next(), decided.changes(), true);
    }

    private static void replace(Dyno now, Dyno before, List<Dyno> dynos) {
      dynos.replaceAll(one -> one.equals(now) ? before : one);
    }

    private void save(Decided decided) throws InterruptedException {
      Optional<Saved> saved =
          failures.attempt(
              app, Stage.SAVE, () -> appPass.save(decided, clock.instant(), time.whole()));
      switch (saved.orElseGet(Saved.Unchanged::new)) {
        case Saved.Unchanged _ -> {}
        case Saved.Written(var leased) -> deliver(leased);
        case Saved.Conflict _ -> report.conflicts(List.of(app));
        case Saved.Failed(var reason) -> {
          report.unsaved(List.of(app));
          troubles.add(app + " not saved: " + reason);
        }
      }
    }

    private void deliver(LeasedApp leased) throws InterruptedException {
      var deliverer =
          new Deliverer(channel, store, presentation, clock, time.whole(), troubles, failures);
      StoredApp delivered =
          failures
              .attempt(app, Stage.DELIVER, () -> deliverer.deliver(leased))
              .orElse(leased.app());
      failures.attempt(app, Stage.DELIVER, () -> deliverer.edit(leased.with(delivered)));
      report.waiting(delivered.outbox().notifications().size());
      report.posted(deliverer.posted());
      report.setAside(deliverer.setAside());
    }
  }
}
