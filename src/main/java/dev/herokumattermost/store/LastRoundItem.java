package dev.herokumattermost.store;

import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primarySortKey;

import dev.herokumattermost.pass.LastRound;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;

/**
 * The last round over an account, in a partition of its own.
 *
 * @param app the account's name
 * @param began when the round began, once more and in milliseconds since 1970, to be compared
 * @param expires when the table may delete it, in seconds since 1970
 */
@RecordBuilder
record LastRoundItem(
    String watch, String app, int format, LastRound round, long began, long expires) {
  /** After that nobody asks for rounds over the account any more. */
  private static final Duration KEPT = Duration.ofDays(30);

  static final String BEGAN = "began";

  static final ItemSchema<LastRoundItem> SCHEMA =
      ItemSchema.builder(
              LastRoundItem.class,
              LastRoundItemBuilder.class,
              LastRoundItemBuilder::builder,
              LastRoundItemBuilder::build)
          .key("watch", LastRoundItem::watch, LastRoundItemBuilder::watch, primaryPartitionKey())
          .key("app", LastRoundItem::app, LastRoundItemBuilder::app, primarySortKey())
          .attribute("format", Integer.class, LastRoundItem::format, LastRoundItemBuilder::format)
          .attribute("round", LastRound.class, LastRoundItem::round, LastRoundItemBuilder::round)
          .attribute(BEGAN, Long.class, LastRoundItem::began, LastRoundItemBuilder::began)
          .attribute("expires", Long.class, LastRoundItem::expires, LastRoundItemBuilder::expires)
          .build();

  static String partition(String watch) {
    return watch + "#rounds";
  }

  static LastRoundItem of(String watch, LastRound round) {
    return new LastRoundItem(
        partition(watch),
        round.account(),
        ItemSchema.FORMAT,
        round,
        round.at().toEpochMilli(),
        round.at().plus(KEPT).getEpochSecond());
  }
}
