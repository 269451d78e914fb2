package dev.herokumattermost.detect;

import java.util.Optional;

/**
 * Heroku's codes for what went wrong, and whom each concerns: a code that says nothing about the
 * app's own dynos is no reason why one of them failed.
 *
 * @see <a href="https://devcenter.heroku.com/articles/error-codes">Heroku error codes</a>
 */
public enum PlatformCode {
  H10(Concern.WEB_DYNOS),
  H11(Concern.WEB_DYNOS),
  H12(Concern.DYNO),
  H13(Concern.DYNO),
  H14(Concern.WEB_DYNOS),
  H15(Concern.DYNO),
  H16(Concern.NOBODY),
  H17(Concern.DYNO),
  H18(Concern.DYNO),
  H19(Concern.DYNO),
  H20(Concern.WEB_DYNOS),
  H21(Concern.DYNO),
  H22(Concern.WEB_DYNOS),
  H23(Concern.CLIENT),
  H24(Concern.HEROKU),
  H25(Concern.DYNO),
  H26(Concern.CLIENT),
  H27(Concern.CLIENT),
  H28(Concern.CLIENT),
  H31(Concern.CLIENT),
  H32(Concern.CLIENT),
  H80(Concern.NOBODY),
  H81(Concern.NOBODY),
  H82(Concern.WEB_DYNOS),
  H83(Concern.HEROKU),
  H99(Concern.HEROKU),
  R10(Concern.DYNO),
  R11(Concern.DYNO),
  R12(Concern.DYNO),
  R13(Concern.DYNO),
  R14(Concern.DYNO),
  R15(Concern.DYNO),
  R16(Concern.DYNO),
  R17(Concern.DYNO),
  R99(Concern.DYNO),
  L10(Concern.LOG),
  L11(Concern.LOG),
  L12(Concern.LOG),
  L13(Concern.LOG),
  /** A drain's certificate is not valid, which loses no line of the log that is read here. */
  L14(Concern.NOBODY),
  L15(Concern.LOG);

  /** Whom a code concerns. */
  enum Concern {
    /** The dyno that the line names. */
    DYNO,
    /** All web dynos: the router had not chosen one yet, so the line names none. */
    WEB_DYNOS,
    /** Heroku's routers; the app's requests fail all the same, whichever dyno they were for. */
    HEROKU,
    /** Who made the request. */
    CLIENT,
    /** The log itself: lines are missing. */
    LOG,
    /** Nobody: it is meant to be so, or it is not in use any more. */
    NOBODY
  }

  private final Concern concern;

  PlatformCode(Concern concern) {
    this.concern = concern;
  }

  public static Optional<PlatformCode> of(String code) {
    for (PlatformCode one : values()) {
      if (one.name().equals(code)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  Concern concern() {
    return concern;
  }

  /** Whether it is said once of an app, and not of each of its dynos. */
  public boolean isShared() {
    return concern == Concern.WEB_DYNOS || concern == Concern.HEROKU || concern == Concern.LOG;
  }

  /** Whether it says that lines of the log are missing. */
  public boolean losesLines() {
    return concern == Concern.LOG;
  }
}
