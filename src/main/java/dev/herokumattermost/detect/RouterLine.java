package dev.herokumattermost.detect;

import java.util.HashMap;
import java.util.Map;

/**
 * A line of Heroku's router: {@code key=value} pairs in any order, of which a value can be empty or
 * in quotes. Codes for clients come with {@code at=warning}, those for nobody with {@code at=info}.
 *
 * @see <a href="https://devcenter.heroku.com/articles/http-routing#heroku-router-log-format">Heroku
 *     router log format</a>
 */
record RouterLine(String code, String dyno) {

  static RouterLine of(String text) {
    Map<String, String> pairs = pairs(text);
    return new RouterLine(pairs.getOrDefault("code", ""), pairs.getOrDefault("dyno", ""));
  }

  /** The first of two values counts: what follows may be text that a client chose. */
  private static Map<String, String> pairs(String text) {
    var pairs = new HashMap<String, String>();
    int at = 0;
    while (at < text.length()) {
      int equals = text.indexOf('=', at);
      if (equals < 0) {
        break;
      }
      String key = text.substring(text.lastIndexOf(' ', equals) + 1, equals);
      boolean quoted = text.startsWith("\"", equals + 1);
      int from = equals + (quoted ? 2 : 1);
      int end = text.indexOf(quoted ? '"' : ' ', from);
      int to = end < 0 ? text.length() : end;
      pairs.putIfAbsent(key, text.substring(from, to));
      at = to + 1;
    }
    return pairs;
  }
}
