package dev.herokumattermost;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.outbox.NotificationId;
import dev.herokumattermost.pass.Report;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a pass did, as the function returns it.
 *
 * @param ok whether nothing went wrong
 * @param apps how many apps this pass looked at
 * @param read how many of them could be read
 * @param watched how many apps there are to look at, in this pass or in a later one
 * @param lookEverySeconds how far apart the looks at an app are that is in no trouble
 * @param failed apps whose data the watch could not process
 * @param notes what is not wrong, but for people to know
 * @param wouldPost what a rehearsal would have posted; null if there is nothing
 * @param callsLeft of the Heroku account; null if Heroku has not said
 */
record WatchResult(
    boolean ok,
    int apps,
    int read,
    int watched,
    long lookEverySeconds,
    List<BlindApp> blind,
    Map<String, List<String>> changes,
    List<String> deferred,
    List<String> posted,
    List<String> setAside,
    @Nullable List<Draft> wouldPost,
    int waiting,
    long oldestWaitingSeconds,
    List<String> conflicts,
    List<FailedApp> failed,
    List<String> troubles,
    List<String> notes,
    int calls,
    @Nullable Integer callsLeft,
    int tableReads,
    int tableWrites,
    long milliseconds) {

  record BlindApp(String app, String cause, String detail) {}

  record FailedApp(String app, String stage, String reason) {}

  record Draft(String app, String notification, String text) {}

  static WatchResult of(Report report) {
    return new WatchResult(
        report.ok(),
        report.apps(),
        report.apps() - report.blind().size(),
        report.coverage().watched(),
        report.coverage().lookEvery().toSeconds(),
        report.blind().stream()
            .map(one -> new BlindApp(one.app().value(), one.cause().name(), one.detail()))
            .toList(),
        report.changeSummaries(),
        names(report.deferred()),
        ids(report.posted()),
        ids(report.setAside()),
        report.drafts().isEmpty()
            ? null
            : report.drafts().stream().map(WatchResult::draft).toList(),
        report.waiting(),
        report.oldestWaiting().toSeconds(),
        names(report.conflicts()),
        report.failures().stream()
            .map(one -> new FailedApp(one.app().value(), one.stage().name(), one.reason()))
            .toList(),
        report.troubles(),
        report.notes(),
        report.calls(),
        report.callsLeft().isPresent() ? report.callsLeft().getAsInt() : null,
        report.reads(),
        report.writes(),
        report.took().toMillis());
  }

  private static Draft draft(Report.Draft draft) {
    return new Draft(draft.app().value(), draft.notification().value(), draft.text());
  }

  private static List<String> names(List<AppName> apps) {
    return apps.stream().map(AppName::value).toList();
  }

  private static List<String> ids(List<NotificationId> ids) {
    return ids.stream().map(NotificationId::value).toList();
  }
}
