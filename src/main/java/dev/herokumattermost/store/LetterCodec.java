package dev.herokumattermost.store;

import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Letter;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How a letter lies in the table: the whole notice, and when DynamoDB may delete it. */
final class LetterCodec {
  private LetterCodec() {}

  /** All attributes but the keys. */
  static Map<String, AttributeValue> write(Letter letter) {
    return new Document()
        .number("format", MemoryCodec.FORMAT)
        .text("of", letter.app().value())
        .map("notice", NoticeCodec.write(letter.notice()))
        .time("setAsideAt", letter.setAsideAt())
        .number(Item.EXPIRES, letter.expiresAt().getEpochSecond())
        .values();
  }

  static Letter read(String key, Map<String, AttributeValue> attributes) {
    var fields = new Fields(key, attributes);
    return new Letter(
        new AppName(fields.text("of")),
        fields.map("notice", NoticeCodec::read),
        fields.time("setAsideAt"));
  }
}
