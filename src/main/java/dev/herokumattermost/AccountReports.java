package dev.herokumattermost;

import dev.herokumattermost.detect.DiagnosedChange;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.pass.Report;
import dev.herokumattermost.pass.Report.Coverage;
import dev.herokumattermost.pass.ReportBuilder;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * The reports of the accounts of one invocation, and what kept an account from having one.
 *
 * @param ran by the account's name
 * @param failed by the account's name, why its round failed
 */
record AccountReports(Map<String, Report> ran, Map<String, String> failed) {
  AccountReports {
    ran = new LinkedHashMap<>(ran);
    failed = new LinkedHashMap<>(failed);
  }

  /** All in one, in which what concerns no app names its account if there are several. */
  Report together() {
    if (ran.size() == 1 && failed.isEmpty()) {
      return ran.values().iterator().next();
    }
    var changes = new TreeMap<AppName, List<DiagnosedChange>>();
    ran.values().forEach(report -> report.changes().forEach(changes::putIfAbsent));
    return ReportBuilder.builder()
        .failedAccounts(List.copyOf(failed.keySet()))
        .apps(sum(Report::apps))
        .coverage(ran.values().stream().map(Report::coverage).reduce(Coverage.NONE, Coverage::and))
        .blind(all(Report::blind))
        .changes(changes)
        .deferred(all(Report::deferred))
        .posted(all(Report::posted))
        .setAside(all(Report::setAside))
        .drafts(all(Report::drafts))
        .waiting(sum(Report::waiting))
        .oldestWaiting(longest(Report::oldestWaiting))
        .conflicts(all(Report::conflicts))
        .unsaved(all(Report::unsaved))
        .failures(all(Report::failures))
        .troubles(
            Stream.concat(
                    failed.entrySet().stream()
                        .map(one -> "account " + one.getKey() + " not watched: " + one.getValue()),
                    named(Report::troubles))
                .toList())
        .notes(named(Report::notes).toList())
        .calls(sum(Report::calls))
        .callsLeft(
            ran.values().stream()
                .map(Report::callsLeft)
                .filter(OptionalInt::isPresent)
                .mapToInt(OptionalInt::getAsInt)
                .min())
        .reads(sum(Report::reads))
        .writes(sum(Report::writes))
        .took(longest(Report::took))
        .build();
  }

  /** Whether the watch works for every account. */
  boolean watched() {
    return failed.isEmpty() && ran.values().stream().allMatch(Report::watched);
  }

  private int sum(ToIntFunction<Report> number) {
    return ran.values().stream().mapToInt(number).sum();
  }

  private Duration longest(Function<Report, Duration> time) {
    return ran.values().stream().map(time).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  private <T> List<T> all(Function<Report, List<T>> some) {
    return ran.values().stream().map(some).flatMap(Collection::stream).toList();
  }

  private Stream<String> named(Function<Report, List<String>> lines) {
    return ran.entrySet().stream()
        .flatMap(
            one -> lines.apply(one.getValue()).stream().map(line -> one.getKey() + ": " + line));
  }
}
