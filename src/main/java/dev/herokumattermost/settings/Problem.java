package dev.herokumattermost.settings;

/**
 * One thing that is wrong in the settings; never a secret's value.
 *
 * @param where the variable, or the line and key
 * @param what what is wrong with it
 * @param fix what to do, as an imperative
 */
public record Problem(String where, String what, String fix) {
  @Override
  public String toString() {
    return where + " " + what + ": " + fix;
  }
}
