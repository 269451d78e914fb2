package dev.herokumattermost.doctor;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.dyno.SpaceName;
import dev.herokumattermost.dyno.SpaceReading;
import dev.herokumattermost.dyno.SpaceReading.Listed;
import dev.herokumattermost.dyno.SpaceReading.Unlisted;
import dev.herokumattermost.heroku.HerokuApi;
import dev.herokumattermost.pass.BoundedParallelism;
import dev.herokumattermost.pass.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether the apps of each Private Space can be read by one call.
 *
 * @param listed how many of the spaces can be listed
 * @param appsListed how many apps these calls show
 */
record SpaceChecks(List<Check> checks, int listed, int appsListed) {
  static SpaceChecks of(
      HerokuApi heroku,
      List<AppName> apps,
      Map<AppName, SpaceName> spaces,
      BoundedParallelism parallelism,
      Deadline deadline)
      throws InterruptedException {
    Map<SpaceName, List<AppName>> bySpace =
        apps.stream()
            .filter(spaces::containsKey)
            .collect(groupingBy(app -> spaces.get(app), TreeMap::new, toList()));
    List<SpaceReading> lists =
        parallelism.map(
            List.copyOf(bySpace.keySet()),
            space -> heroku.space(space, deadline),
            (space, failure) ->
                new Unlisted(space, Cause.NOT_PROCESSED, failure.getClass().getSimpleName()));
    var checks = new ArrayList<Check>();
    int listed = 0;
    int shown = 0;
    for (SpaceReading list : lists) {
      List<AppName> its = bySpace.getOrDefault(list.space(), List.of());
      String name = "space " + list.space();
      switch (list) {
        case Listed whole -> {
          int there = (int) its.stream().filter(whole.apps()::containsKey).count();
          listed++;
          shown += there;
          checks.add(
              Check.ok(name, "one call lists %d of its %d apps".formatted(there, its.size())));
        }
        case Unlisted(_, _, var why) ->
            checks.add(
                Check.warning(
                    name,
                    "each of its %d apps takes a call: %s".formatted(its.size(), why),
                    "let the token's account view the space; until then the apps are read one by"
                        + " one"));
      }
    }
    return new SpaceChecks(checks, listed, shown);
  }
}
