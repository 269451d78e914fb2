package dev.herokumattermost.store;

import dev.herokumattermost.store.StoreException.Reason;
import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Memory;
import dev.herokumattermost.watch.PostId;
import dev.herokumattermost.watch.Sight;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How a memory lies in the table: one attribute for each of its parts, and the format's number. */
final class MemoryCodec {
  /** Grows only when an older version could no longer read, or would lose, what this one writes. */
  static final int FORMAT = 1;

  private MemoryCodec() {}

  /** All attributes but the keys. */
  static Map<String, AttributeValue> write(Memory memory) {
    return new Document()
        .number("format", FORMAT)
        .number("revision", memory.revision())
        .flag("seen", memory.seen())
        .maps("dynos", memory.dynos(), DynoCodec::write)
        .maps("crashes", memory.crashes(), DynoCodec::write)
        .maps("incidents", memory.incidents(), IncidentCodec::write)
        .maps("outbox", memory.outbox(), NoticeCodec::write)
        .map("sight", write(memory.sight()))
        .values();
  }

  static Memory read(String app, Map<String, AttributeValue> attributes) {
    var fields = new Fields(app, attributes);
    int format = fields.number("format");
    if (format > FORMAT) {
      throw fields.wrong(
          Reason.NEWER_FORMAT,
          "format",
          "is " + format + ", and this version knows " + FORMAT + ": deploy the newer version",
          null);
    }
    if (format != FORMAT) {
      throw fields.wrong("format", "is " + format + ", which never was one");
    }
    long revision = fields.count("revision");
    if (revision < 1) {
      throw fields.wrong("revision", "is " + revision + ", but the first write makes it 1");
    }
    return new Memory(
        new AppName(app),
        revision,
        fields.flag("seen"),
        fields.maps("dynos", DynoCodec::read),
        fields.maps("crashes", DynoCodec::readCrash),
        fields.maps("incidents", IncidentCodec::read),
        fields.maps("outbox", NoticeCodec::read),
        fields.map("sight", MemoryCodec::readSight));
  }

  private static Document write(Sight sight) {
    return new Document()
        .number("failedReads", sight.failedReads())
        .timeOrNull("since", sight.since())
        .flag("told", sight.told())
        .text("root", sight.root().value());
  }

  private static Sight readSight(Fields fields) {
    return new Sight(
        fields.number("failedReads"),
        fields.timeOrNull("since"),
        fields.flag("told"),
        new PostId(fields.text("root")));
  }
}
