package dev.herokumattermost.watch;

import dev.herokumattermost.watch.News.Closed;
import dev.herokumattermost.watch.News.Failed;
import dev.herokumattermost.watch.News.Looping;
import dev.herokumattermost.watch.News.Over;
import dev.herokumattermost.watch.News.Recovered;
import dev.herokumattermost.watch.News.Reminder;
import dev.herokumattermost.watch.News.RightMissing;
import dev.herokumattermost.watch.News.SightLost;
import dev.herokumattermost.watch.News.SightRestored;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** News in a few words, for timelines; the words people read are chosen elsewhere. */
final class Telling {
  private Telling() {}

  static String brief(News news) {
    return switch (news) {
      case Failed failed -> failed.type() + " fails" + brief(failed);
      case Looping looping ->
          "%s loops: %s, %d crashes".formatted(looping.type(), looping.where(), looping.crashes());
      case Recovered recovered ->
          "%s recovered: %s%s"
              .formatted(
                  recovered.type(),
                  String.join(", ", recovered.dynos()),
                  recovered.left() == 0 ? "" : ", " + recovered.left() + " left");
      case Closed closed ->
          "%s closed: %s %s"
              .formatted(
                  closed.type(),
                  String.join(", ", closed.dynos()),
                  closed.why().name().toLowerCase(Locale.ROOT));
      case Reminder reminder ->
          "%s still fails: %s"
              .formatted(
                  reminder.type(),
                  reminder.patients().stream()
                      .map(patient -> patient.name() + " " + patient.state())
                      .collect(Collectors.joining(", ")));
      case Over(var failure, _) -> failure.type() + " was over" + brief(failure);
      case SightLost lost -> "blind: " + lost.cause().name().toLowerCase(Locale.ROOT);
      case SightRestored _ -> "sees again";
      case RightMissing missing -> "may not " + missing.what();
    };
  }

  private static String brief(Failed failed) {
    var text = new StringBuilder(failed.reopened() ? " again: " : failed.opens() ? ": " : " too: ");
    text.append(ailments(failed.dynos()));
    if (failed.looping()) {
      text.append(", in a loop");
    }
    if (failed.firstSight()) {
      text.append(", already");
    }
    if (failed.maintenance()) {
      text.append(", in maintenance");
    }
    if (failed.release() != null) {
      text.append(", after v").append(failed.release().version());
    }
    return text.toString();
  }

  private static String ailments(List<Ailment> ailments) {
    return ailments.stream()
        .map(ailment -> ailment.dyno() + " " + ailment.state())
        .collect(Collectors.joining(", "));
  }
}
