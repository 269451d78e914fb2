package dev.herokumattermost.heroku;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.DynoId;
import dev.herokumattermost.dyno.Plausible;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.dyno.Reading.Blind;
import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.http.Exchange;
import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.pass.Deadline;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

  /** As many as an item of the table can hold, which takes 400 KB. */
  static final int MOST_DYNOS = 4_000;

  private static final Pattern RANGE = Pattern.compile("[ -~]{1,500}");

  private final Calls calls;

  DynoPages(Calls calls) {
    this.calls = calls;
  }

  Reading read(AppName app, String path, Deadline deadline) {
    var dynos = new TreeMap<DynoId, Dyno>();
    String range = FIRST;
    for (int page = 1; page <= MOST_PAGES; page++) {
      String asked = range;
      Page read = calls.get(path, range, deadline, exchange -> page(app, exchange, asked, dynos));
      switch (read) {
        case Last(var reading) -> {
          return reading;
        }
        case Next(var next) -> range = next;
      }
    }
    return new Blind(app, Cause.UNREADABLE, "a list of more than " + MOST_PAGES + " pages");
  }

  /** What a page says of the list. */
  private sealed interface Page {}

  /** It was the last one, or is no page at all. */
  private record Last(Reading reading) implements Page {}

  /** There are more, in this range. */
  private record Next(String range) implements Page {}

  private Page page(AppName app, Exchange exchange, String range, Map<DynoId, Dyno> dynos) {
    if (!(exchange instanceof Answer answer)
        || (answer.status() != 200 && answer.status() != 206)) {
      return new Last(CallFailure.of(exchange).blind(app));
    }
    try {
      addPage(answer.body(), dynos);
    } catch (Json.Malformed | IllegalArgumentException unusable) {
      return new Last(CallFailure.unreadable(answer, "dynos " + unusable.getMessage()).blind(app));
    }
    if (dynos.size() > MOST_DYNOS) {
      return new Last(new Blind(app, Cause.UNREADABLE, "more than " + MOST_DYNOS + " dynos"));
    }
    if (answer.status() == 200) {
      Instant at = answer.date().filter(Plausible::isTime).orElseGet(calls::now);
      return new Last(new Reading.Dynos(app, at, List.copyOf(dynos.values())));
    }
    return answer
        .header("Next-Range")
        .filter(next -> RANGE.matcher(next).matches() && !next.equals(range))
        .<Page>map(Next::new)
        .orElseGet(
            () ->
                new Last(
                    CallFailure.unreadable(answer, "a part of a list without a next range")
                        .blind(app)));
  }

  /** A list that changes between two pages can show a dyno on both; the later state counts. */
  static void addPage(String body, Map<DynoId, Dyno> dynos) throws Json.Malformed {
    for (HerokuJson.Dyno listed : Json.SNAKE_CASE.read(body, HerokuJson.Dyno[].class)) {
      add(listed, dynos);
    }
  }

  static void add(HerokuJson.Dyno listed, Map<DynoId, Dyno> dynos) {
    Dyno dyno = dyno(listed);
    dynos.merge(
        dyno.id(), dyno, (one, other) -> other.updatedAt().isBefore(one.updatedAt()) ? one : other);
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
