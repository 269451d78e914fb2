package dev.herokumattermost.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which hosts are public: those of a name that leads to public addresses only. An address that a
 * server gave must not lead to what only this machine or its network can reach, unless the host was
 * named for it.
 *
 * @param named hosts that count as public wherever they lead to, in lower case
 */
public record Hosts(Resolver resolver, Set<String> named) {
  public Hosts {
    named = named.stream().map(Hosts::spelled).collect(Collectors.toUnmodifiableSet());
  }

  /** By the names of the system's resolver. */
  static Hosts ofTheSystem() {
    return ofTheSystemAnd(Set.of());
  }

  /** By the names of the system's resolver, and some by their name alone. */
  public static Hosts ofTheSystemAnd(Set<String> named) {
    return new Hosts(host -> List.of(InetAddress.getAllByName(host)), named);
  }

  /** No name ends in a number or a bracket; the platform takes some numbers for addresses. */
  private static final Pattern NAME = Pattern.compile("(?i)(?:.*\\.)?[a-z][a-z0-9-]*\\.?");

  /** Looks up the addresses of a name. */
  public interface Resolver {
    List<InetAddress> addresses(String host) throws UnknownHostException;
  }

  /** Whether a host is public; false also if nobody says so in time. */
  public boolean isPublic(String host, Duration within) throws InterruptedException {
    if (!isName(host) || !within.isPositive()) {
      return false;
    }
    if (named.contains(spelled(host))) {
      return true;
    }
    var lookup = new FutureTask<>(() -> resolver.addresses(host));
    Thread.ofVirtual().start(lookup);
    try {
      List<InetAddress> all = lookup.get(within.toNanos(), TimeUnit.NANOSECONDS);
      return !all.isEmpty() && all.stream().allMatch(Hosts::isPublic);
    } catch (ExecutionException | TimeoutException unknown) {
      return false;
    }
  }

  private static String spelled(String host) {
    return host.toLowerCase(Locale.ROOT);
  }

  /** Whether a host is given by a name, not by an address. */
  public static boolean isName(String host) {
    return NAME.matcher(host).matches();
  }

  /**
   * Whether an address is one of the open network, after IANA's registries of special-purpose
   * addresses.
   *
   * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IPv4</a>
   * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IPv6</a>
   */
  static boolean isPublic(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    return address instanceof Inet6Address ? isPublic6(bytes) : isPublic4(bytes);
  }

  private static boolean isPublic4(byte[] bytes) {
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    return first != 0
        && first != 127
        && first != 10
        && !(first == 100 && second >= 64 && second < 128)
        && !(first == 169 && second == 254)
        && !(first == 172 && second >= 16 && second < 32)
        && !(first == 192 && (second == 168 || (second == 0 && bytes[2] == 0)))
        && !(first == 198 && (second == 18 || second == 19))
        && first < 224;
  }

  /** Global unicast is 2000::/3; 64:ff9b::/96, 2002::/16 lead on to an IPv4 address. */
  private static boolean isPublic6(byte[] bytes) {
    byte[] nat64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};
    if (Arrays.equals(Arrays.copyOf(bytes, nat64.length), nat64)) {
      return isPublic4(Arrays.copyOfRange(bytes, 12, 16));
    }
    if (bytes[0] == 0x20 && bytes[1] == 0x02) {
      return isPublic4(Arrays.copyOfRange(bytes, 2, 6));
    }
    return (bytes[0] & 0xe0) == 0x20;
  }
}
