package dev.herokumattermost.store;

import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primarySortKey;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.outbox.DeadLetter;
import dev.herokumattermost.outbox.Notification;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;

/**
 * A dead letter. It is in a partition of its own, so that no pass has to read past it.
 *
 * @param app the app's name and the notification's id, of which an app can have many
 * @param of the app's name
 * @param expires when the table may delete it, in seconds since 1970
 */
@RecordBuilder
record DeadLetterItem(
    String watch,
    String app,
    int format,
    AppName of,
    Notification notification,
    Instant setAsideAt,
    long expires) {
  static final ItemSchema<DeadLetterItem> SCHEMA =
      ItemSchema.builder(
              DeadLetterItem.class,
              DeadLetterItemBuilder.class,
              DeadLetterItemBuilder::builder,
              DeadLetterItemBuilder::build)
          .key("watch", DeadLetterItem::watch, DeadLetterItemBuilder::watch, primaryPartitionKey())
          .key("app", DeadLetterItem::app, DeadLetterItemBuilder::app, primarySortKey())
          .attribute("format", Integer.class, DeadLetterItem::format, DeadLetterItemBuilder::format)
          .attribute("of", AppName.class, DeadLetterItem::of, DeadLetterItemBuilder::of)
          .attribute(
              "notification",
              Notification.class,
              DeadLetterItem::notification,
              DeadLetterItemBuilder::notification)
          .attribute(
              "setAsideAt",
              Instant.class,
              DeadLetterItem::setAsideAt,
              DeadLetterItemBuilder::setAsideAt)
          .attribute("expires", Long.class, DeadLetterItem::expires, DeadLetterItemBuilder::expires)
          .build();

  static String partition(String watch) {
    return watch + "#dead-letters";
  }

  static DeadLetterItem of(String watch, DeadLetter deadLetter) {
    return new DeadLetterItem(
        partition(watch),
        deadLetter.app() + "#" + deadLetter.notification().id(),
        ItemSchema.FORMAT,
        deadLetter.app(),
        deadLetter.notification(),
        deadLetter.setAsideAt(),
        deadLetter.expiresAt().getEpochSecond());
  }

  DeadLetter deadLetter() {
    return new DeadLetter(of, notification, setAsideAt);
  }
}
