package dev.herokumattermost.message;

import static dev.herokumattermost.message.Markdown.code;
import static java.util.Objects.requireNonNull;

import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Attention.Person;
import dev.herokumattermost.watch.Face;
import dev.herokumattermost.watch.Incident;
import dev.herokumattermost.watch.News.Failed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The words of an incident's first post after it has moved on: how it stands, and below that how it
 * began. And of the one post for many incidents that opened together.
 *
 * @param now by our clock
 */
public record RootWording(Instant now) {

  /** The first post of an incident that has one. */
  public Post post(AppName app, Incident incident) {
    var lines = new ArrayList<String>();
    lines.add(headline(app, incident));
    Failed opening = incident.root().opening();
    if (opening != null) {
      lines.addAll(new Wording(app, now).beginning(opening));
    }
    people("👀 looked after by ", incident.attention().acknowledgedBy(), lines);
    people("🔇 muted by ", incident.attention().mutedBy(), lines);
    if (!incident.destination().unreachable().isEmpty()) {
      lines.add(Rerouted.note(incident.destination()));
    }
    return Post.of(String.join("\n", lines));
  }

  private String headline(AppName app, Incident incident) {
    String process = code(app.value()) + " " + code(incident.type().value());
    Instant since = incident.troubleSince();
    String crashes = Wording.crashes(incident.crashes());
    String loop = incident.looping() ? ", in a crash loop" : "";
    int failing = incident.patients().size();
    return switch (Face.of(incident)) {
      case FAILING ->
          "🔴 **%s: %s failing** since %s%s%s"
              .formatted(process, dynos(failing), at(since), crashes, loop);
      case RECOVERING ->
          "🟠 **%s: recovering**, %s up again, but not for long yet; failing since %s%s%s"
              .formatted(process, dynos(failing), at(since), crashes, loop);
      case RECOVERED -> "🟢 **%s: recovered**, %s%s".formatted(process, down(incident), crashes);
      case CLOSED ->
          "⚪ **%s: closed**, its dynos %s; %s%s"
              .formatted(
                  process,
                  Wording.why(requireNonNull(incident.end()).why(), 2),
                  down(incident),
                  crashes);
    };
  }

  private String down(Incident incident) {
    Instant until = requireNonNull(incident.end()).until();
    Instant since = incident.troubleSince();
    return "down %s (%s to %s)"
        .formatted(Times.lasting(Duration.between(since, until)), at(since), at(until));
  }

  private static String dynos(int count) {
    return count == 1 ? "1 dyno" : count + " dynos";
  }

  private static void people(String what, List<Person> people, List<String> lines) {
    if (!people.isEmpty()) {
      lines.add(
          people.stream()
              .map(person -> person.name().isEmpty() ? "somebody" : code(person.name()))
              .collect(Collectors.joining(", ", what, "")));
    }
  }

  private String at(Instant moment) {
    return Times.at(moment, now);
  }

  /**
   * One incident among others.
   *
   * @param failed how it opened
   */
  public record Opened(AppName app, Failed failed) {}

  /** One post for many incidents; what follows about each of them goes into its thread. */
  public Post digest(List<Opened> opened) {
    long apps = opened.stream().map(Opened::app).distinct().count();
    var lines = new ArrayList<String>();
    lines.add(
        "🔴 **%d process types of %d %s fail at once**; their news follow in this thread"
            .formatted(opened.size(), apps, apps == 1 ? "app" : "apps"));
    int shown = Math.min(opened.size(), MOST_LINES);
    for (Opened one : opened.subList(0, shown)) {
      lines.add("• " + new Wording(one.app(), now).inShort(one.failed()));
    }
    if (shown < opened.size()) {
      lines.add("• and %d more".formatted(opened.size() - shown));
    }
    lines.add("→ so many at once mostly have one cause: see " + code("status.heroku.com"));
    return Post.of(String.join("\n", lines));
  }

  /** About 150 characters each, well within the longest message. */
  private static final int MOST_LINES = 60;
}
