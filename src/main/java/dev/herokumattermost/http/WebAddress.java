package dev.herokumattermost.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address that a token may be sent to: https, or http on this machine. It has a host and a
 * usable port, and neither a user nor a fragment.
 */
public record WebAddress(URI uri) {
  /** The last is Docker's name for the machine that it runs on, as {@code sam local} needs it. */
  private static final Pattern THIS_MACHINE =
      Pattern.compile(
          "localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]|host\\.docker\\.internal");

  private static final int LAST_PORT = 65_535;

  public WebAddress {
    if (!isSafe(uri)) {
      throw new IllegalArgumentException("not an https address, or http on this machine");
    }
  }

  /** Empty if a token must not be sent there. No message repeats the text: it may be a secret. */
  public static Optional<WebAddress> parse(String text) {
    try {
      return Optional.of(new WebAddress(new URI(text)));
    } catch (URISyntaxException | IllegalArgumentException refused) {
      return Optional.empty();
    }
  }

  /** An address that paths are appended to: without a query, and without a slash at its end. */
  public static Optional<WebAddress> parseBase(String text) {
    return parse(text.replaceAll("/+$", "")).filter(address -> address.uri.getRawQuery() == null);
  }

  public String host() {
    return uri.getHost();
  }

  private static boolean isSafe(URI uri) {
    return uri.getHost() != null
        && uri.getRawUserInfo() == null
        && uri.getRawFragment() == null
        && uri.getPort() != 0
        && uri.getPort() <= LAST_PORT
        && ("https".equalsIgnoreCase(uri.getScheme())
            || ("http".equalsIgnoreCase(uri.getScheme())
                && THIS_MACHINE.matcher(uri.getHost()).matches()));
  }

  /** The server alone: the rest may be a secret, as in the address of a webhook. */
  @Override
  public String toString() {
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }
}
