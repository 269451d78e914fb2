package dev.herokumattermost.store;

import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primarySortKey;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.incident.HistoryEntry;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Something that has ended. It is in a partition of its own, so that no pass has to read past it.
 *
 * @param app the app's name, when it began and what it is: those of one app lie in order of time
 * @param expires when the table may delete it, in seconds since 1970
 */
@RecordBuilder
record HistoryItem(String watch, String app, int format, HistoryEntry entry, long expires) {
  static final ItemSchema<HistoryItem> SCHEMA =
      ItemSchema.builder(
              HistoryItem.class,
              HistoryItemBuilder.class,
              HistoryItemBuilder::builder,
              HistoryItemBuilder::build)
          .key("watch", HistoryItem::watch, HistoryItemBuilder::watch, primaryPartitionKey())
          .key("app", HistoryItem::app, HistoryItemBuilder::app, primarySortKey())
          .attribute("format", Integer.class, HistoryItem::format, HistoryItemBuilder::format)
          .attribute("entry", HistoryEntry.class, HistoryItem::entry, HistoryItemBuilder::entry)
          .attribute("expires", Long.class, HistoryItem::expires, HistoryItemBuilder::expires)
          .build();

  static String partition(String watch) {
    return watch + "#history";
  }

  /** How the keys of one app begin; no app has such a sign in its name. */
  static String prefix(AppName app) {
    return app + "#";
  }

  static HistoryItem of(String watch, HistoryEntry entry) {
    return new HistoryItem(
        partition(watch),
        prefix(entry.app()) + entry.from() + "#" + entry.name(),
        ItemSchema.FORMAT,
        entry,
        entry.expiresAt().getEpochSecond());
  }
}
