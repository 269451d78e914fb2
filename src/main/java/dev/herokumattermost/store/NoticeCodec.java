package dev.herokumattermost.store;

import dev.herokumattermost.watch.Attempts;
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
        .time("at", notice.at())
        .text("pendingPostId", notice.pendingPostId())
        .map("attempts", write(notice.attempts()));
  }

  static Notice read(Fields fields) {
    return new Notice(
        new NoticeId(fields.text("id")),
        fields.text("thread"),
        fields.map("news", NewsCodec::read),
        fields.time("at"),
        fields.text("pendingPostId"),
        fields.map("attempts", NoticeCodec::readAttempts));
  }

  private static Document write(Attempts attempts) {
    return new Document()
        .number("count", attempts.count())
        .time("nextAt", attempts.nextAt())
        .time("leasedUntil", attempts.leasedUntil())
        .timeOrNull("doubtfulSince", attempts.doubtfulSince())
        .flag("plain", attempts.plain())
        .texts("reasons", attempts.reasons());
  }

  private static Attempts readAttempts(Fields fields) {
    return new Attempts(
        fields.number("count"),
        fields.time("nextAt"),
        fields.time("leasedUntil"),
        fields.timeOrNull("doubtfulSince"),
        fields.flag("plain"),
        fields.texts("reasons"));
  }
}
