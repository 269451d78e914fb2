package dev.herokumattermost.store;

import static software.amazon.awssdk.enhanced.dynamodb.extensions.VersionedRecordExtension.AttributeTags.versionAttribute;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primarySortKey;

import dev.herokumattermost.dyno.Plausible;
import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.outbox.Outbox;
import dev.herokumattermost.outbox.StoredApp;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the table keeps of one app.
 *
 * @param watch the partition
 * @param app the app's name, or that of the account
 * @param revision of an item to be written: the one that it replaces
 * @param expires when the table may delete it, in seconds since 1970; null for never
 */
@RecordBuilder
record AppItem(
    String watch,
    String app,
    int format,
    long revision,
    AppState state,
    Outbox outbox,
    @Nullable Long expires) {
  static final ItemSchema<AppItem> SCHEMA =
      ItemSchema.builder(
              AppItem.class, AppItemBuilder.class, AppItemBuilder::builder, AppItemBuilder::build)
          .key("watch", AppItem::watch, AppItemBuilder::watch, primaryPartitionKey())
          .key("app", AppItem::app, AppItemBuilder::app, primarySortKey())
          .attribute("format", Integer.class, AppItem::format, AppItemBuilder::format)
          .attribute(
              "revision",
              Long.class,
              AppItem::revision,
              AppItemBuilder::revision,
              versionAttribute())
          .attribute("state", AppState.class, AppItem::state, AppItemBuilder::state)
          .attribute("outbox", Outbox.class, AppItem::outbox, AppItemBuilder::outbox)
          .optional("expires", Long.class, AppItem::expires, AppItemBuilder::expires)
          .build();

  static AppItem of(String watch, StoredApp app) {
    Instant expires = app.expiresAt();
    return new AppItem(
        watch,
        app.app().value(),
        ItemSchema.FORMAT,
        app.revision(),
        app.state(),
        app.outbox(),
        expires == null ? null : expires.getEpochSecond());
  }

  /**
   * The app of an item that was read.
   *
   * @throws StoreException if the item cannot be one that was written
   */
  StoredApp storedApp() {
    if (revision < 1) {
      throw wrong("revision is " + revision + ", but the first write makes it 1");
    }
    if (!state.app().value().equals(app)) {
      throw wrong("state.app is not the app of the item's key");
    }
    return new StoredApp(revision, state, outbox, expiresAt());
  }

  private @Nullable Instant expiresAt() {
    if (expires == null) {
      return null;
    }
    if (expires < 0 || !Plausible.isTime(Instant.ofEpochSecond(expires))) {
      throw wrong("expires is no time between 1970 and 2200");
    }
    return Instant.ofEpochSecond(expires);
  }

  private StoreException wrong(String problem) {
    return StoreException.unreadable(problem, null).inItem(app);
  }
}
