package dev.herokumattermost.store;

import org.jspecify.annotations.Nullable;

/**
 * The table could not be read or written, or holds what cannot be understood. Its message names the
 * table or the item, what went wrong and what to do; never what an item holds.
 */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final String problem;
  private final String fix;

  public static StoreException unreadable(String problem) {
    return unreadable(problem, null);
  }

  static StoreException unreadable(String problem, @Nullable Throwable cause) {
    return new StoreException(Reason.UNREADABLE, problem, "", cause);
  }

  StoreException(Reason reason, String problem, String fix, @Nullable Throwable cause) {
    super(fix.isEmpty() ? problem : problem + "; " + fix, cause);
    this.reason = reason;
    this.problem = problem;
    this.fix = fix;
  }

  StoreException inItem(String item) {
    return new StoreException(reason, "item " + item + ": " + problem, fix, getCause());
  }

  public Reason reason() {
    return reason;
  }

  /** What went wrong. */
  public String problem() {
    return problem;
  }

  /** What to do about it; empty if there is no advice. */
  public String fix() {
    return fix;
  }

  /** What kind of trouble it is. */
  public enum Reason {
    /** There is no such table in this account and region. */
    TABLE_MISSING,
    /** The credentials may not do this, or are not valid. */
    DENIED,
    /** Too many requests, even after the retries; a later pass may do better. */
    THROTTLED,
    /** The item of one app is larger than DynamoDB's 400 KB. */
    TOO_LARGE,
    /** The KMS key that encrypts the table is disabled, is to be deleted, or may not be used. */
    KEY_UNUSABLE,
    /** Any other refusal. */
    REFUSED,
    /** DynamoDB failed (5xx), could not be reached, or did not answer in time. */
    UNAVAILABLE,
    /** An item is not what this version writes. */
    UNREADABLE,
    /** An item was written by a newer version, whose facts this one would lose. */
    NEWER_FORMAT;

    String fix() {
      return switch (this) {
        case TABLE_MISSING -> "deploy the stack, or correct the table's name or the region";
        case DENIED ->
            "the role needs dynamodb:Query, GetItem, PutItem and DeleteItem on the table";
        case THROTTLED -> "a later pass tries again; if it stays, look at the table's limits";
        case TOO_LARGE -> "an item holds 400 KB: watch fewer of the app's process types";
        case KEY_UNUSABLE ->
            "enable the KMS key that encrypts the table, and allow the role kms:Decrypt on it";
        case REFUSED -> "compare the table's keys with the template";
        case UNAVAILABLE -> "a later pass tries again; if it stays, look at the network and region";
        case UNREADABLE -> "";
        case NEWER_FORMAT -> "deploy the newer version";
      };
    }
  }
}
