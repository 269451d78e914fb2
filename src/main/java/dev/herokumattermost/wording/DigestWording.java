package dev.herokumattermost.wording;

import static dev.herokumattermost.wording.Markdown.code;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.incident.IncidentEvent.Circumstance;
import dev.herokumattermost.incident.IncidentEvent.FailureReport;
import dev.herokumattermost.incident.IncidentEvent.Opened;
import dev.herokumattermost.outbox.NotificationId;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.rules.Route.Priority;
import dev.herokumattermost.wording.Headline.Symbol;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The words of the one post for many incidents that opened together.
 *
 * @param now by our clock
 */
public record DigestWording(Presentation presentation, Instant now) {
  private static final String CHECK_STATUS =
      "So many at once mostly have one cause: check Heroku's status first";

  /** So many apps the headline names. */
  private static final int NAMED = 3;

  /** So many apps the message names below the headline, which alone the search reads. */
  private static final int FOUND = 20;

  /** About 150 characters for each app, well within the longest message. */
  private static final int MOST_LINKS = 60;

  /**
   * One incident among others.
   *
   * @param failed how it opened
   * @param route whom it would have called by itself
   */
  public record InDigest(AppName app, FailureReport failed, Route route) {}

  /**
   * The post for all of them; what follows about each goes into its thread.
   *
   * @param id of the first notification
   */
  public Post post(List<InDigest> opened, NotificationId id) {
    boolean warning = opened.stream().allMatch(one -> one.failed().has(Circumstance.WARNING));
    Symbol symbol = warning ? Symbol.LOOK : Symbol.FAILING;
    List<String> apps = opened.stream().map(one -> one.app().value()).distinct().toList();
    String headline =
        new Headline(symbol, what(opened, apps, warning), List.of(named(apps)), cause(opened))
            .text();
    String mentions =
        Mentions.text(opened.stream().flatMap(one -> one.route().mentions().stream()).toList());
    String text =
        "%s\n%s%s"
            .formatted(
                (headline + " " + mentions).strip(), Markdown.codes(apps, FOUND), notes(opened));
    var box =
        new Box(
                symbol,
                "Heroku status",
                "https://status.heroku.com",
                new Times(now, presentation.zone()))
            .lines(lines(opened));
    herokuIncident(opened)
        .ifPresentOrElse(
            words -> box.line(words.line()).brief(words.brief()),
            () -> box.line("→ " + CHECK_STATUS).brief(CHECK_STATUS));
    return new Post(
        text, List.of(box.done(text, Wording.footer(id.value()))), Wording.word(highest(opened)));
  }

  private Optional<HerokuIncidentWording> herokuIncident(List<InDigest> opened) {
    var times = new Times(now, presentation.zone());
    return opened.stream()
        .flatMap(one -> Stream.ofNullable(one.failed().herokuIncident()))
        .map(incident -> HerokuIncidentWording.now(incident, times))
        .findFirst();
  }

  private static String what(List<InDigest> opened, List<String> apps, boolean warning) {
    String state = warning ? "restarted at once, cause unknown" : "failing at once";
    return apps.size() == 1
        ? "%s: %d process types %s".formatted(code(apps.getFirst()), opened.size(), state)
        : "%d apps %s".formatted(apps.size(), state);
  }

  private static String named(List<String> apps) {
    return apps.size() == 1 ? "" : Markdown.codes(apps, NAMED).replace(" and ", ", ");
  }

  /** The reason, if it is the same for all. */
  private static String cause(List<InDigest> opened) {
    Set<String> reasons =
        opened.stream()
            .map(one -> Reason.brief(one.failed().dynos()))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return reasons.size() == 1 ? reasons.iterator().next() : "";
  }

  /** One line for those of which the same holds. */
  private List<String> lines(List<InDigest> opened) {
    var alike = new LinkedHashMap<String, Set<AppName>>();
    opened.stream()
        .limit(MOST_LINKS)
        .forEach(
            one -> alike.computeIfAbsent(inShort(one), _ -> new LinkedHashSet<>()).add(one.app()));
    return alike.entrySet().stream()
        .map(
            one ->
                "• %s: %s"
                    .formatted(
                        one.getKey(),
                        one.getValue().stream()
                            .map(DigestWording::link)
                            .collect(Collectors.joining(", "))))
        .toList();
  }

  private static String link(AppName app) {
    return "[%s](%s)".formatted(code(app.value()), new Commands(app).dashboard());
  }

  private String inShort(InDigest one) {
    var failures = new FailureWording(new Subject(one.app(), presentation, now), false);
    String brief = Reason.brief(one.failed().dynos());
    return "%s %s%s"
        .formatted(
            code(one.failed().type().value()),
            (one.failed().has(Circumstance.DOWN) ? "is down, " : "")
                + failures.state(new Opened(one.failed())),
            brief.isEmpty() ? "" : ", " + brief);
  }

  private static Priority highest(List<InDigest> opened) {
    return opened.stream()
        .map(one -> one.route().priority())
        .max(Comparator.naturalOrder())
        .orElse(Priority.NONE);
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
}
