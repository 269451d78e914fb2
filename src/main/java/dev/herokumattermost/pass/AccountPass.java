package dev.herokumattermost.pass;

import dev.herokumattermost.detect.AccountOutage;
import dev.herokumattermost.detect.Evidence;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.dyno.Reading.Blind;
import dev.herokumattermost.incident.RefusedSpaces;
import dev.herokumattermost.incident.VisibilityTransition;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.pass.SpaceLists.Outcome;
import dev.herokumattermost.rules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a round says of the account itself: whether most apps cannot be read for one cause, whether
 * the token can read logs, and which lists of Private Spaces are of no use.
 *
 * @param account as it is known
 * @param read what the round has read
 * @param apps all that the round was to read, whose turn it is not yet included
 * @param turn the time in which each of them has its turn
 * @param rule for everything that no other rule is for
 * @param pendingPostIds gives an id for each new notification that cannot be guessed
 */
record AccountPass(
    StoredApp account,
    AccountOutage outage,
    AccountReader.Result read,
    List<AppName> apps,
    Duration turn,
    Rule rule,
    Supplier<String> pendingPostIds) {

  /**
   * The account after a round.
   *
   * @param evidence what was asked about the apps
   */
  StoredApp after(Collection<Optional<Evidence>> evidence, Instant now) {
    VisibilityTransition visibility =
        outage
            .example()
            .map(blind -> outage(blind, explained(), now))
            .orElseGet(
                () ->
                    isReadable()
                        ? VisibilityTransition.readSucceeded(account.state(), now)
                        : VisibilityTransition.unchanged(account.state()));
    StoredApp next = account.after(visibility, now, pendingPostIds);
    List<Lookup<List<LogLine>>> logs =
        evidence.stream().flatMap(Optional::stream).map(Evidence::log).toList();
    boolean readable = logs.stream().anyMatch(Lookup.Known.class::isInstance);
    Optional<String> refusal =
        logs.stream()
            .flatMap(
                log ->
                    log instanceof Lookup.Unknown<List<LogLine>>(var forbidden, var reason)
                            && forbidden
                        ? Stream.of(reason)
                        : Stream.empty())
            .findFirst();
    if (readable || refusal.isPresent()) {
      Optional<String> forbidden = readable ? Optional.empty() : refusal;
      next =
          next.after(
              VisibilityTransition.logsAsked(next.state(), forbidden, now), now, pendingPostIds);
    }
    return next.withState(next.state().withRefusedSpaces(refusedSpaces(now)))
        .tidiedAfter(account, now);
  }

  /** What is said to people of lists of spaces: that a list is of no use is said once. */
  List<String> notes() {
    RefusedSpaces known = account.state().spacesRefused();
    var notes = new ArrayList<String>();
    read.spaces()
        .forEach(
            (space, outcome) -> {
              switch (outcome) {
                case Outcome.OfNoUse(var why) when known.of(space).isEmpty() ->
                    notes.add(
                        "space %s: each of its apps takes a call of its own, because their list is"
                                .formatted(space)
                            + " of no use: "
                            + why);
                case Outcome.Missed(var why) ->
                    notes.add("space %s: not listed in this pass: %s".formatted(space, why));
                case Outcome.OfNoUse _, Outcome.Used _ -> {}
              }
            });
    return notes;
  }

  private RefusedSpaces refusedSpaces(Instant now) {
    RefusedSpaces refused = account.state().spacesRefused();
    for (var asked : read.spaces().entrySet()) {
      refused =
          switch (asked.getValue()) {
            case Outcome.Used _ -> refused.without(asked.getKey());
            case Outcome.Missed _ -> refused;
            case Outcome.OfNoUse(var why) -> refused.with(asked.getKey(), why, now);
          };
    }
    return refused;
  }

  /** Where only some apps were read and none could be, nobody knows that the others can. */
  private boolean isReadable() {
    return read.readings().size() == apps.size()
        || read.readings().stream().anyMatch(Reading.Dynos.class::isInstance);
  }

  private VisibilityTransition outage(Blind blind, List<AppName> explained, Instant now) {
    if (explained.size() < read.readings().size()) {
      return VisibilityTransition.readFailed(account.state(), blind, explained, now);
    }
    return explained.size() == apps.size()
        ? VisibilityTransition.allReadsFailed(account.state(), blind, explained, rule, now)
        : VisibilityTransition.noneOfSomeRead(
            account.state(), blind, explained, turn, apps, rule, now);
  }

  private List<AppName> explained() {
    return read.readings().stream()
        .filter(reading -> reading instanceof Blind blind && outage.explains(blind))
        .map(Reading::app)
        .toList();
  }
}
