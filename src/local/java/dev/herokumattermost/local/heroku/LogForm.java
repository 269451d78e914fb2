package dev.herokumattermost.local.heroku;

import dev.herokumattermost.local.heroku.LoopbackServer.Delivery;
import java.util.Map;

/** The forms in which Heroku tells a log. */
public enum LogForm {
  PLAIN(false, Delivery.WHOLE),
  EVENTS(true, Delivery.WHOLE),
  /** The stream stays open after the last line. */
  ENDLESS_PLAIN(false, Delivery.ENDLESS),
  /** The same, as on Fir. */
  ENDLESS_EVENTS(true, Delivery.ENDLESS);

  private final boolean events;
  private final Delivery delivery;

  LogForm(boolean events, Delivery delivery) {
    this.events = events;
    this.delivery = delivery;
  }

  Delivery delivery() {
    return delivery;
  }

  String shown(String line) {
    return events ? "id: 1\ndata: " + line + "\n\n" : line + "\n";
  }

  Map<String, String> headers() {
    return Map.of("Content-Type", events ? "text/event-stream" : "text/plain; charset=utf-8");
  }
}
