package dev.herokumattermost.store;

import dev.herokumattermost.watch.Crash;
import dev.herokumattermost.watch.Dyno;
import dev.herokumattermost.watch.DynoId;
import dev.herokumattermost.watch.DynoState;
import dev.herokumattermost.watch.ProcessType;

/** How a dyno and its crashes lie in the table. */
final class DynoCodec {
  private DynoCodec() {}

  static Document write(Dyno dyno) {
    return new Document()
        .text("id", dyno.id().value())
        .text("name", dyno.name())
        .text("type", dyno.type().value())
        .text("state", dyno.state().word())
        .number("release", dyno.release())
        .time("createdAt", dyno.createdAt())
        .time("updatedAt", dyno.updatedAt())
        .text("size", dyno.size());
  }

  static Dyno read(Fields fields) {
    return new Dyno(
        new DynoId(fields.text("id")),
        fields.text("name"),
        fields.parsed("type", "process type", ProcessType::new),
        fields.parsed("state", "dyno state", DynoState::new),
        fields.number("release"),
        fields.time("createdAt"),
        fields.time("updatedAt"),
        fields.text("size"));
  }

  static Document write(Crash crash) {
    return new Document().text("where", crash.where()).time("at", crash.at());
  }

  static Crash readCrash(Fields fields) {
    return new Crash(fields.text("where"), fields.time("at"));
  }
}
