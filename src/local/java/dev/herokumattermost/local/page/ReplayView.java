package dev.herokumattermost.local.page;

import java.util.List;

/** What other rules would have made of all that happened. */
public sealed interface ReplayView {
  /**
   * The rules are right.
   *
   * @param passes how many passes were played
   */
  record Played(int passes, List<PostView> posts) implements ReplayView {}

  /** The rules have mistakes. */
  record Mistaken(List<Mistake> mistakes) implements ReplayView {
    /**
     * One mistake.
     *
     * @param where the line and the key
     * @param fix what to do
     */
    public record Mistake(String where, String what, String fix) {}
  }
}
