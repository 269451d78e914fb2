package dev.herokumattermost.watch;

import dev.herokumattermost.watch.News.Failed;
import dev.herokumattermost.watch.News.Over;
import dev.herokumattermost.watch.News.Recovered;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How news gets into an outbox. */
final class Outbox {
  private Outbox() {}

  /**
   * Adds a notice, oldest first. If the trouble is over before it could be told, one notice tells
   * both, so that nobody is woken by a failure that has passed, or reads of a recovery from
   * nothing.
   */
  static List<Notice> add(List<Notice> outbox, Notice notice) {
    if (notice.news() instanceof Recovered recovery && recovery.left() == 0) {
      Notice untold = untoldFailure(outbox, notice.thread());
      if (untold != null) {
        return toldAsOne(outbox, untold, recovery);
      }
    }
    return Stream.concat(outbox.stream(), Stream.of(notice)).toList();
  }

  /** The last failure of a thread, if neither it nor what follows it may be told already. */
  private static @Nullable Notice untoldFailure(List<Notice> outbox, String thread) {
    for (Notice notice : outbox.reversed()) {
      if (notice.thread().equals(thread)) {
        if (!notice.attempts().certainlyUntold()) {
          return null;
        }
        if (notice.news() instanceof Failed failed && (failed.opens() || failed.reopened())) {
          return notice;
        }
      }
    }
    return null;
  }

  private static List<Notice> toldAsOne(List<Notice> outbox, Notice first, Recovered recovery) {
    List<Notice> before = outbox.subList(0, outbox.indexOf(first));
    List<Notice> since = outbox.subList(before.size(), outbox.size());
    var dynos = new ArrayList<Ailment>();
    boolean looping = false;
    for (Notice notice : since) {
      if (notice.thread().equals(first.thread()) && notice.news() instanceof Failed failed) {
        failed.dynos().stream()
            .filter(ailment -> dynos.stream().noneMatch(a -> a.dyno().equals(ailment.dyno())))
            .forEach(dynos::add);
        looping |= failed.looping();
      }
      looping |= notice.thread().equals(first.thread()) && notice.news() instanceof News.Looping;
    }
    var over = new Over(((Failed) first.news()).withDynos(dynos, looping), recovery);
    Stream<Notice> told =
        since.stream()
            .filter(inThread(first.thread()).negate().or(notice -> notice.equals(first)))
            .map(notice -> notice.equals(first) ? toldAsOver(notice, over) : notice);
    return Stream.concat(before.stream(), told).toList();
  }

  private static Notice toldAsOver(Notice notice, Over over) {
    return notice.telling(over).to(notice.address().quietly());
  }

  private static Predicate<Notice> inThread(String thread) {
    return notice -> notice.thread().equals(thread);
  }
}
