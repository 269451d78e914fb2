package dev.herokumattermost.local.heroku;

import dev.herokumattermost.local.http.Reply;
import dev.herokumattermost.local.http.Reply.Ending;

/** The forms in which Heroku sends a log. */
public enum LogForm {
  PLAIN(false, Ending.WHOLE),
  EVENTS(true, Ending.WHOLE),
  /** The stream stays open after the last line. */
  ENDLESS_PLAIN(false, Ending.ENDLESS),
  /** The same, as on Fir. */
  ENDLESS_EVENTS(true, Ending.ENDLESS);

  private final boolean events;
  private final Ending ending;

  LogForm(boolean events, Ending ending) {
    this.events = events;
    this.ending = ending;
  }

  String shown(String line) {
    return events ? "id: 1\ndata: " + line + "\n\n" : line + "\n";
  }

  Reply reply(int status, String text) {
    return Reply.of(status, events ? "text/event-stream" : "text/plain; charset=utf-8", text)
        .ending(status == 200 ? ending : Ending.WHOLE);
  }
}
