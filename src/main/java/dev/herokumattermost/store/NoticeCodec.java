package dev.herokumattermost.store;

import dev.herokumattermost.watch.Attempts;
import dev.herokumattermost.watch.Attempts.Form;
import dev.herokumattermost.watch.Attempts.Trouble;
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
