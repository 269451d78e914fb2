package dev.herokumattermost;

import dev.herokumattermost.pass.Channel;
import dev.herokumattermost.pass.Telling;
import dev.herokumattermost.watch.Address;
import dev.herokumattermost.watch.Ailment;
import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Attempts;
import dev.herokumattermost.watch.Destination;
import dev.herokumattermost.watch.DynoState;
import dev.herokumattermost.watch.LogLine;
import dev.herokumattermost.watch.Memory;
import dev.herokumattermost.watch.News;
import dev.herokumattermost.watch.Notice;
import dev.herokumattermost.watch.NoticeId;
import dev.herokumattermost.watch.ProcessType;
import dev.herokumattermost.watch.Release;
import dev.herokumattermost.watch.Rule;
import dev.herokumattermost.watch.Rules;
import dev.herokumattermost.watch.Sight;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The alert of an app that does not exist, told in real channels by what tells the real ones, so
 * that people see what will come and that it can come. Nothing of it is remembered.
 */
final class SampleAlert {
  private static final AppName APP = new AppName("sample-app");
  private static final ProcessType TYPE = new ProcessType("web");
  private static final String WORDS = "A sample alert: nothing is wrong";
  private static final int VERSION = 42;

  private final InstantSource clock;
  private final Supplier<String> pendingPostIds;
  private final List<String> posted = new ArrayList<>();
  private final List<String> missed = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  SampleAlert(InstantSource clock, Supplier<String> pendingPostIds) {
    this.clock = clock;
    this.pendingPostIds = pendingPostIds;
  }

  /**
   * Where alerts may be told, and how loudly: the default channel and those that rules name.
   *
   * @param only just this one, whether a rule names it or not
   */
  static List<Address> addresses(Rules rules, Optional<Destination> only) {
    var found = new LinkedHashMap<Destination, Address>();
    List<Address> named = rules.rules().stream().map(Rule::address).toList();
    Address otherwise = named.getLast();
    found.put(Destination.DEFAULT, otherwise.in(Destination.DEFAULT));
    named.forEach(address -> found.putIfAbsent(address.destination(), address));
    return only.map(
            destination -> List.of(found.getOrDefault(destination, otherwise.in(destination))))
        .orElseGet(() -> List.copyOf(found.values()));
  }

  /**
   * Tells it in one channel, once.
   *
   * @param name of the channel, for the result
   * @param address whoever it calls is left in peace
   */
  void tell(String name, Channel channel, Address address, Instant end)
      throws InterruptedException {
    if (posted.contains(name) || missed.contains(name)) {
      return;
    }
    Telling telling = Telling.of(memory(address), channel, clock, end);
    (telling.posted().isEmpty() ? missed : posted).add(name);
    telling.troubles().forEach(trouble -> problems.add(name + ": " + trouble));
    if (telling.posted().isEmpty() && telling.troubles().isEmpty()) {
      problems.add(name + ": no time was left to post");
    }
  }

  private Memory memory(Address address) {
    Instant now = clock.instant();
    String thread = "%s/%s@%s".formatted(APP, TYPE, now);
    var quiet = new Address(address.destination(), List.of(), address.priority());
    var notice =
        new Notice(
            new NoticeId(thread + "#1"),
            thread,
            failure(now),
            quiet,
            now,
            pendingPostIds.get(),
            Attempts.NONE);
    return new Memory(APP, 0, true, List.of(), List.of(), List.of(), List.of(notice), Sight.CLEAR);
  }

  private static News failure(Instant now) {
    Instant crashed = now.minus(Duration.ofMinutes(1));
    var dyno =
        new Ailment(
            "web.1",
            DynoState.CRASHED,
            crashed,
            VERSION,
            null,
            1,
            crashed,
            1,
            List.of(),
            List.of(new LogLine(crashed, "app", "web.1", WORDS)));
    var release = new Release(VERSION, WORDS, "", crashed.minus(Duration.ofMinutes(1)));
    return new News.Failed(TYPE, true, false, false, false, false, 2, 1, List.of(dyno), release);
  }

  String summary() {
    return "say posted=%s missed=%s%s"
        .formatted(posted, missed, problems.isEmpty() ? "" : " | " + String.join(" | ", problems));
  }

  boolean ok() {
    return missed.isEmpty() && problems.isEmpty();
  }

  /** As the function returns it. */
  Map<String, Object> toMap() {
    var map = new LinkedHashMap<String, Object>();
    map.put("ok", ok());
    map.put("posted", List.copyOf(posted));
    map.put("problems", List.copyOf(problems));
    return map;
  }
}
