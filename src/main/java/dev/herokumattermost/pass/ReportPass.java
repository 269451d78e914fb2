package dev.herokumattermost.pass;

import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.incident.RaisedEvent;
import dev.herokumattermost.incident.Week;
import dev.herokumattermost.incident.WeekFigures;
import dev.herokumattermost.incident.WeeklyReport;
import dev.herokumattermost.outbox.NotificationId;
import dev.herokumattermost.outbox.StateStore;
import dev.herokumattermost.outbox.StateStore.NotSaved;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.wording.Presentation;
import dev.herokumattermost.wording.Wording;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Reports the last whole week of one account, once. That the week is reported is saved with the
 * report in the account's outbox, so that it is delivered as everything else: exactly once by a
 * bot, and by a later pass if this one dies.
 *
 * @param presentation the zone whose weeks are reported, and the words
 * @param pendingPostIds gives an id for the new notification that cannot be guessed
 */
public record ReportPass(
    StateStore store,
    Channel channel,
    Presentation presentation,
    InstantSource clock,
    Supplier<String> pendingPostIds) {
  /** Another pass can write the account meanwhile. */
  private static final int TRIES = 3;

  /** What became of a report. */
  public enum Outcome {
    /** Mattermost has it. */
    POSTED,
    /** A pass that follows will deliver it. */
    WAITING,
    /** The week was reported before. */
    ALREADY_REPORTED,
    /** Nothing was saved, and nothing posted. */
    NOT_SAVED
  }

  /**
   * A report.
   *
   * @param text the post, as plain text
   * @param troubles what went wrong, for people
   */
  public record Reported(WeeklyReport report, String text, Outcome outcome, List<String> troubles) {
    public Reported {
      troubles = List.copyOf(troubles);
    }
  }

  /** Only says what there is to report, and writes and posts nothing. */
  public Reported rehearse() {
    var troubles = new ArrayList<String>();
    Week week = Week.before(clock.instant(), presentation.zone());
    StateStore.Loaded loaded = store.load();
    WeeklyReport report = report(week, loaded, troubles);
    AppState account =
        loaded.apps().getOrDefault(AppState.ACCOUNT, StoredApp.unknown(AppState.ACCOUNT)).state();
    return new Reported(
        report,
        text(report),
        account.hasReported(week) ? Outcome.ALREADY_REPORTED : Outcome.WAITING,
        troubles);
  }

  /**
   * Reports the week, unless that was done.
   *
   * @param end when it must be over
   */
  public Reported run(Instant end) throws InterruptedException {
    var troubles = new ArrayList<String>();
    Instant now = clock.instant();
    Week week = Week.before(now, presentation.zone());
    WeeklyReport report = report(week, store.load(), troubles);
    Outcome outcome = Outcome.NOT_SAVED;
    try {
      for (int attempt = 1; attempt <= TRIES && outcome == Outcome.NOT_SAVED; attempt++) {
        outcome = attempt(week, report, now, end, troubles);
      }
    } catch (NotSaved failure) {
      troubles.add("the report was not saved: " + failure.getMessage());
    }
    return new Reported(report, text(report), outcome, troubles);
  }

  private WeeklyReport report(Week week, StateStore.Loaded loaded, List<String> troubles) {
    loaded.unreadable().forEach((app, why) -> troubles.add(app + " not reported: " + why));
    StateStore.History history = store.history();
    history.unreadable().forEach(why -> troubles.add("not reported: " + why));
    List<AppState> states = loaded.apps().values().stream().map(StoredApp::state).toList();
    return new WeekFigures(week, history.entries(), states, clock.instant()).report();
  }

  private Outcome attempt(
      Week week, WeeklyReport report, Instant now, Instant end, List<String> troubles)
      throws NotSaved, InterruptedException {
    StoredApp account =
        store.load(AppState.ACCOUNT).orElseGet(() -> StoredApp.unknown(AppState.ACCOUNT));
    if (account.state().hasReported(week)) {
      return Outcome.ALREADY_REPORTED;
    }
    var raised = new RaisedEvent("report/" + report.week(), report, Route.DEFAULT);
    StoredApp next =
        account.after(
            account.state().withReportedUntil(week.until()), List.of(raised), now, pendingPostIds);
    LeasedApp leased = LeasedApp.of(next.tidied(now), now, end);
    Optional<StoredApp> saved = store.save(leased.app(), List.of());
    return saved.isEmpty()
        ? Outcome.NOT_SAVED
        : delivered(leased.with(saved.get()), report, end, troubles);
  }

  private Outcome delivered(
      LeasedApp account, WeeklyReport report, Instant end, List<String> troubles)
      throws InterruptedException {
    var deliverer =
        new Deliverer(
            channel,
            store,
            presentation,
            clock,
            new Deadline(clock, end),
            troubles,
            new AppFailures(UnaryOperator.identity()));
    deliverer.deliver(account);
    boolean posted =
        deliverer.posted().stream()
            .map(NotificationId::value)
            .anyMatch(id -> id.startsWith("report/" + report.week() + "#"));
    return posted ? Outcome.POSTED : Outcome.WAITING;
  }

  /** As a post would have it. */
  private String text(WeeklyReport report) {
    StoredApp account = StoredApp.unknown(AppState.ACCOUNT);
    StoredApp next =
        account.after(
            account.state(),
            List.of(new RaisedEvent("report/" + report.week(), report, Route.DEFAULT)),
            clock.instant(),
            () -> "text");
    return Stream.of(next.outbox().notifications().getFirst())
        .map(
            notification ->
                new Wording(AppState.ACCOUNT, presentation, clock.instant())
                    .post(notification)
                    .asText())
        .findFirst()
        .orElseThrow();
  }
}
