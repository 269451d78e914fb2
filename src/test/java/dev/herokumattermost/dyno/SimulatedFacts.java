package dev.herokumattermost.dyno;

import dev.herokumattermost.local.heroku.SimulatedApp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a simulated app shows, as the facts that the client makes of Heroku's answers. */
public record SimulatedFacts(SimulatedApp app) {
  private static final int LINES = 1500;

  public List<Dyno> dynos() {
    return app.dynos().stream()
        .map(
            row ->
                new Dyno(
                    new DynoId(row.id()),
                    row.name(),
                    new ProcessType(row.type()),
                    new DynoState(row.state()),
                    row.release().version(),
                    row.createdAt(),
                    row.updatedAt(),
                    row.size()))
        .toList();
  }

  public List<LogLine> log() {
    return LogLine.parse(String.join("\n", app.log(LINES, "", "")));
  }

  public List<Release> releases() {
    return app.releases().stream()
        .map(
            row ->
                new Release(
                    row.version(),
                    row.description(),
                    row.author(),
                    row.createdAt(),
                    Release.Status.of(row.status()),
                    row.eligibleForRollback(),
                    row.slug()))
        .toList();
  }

  /** How many dynos of each process type are wanted. */
  public Map<ProcessType, Integer> formation() {
    var wanted = new HashMap<ProcessType, Integer>();
    app.formation().forEach(row -> wanted.put(new ProcessType(row.type()), row.quantity()));
    return wanted;
  }
}
