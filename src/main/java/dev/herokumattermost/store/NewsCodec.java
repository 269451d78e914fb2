package dev.herokumattermost.store;

import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.News;
import dev.herokumattermost.watch.News.Closed;
import dev.herokumattermost.watch.News.Ending;
import dev.herokumattermost.watch.News.Failed;
import dev.herokumattermost.watch.News.Looping;
import dev.herokumattermost.watch.News.Over;
import dev.herokumattermost.watch.News.Recovered;
import dev.herokumattermost.watch.News.Reminder;
import dev.herokumattermost.watch.News.RightMissing;
import dev.herokumattermost.watch.News.SightLost;
import dev.herokumattermost.watch.News.SightRestored;
import dev.herokumattermost.watch.ProcessType;
import dev.herokumattermost.watch.Reading.Cause;

/** How news lie in the table; the field {@code kind} says which they are. */
final class NewsCodec {
  private NewsCodec() {}

  static Document write(News news) {
    return switch (news) {
      case Failed failed -> write(failed);
      case Looping looping -> write(looping);
      case Recovered recovered -> write(recovered);
      case Closed closed -> write(closed);
      case Reminder reminder -> write(reminder);
      case Over(Failed failure, Recovered recovery) ->
          kind("over").map("failure", write(failure)).map("recovery", write(recovery));
      case SightLost lost -> write(lost);
      case SightRestored(var since, var until) ->
          kind("sight-restored").time("since", since).time("until", until);
      case RightMissing(String what, String detail) ->
          kind("right-missing").text("what", what).text("detail", detail);
    };
  }

  static News read(Fields fields) {
    return switch (fields.text("kind")) {
      case "failed" -> readFailed(fields);
      case "looping" -> readLooping(fields);
      case "recovered" -> readRecovered(fields);
      case "closed" -> readClosed(fields);
      case "reminder" -> readReminder(fields);
      case "over" ->
          new Over(
              fields.map("failure", NewsCodec::readFailed),
              fields.map("recovery", NewsCodec::readRecovered));
      case "sight-lost" -> readSightLost(fields);
      case "sight-restored" -> new SightRestored(fields.time("since"), fields.time("until"));
      case "right-missing" -> new RightMissing(fields.text("what"), fields.text("detail"));
      default -> throw fields.wrong("kind", "is none that this version knows");
    };
  }

  private static Document kind(String kind) {
    return new Document().text("kind", kind);
  }

  private static ProcessType type(Fields fields) {
    return fields.parsed("type", "process type", ProcessType::new);
  }

  private static Document write(Failed failed) {
    return kind("failed")
        .text("type", failed.type().value())
        .flag("opens", failed.opens())
        .flag("reopened", failed.reopened())
        .flag("firstSight", failed.firstSight())
        .flag("looping", failed.looping())
        .flag("maintenance", failed.maintenance())
        .number("total", failed.total())
        .number("failing", failed.failing())
        .maps("dynos", failed.dynos(), AilmentCodec::write)
        .mapOrNull("release", failed.release(), AilmentCodec::write);
  }

  static Failed readFailed(Fields fields) {
    return new Failed(
        type(fields),
        fields.flag("opens"),
        fields.flag("reopened"),
        fields.flag("firstSight"),
        fields.flag("looping"),
        fields.flag("maintenance"),
        fields.number("total"),
        fields.number("failing"),
        fields.maps("dynos", AilmentCodec::read),
        fields.mapOrNull("release", AilmentCodec::readRelease));
  }

  private static Document write(Looping looping) {
    return kind("looping")
        .text("type", looping.type().value())
        .text("where", looping.where())
        .number("crashes", looping.crashes())
        .time("since", looping.since())
        .map("latest", AilmentCodec.write(looping.latest()))
        .mapOrNull("release", looping.release(), AilmentCodec::write);
  }

  private static Looping readLooping(Fields fields) {
    return new Looping(
        type(fields),
        fields.text("where"),
        fields.number("crashes"),
        fields.time("since"),
        fields.map("latest", AilmentCodec::read),
        fields.mapOrNull("release", AilmentCodec::readRelease));
  }

  private static Document write(Recovered recovered) {
    return kind("recovered")
        .text("type", recovered.type().value())
        .texts("dynos", recovered.dynos())
        .time("since", recovered.since())
        .time("until", recovered.until())
        .number("crashes", recovered.crashes())
        .number("left", recovered.left())
        .map("remedy", RemedyCodec.write(recovered.remedy()));
  }

  private static Recovered readRecovered(Fields fields) {
    return new Recovered(
        type(fields),
        fields.texts("dynos"),
        fields.time("since"),
        fields.time("until"),
        fields.number("crashes"),
        fields.number("left"),
        fields.map("remedy", RemedyCodec::read));
  }

  private static Document write(Closed closed) {
    return kind("closed")
        .text("type", closed.type().value())
        .texts("dynos", closed.dynos())
        .text("why", closed.why().name())
        .time("since", closed.since());
  }

  private static Closed readClosed(Fields fields) {
    return new Closed(
        type(fields),
        fields.texts("dynos"),
        fields.parsed("why", "reason this version knows", Ending::valueOf),
        fields.time("since"));
  }

  private static Document write(Reminder reminder) {
    return kind("reminder")
        .text("type", reminder.type().value())
        .maps("patients", reminder.patients(), IncidentCodec::write)
        .time("since", reminder.since())
        .number("crashes", reminder.crashes());
  }

  private static Reminder readReminder(Fields fields) {
    return new Reminder(
        type(fields),
        fields.maps("patients", IncidentCodec::readPatient),
        fields.time("since"),
        fields.number("crashes"));
  }

  private static Document write(SightLost lost) {
    return kind("sight-lost")
        .text("cause", lost.cause().name())
        .text("detail", lost.detail())
        .time("since", lost.since())
        .texts("apps", lost.apps().stream().map(AppName::value).toList());
  }

  private static SightLost readSightLost(Fields fields) {
    return new SightLost(
        fields.parsed("cause", "cause this version knows", Cause::valueOf),
        fields.text("detail"),
        fields.time("since"),
        fields.texts("apps").stream().map(AppName::new).toList());
  }
}
