package dev.herokumattermost.watch;

import dev.herokumattermost.watch.News.RightMissing;
import dev.herokumattermost.watch.News.SightLost;
import dev.herokumattermost.watch.News.SightRestored;
import dev.herokumattermost.watch.Reading.Blind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Decides when it is told that apps cannot be seen. Being blind is never a failure of a dyno and
 * never a recovery; it is told once, and so is its end.
 */
public final class SightJudge {
  /** The memory that belongs to no app but to the account. */
  public static final AppName ACCOUNT = new AppName("*");

  private static final ProcessType LOG_RIGHT = new ProcessType("log");

  private final Supplier<String> pendingPostIds;

  /**
   * Makes a judge.
   *
   * @param pendingPostIds gives an unguessable id for each new notice
   */
  public SightJudge(Supplier<String> pendingPostIds) {
    this.pendingPostIds = pendingPostIds;
  }

  /**
   * A read failed. The third in a row is told; what came before is only counted, and what comes
   * after changes nothing.
   *
   * @param apps whom it hides; empty if the memory is that app's own
   */
  public Memory lost(Memory memory, Blind blind, List<AppName> apps, Instant now) {
    Sight sight = memory.sight();
    if (sight.told()) {
      return memory;
    }
    Instant since = sight.since() == null ? now : sight.since();
    int reads = sight.failedReads() + 1;
    boolean tell = reads >= Patience.BLIND_READS;
    PostId root = sight.since() == null ? PostId.UNKNOWN : sight.root();
    Memory counted = memory.withSight(new Sight(reads, since, tell, root));
    return tell
        ? tell(
            counted,
            thread(memory.app(), since),
            "lost",
            new SightLost(blind.cause(), blind.detail(), since, apps),
            now)
        : counted;
  }

  /** A read succeeded. */
  public Memory restored(Memory memory, Instant now) {
    Sight sight = memory.sight();
    if (sight.since() == null) {
      return memory;
    }
    Memory clear = memory.withSight(Sight.CLEAR.rootedAt(sight.root()));
    if (!sight.told()) {
      return clear;
    }
    String thread = thread(memory.app(), sight.since());
    var news = new SightRestored(sight.since(), now);
    Optional<Notice> untold =
        memory.outbox().stream()
            .filter(notice -> notice.thread().equals(thread))
            .filter(notice -> notice.attempts().certainlyUntold())
            .findFirst();
    return untold.isPresent()
        ? clear.withOutbox(
            memory.outbox().stream()
                .map(notice -> notice.equals(untold.get()) ? notice.telling(news) : notice)
                .toList())
        : tell(clear, thread, "restored", news, now);
  }

  /**
   * Logs were asked for. That the token may not read them is told once for the account, for then
   * restarts between two looks cannot be explained.
   *
   * @param refusal why not; empty if a log could be read
   */
  public Memory logsAsked(Memory account, Optional<String> refusal, Instant now) {
    Optional<Incident> open = account.openIncident(LOG_RIGHT);
    if (refusal.isPresent() == open.isPresent()) {
      return account;
    }
    if (open.isPresent()) {
      return account.withIncidents(List.of());
    }
    Incident missing = Incident.open(ACCOUNT, LOG_RIGHT, Destination.DEFAULT, now);
    return tell(
        account.withIncidents(List.of(missing)),
        missing.id(),
        "told",
        new RightMissing("read logs", refusal.get()),
        now);
  }

  private Memory tell(Memory memory, String thread, String what, News news, Instant now) {
    var notice =
        new Notice(
            new NoticeId(thread + "#" + what),
            thread,
            news,
            Address.DEFAULT,
            now,
            pendingPostIds.get(),
            Attempts.NONE);
    return memory.withOutbox(Stream.concat(memory.outbox().stream(), Stream.of(notice)).toList());
  }

  private static String thread(AppName app, Instant since) {
    return Memory.SIGHT + app + "@" + since;
  }
}
