package dev.herokumattermost.dyno;

/** The answer to a question that may fail without harm. */
public sealed interface Lookup<T> {
  /** What was asked for. */
  record Known<T>(T value) implements Lookup<T> {}

  /**
   * No answer.
   *
   * @param forbidden whether the token lacks the right, so that asking again is of no use
   * @param reason for people: status, error id, request id; never a secret
   */
  record Unknown<T>(boolean forbidden, String reason) implements Lookup<T> {}
}
