package dev.herokumattermost.message;

import static dev.herokumattermost.message.Markdown.code;
import static java.util.Objects.requireNonNull;

import dev.herokumattermost.message.Box.Color;
import dev.herokumattermost.watch.Address;
import dev.herokumattermost.watch.Address.Priority;
import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Attention.Person;
import dev.herokumattermost.watch.Destination;
import dev.herokumattermost.watch.Face;
import dev.herokumattermost.watch.Incident;
import dev.herokumattermost.watch.News.Failed;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The words of an incident's first post after it has moved on: how it stands, and below that how it
 * began. And of the one post for many incidents that opened together.
 *
 * @param now by our clock
 */
public record RootWording(Instant now) {
  /** So many people are named as looking after something. */
  private static final int PEOPLE = 5;

  /** The first post of an incident that has one. */
  public Post post(AppName app, Incident incident) {
    var failures = new FailureWording(app, now, false);
    String headline = headline(failures, incident);
    Failed opening = incident.root().opening();
    Box box = opening == null ? failures.box(color(incident)) : began(failures, opening, incident);
    people("👀 looked after by ", incident.attention().acknowledgedBy(), box);
    people("🔇 muted by ", incident.attention().mutedBy(), box);
    if (opening != null) {
      failures.log(box, opening.dynos());
    }
    Draft draft = Draft.of(headline, box);
    String text = (headline + "\n" + Rerouted.note(incident.destination())).strip();
    String footer = Wording.footer(incident.root().notice());
    return new Post(text, List.of(box.done(text, footer, draft.fallback())), "");
  }

  private static Box began(FailureWording failures, Failed opening, Incident incident) {
    Box box =
        failures.beginning(
            failures
                .box(color(incident))
                .line("It began with %s:".formatted(FailureWording.howMany(opening))),
            opening);
    return incident.isOpen() ? failures.whatToDo(box, opening) : box;
  }

  private static Color color(Incident incident) {
    return switch (Face.of(incident)) {
      case FAILING -> Color.RED;
      case RECOVERING -> Color.AMBER;
      case RECOVERED -> Color.GREEN;
      case CLOSED -> Color.GREY;
    };
  }

  private String headline(FailureWording failures, Incident incident) {
    String process = failures.process(incident.type());
    String since = Times.at(incident.troubleSince(), now);
    String crashes = FailureWording.crashes(incident.crashes());
    String loop = incident.looping() ? ", in a crash loop" : "";
    int failing = incident.patients().size();
    String dynos = "%d %s".formatted(failing, FailureWording.dynos(failing));
    return switch (Face.of(incident)) {
      case FAILING ->
          "🔴 **%s: %s failing** since %s%s%s".formatted(process, dynos, since, crashes, loop);
      case RECOVERING ->
          "🟠 **%s: recovering**, %s up again, but not for long yet; failing since %s%s%s"
              .formatted(process, dynos, since, crashes, loop);
      case RECOVERED ->
          "🟢 **%s: recovered** after %s%s".formatted(process, lasted(incident), crashes);
      case CLOSED ->
          "⚪ **%s: closed**, its dynos %s; it lasted %s%s"
              .formatted(
                  process,
                  RecoveryWording.why(requireNonNull(incident.end()).why(), 2),
                  lasted(incident),
                  crashes);
    };
  }

  private String lasted(Incident incident) {
    Instant until = requireNonNull(incident.end()).until();
    Instant since = incident.troubleSince();
    return "%s (%s to %s)"
        .formatted(
            RecoveryWording.lasting(since, until), Times.at(since, now), Times.at(until, now));
  }

  private static void people(String what, List<Person> people, Box box) {
    if (!people.isEmpty()) {
      String named =
          people.stream()
              .limit(PEOPLE)
              .map(person -> person.name().isEmpty() ? "somebody" : code(person.name()))
              .collect(Collectors.joining(", ", what, ""));
      int more = people.size() - PEOPLE;
      box.line(more > 0 ? named + " and %d more".formatted(more) : named);
    }
  }

  /**
   * One incident among others.
   *
   * @param failed how it opened
   * @param address whom it would have called by itself
   */
  public record Opened(AppName app, Failed failed, Address address) {}

  /** One post for many incidents; what follows about each of them goes into its thread. */
  public Post digest(List<Opened> opened) {
    long apps = opened.stream().map(Opened::app).distinct().count();
    String headline =
        "🔴 **%d process types of %d %s fail at once**; their news follow in this thread"
            .formatted(opened.size(), apps, apps == 1 ? "app" : "apps");
    var box = new Box(Color.RED, "Heroku status", "https://status.heroku.com");
    opened.stream()
        .limit(MOST_LINES)
        .map(one -> "• " + new FailureWording(one.app(), now, false).inShort(one.failed()))
        .forEach(box::line);
    if (opened.size() > MOST_LINES) {
      box.line("• and %d more".formatted(opened.size() - MOST_LINES));
    }
    box.line("→ so many at once mostly have one cause: see Heroku's status");
    String mentions =
        Mentions.text(opened.stream().flatMap(one -> one.address().mentions().stream()).toList());
    String text = (headline + " " + mentions).strip() + notes(opened);
    Priority highest =
        opened.stream()
            .map(one -> one.address().priority())
            .max(Comparator.naturalOrder())
            .orElse(Priority.NONE);
    return new Post(
        text, List.of(box.done(text, "", headline.replace("**", ""))), Wording.word(highest));
  }

  /** Which channels some of them were meant for, if those cannot be told. */
  private static String notes(List<Opened> opened) {
    List<Destination> all =
        opened.stream().map(one -> one.address().destination()).distinct().toList();
    return all.stream()
        .map(one -> all.size() == 1 ? Rerouted.note(one) : Rerouted.noteOnSome(one))
        .filter(note -> !note.isEmpty())
        .map(note -> "\n" + note)
        .collect(Collectors.joining());
  }

  /** About 150 characters each, well within the longest message. */
  private static final int MOST_LINES = 60;
}
