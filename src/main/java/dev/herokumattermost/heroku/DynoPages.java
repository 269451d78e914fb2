package dev.herokumattermost.heroku;

import dev.herokumattermost.http.Exchange;
import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Reading;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads an app's dynos page by page. A list that is not whole is no list: dynos would seem to
 * vanish.
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

  Reading read(AppName app, String path, Instant deadline) {
    var list = new DynoList();
    String range = FIRST;
    for (int page = 1; page <= MOST_PAGES; page++) {
      Exchange exchange = calls.get(path, range, deadline);
      if (!(exchange instanceof Answer answer)
          || (answer.status() != 200 && answer.status() != 206)) {
        return Failure.of(exchange).blind(app);
      }
      try {
        list.addPage(answer.body());
      } catch (Unreadable unreadable) {
        return Failure.of(answer, unreadable).blind(app);
      }
      if (answer.status() == 200) {
        return new Reading.Formation(app, answer.date().orElseGet(calls::now), list.dynos());
      }
      Optional<String> next =
          answer.header("Next-Range").filter(value -> RANGE.matcher(value).matches());
      if (next.isEmpty() || next.get().equals(range)) {
        return Failure.unreadable(answer, "a part of a list that does not say how it goes on")
            .blind(app);
      }
      range = next.get();
    }
    return new Reading.Blind(
        app, Reading.Cause.UNREADABLE, "a list of more than " + MOST_PAGES + " pages");
  }
}
