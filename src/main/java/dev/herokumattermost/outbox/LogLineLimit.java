package dev.herokumattermost.outbox;

import dev.herokumattermost.detect.Failure;
import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.incident.AlertEvent;
import dev.herokumattermost.incident.IncidentEvent.CrashLooping;
import dev.herokumattermost.incident.IncidentEvent.DynosFailed;
import dev.herokumattermost.incident.IncidentEvent.OverBeforeDelivery;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * How much of an app's logs is kept. An item of the table holds 400 KB, and a larger one is not
 * saved at all, so that nothing would be alerted. Without its oldest lines an alert still is.
 */
final class LogLineLimit {
  /** In bytes. Most of an item is left to dynos, incidents and notifications. */
  static final int MOST = 150_000;

  /** What a line takes in the table besides its text, in bytes. */
  static final int OVERHEAD = 110;

  private LogLineLimit() {}

  /** The same outbox. If its log lines are too many, each failure keeps an equal share of them. */
  static Outbox applied(Outbox outbox) {
    List<Failure> withLines =
        failures(outbox).filter(failure -> !failure.logLines().isEmpty()).toList();
    long all =
        withLines.stream()
            .flatMap(failure -> failure.logLines().stream())
            .mapToLong(LogLineLimit::size)
            .sum();
    if (all <= MOST) {
      return outbox;
    }
    int share = MOST / withLines.size();
    UnaryOperator<Failure> cut = failure -> cut(failure, share);
    return new Outbox(
        outbox.notifications().stream()
            .map(one -> one.withEvent(changed(one.event(), cut)))
            .toList(),
        outbox.threads().stream().map(one -> one.withRoot(changed(one.root(), cut))).toList());
  }

  private static Stream<Failure> failures(Outbox outbox) {
    return Stream.concat(
        outbox.threads().stream()
            .flatMap(thread -> Stream.ofNullable(thread.root().opening()))
            .flatMap(opening -> opening.report().dynos().stream()),
        outbox.notifications().stream().flatMap(one -> failures(one.event())));
  }

  private static Stream<Failure> failures(AlertEvent event) {
    return switch (event) {
      case DynosFailed failed -> failed.report().dynos().stream();
      case CrashLooping looping -> Stream.of(looping.latest());
      case OverBeforeDelivery(var failure, _) -> failure.report().dynos().stream();
      case AlertEvent _ -> Stream.empty();
    };
  }

  private static RootPost changed(RootPost root, UnaryOperator<Failure> change) {
    DynosFailed opening = root.opening();
    return opening == null ? root : root.withOpening(changed(opening, change));
  }

  private static AlertEvent changed(AlertEvent event, UnaryOperator<Failure> change) {
    return switch (event) {
      case DynosFailed failed -> changed(failed, change);
      case CrashLooping looping -> looping.withLatest(change.apply(looping.latest()));
      case OverBeforeDelivery(var failure, var recovery) ->
          new OverBeforeDelivery(changed(failure, change), recovery);
      case AlertEvent other -> other;
    };
  }

  private static DynosFailed changed(DynosFailed failed, UnaryOperator<Failure> change) {
    return failed.withReport(
        failed.report().withDynos(failed.report().dynos().stream().map(change).toList()));
  }

  /** The end of a log says most. */
  private static Failure cut(Failure failure, int share) {
    var kept = new ArrayList<LogLine>();
    int room = share;
    for (LogLine line : failure.logLines().reversed()) {
      room -= size(line);
      if (room < 0) {
        break;
      }
      kept.addFirst(line);
    }
    return failure.withLogLines(kept);
  }

  private static int size(LogLine line) {
    return line.text().getBytes(StandardCharsets.UTF_8).length + OVERHEAD;
  }
}
