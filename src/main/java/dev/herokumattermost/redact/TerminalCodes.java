package dev.herokumattermost.redact;

import java.util.regex.Pattern;

/**
 * Colours and cursor movements, which programs write for terminals. A post does not show them, so
 * secrets are looked for in the text without them.
 */
public final class TerminalCodes {
  private static final Pattern CODE =
      Pattern.compile("\u001b\\[[0-9;?]{0,20}+[ -/]{0,4}+[@-~]|\u001b[@-Z\\\\^_]");

  private TerminalCodes() {}

  /** The text without any that is whole. */
  public static String removed(String text) {
    return CODE.matcher(text).replaceAll("");
  }
}
