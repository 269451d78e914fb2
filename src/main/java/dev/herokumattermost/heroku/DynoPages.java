package dev.herokumattermost.heroku;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.DynoId;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.http.Exchange;
import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.pass.Deadline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads an app's dynos page by page. An incomplete list is a failure, because the dynos that it
 * lacks would seem to be gone.
 *
 * @see <a href="https://devcenter.heroku.com/articles/platform-api-reference#ranges">Ranges</a>
 */
final class DynoPages {
  private static final String FIRST = "id ..; max=1000";
  private static final int MOST_PAGES = 20;
  private static final Pattern RANGE = Pattern.compile("[ -~]{1,500}");

  private final Calls calls;

  DynoPages(Calls calls) {
    this.calls = calls;
  }

  Reading read(AppName app, String path, Deadline deadline) {
    var dynos = new TreeMap<DynoId, Dyno>();
    String range = FIRST;
    for (int page = 1; page <= MOST_PAGES; page++) {
      Exchange exchange = calls.get(path, range, deadline);
      if (!(exchange instanceof Answer answer)
          || (answer.status() != 200 && answer.status() != 206)) {
        return CallFailure.of(exchange).blind(app);
      }
      try {
        addPage(answer.body(), dynos);
      } catch (Json.Malformed | IllegalArgumentException unusable) {
        return CallFailure.unreadable(answer, "dynos " + unusable.getMessage()).blind(app);
      }
      if (answer.status() == 200) {
        return new Reading.Dynos(
            app, answer.date().orElseGet(calls::now), List.copyOf(dynos.values()));
      }
      Optional<String> next =
          answer.header("Next-Range").filter(value -> RANGE.matcher(value).matches());
      if (next.isEmpty() || next.get().equals(range)) {
        return CallFailure.unreadable(answer, "a part of a list without a next range").blind(app);
      }
      range = next.get();
    }
    return new Reading.Blind(
        app, Reading.Cause.UNREADABLE, "a list of more than " + MOST_PAGES + " pages");
  }

  /** A list that changes between two pages can show a dyno on both; the later state counts. */
  static void addPage(String body, Map<DynoId, Dyno> dynos) throws Json.Malformed {
    for (HerokuJson.Dyno listed : Json.SNAKE_CASE.read(body, HerokuJson.Dyno[].class)) {
      Dyno dyno = dyno(listed);
      dynos.merge(
          dyno.id(),
          dyno,
          (one, other) -> other.updatedAt().isBefore(one.updatedAt()) ? one : other);
    }
  }

  private static Dyno dyno(HerokuJson.Dyno listed) {
    var release = listed.release();
    var size = listed.size();
    return new Dyno(
        listed.id(),
        listed.name(),
        listed.type(),
        listed.state(),
        release == null ? 0 : release.version(),
        listed.createdAt(),
        listed.updatedAt(),
        size == null ? "" : size);
  }
}
