package dev.herokumattermost.heroku;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.DynoId;
import dev.herokumattermost.dyno.Plausible;
import dev.herokumattermost.dyno.SpaceName;
import dev.herokumattermost.dyno.SpaceReading;
import dev.herokumattermost.http.Exchange;
import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.pass.Deadline;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;

/**
 * Reads the dynos of all apps in a Private Space by one call. Only a whole list is of use, and how
 * Heroku would cut one is not known, so a part is a failure.
 */
final class SpaceDynos {
  private final Calls calls;

  SpaceDynos(Calls calls) {
    this.calls = calls;
  }

  SpaceReading read(SpaceName space, String path, Deadline deadline) {
    return calls.get(path, "", deadline, exchange -> read(space, exchange));
  }

  private SpaceReading read(SpaceName space, Exchange exchange) {
    if (!(exchange instanceof Answer answer)) {
      return CallFailure.of(exchange).unlisted(space);
    }
    if (answer.status() == 206 || answer.header("Next-Range").isPresent()) {
      return CallFailure.unreadable(answer, "only a part of the list").unlisted(space);
    }
    if (answer.status() != 200) {
      return CallFailure.of(exchange).unlisted(space);
    }
    try {
      var apps = new HashMap<AppName, List<Dyno>>();
      for (var listed : Json.SNAKE_CASE.read(answer.body(), HerokuJson.SpaceApp[].class)) {
        if (apps.put(listed.appName(), dynos(listed)) != null) {
          return CallFailure.unreadable(answer, "an app twice").unlisted(space);
        }
      }
      var at = answer.date().filter(Plausible::isTime).orElseGet(calls::now);
      return new SpaceReading.Listed(space, at, apps);
    } catch (Json.Malformed | IllegalArgumentException unusable) {
      return CallFailure.unreadable(answer, "dynos " + unusable.getMessage()).unlisted(space);
    }
  }

  private static List<Dyno> dynos(HerokuJson.SpaceApp listed) {
    if (listed.dynos().size() > DynoPages.MOST_DYNOS) {
      throw new IllegalArgumentException("more than " + DynoPages.MOST_DYNOS + " of an app");
    }
    var dynos = new TreeMap<DynoId, Dyno>();
    listed.dynos().forEach(dyno -> DynoPages.add(dyno, dynos));
    return List.copyOf(dynos.values());
  }
}
