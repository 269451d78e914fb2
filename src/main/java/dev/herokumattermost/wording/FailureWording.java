package dev.herokumattermost.wording;

import static dev.herokumattermost.wording.Markdown.code;

import dev.herokumattermost.detect.ClosedReason;
import dev.herokumattermost.detect.FailingDyno;
import dev.herokumattermost.detect.Failure;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.HerokuIncident;
import dev.herokumattermost.incident.IncidentEvent.Circumstance;
import dev.herokumattermost.incident.IncidentEvent.CrashLooping;
import dev.herokumattermost.incident.IncidentEvent.DynosFailed;
import dev.herokumattermost.incident.IncidentEvent.FailureReport;
import dev.herokumattermost.incident.IncidentEvent.MoreDynosFailed;
import dev.herokumattermost.incident.IncidentEvent.Opened;
import dev.herokumattermost.incident.IncidentEvent.Reopened;
import dev.herokumattermost.incident.IncidentEvent.StillFailing;
import dev.herokumattermost.incident.IncidentEvent.SuspectRelease;
import dev.herokumattermost.wording.Headline.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The words for failing dynos: how many, why, which, since when, and what to do.
 *
 * @param ago whether it is said how long ago something was, which soon is wrong where a post is
 *     left as it is
 */
record FailureWording(Subject subject, boolean ago) {
  static final String REACTIONS = "👀 on it, no reminders · 🔇 mute";

  /** So many dynos, states or reasons a headline names. */
  private static final int NAMED = 3;

  private FailureLines lines() {
    return new FailureLines(subject, ago);
  }

  Draft failed(DynosFailed event) {
    FailureReport report = event.report();
    boolean calm =
        report.has(Circumstance.WARNING) || (event instanceof Opened && isUpAgain(report));
    Symbol symbol = calm ? Symbol.LOOK : Symbol.FAILING;
    Box box = advised(beginning(subject.box(symbol), event), report);
    if (event instanceof Opened && !report.has(Circumstance.WARNING)) {
      box.hint(REACTIONS);
    }
    return Draft.of(
        new Headline(symbol, what(event), details(event), Reason.impact(report.dynos())),
        log(box, report.dynos()));
  }

  private static Instant first(FailureReport report) {
    return report.dynos().stream()
        .map(Failure::since)
        .min(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  private static String after(Reopened again) {
    String before = Times.about(Duration.between(again.endedAt(), first(again.report())));
    return ", %s after %s".formatted(before, end(again.closed()));
  }

  /** How the failure before it came to its end. */
  private static String end(@Nullable ClosedReason closed) {
    return switch (closed) {
      case SCALED_DOWN -> "scaling down";
      case IDLE -> "falling asleep";
      case RESIZED -> "resizing";
      case UNWATCHED, GONE -> "monitoring ended";
      case null -> "recovery";
    };
  }

  Draft looping(CrashLooping looping) {
    Failure latest = looping.latest();
    SuspectRelease release = looping.release();
    Box box =
        subject
            .box(Symbol.FAILING)
            .lines(lines().of(List.of(latest), release))
            .lines(lines().after(release, List.of(latest)));
    briefs(box, List.of(latest), release);
    herokuIncident(box, looping.herokuIncident());
    var advice =
        new Advice(
            subject,
            looping.type(),
            List.of(latest.dyno()),
            false,
            release,
            Reason.of(latest).nextStep());
    return Draft.of(
        new Headline(
            Symbol.FAILING,
            "%s: %s in a crash loop"
                .formatted(subject.process(looping.type()), code(looping.where())),
            rate(looping.crashes(), looping.since(), lastCrash(latest)),
            Reason.of(latest).brief(),
            FailureLines.version(latest.release())),
        log(advice.in(box), List.of(latest)));
  }

  /**
   * That dynos still fail.
   *
   * @param opening how it began; empty if that is not known any more
   */
  Draft reminder(StillFailing reminder, Optional<DynosFailed> opening) {
    List<String> names = reminder.dynos().stream().map(FailingDyno::name).toList();
    Optional<FailureReport> report = opening.map(DynosFailed::report);
    int version = reminder.dynos().stream().mapToInt(FailingDyno::release).max().orElse(0);
    Box box =
        subject
            .box(Symbol.FAILING)
            .lines(reminder.dynos().stream().map(lines()::of).toList())
            .hint("On the first post: " + REACTIONS);
    Instant next = reminder.next();
    if (next != null) {
      box.line("• Next reminder at " + subject.times().exactly(next));
    }
    var advice =
        new Advice(
            subject,
            reminder.type(),
            names,
            names.size() == reminder.total(),
            report.map(FailureReport::release).orElse(null),
            report.map(one -> Reason.nextStep(one.dynos())).orElse(NextStep.RESTART));
    return Draft.of(
        new Headline(
            Symbol.FAILING,
            "%s: still failing after %s"
                .formatted(
                    subject.process(reminder.type()),
                    Times.about(Duration.between(reminder.since(), subject.now()))),
            List.of(
                count(names.size(), reminder.total()),
                report.map(one -> Reason.brief(one.dynos())).orElse(""),
                FailureLines.version(version),
                crashes(reminder.crashes())),
            "nobody has reacted"),
        advice.in(box));
  }

  /** What is known of how it began, without what to do. */
  Box beginning(Box box, DynosFailed event) {
    FailureReport report = event.report();
    briefs(box, report.dynos(), report.release());
    box.lines(lines().of(report.dynos(), report.release()))
        .lines(lines().after(report.release(), report.dynos()));
    herokuIncident(box, report.herokuIncident());
    before(event).ifPresent(text -> box.line("• " + text).brief(text));
    return box;
  }

  private void herokuIncident(Box box, @Nullable HerokuIncident incident) {
    if (incident != null) {
      var words =
          new HerokuIncidentWording(incident, subject.times(), ago ? "reports" : "reported");
      box.line(words.line()).brief(words.brief());
    }
  }

  /** That it failed before, if that is known. */
  private Optional<String> before(DynosFailed event) {
    return event instanceof Opened(_, var recurrence) && recurrence != null
        ? Optional.of(new RecurrenceWording(subject.presentation().zone()).text(recurrence))
        : Optional.empty();
  }

  private void briefs(Box box, List<Failure> dynos, @Nullable SuspectRelease release) {
    if (!dynos.isEmpty()) {
      Failure first = dynos.getFirst();
      List<String> names = dynos.stream().map(Failure::dyno).toList();
      box.brief(
          Markdown.codes(names, NAMED)
              + " "
              + FailureLines.verbSince(first.state(), lines().at(first.since())));
    }
    if (release != null) {
      box.brief(FailureLines.described(release.release()));
    }
  }

  Box advised(Box box, FailureReport report) {
    boolean up = report.dynos().stream().allMatch(dyno -> dyno.upAgainSince() != null);
    return new Advice(
            subject,
            report.type(),
            names(report),
            report.dynos().size() == report.total(),
            report.release(),
            up || report.has(Circumstance.WARNING)
                ? Reason.nextStep(report.dynos()).withoutRestart()
                : Reason.nextStep(report.dynos()))
        .in(box);
  }

  Box log(Box box, List<Failure> dynos) {
    dynos.forEach(failure -> box.log(failure.dyno(), failure.logLines()));
    return box;
  }

  static boolean isUpAgain(FailureReport report) {
    return report.isUpAgain() && !report.has(Circumstance.CRASH_LOOP);
  }

  /** Whom it concerns, how many dynos, and in what state. */
  String what(DynosFailed event) {
    String process = subject.process(event.type());
    if (!event.report().has(Circumstance.DOWN)) {
      return process + ": " + state(event);
    }
    return event instanceof Reopened again
        ? process + " is down again" + after(again)
        : process + " is down: " + state(event);
  }

  /** How many of how many, and in what state. */
  String state(DynosFailed event) {
    FailureReport report = event.report();
    String names = Markdown.codes(names(report), NAMED);
    if (report.has(Circumstance.CRASH_LOOP)) {
      return names + " in a crash loop";
    }
    if (allIn(report, DynoState.RESTARTING)) {
      boolean again = event instanceof Reopened || isRepeated(report);
      return "%s restarted%s, cause unknown".formatted(names, again ? " again" : "");
    }
    return switch (event) {
      case MoreDynosFailed _ ->
          report.has(Circumstance.DOWN)
              ? count(report.failing(), report.total()) + " failing"
              : "now %d of %d dynos failing".formatted(report.failing(), report.total());
      case Reopened again -> "failing again" + after(again);
      case DynosFailed _ when report.isUpAgain() ->
          "%s crashed, %s up again".formatted(names, report.dynos().size() == 1 ? "is" : "are");
      case DynosFailed _ -> count(report.dynos().size(), report.total()) + " " + verbs(report, 2);
    };
  }

  /** Whether the headline names the dynos, because that is all that is to be said of them. */
  private static boolean namesDynos(FailureReport report) {
    return report.has(Circumstance.CRASH_LOOP) || allIn(report, DynoState.RESTARTING);
  }

  /** The reason, the release, and what else is special. */
  private List<String> details(DynosFailed event) {
    FailureReport report = event.report();
    var details = new ArrayList<String>();
    if (event instanceof MoreDynosFailed && !namesDynos(report)) {
      details.add(Markdown.codes(names(report), NAMED) + " " + verbs(report, 1));
    }
    if (report.has(Circumstance.CRASH_LOOP)) {
      details.add(report.dynos().stream().findFirst().map(FailureWording::rate).orElse(""));
    }
    details.add(Reason.brief(report.dynos()));
    details.add(after(report));
    details.add(report.has(Circumstance.FIRST_READING) ? "before monitoring began" : "");
    details.add(report.has(Circumstance.MAINTENANCE) ? "app in maintenance mode" : "");
    return details;
  }

  /** The reason if it is the same for all, and the release if it is suspect. */
  String cause(FailureReport report) {
    return Stream.of(Reason.brief(report.dynos()), after(report))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String after(FailureReport report) {
    SuspectRelease release = report.release();
    return release == null ? "" : FailureLines.after(release.release(), report.dynos());
  }

  static String crashes(int crashes) {
    return crashes == 0 ? "" : crashes == 1 ? "1 crash" : crashes + " crashes";
  }

  private static String rate(Failure dyno) {
    Instant first = dyno.crashesSince();
    return first == null ? crashes(dyno.crashes()) : rate(dyno.crashes(), first, lastCrash(dyno));
  }

  private static Instant lastCrash(Failure dyno) {
    return dyno.crashesUntil() == null ? dyno.since() : dyno.crashesUntil();
  }

  private static String rate(int crashes, Instant from, Instant to) {
    return "%d crashes in %s".formatted(crashes, Times.about(Duration.between(from, to)));
  }

  private static String count(int some, int total) {
    return some < total
        ? "%d of %d dynos".formatted(some, total)
        : switch (some) {
          case 1 -> "its only dyno";
          case 2 -> "both dynos";
          default -> "all %d dynos".formatted(some);
        };
  }

  /** What the dynos do; that they fail, if they do more than so many things. */
  private String verbs(FailureReport report, int most) {
    List<String> verbs =
        report.dynos().stream().map(dyno -> verb(dyno.state(), dyno.since())).distinct().toList();
    return verbs.size() <= most ? String.join(", ", verbs) : "failing";
  }

  private String verb(DynoState state, Instant since) {
    if (state.equals(DynoState.STARTING)) {
      return ago
          ? "still starting after " + Times.about(Duration.between(since, subject.now()))
          : "stuck starting";
    }
    return FailureLines.word(state);
  }

  /** Whether dynos restarted more than once, and that is all that is known. */
  private static boolean isRepeated(FailureReport report) {
    return !report.has(Circumstance.WARNING)
        && report.dynos().stream().allMatch(dyno -> dyno.crashes() > 1);
  }

  private static boolean allIn(FailureReport report, DynoState state) {
    return report.dynos().stream().allMatch(dyno -> dyno.state().equals(state));
  }

  private static List<String> names(FailureReport report) {
    return report.dynos().stream().map(Failure::dyno).toList();
  }
}
