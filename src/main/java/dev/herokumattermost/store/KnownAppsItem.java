package dev.herokumattermost.store;

import static software.amazon.awssdk.enhanced.dynamodb.extensions.VersionedRecordExtension.AttributeTags.versionAttribute;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primarySortKey;

import dev.herokumattermost.discovery.KnownApps;
import dev.herokumattermost.outbox.DiscoveryStore.Kept;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Which apps an account is known to have. It is in a partition of its own, so that no load of the
 * apps' states has to read past it.
 *
 * @param app the same for all: there is one such item in its partition
 * @param revision of an item to be written: the one that it replaces
 */
@RecordBuilder
record KnownAppsItem(String watch, String app, int format, long revision, KnownApps known) {
  static final String KEY = "known-apps";

  static final ItemSchema<KnownAppsItem> SCHEMA =
      ItemSchema.builder(
              KnownAppsItem.class,
              KnownAppsItemBuilder.class,
              KnownAppsItemBuilder::builder,
              KnownAppsItemBuilder::build)
          .key("watch", KnownAppsItem::watch, KnownAppsItemBuilder::watch, primaryPartitionKey())
          .key("app", KnownAppsItem::app, KnownAppsItemBuilder::app, primarySortKey())
          .attribute("format", Integer.class, KnownAppsItem::format, KnownAppsItemBuilder::format)
          .attribute(
              "revision",
              Long.class,
              KnownAppsItem::revision,
              KnownAppsItemBuilder::revision,
              versionAttribute())
          .attribute("known", KnownApps.class, KnownAppsItem::known, KnownAppsItemBuilder::known)
          .build();

  static String partition(String watch) {
    return watch + "#discovery";
  }

  static KnownAppsItem of(String watch, Kept kept) {
    return new KnownAppsItem(
        partition(watch), KEY, ItemSchema.FORMAT, kept.revision(), kept.apps());
  }

  Kept kept() {
    return new Kept(revision, known);
  }
}
