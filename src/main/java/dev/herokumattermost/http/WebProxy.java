package dev.herokumattermost.http;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The proxy through which https leaves, as {@code HTTPS_PROXY} and {@code NO_PROXY} say. Requests
 * to this machine never go through it.
 *
 * @param host of the proxy
 * @param port of the proxy
 * @param exceptions regular expressions of the hosts that are reached without it, in lower case
 */
public record WebProxy(String host, int port, Set<String> exceptions) {
  private static final Pattern LOCAL =
      Pattern.compile("localhost|127\\..*|\\[?(::1|0:0:0:0:0:0:0:1)]?|host\\.docker\\.internal");

  public WebProxy {
    exceptions = Set.copyOf(exceptions);
  }

  /**
   * The proxy that an environment names; empty if it names none.
   *
   * @throws IllegalArgumentException if it names one that cannot be used; the message says what is
   *     wrong with it and never repeats it, for it may hold a password
   */
  public static Optional<WebProxy> of(Map<String, String> environment) {
    return first(environment, "https_proxy", "HTTPS_PROXY")
        .map(text -> of(text, first(environment, "no_proxy", "NO_PROXY").orElse("")));
  }

  private static WebProxy of(String address, String exceptions) {
    URI uri = uri(address.contains("://") ? address : "http://" + address);
    require(
        uri.getRawAuthority() == null || !uri.getRawAuthority().contains("@"),
        "holds a user or a password, which Java sends to no proxy that passes https on");
    require("http".equalsIgnoreCase(uri.getScheme()), "is no http:// address");
    require(uri.getHost() != null && uri.getPort() > 0 && uri.getPort() < 65_536, "lacks its port");
    Stream<String> named =
        Arrays.stream(exceptions.split("[,\\s]+")).filter(e -> !e.isEmpty()).map(WebProxy::pattern);
    return new WebProxy(
        uri.getHost(),
        uri.getPort(),
        Stream.concat(Stream.of(LOCAL.pattern()), named).collect(toUnmodifiableSet()));
  }

  /** A host stands for all below it, with a dot, a star and a port or without; a star for all. */
  private static String pattern(String exception) {
    String host =
        exception
            .toLowerCase(Locale.ROOT)
            .replaceFirst("^\\*?\\.", "")
            .replaceFirst("^([^:]+):\\d+$", "$1");
    return host.equals("*") ? ".*" : "(.*\\.)?" + Pattern.quote(host);
  }

  /** For every https address but the exceptions. */
  ProxySelector selector() {
    var proxy = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
    return new ProxySelector() {
      @Override
      public List<Proxy> select(URI uri) {
        boolean through = "https".equals(uri.getScheme()) && reaches(uri.getHost());
        return List.of(through ? proxy : Proxy.NO_PROXY);
      }

      @Override
      public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // The failure is the request's own as well.
      }
    };
  }

  /** Whether a host is reached through the proxy. */
  boolean reaches(String to) {
    return exceptions.stream().noneMatch(to.toLowerCase(Locale.ROOT)::matches);
  }

  private static Optional<String> first(Map<String, String> environment, String... names) {
    return Stream.of(names)
        .map(name -> environment.getOrDefault(name, "").strip())
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException repeatsTheText) {
      throw new IllegalArgumentException("is no address");
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
