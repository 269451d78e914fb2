package dev.herokumattermost.wording;

import static dev.herokumattermost.wording.Markdown.code;

import dev.herokumattermost.detect.Failure;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.incident.WeeklyReport;
import dev.herokumattermost.incident.WeeklyReport.Acknowledged;
import dev.herokumattermost.incident.WeeklyReport.AppWeek;
import dev.herokumattermost.incident.WeeklyReport.BlindTo;
import dev.herokumattermost.incident.WeeklyReport.FailureKind;
import dev.herokumattermost.incident.WeeklyReport.Incidents;
import dev.herokumattermost.incident.WeeklyReport.Watching;
import dev.herokumattermost.wording.Headline.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The words for what a week brought. */
record ReportWording(Subject subject) {
  private static final String APPS = "https://dashboard.heroku.com/apps";
  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final String NONE = "·";
  private static final int LONGEST_BLOCK = 200;
  private static final int NAMED = 5;

  Draft week(WeeklyReport report) {
    Incidents all = report.all();
    Box box = new Box(Symbol.REPORT, "Apps on Heroku", APPS, subject.times());
    box.lines(report.apps().stream().map(ReportWording::app).toList());
    if (report.moreApps() > 0) {
      box.line("• and %d more apps".formatted(report.moreApps()));
    }
    if (all.count() > 0) {
      box.line("• " + releases(all)).line("• " + acknowledged(all, report.acknowledged()));
    }
    if (all.heldBack() > 0) {
      box.line("• %d more held back, and over before the end".formatted(all.heldBack()));
    }
    if (all.count() == 0) {
      box.line("• Nothing failed that anybody was alerted of");
    } else {
      String zone = subject.times().zoneAt(report.from());
      box.field("Incidents by hour of the day (%s)".formatted(zone), hours(report.hours()));
    }
    box.field("The watch", String.join("\n", watch(report.watching())));
    return Draft.of(
        new Headline(
            Symbol.REPORT,
            "%s: %s".formatted(named(report), count(all, report.apps().size() + report.moreApps())),
            all.count() == 0 ? "" : lasting(all.failing()) + " failing",
            recovery(all)),
        box);
  }

  private String named(WeeklyReport report) {
    String week = "Week " + report.week().replaceFirst("^.*-W0?", "");
    return "%s, %s to %s"
        .formatted(week, day(report.from()), day(report.until().minus(Duration.ofHours(1))));
  }

  private String day(Instant moment) {
    ZoneId zone = subject.presentation().zone();
    return DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH).withZone(zone).format(moment);
  }

  private static String count(Incidents all, int apps) {
    return all.count() == 0
        ? "no incidents"
        : "%s in %s".formatted(number(all.count(), "incident"), number(apps, "app"));
  }

  private static String number(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private static String app(AppWeek week) {
    Incidents incidents = week.incidents();
    List<String> parts =
        Stream.of(
                number(incidents.count(), "incident"),
                incidents.open() == 0 ? "" : incidents.open() + " still open",
                incidents.count() == 0 ? "" : lasting(incidents.failing()) + " failing",
                recovery(incidents),
                incidents.afterRelease() == 0 ? "" : incidents.afterRelease() + " after a release",
                causes(week.causes()),
                incidents.heldBack() == 0 ? "" : incidents.heldBack() + " held back")
            .filter(part -> !part.isEmpty())
            .toList();
    return "• %s: %s".formatted(code(week.app().value()), String.join("; ", parts));
  }

  private static String recovery(Incidents incidents) {
    Duration median = incidents.medianRecovery();
    Duration worst = incidents.worstRecovery();
    if (median == null || worst == null) {
      return "";
    }
    return median.equals(worst)
        ? "recovered after " + lasting(median)
        : "recovered after %s (median), %s (worst)".formatted(lasting(median), lasting(worst));
  }

  private static String causes(List<FailureKind> causes) {
    return causes.stream()
        .map(one -> one.incidents() == 1 ? words(one) : words(one) + " ×" + one.incidents())
        .collect(Collectors.joining(", "));
  }

  private static String words(FailureKind cause) {
    DynoState state = cause.state();
    if (state == null) {
      return "cause unknown";
    }
    var failure =
        new Failure(
            "",
            state,
            Instant.EPOCH,
            0,
            null,
            0,
            null,
            cause.exit(),
            Stream.ofNullable(cause.error()).toList(),
            List.of());
    String brief = Reason.of(failure).brief().replace(",", "");
    return brief.isEmpty() ? FailureLines.word(state) : brief;
  }

  private static String releases(Incidents all) {
    int share = 100 * all.afterRelease() / all.count();
    return "%d of %d followed a release (%d %%)".formatted(all.afterRelease(), all.count(), share);
  }

  private static String acknowledged(Incidents all, List<Acknowledged> people) {
    String who =
        people.stream()
            .limit(NAMED)
            .map(
                one ->
                    (one.name().isEmpty() ? "somebody" : code(one.name())) + " " + one.incidents())
            .collect(Collectors.joining(", "));
    String count = "%d of %d acknowledged".formatted(all.acknowledged(), all.count());
    return who.isEmpty() ? count : count + ": " + who;
  }

  /** A bar for each hour, and below every sixth its number; as wide as a phone shows. */
  static String hours(List<Integer> hours) {
    int most = Math.max(1, Collections.max(hours));
    String bars =
        hours.stream()
            .map(
                count ->
                    count == 0
                        ? NONE
                        : String.valueOf(BARS.charAt((count * BARS.length() - 1) / most)))
            .collect(Collectors.joining());
    return Markdown.fence(List.of(bars, "0     6     12    18"), LONGEST_BLOCK);
  }

  private static List<String> watch(Watching watching) {
    var lines = new ArrayList<String>();
    var blind = new ArrayList<String>();
    if (!watching.blindToAll().isZero()) {
      blind.add("most apps for " + lasting(watching.blindToAll()));
    }
    for (BlindTo one : watching.blindTo().stream().limit(NAMED).toList()) {
      blind.add("%s for %s".formatted(code(one.app().value()), lasting(one.time())));
    }
    lines.add(
        blind.isEmpty()
            ? "All apps monitored, without a gap of three passes"
            : "Not monitored: " + String.join(", ", blind));
    Duration median = watching.medianDelay();
    Duration slow = watching.slowDelay();
    if (median != null && slow != null) {
      lines.add(
          "%s posted after %s (median), %s (95 %%)"
              .formatted(number(watching.alerts(), "alert"), delay(median), delay(slow)));
    }
    return lines;
  }

  private static String delay(Duration delay) {
    return delay.compareTo(Duration.ofSeconds(1)) < 0 ? "less than 1 s" : lasting(delay);
  }

  private static String lasting(@Nullable Duration duration) {
    return Times.lasting(duration == null ? Duration.ZERO : duration);
  }
}
