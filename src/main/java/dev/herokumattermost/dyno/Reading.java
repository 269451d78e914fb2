package dev.herokumattermost.dyno;

import java.time.Instant;
import java.util.List;

/** One app at one moment: the dynos that Heroku listed, or why the app could not be read. */
public sealed interface Reading {
  AppName app();

  /**
   * The whole list of an app's dynos. An empty list means scaled to zero, never "not read".
   *
   * @param at the moment of the answer by Heroku's clock, to compare the dynos' times with
   * @param dynos in no particular order
   */
  record Dynos(AppName app, Instant at, List<Dyno> dynos) implements Reading {
    public Dynos {
      Plausible.time(at);
      dynos = List.copyOf(dynos);
    }
  }

  /**
   * The app could not be read.
   *
   * @param detail for people: status, error id, request id; never a secret
   */
  record Blind(AppName app, Cause cause, String detail) implements Reading {}

  /** Why an app could not be read. */
  enum Cause {
    /** 401: the token is missing, invalid or expired. */
    UNAUTHORIZED,
    /** 402: the Heroku account is delinquent. */
    DELINQUENT,
    /** 402 or 422: the Heroku account has no verified means of payment. */
    UNVERIFIED,
    /** 403: the token may not see this app; expired keys were seen as 403 too. */
    FORBIDDEN,
    /** 403: Heroku has suspended the account or the app. */
    SUSPENDED,
    /** 403: the team or the enterprise account takes no calls from our address. */
    ADDRESS_REFUSED,
    /** 403: the team or the enterprise account wants a login by single sign-on. */
    SSO_REQUIRED,
    /** 404: renamed, deleted, or not visible to this token. */
    NOT_FOUND,
    /** 429: the account's calls are used up. */
    RATE_LIMITED,
    /** Any other refusal: 406, 409, 410, 422 and what may come. */
    REFUSED,
    /** 5xx. */
    HEROKU_FAILED,
    /** No connection, or it broke off. */
    UNREACHABLE,
    /** No whole answer in time. */
    TIMED_OUT,
    /** An answer that is not what Heroku promises: HTML, malformed, too large. */
    UNREADABLE,
    /** The watch failed at what Heroku sent of this app: its own mistake. */
    NOT_PROCESSED,
    /** What is kept of the app between passes cannot be read. */
    STATE_UNREADABLE,
    /** This pass ended before it was this app's turn. */
    NOT_ATTEMPTED;

    /** Whether the cause lies with the account or with Heroku rather than with one app. */
    public boolean accountWide() {
      return switch (this) {
        case UNAUTHORIZED,
            DELINQUENT,
            UNVERIFIED,
            RATE_LIMITED,
            HEROKU_FAILED,
            UNREACHABLE,
            TIMED_OUT ->
            true;
        case FORBIDDEN,
            SUSPENDED,
            ADDRESS_REFUSED,
            SSO_REQUIRED,
            NOT_FOUND,
            REFUSED,
            UNREADABLE,
            NOT_PROCESSED,
            STATE_UNREADABLE,
            NOT_ATTEMPTED ->
            false;
      };
    }

    /** Whether no call with the same token can end otherwise, whatever it asks for. */
    public boolean ofTheToken() {
      return switch (this) {
        case UNAUTHORIZED, DELINQUENT, UNVERIFIED, RATE_LIMITED -> true;
        case HEROKU_FAILED,
            UNREACHABLE,
            TIMED_OUT,
            FORBIDDEN,
            SUSPENDED,
            ADDRESS_REFUSED,
            SSO_REQUIRED,
            NOT_FOUND,
            REFUSED,
            UNREADABLE,
            NOT_PROCESSED,
            STATE_UNREADABLE,
            NOT_ATTEMPTED ->
            false;
      };
    }
  }
}
