package dev.herokumattermost.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses that a token may travel to. */
public final class Addresses {
  /** For every message about an address that is refused. */
  static final String FIX =
      "give an absolute https address without user, query or fragment, such as"
          + " https://example.com (http only for localhost)";

  /** The last is Docker's name for the machine that it runs on, as {@code sam local} needs it. */
  private static final Pattern LOOPBACK =
      Pattern.compile(
          "localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]|host\\.docker\\.internal");

  private static final int LAST_PORT = 65_535;

  private Addresses() {}

  /** The address without a slash at its end; empty if a token must not travel there. */
  static Optional<URI> parse(String text) {
    return web(text.replaceAll("/+$", "")).filter(uri -> uri.getRawQuery() == null);
  }

  /** An address that is a secret itself, to which no token travels; empty if it is none to call. */
  public static Optional<URI> secret(String text) {
    return web(text).filter(uri -> uri.getPort() <= LAST_PORT);
  }

  private static Optional<URI> web(String text) {
    try {
      var uri = new URI(text);
      boolean bare = uri.getRawUserInfo() == null && uri.getRawFragment() == null;
      return bare && uri.getHost() != null && safe(uri) ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException notAnAddress) {
      return Optional.empty();
    }
  }

  private static boolean safe(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme())
        || ("http".equalsIgnoreCase(uri.getScheme()) && LOOPBACK.matcher(uri.getHost()).matches());
  }
}
