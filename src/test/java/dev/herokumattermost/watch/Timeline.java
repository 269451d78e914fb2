package dev.herokumattermost.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.message.RootWording;
import dev.herokumattermost.watch.Delivery.Refusal;
import dev.herokumattermost.watch.Delivery.Refused;
import dev.herokumattermost.watch.Lookup.Known;
import dev.herokumattermost.watch.Reading.Blind;
import dev.herokumattermost.watch.Reading.Formation;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One app through the passes of a day: what each saw, and what Mattermost got of it. What is told
 * is written short, such as {@code web fails: web.1 crashed}; see {@link Telling}.
 *
 * <p>Each look is judged twice, for judging the same again must add nothing.
 */
final class Timeline {
  private static final LocalDate DAY = LocalDate.of(2026, 5, 4);

  private final AppName app;
  private final List<News> told = new ArrayList<>();
  private final List<Address> addresses = new ArrayList<>();
  private final List<String> headlines = new ArrayList<>();
  private final List<String> logLines = new ArrayList<>();
  private final SightJudge sightJudge = new SightJudge(() -> "pending");
  private final Map<ProcessType, Integer> wanted = new HashMap<>();
  private Rules rules;
  private Memory memory;
  private Instant now = time("00:00");
  private Instant herokuNow = now;
  private Evidence evidence = Evidence.NONE;
  private List<Verdict> verdicts = List.of();
  private boolean mattermostDown;
  private boolean inFull;
  private int posts;
  private int pending;

  private Timeline(AppName app, Rules rules) {
    this.app = app;
    this.rules = rules;
    memory = Memory.nothing(app);
  }

  static Timeline watching(String app) {
    return new Timeline(new AppName(app), Rules.DEFAULT);
  }

  static Timeline watching(String app, Rule rule) {
    return new Timeline(new AppName(app), rulesOf(rule));
  }

  private static Rules rulesOf(Rule rule) {
    return Rules.of(List.of(), Set.of("run", "release", "scheduler"), rule);
  }

  /**
   * A moment of the day, or of the day before: {@code 02:00}, {@code 02:00:30}, {@code -1 23:50}.
   */
  static Instant time(String moment) {
    boolean yesterday = moment.startsWith("-1 ");
    LocalTime time = LocalTime.parse(yesterday ? moment.substring(3) : moment);
    return (yesterday ? DAY.minusDays(1) : DAY).atTime(time).toInstant(ZoneOffset.UTC);
  }

  /** By both clocks. */
  Timeline at(String moment) {
    now = time(moment);
    herokuNow = now;
    return this;
  }

  Timeline whileHerokuSays(String moment) {
    herokuNow = time(moment);
    return this;
  }

  Timeline withRule(Rule rule) {
    rules = rulesOf(rule);
    return this;
  }

  /** The log for the next look, each line as {@code 02:01:10 web.1: State changed from …}. */
  Timeline log(String... lines) {
    String log = Arrays.stream(lines).map(Timeline::logplex).collect(Collectors.joining("\n"));
    evidence =
        new Evidence(
            evidence.releases(),
            new Known<>(LogLine.parse(log)),
            evidence.formation(),
            evidence.maintenance());
    return this;
  }

  /** One more line of the log for the next look. */
  Timeline logAlso(String line) {
    logLines.add(line);
    return log(logLines.toArray(String[]::new));
  }

  private static String logplex(String line) {
    String[] parts = line.split(" ", 3);
    return "%sT%s.000000+00:00 heroku[%s]: %s"
        .formatted(DAY, parts[0], parts[1].replace(":", ""), parts[2]);
  }

  /** A release for the next look. */
  Timeline release(int version, String moment) {
    var release = new Release(version, "Deploy e32d4630", "ada", time(moment));
    evidence =
        new Evidence(
            new Known<>(List.of(release)),
            evidence.log(),
            evidence.formation(),
            evidence.maintenance());
    return this;
  }

  /** The formation for the next look. */
  Timeline wants(String type, int dynos) {
    wanted.put(new ProcessType(type), dynos);
    evidence =
        new Evidence(
            evidence.releases(),
            evidence.log(),
            new Known<>(Map.copyOf(wanted)),
            evidence.maintenance());
    return this;
  }

  /** Whether the app is in maintenance mode at the next look. */
  Timeline maintenance(boolean on) {
    evidence =
        new Evidence(evidence.releases(), evidence.log(), evidence.formation(), new Known<>(on));
    return this;
  }

  /** What became of the outbox meanwhile. */
  Timeline remembering(Memory other) {
    memory = other;
    return this;
  }

  /** Somebody reacts to the first post of the only incident. */
  Timeline hears(Attention attention) {
    memory = Judge.heard(memory, Map.of(memory.incidents().getFirst().id(), attention));
    return this;
  }

  Timeline mattermostDown() {
    mattermostDown = true;
    return this;
  }

  Timeline mattermostUp() {
    mattermostDown = false;
    return this;
  }

  /** Looks, judges and tells. */
  Timeline sees(Seen... dynos) {
    var reading = new Formation(app, herokuNow, Arrays.stream(dynos).map(Seen::dyno).toList());
    memory = sightJudge.restored(memory, now);
    Judgement judgement = judged(memory, reading);
    if (Arrays.stream(dynos).noneMatch(dyno -> dyno.state().equals(DynoState.DOWN))) {
      assertThat(judged(judgement.memory(), reading).memory())
          .as("judged again")
          .isEqualTo(judgement.memory());
    }
    verdicts = judgement.verdicts();
    memory = judgement.memory();
    evidence = Evidence.NONE;
    wanted.clear();
    logLines.clear();
    deliver();
    return this;
  }

  /** Looks and sees nothing. */
  Timeline blind(Blind blind) {
    memory = sightJudge.lost(memory, blind, List.of(), now);
    deliver();
    return this;
  }

  private Judgement judged(Memory before, Formation reading) {
    return new Judge(rules, () -> "pending" + ++pending)
        .judge(before, Comparison.of(before, reading, rules), evidence, now);
  }

  private void deliver() {
    told.clear();
    headlines.clear();
    addresses.clear();
    List<NoticeId> due = Dispatch.due(memory, now).stream().map(Notice::id).toList();
    List<String> edits = Dispatch.editsDue(memory, now);
    memory = Dispatch.leased(memory, now, now.plusSeconds(100));
    for (NoticeId id : due) {
      Notice notice = Dispatch.find(memory, id).orElseThrow();
      if (mattermostDown) {
        var refused = new Refused(Refusal.TRANSIENT, "no connection", Duration.ZERO);
        memory = Dispatch.refused(memory, notice, refused, now);
      } else {
        told.add(notice.news());
        addresses.add(notice.address());
        headlines.add(Example.headline(memory, notice, this));
        memory = Dispatch.told(memory, notice, new Posted(new PostId("post" + ++posts), false));
      }
    }
    edit(edits);
  }

  private void edit(List<String> incidents) {
    for (Incident incident : memory.incidents()) {
      if (incidents.contains(incident.id()) && mattermostDown) {
        memory = Dispatch.editReleased(memory, incident);
      } else if (incidents.contains(incident.id())) {
        String text = new RootWording(now).post(app, incident).text();
        headlines.add("edit: " + text.lines().findFirst().orElseThrow());
        memory = Dispatch.edited(memory, incident);
      }
    }
  }

  Timeline silence() {
    return tells();
  }

  /** Exactly this was told at the last look. */
  Timeline tells(String... brief) {
    assertThat(told).extracting(Telling::brief).as("told at %s", now).containsExactly(brief);
    return this;
  }

  /** The only notice of the last look went there, and called those. */
  Timeline isAddressed(Address address) {
    assertThat(addresses).as("addressed at %s", now).containsExactly(address);
    return this;
  }

  /** From now on headlines are followed by the whole post. */
  Timeline inFull() {
    inFull = true;
    return this;
  }

  boolean tellsInFull() {
    return inFull;
  }

  /** How each post of the last look begins. */
  List<String> headlines() {
    return List.copyOf(headlines);
  }

  Instant now() {
    return now;
  }

  /** What was made of what the last look found, in the words of the report. */
  Timeline judges(String... summaries) {
    assertThat(verdicts).extracting(Verdict::summary).containsExactly(summaries);
    return this;
  }

  /** The only news of the last look. */
  <N extends News> N only(Class<N> kind) {
    assertThat(told).singleElement().isInstanceOf(kind);
    return kind.cast(told.getFirst());
  }

  Memory memory() {
    return memory;
  }
}
