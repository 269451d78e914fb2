package dev.herokumattermost.store;

import static software.amazon.awssdk.enhanced.dynamodb.extensions.VersionedRecordExtension.AttributeTags.versionAttribute;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primarySortKey;

import dev.herokumattermost.pass.AppHints;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;

/**
 * What is kept of the hints at one app, in a partition of its own.
 *
 * @param revision of an item to be written: the one that it replaces
 * @param expires when the table may delete it, in seconds since 1970
 */
@RecordBuilder
record AppHintsItem(
    String watch, String app, int format, long revision, AppHints hints, long expires) {
  /** Nobody asks how a process ended that long ago. */
  private static final Duration KEPT = Duration.ofDays(7);

  static final ItemSchema<AppHintsItem> SCHEMA =
      ItemSchema.builder(
              AppHintsItem.class,
              AppHintsItemBuilder.class,
              AppHintsItemBuilder::builder,
              AppHintsItemBuilder::build)
          .key("watch", AppHintsItem::watch, AppHintsItemBuilder::watch, primaryPartitionKey())
          .key("app", AppHintsItem::app, AppHintsItemBuilder::app, primarySortKey())
          .attribute("format", Integer.class, AppHintsItem::format, AppHintsItemBuilder::format)
          .attribute(
              "revision",
              Long.class,
              AppHintsItem::revision,
              AppHintsItemBuilder::revision,
              versionAttribute())
          .attribute("hints", AppHints.class, AppHintsItem::hints, AppHintsItemBuilder::hints)
          .attribute("expires", Long.class, AppHintsItem::expires, AppHintsItemBuilder::expires)
          .build();

  static String partition(String watch) {
    return watch + "#hints";
  }

  static AppHintsItem of(String watch, AppHints hints, Instant now) {
    return new AppHintsItem(
        partition(watch),
        hints.app().value(),
        ItemSchema.FORMAT,
        hints.revision(),
        hints,
        now.plus(KEPT).getEpochSecond());
  }

  AppHints current() {
    return hints.withRevision(revision);
  }
}
