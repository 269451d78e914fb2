package dev.herokumattermost.store;

import dev.herokumattermost.watch.Ailment;
import dev.herokumattermost.watch.Ailment.PlatformError;
import dev.herokumattermost.watch.DynoState;
import dev.herokumattermost.watch.LogLine;
import dev.herokumattermost.watch.Release;

/** How what is wrong with a dyno, and the release behind it, lie in the table. */
final class AilmentCodec {
  private AilmentCodec() {}

  static Document write(Ailment ailment) {
    return new Document()
        .text("dyno", ailment.dyno())
        .text("state", ailment.state().word())
        .time("since", ailment.since())
        .number("release", ailment.release())
        .timeOrNull("upAgainSince", ailment.upAgainSince())
        .number("crashes", ailment.crashes())
        .timeOrNull("crashesSince", ailment.crashesSince())
        .numberOrNull("exit", ailment.exit())
        .maps("errors", ailment.errors(), AilmentCodec::write)
        .maps("lastLines", ailment.lastLines(), AilmentCodec::write);
  }

  static Ailment read(Fields fields) {
    return new Ailment(
        fields.text("dyno"),
        fields.parsed("state", "dyno state", DynoState::new),
        fields.time("since"),
        fields.number("release"),
        fields.timeOrNull("upAgainSince"),
        fields.number("crashes"),
        fields.timeOrNull("crashesSince"),
        fields.numberOrNull("exit"),
        fields.maps("errors", AilmentCodec::readError),
        fields.maps("lastLines", AilmentCodec::readLine));
  }

  static Document write(Release release) {
    return new Document()
        .number("version", release.version())
        .text("description", release.description())
        .text("author", release.author())
        .time("createdAt", release.createdAt());
  }

  static Release readRelease(Fields fields) {
    return new Release(
        fields.number("version"),
        fields.text("description"),
        fields.text("author"),
        fields.time("createdAt"));
  }

  private static Document write(PlatformError error) {
    return new Document().text("code", error.code()).number("times", error.times());
  }

  private static Document write(LogLine line) {
    return new Document()
        .time("at", line.at())
        .text("source", line.source())
        .text("process", line.process())
        .text("text", line.text());
  }

  private static LogLine readLine(Fields fields) {
    return new LogLine(
        fields.time("at"), fields.text("source"), fields.text("process"), fields.text("text"));
  }

  private static PlatformError readError(Fields fields) {
    return new PlatformError(fields.text("code"), fields.number("times"));
  }
}
