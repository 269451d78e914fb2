package dev.herokumattermost.heroku;

import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.heroku.ApiAnswer.Unusable;
import dev.herokumattermost.heroku.ApiAnswer.Usable;
import dev.herokumattermost.http.Exchange;
import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.pass.Deadline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads a list page by page. An incomplete list is a failure, because what it lacks would seem to
 * be gone. Never asks with an ETag: lists in pages have answered "not modified" for ever.
 *
 * @see <a href="https://devcenter.heroku.com/articles/platform-api-reference#ranges">Ranges</a>
 * @see <a href="https://github.com/heroku/platform-api/issues/73">The lists and their ETags</a>
 */
record ListPages(Calls calls) {
  private static final String FIRST = "id ..; max=1000";
  private static final int MOST_PAGES = 20;
  private static final Pattern RANGE = Pattern.compile("[ -~]{1,500}");

  /** What a page says of the list. */
  private sealed interface Page<T> {
    /** It was the last one, or is no page at all. */
    record Last<T>(ApiAnswer<List<T>> list) implements Page<T> {}

    /** There are more, in this range. */
    record Next<T>(String range) implements Page<T> {}
  }

  <T> ApiAnswer<List<T>> read(String path, Class<T[]> type, Deadline deadline) {
    var items = new ArrayList<T>();
    String range = FIRST;
    for (int page = 1; page <= MOST_PAGES; page++) {
      String asked = range;
      Page<T> read = calls.get(path, range, deadline, it -> page(it, asked, type, items));
      switch (read) {
        case Page.Last<T>(var list) -> {
          return list;
        }
        case Page.Next<T>(var next) -> range = next;
      }
    }
    return new Unusable<>(
        new CallFailure(Cause.UNREADABLE, "a list of more than " + MOST_PAGES + " pages"));
  }

  private static <T> Page<T> page(Exchange exchange, String range, Class<T[]> type, List<T> items) {
    if (!(exchange instanceof Answer answer)
        || (answer.status() != 200 && answer.status() != 206)) {
      return failed(CallFailure.of(exchange));
    }
    try {
      items.addAll(Arrays.asList(Json.SNAKE_CASE.read(answer.body(), type)));
    } catch (Json.Malformed | IllegalArgumentException unusable) {
      return failed(CallFailure.unreadable(answer, "list " + unusable.getMessage()));
    }
    if (answer.status() == 200) {
      return new Page.Last<>(new Usable<>(List.copyOf(items)));
    }
    return answer
        .header("Next-Range")
        .filter(next -> RANGE.matcher(next).matches() && !next.equals(range))
        .<Page<T>>map(Page.Next::new)
        .orElseGet(
            () -> failed(CallFailure.unreadable(answer, "a part of a list without a next range")));
  }

  private static <T> Page<T> failed(CallFailure failure) {
    return new Page.Last<>(new Unusable<>(failure));
  }
}
