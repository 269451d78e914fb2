package dev.herokumattermost.wording;

import static dev.herokumattermost.wording.Markdown.code;
import static java.util.Objects.requireNonNull;

import dev.herokumattermost.detect.FailingDyno;
import dev.herokumattermost.detect.Failure;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.incident.Acknowledgement.Person;
import dev.herokumattermost.incident.Incident;
import dev.herokumattermost.incident.IncidentEvent.Circumstance;
import dev.herokumattermost.incident.IncidentEvent.DynosFailed;
import dev.herokumattermost.incident.IncidentEvent.FailureReport;
import dev.herokumattermost.incident.IncidentStatus;
import dev.herokumattermost.outbox.AlertThread;
import dev.herokumattermost.outbox.RootPost;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.rules.Route.Priority;
import dev.herokumattermost.wording.Box.Color;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The words of an incident's first post after it has moved on: how it stands, and below that how it
 * began. And of the one post for many incidents that opened together.
 *
 * @param now by our clock
 */
public record RootWording(Instant now) {
  /** So many people are named as looking after something. */
  private static final int PEOPLE = 5;

  /** So many dynos, and so many apps of a digest, are named in the message. */
  private static final int DYNOS = 10;

  private static final int APPS = 20;

  /**
   * The root post of an incident as it stands now.
   *
   * @param thread the incident's, with a root post that is in the channel
   */
  public Post post(AppName app, Incident incident, AlertThread thread) {
    var failures = new FailureWording(app, now, false);
    String headline = headline(failures, incident);
    DynosFailed opening = thread.root().opening();
    Box box = opening == null ? failures.box(color(incident)) : began(failures, opening, incident);
    people("👀 looked after by ", incident.acknowledgement().acknowledgedBy(), box);
    people("🔇 muted by ", incident.acknowledgement().mutedBy(), box);
    if (opening != null) {
      failures.log(box, opening.report().dynos());
    }
    Draft draft = Draft.of(headline, box);
    headline += named(incident, opening);
    String text = (headline + "\n" + ReroutedNote.note(thread.target())).strip();
    RootPost.Posted posted = requireNonNull(thread.root().posted());
    String footer = Wording.footer(posted.notification().value());
    return new Post(text, List.of(box.done(text, footer, draft.fallback())), "");
  }

  /** The search looks into the message alone, and people look for a dyno. */
  private static String named(Incident incident, @Nullable DynosFailed opening) {
    List<String> dynos =
        Stream.concat(
                opening == null
                    ? Stream.of()
                    : opening.report().dynos().stream().map(Failure::dyno),
                incident.dynos().stream().map(FailingDyno::name))
            .distinct()
            .toList();
    return dynos.isEmpty() ? "" : " · " + Markdown.codes(dynos, DYNOS);
  }

  private static Box began(FailureWording failures, DynosFailed opening, Incident incident) {
    Box box =
        failures.beginning(
            failures
                .box(color(incident))
                .line("It began with %s:".formatted(FailureWording.howMany(opening))),
            opening.report());
    return incident.isOpen() ? failures.whatToDo(box, opening.report()) : box;
  }

  private static Color color(Incident incident) {
    return switch (IncidentStatus.of(incident)) {
      case FAILING -> Color.RED;
      case WARNING, RECOVERING -> Color.AMBER;
      case RECOVERED -> Color.GREEN;
      case CLOSED -> Color.GREY;
    };
  }

  private String headline(FailureWording failures, Incident incident) {
    String process = failures.process(incident.type());
    String since = Times.at(incident.failingSince(), now);
    String crashes = FailureWording.crashes(incident.crashes());
    String loop = incident.isCrashLoop() ? ", in a crash loop" : "";
    int failing = incident.dynos().size();
    String dynos = "%d %s".formatted(failing, FailureWording.dynos(failing));
    return switch (IncidentStatus.of(incident)) {
      case WARNING -> "🟠 **%s: restarted, cause unknown** at %s".formatted(process, since);
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
                  RecoveryWording.why(ended(incident).why(), 2),
                  lasted(incident),
                  crashes);
    };
  }

  private String lasted(Incident incident) {
    Instant until = ended(incident).until();
    Instant since = incident.failingSince();
    return "%s (%s to %s)"
        .formatted(
            RecoveryWording.lasting(since, until), Times.at(since, now), Times.at(until, now));
  }

  private static Incident.Ended ended(Incident incident) {
    return (Incident.Ended) incident.phase();
  }

  private static void people(String what, List<Person> people, Box box) {
    if (!people.isEmpty()) {
      String named =
          people.stream()
              .limit(PEOPLE)
              .map(person -> person.name().isEmpty() ? "somebody" : code(person.name()))
              .collect(Collectors.joining(", ", what, ""));
      box.line(people.size() > PEOPLE ? named + " and others" : named);
    }
  }

  /**
   * One incident among others.
   *
   * @param failed how it opened
   * @param route whom it would have called by itself
   */
  public record InDigest(AppName app, FailureReport failed, Route route) {}

  /** One post for many incidents; what follows about each of them goes into its thread. */
  public Post digest(List<InDigest> opened) {
    List<String> apps = opened.stream().map(one -> one.app().value()).distinct().toList();
    boolean warning = opened.stream().allMatch(one -> one.failed().has(Circumstance.WARNING));
    String headline =
        "%s **%d process types of %d %s %s at once**; their news follow in this thread"
            .formatted(
                warning ? "🟠" : "🔴",
                opened.size(),
                apps.size(),
                apps.size() == 1 ? "app" : "apps",
                warning ? "restarted, cause unknown," : "fail");
    var box =
        new Box(warning ? Color.AMBER : Color.RED, "Heroku status", "https://status.heroku.com");
    opened.stream()
        .limit(MOST_LINES)
        .map(one -> "• " + new FailureWording(one.app(), now, false).inShort(one.failed()))
        .forEach(box::line);
    if (opened.size() > MOST_LINES) {
      box.line("• and %d more".formatted(opened.size() - MOST_LINES));
    }
    box.line("→ so many at once mostly have one cause: see Heroku's status");
    String mentions =
        Mentions.text(opened.stream().flatMap(one -> one.route().mentions().stream()).toList());
    String text =
        (headline + " " + mentions).strip() + "\n" + Markdown.codes(apps, APPS) + notes(opened);
    Priority highest =
        opened.stream()
            .map(one -> one.route().priority())
            .max(Comparator.naturalOrder())
            .orElse(Priority.NONE);
    return new Post(
        text, List.of(box.done(text, "", headline.replace("**", ""))), Wording.word(highest));
  }

  /** Which channels some of them were meant for, if those cannot be posted to. */
  private static String notes(List<InDigest> opened) {
    List<Route.Target> all = opened.stream().map(one -> one.route().target()).distinct().toList();
    return all.stream()
        .map(one -> all.size() == 1 ? ReroutedNote.note(one) : ReroutedNote.noteOnSome(one))
        .filter(note -> !note.isEmpty())
        .map(note -> "\n" + note)
        .collect(Collectors.joining());
  }

  /** About 150 characters each, well within the longest message. */
  private static final int MOST_LINES = 60;
}
