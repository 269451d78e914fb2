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
    /** 403: the token may not see this app; expired keys were seen as 403 too. */
    FORBIDDEN,
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
    /** This pass ended before it was this app's turn. */
    NOT_ATTEMPTED;

    /** Whether the cause lies with the account or with Heroku rather than with one app. */
    public boolean accountWide() {
      return switch (this) {
        case UNAUTHORIZED, DELINQUENT, RATE_LIMITED, HEROKU_FAILED, UNREACHABLE, TIMED_OUT -> true;
        case FORBIDDEN, NOT_FOUND, REFUSED, UNREADABLE, NOT_ATTEMPTED -> false;
      };
    }
  }
}
