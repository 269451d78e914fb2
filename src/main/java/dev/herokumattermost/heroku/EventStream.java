package dev.herokumattermost.heroku;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The data of <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream">server-sent
 * events</a>, one line of data to a line of text.
 */
final class EventStream {
  private static final Pattern LINE_END = Pattern.compile("\r\n|\n|\r");
  private static final String FIELD = "data";

  private EventStream() {}

  /**
   * Collects the data.
   *
   * @param whole whether the stream ended by itself; otherwise the last event is incomplete, and is
   *     left out as the standard asks
   */
  static String lines(String stream, boolean whole) {
    String unmarked = stream.startsWith("\uFEFF") ? stream.substring(1) : stream;
    String[] lines = LINE_END.split(unmarked, -1);
    var text = new StringBuilder();
    var event = new StringBuilder();
    // The text after the last line end is a line only if the stream ended there by itself.
    for (String line : Arrays.asList(lines).subList(0, lines.length - (whole ? 0 : 1))) {
      if (line.isEmpty()) {
        text.append(event);
        event.setLength(0);
      } else if (line.equals(FIELD) || line.startsWith(FIELD + ":")) {
        event.append(value(line)).append('\n');
      }
    }
    return text.append(whole ? event : "").toString();
  }

  private static String value(String line) {
    String value = line.length() > FIELD.length() ? line.substring(FIELD.length() + 1) : "";
    return value.startsWith(" ") ? value.substring(1) : value;
  }
}
