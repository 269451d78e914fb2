package dev.herokumattermost.wording;

import static dev.herokumattermost.wording.Markdown.code;
import static java.util.Objects.requireNonNull;

import dev.herokumattermost.detect.FailingDyno;
import dev.herokumattermost.detect.Failure;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.incident.Acknowledgement.Person;
import dev.herokumattermost.incident.Incident;
import dev.herokumattermost.incident.IncidentEvent.DynosFailed;
import dev.herokumattermost.incident.IncidentStatus;
import dev.herokumattermost.outbox.AlertThread;
import dev.herokumattermost.outbox.RootPost;
import dev.herokumattermost.wording.Headline.Symbol;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The words of a thread's first post after what it reports has moved on: how it stands, and of an
 * incident, below that, how it began.
 *
 * @param now by our clock
 */
public record RootWording(Presentation presentation, Instant now) {
  /** So many people are named as looking after something. */
  private static final int PEOPLE = 5;

  /** So many dynos are named in the message. */
  private static final int DYNOS = 10;

  /** With the defaults of what the settings say. */
  public RootWording(Instant now) {
    this(Presentation.DEFAULT, now);
  }

  /**
   * The root post of an incident as it stands now.
   *
   * @param thread the incident's, with a root post that is in the channel
   */
  public Post post(AppName app, Incident incident, AlertThread thread) {
    var subject = new Subject(app, presentation, now);
    var failures = new FailureWording(subject, false);
    Optional<DynosFailed> opening = Optional.ofNullable(thread.root().opening());
    Box box = subject.box(symbol(incident));
    opening.ifPresent(
        one -> failures.beginning(box.line("First failure: " + failures.state(one)), one));
    people("👀 On it: ", incident.acknowledgement().acknowledgedBy(), box);
    people("🔇 Muted by ", incident.acknowledgement().mutedBy(), box);
    opening.ifPresent(
        one -> {
          if (incident.isOpen() && !incident.isWarning()) {
            failures.advised(box, one.report()).hint(FailureWording.REACTIONS);
          }
          failures.log(box, one.report().dynos());
        });
    String cause = opening.map(one -> failures.cause(one.report())).orElse("");
    String headline = headline(subject, incident, cause).text() + named(incident, opening);
    String text = (headline + "\n" + ReroutedNote.note(thread.target())).strip();
    RootPost.Posted posted = requireNonNull(thread.root().posted());
    String footer = Wording.footer(posted.notification().value());
    return new Post(text, List.of(box.done(text, footer)), "");
  }

  /** The root post of a time in which an app could not be read, which is over. */
  public Post post(AppName app, RootPost.VisibilityEnd end, AlertThread thread) {
    Draft draft = new VisibilityWording(new Subject(app, presentation, now)).over(end);
    String text = (draft.headline().text() + "\n" + ReroutedNote.note(thread.target())).strip();
    RootPost.Posted posted = requireNonNull(thread.root().posted());
    String footer = Wording.footer(posted.notification().value());
    return new Post(text, draft.box().stream().map(box -> box.done(text, footer)).toList(), "");
  }

  /** The search reads the message alone, and people look for a dyno. */
  private static String named(Incident incident, Optional<DynosFailed> opening) {
    List<String> failing = incident.dynos().stream().map(FailingDyno::name).toList();
    List<String> first =
        opening.stream().flatMap(one -> one.report().dynos().stream().map(Failure::dyno)).toList();
    List<String> dynos = Stream.concat(failing.stream(), first.stream()).distinct().toList();
    return dynos.isEmpty() ? "" : " · " + Markdown.codes(dynos, DYNOS);
  }

  private static Symbol symbol(Incident incident) {
    return switch (IncidentStatus.of(incident)) {
      case FAILING -> Symbol.FAILING;
      case WARNING, RECOVERING -> Symbol.LOOK;
      case RECOVERED -> Symbol.OVER;
      case CLOSED -> Symbol.CLOSED;
    };
  }

  private static Headline headline(Subject subject, Incident incident, String cause) {
    String process = subject.process(incident.type());
    String since = "since " + subject.times().at(incident.failingSince());
    String crashes = FailureWording.crashes(incident.crashes());
    String loop = incident.isCrashLoop() ? "crash loop" : "";
    int failing = incident.dynos().size();
    Symbol symbol = symbol(incident);
    return switch (IncidentStatus.of(incident)) {
      case WARNING -> new Headline(symbol, process + ": restarted, cause unknown");
      case FAILING ->
          new Headline(
              symbol,
              "%s: %d %s failing".formatted(process, failing, failing == 1 ? "dyno" : "dynos"),
              since,
              crashes,
              loop,
              cause);
      case RECOVERING ->
          new Headline(symbol, process + ": all dynos up, confirming", since, crashes, loop, cause);
      case RECOVERED ->
          new Headline(
              symbol,
              "%s: recovered after %s".formatted(process, lasted(incident)),
              crashes,
              loop,
              cause);
      case CLOSED ->
          new Headline(
              symbol,
              process + ": closed, not recovered",
              RecoveryWording.why(ended(incident).why()),
              "failing for " + lasted(incident),
              crashes,
              cause);
    };
  }

  private static String lasted(Incident incident) {
    return RecoveryWording.lasting(incident.failingSince(), ended(incident).until());
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
}
