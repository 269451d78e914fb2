package dev.herokumattermost.detect;

import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.HerokuIncident;
import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.Lookup.Known;
import dev.herokumattermost.dyno.Lookup.Unknown;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.dyno.Release;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What explains an app's changes, as far as it was asked for and could be had.
 *
 * @param releases the newest
 * @param log in order of time
 * @param formation how many dynos of each process type are wanted
 * @param maintenance whether the app is in maintenance mode
 * @param herokuIncident an open incident of Heroku itself that concerns apps
 * @param exits how processes ended of which Heroku has sent webhooks
 */
@RecordBuilder
public record Evidence(
    Lookup<List<Release>> releases,
    Lookup<List<LogLine>> log,
    Lookup<Map<ProcessType, Integer>> formation,
    Lookup<Boolean> maintenance,
    Optional<HerokuIncident> herokuIncident,
    List<HintedExit> exits)
    implements EvidenceBuilder.With {
  public static final Evidence NONE = new Evidence(notAsked(), notAsked(), notAsked(), notAsked());

  public Evidence {
    exits = List.copyOf(exits);
  }

  /** Without what Heroku says of itself, and without webhooks. */
  public Evidence(
      Lookup<List<Release>> releases,
      Lookup<List<LogLine>> log,
      Lookup<Map<ProcessType, Integer>> formation,
      Lookup<Boolean> maintenance) {
    this(releases, log, formation, maintenance, Optional.empty(), List.of());
  }

  /** The exit status of a dyno's process, if it is listed in the state that a webhook told of. */
  Optional<Integer> exitOf(Dyno dyno) {
    return exits.stream()
        .filter(exit -> exit.dyno().equals(dyno.id()) && exit.state().equals(dyno.state()))
        .map(HintedExit::status)
        .findFirst();
  }

  /** The answer to a question that was not asked. */
  public static <T> Lookup<T> notAsked() {
    return new Unknown<>(false, "not asked");
  }

  public Optional<Release> release(int version) {
    return knownReleases().stream()
        .filter(release -> release.version() == version)
        .max(Comparator.comparing(Release::createdAt));
  }

  /** The newest ones; empty if they are not known. */
  public List<Release> knownReleases() {
    return releases instanceof Known<List<Release>>(var known) ? known : List.of();
  }

  List<LogLine> logLines() {
    return log instanceof Known<List<LogLine>>(var lines) ? lines : List.of();
  }

  Optional<Integer> wanted(ProcessType type) {
    return formation instanceof Known<Map<ProcessType, Integer>>(var quantities)
        ? Optional.of(quantities.getOrDefault(type, 0))
        : Optional.empty();
  }

  public Optional<Boolean> inMaintenance() {
    return maintenance instanceof Known<Boolean>(var on) ? Optional.of(on) : Optional.empty();
  }
}
