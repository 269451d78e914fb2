package dev.herokumattermost.store;

import dev.herokumattermost.watch.Address;
import dev.herokumattermost.watch.Address.Priority;
import dev.herokumattermost.watch.Attempts;
import dev.herokumattermost.watch.Attempts.Form;
import dev.herokumattermost.watch.Attempts.Trouble;
import dev.herokumattermost.watch.Destination;
import dev.herokumattermost.watch.Notice;
import dev.herokumattermost.watch.NoticeId;

/** How a notice and the attempts to deliver it lie in the table. */
final class NoticeCodec {
  private NoticeCodec() {}

  static Document write(Notice notice) {
    return new Document()
        .text("id", notice.id().value())
        .text("thread", notice.thread())
        .map("news", NewsCodec.write(notice.news()))
        .map("address", write(notice.address()))
        .time("at", notice.at())
        .text("pendingPostId", notice.pendingPostId())
        .map("attempts", write(notice.attempts()));
  }

  static Notice read(Fields fields) {
    return new Notice(
        new NoticeId(fields.text("id")),
        fields.text("thread"),
        fields.map("news", NewsCodec::read),
        fields.map("address", NoticeCodec::readAddress),
        fields.time("at"),
        fields.text("pendingPostId"),
        fields.map("attempts", NoticeCodec::readAttempts));
  }

  private static Document write(Address address) {
    return new Document()
        .map("destination", write(address.destination()))
        .texts("mentions", address.mentions())
        .text("priority", address.priority().name());
  }

  private static Address readAddress(Fields fields) {
    return new Address(
        fields.map("destination", NoticeCodec::readDestination),
        fields.texts("mentions"),
        fields.parsed("priority", "priority this version knows", Priority::valueOf));
  }

  static Document write(Destination destination) {
    return new Document()
        .text("channel", destination.channel())
        .text("unreachable", destination.unreachable());
  }

  static Destination readDestination(Fields fields) {
    return new Destination(fields.text("channel"), fields.text("unreachable"));
  }

  static Document write(Attempts attempts) {
    return new Document()
        .number("count", attempts.count())
        .time("nextAt", attempts.nextAt())
        .time("leasedUntil", attempts.leasedUntil())
        .timeOrNull("doubtfulSince", attempts.doubtfulSince())
        .text("form", attempts.form().name())
        .maps("troubles", attempts.troubles(), NoticeCodec::write);
  }

  private static Document write(Trouble trouble) {
    return new Document()
        .text("reason", trouble.reason())
        .number("times", trouble.times())
        .time("first", trouble.first())
        .time("last", trouble.last());
  }

  private static Trouble readTrouble(Fields fields) {
    return new Trouble(
        fields.text("reason"), fields.number("times"), fields.time("first"), fields.time("last"));
  }

  static Attempts readAttempts(Fields fields) {
    return new Attempts(
        fields.number("count"),
        fields.time("nextAt"),
        fields.time("leasedUntil"),
        fields.timeOrNull("doubtfulSince"),
        fields.parsed("form", "form this version knows", Form::valueOf),
        fields.maps("troubles", NoticeCodec::readTrouble));
  }
}
