package dev.herokumattermost.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address that a secret may be sent to: https, or http on this machine. It has a host and a
 * usable port, and neither a user nor a fragment; scheme and host are in lower case.
 */
public record WebAddress(URI uri) {
  /** Docker's name for the machine that it runs on, as {@code sam local} needs it. */
  private static final String DOCKERS_HOST = "host.docker.internal";

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

  private static final int LAST_PORT = 65_535;

  /**
   * Makes an address of one that is safe.
   *
   * @throws IllegalArgumentException if a secret must not be sent there; the message says what is
   *     wrong with the address and never repeats it, for it may be a secret
   */
  public WebAddress {
    String scheme = lowerCase(uri.getScheme());
    String host = lowerCase(uri.getHost());
    require(scheme.equals("https") || scheme.equals("http"), "does not begin with https://");
    require(
        isAscii(uri.toString()), "has a letter beyond ASCII: write such a host in its form xn--…");
    require(!lowerCase(uri.getRawAuthority()).contains("@"), "has a user or a password in it");
    require(
        !lowerCase(uri.getRawAuthority()).contains("_") || !host.isEmpty(),
        "has a host with an underscore, which cannot be called: give it a name without one");
    require(!host.isEmpty() && !host.contains("%"), "has no host, or no usable port");
    require(
        uri.getPort() != 0 && uri.getPort() <= LAST_PORT, "has a port beyond 1 to " + LAST_PORT);
    require(uri.getRawFragment() == null, "has a fragment, which begins with #");
    require(
        scheme.equals("https") || isThisMachine(host),
        "is http, which shows the secret to everybody on the way: write https");
    uri = URI.create(scheme + "://" + host + port(uri) + uri.getRawPath() + query(uri));
  }

  /**
   * Reads an address, which may have a query.
   *
   * @throws IllegalArgumentException as the constructor does
   */
  public static WebAddress of(String text) {
    try {
      return new WebAddress(new URI(text));
    } catch (URISyntaxException repeatsTheText) {
      throw new IllegalArgumentException("is no address");
    }
  }

  /**
   * An address that paths are appended to: without a query, and without a slash at its end.
   *
   * @throws IllegalArgumentException as the constructor does
   */
  public static WebAddress base(String text) {
    WebAddress address = of(text.replaceAll("/+$", ""));
    require(address.uri.getRawQuery() == null, "has a query, which begins with ?");
    return address;
  }

  /** Empty if a secret must not be sent there. */
  public static Optional<WebAddress> parse(String text) {
    try {
      return Optional.of(of(text));
    } catch (IllegalArgumentException refused) {
      return Optional.empty();
    }
  }

  public String host() {
    return uri.getHost();
  }

  /** Whether the address can only be of this machine. */
  public boolean isLoopback() {
    return LOOPBACK.matcher(host()).matches();
  }

  /** Whether Docker stands between; only there the name means this machine. */
  public boolean isDockersHost() {
    return host().equals(DOCKERS_HOST);
  }

  private static boolean isThisMachine(String host) {
    return LOOPBACK.matcher(host).matches() || host.equals(DOCKERS_HOST);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }

  private static String lowerCase(@Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }

  private static String port(URI uri) {
    return uri.getPort() < 0 ? "" : ":" + uri.getPort();
  }

  private static String query(URI uri) {
    return uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
  }

  /** The server alone: the rest may be a secret, as in the address of a webhook. */
  @Override
  public String toString() {
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }
}
