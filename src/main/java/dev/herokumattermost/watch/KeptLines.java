package dev.herokumattermost.watch;

import dev.herokumattermost.watch.News.Closed;
import dev.herokumattermost.watch.News.Failed;
import dev.herokumattermost.watch.News.Looping;
import dev.herokumattermost.watch.News.Over;
import dev.herokumattermost.watch.News.Recovered;
import dev.herokumattermost.watch.News.Reminder;
import dev.herokumattermost.watch.News.RightMissing;
import dev.herokumattermost.watch.News.SightLost;
import dev.herokumattermost.watch.News.SightRestored;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much of logs one app's memory keeps. An item of the table holds 400 KB, and one that is
 * larger is not saved at all, so that nothing would be told; without its oldest lines an alert
 * still is.
 */
final class KeptLines {
  /** In bytes. Most of an item is left to dynos, incidents and notices. */
  static final int MOST = 150_000;

  /** What a line takes in the table besides its text. */
  static final int BESIDES = 110;

  private KeptLines() {}

  /** The memory, each failure's lines cut to an equal share if all of them are too many. */
  static Memory within(Memory memory) {
    List<Ailment> told = ailments(memory).filter(one -> !one.lastLines().isEmpty()).toList();
    long all =
        told.stream().flatMap(one -> one.lastLines().stream()).mapToLong(KeptLines::size).sum();
    if (all <= MOST) {
      return memory;
    }
    int share = MOST / told.size();
    return memory
        .withIncidents(memory.incidents().stream().map(one -> cut(one, share)).toList())
        .withOutbox(
            memory.outbox().stream().map(one -> one.telling(cut(one.news(), share))).toList());
  }

  private static Stream<Ailment> ailments(Memory memory) {
    return Stream.concat(
        memory.incidents().stream()
            .flatMap(incident -> Stream.ofNullable(incident.root().opening()))
            .flatMap(opening -> opening.dynos().stream()),
        memory.outbox().stream().flatMap(notice -> ailments(notice.news())));
  }

  private static Stream<Ailment> ailments(News news) {
    return switch (news) {
      case Failed failed -> failed.dynos().stream();
      case Looping looping -> Stream.of(looping.latest());
      case Over(var failure, _) -> failure.dynos().stream();
      case Recovered _, Closed _, Reminder _ -> Stream.empty();
      case SightLost _, SightRestored _, RightMissing _ -> Stream.empty();
    };
  }

  private static Incident cut(Incident incident, int share) {
    Failed opening = incident.root().opening();
    return opening == null
        ? incident
        : incident.having(incident.root().opened(cut(opening, share)));
  }

  private static News cut(News news, int share) {
    return switch (news) {
      case Failed failed -> cut(failed, share);
      case Looping looping -> looping.withLatest(cut(looping.latest(), share));
      case Over(var failure, var recovery) -> new Over(cut(failure, share), recovery);
      case Recovered _, Closed _, Reminder _ -> news;
      case SightLost _, SightRestored _, RightMissing _ -> news;
    };
  }

  private static Failed cut(Failed failed, int share) {
    return failed.withDynos(failed.dynos().stream().map(one -> cut(one, share)).toList());
  }

  /** The end of a log says most. */
  private static Ailment cut(Ailment ailment, int share) {
    var kept = new ArrayList<LogLine>();
    int room = share;
    for (LogLine line : ailment.lastLines().reversed()) {
      room -= size(line);
      if (room < 0) {
        break;
      }
      kept.addFirst(line);
    }
    return ailment.withLines(kept);
  }

  private static int size(LogLine line) {
    return line.text().getBytes(StandardCharsets.UTF_8).length + BESIDES;
  }
}
