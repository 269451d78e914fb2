package dev.herokumattermost.local.heroku;

import dev.herokumattermost.json.Json;
import dev.herokumattermost.local.http.Reply;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Heroku's status page. Like the real one it keeps an incident for a while that is over, and its
 * {@code resolved} is not to be believed.
 */
public final class SimulatedStatus {
  static final String PATH = "/api/v4/current-status";

  private final InstantSource clock;
  private final List<Incident> incidents = new CopyOnWriteArrayList<>();

  record Incident(
      int id,
      String title,
      String state,
      boolean resolved,
      Instant createdAt,
      String fullUrl,
      List<String> systems,
      List<String> tags) {}

  private record Document(List<Object> status, List<Incident> incidents, List<Object> scheduled) {}

  SimulatedStatus(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Reports an incident of apps, open from now on.
   *
   * @param regions its tags
   */
  public void report(String title, String... regions) {
    int id = 3000 + incidents.size();
    incidents.add(
        new Incident(
            id,
            title,
            "open",
            false,
            clock.instant(),
            "https://127.0.0.1/incidents/" + id,
            List.of("Apps"),
            List.of(regions)));
  }

  /** Ends all of them. */
  public void resolve() {
    incidents.replaceAll(
        one ->
            new Incident(
                one.id(),
                one.title(),
                "resolved",
                false,
                one.createdAt(),
                one.fullUrl(),
                one.systems(),
                one.tags()));
  }

  Reply answer() {
    return Reply.json(
        200, Json.SNAKE_CASE.write(new Document(List.of(), List.copyOf(incidents), List.of())));
  }
}
