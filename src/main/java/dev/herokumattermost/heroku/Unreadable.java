package dev.herokumattermost.heroku;

/** A document lacks what Heroku promises. Says which field, never what it held. */
final class Unreadable extends Exception {
  private static final long serialVersionUID = 1L;

  Unreadable(String message) {
    super(message);
  }
}
