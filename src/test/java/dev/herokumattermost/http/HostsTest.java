package dev.herokumattermost.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an address may lead that a server gave. */
class HostsTest {
  private static final Duration AMPLE = Duration.ofSeconds(5);

  private final Hosts hosts =
      new Hosts(
          host ->
              switch (host) {
                case "logs.example.com" -> addresses("93.184.215.14", "2606:2800:21f::1");
                case "mixed.example.com" -> addresses("93.184.215.14", "10.0.0.7");
                case "localhost" -> addresses("127.0.0.1");
                default -> throw new UnknownHostException(host);
              },
          Set.of());

  @Test
  void nameOfPublicAddressesIsPublic() throws InterruptedException {
    assertThat(hosts.isPublic("logs.example.com", AMPLE)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mixed.example.com", "localhost", "unknown.example.com", "93.184.215.14", "[2606:2800::1]",
        "0x5db8d70e", "1572395790", "127.1", "example.com.1", ""
      })
  void anythingElseIsNot(String host) throws InterruptedException {
    assertThat(hosts.isPublic(host, AMPLE)).isFalse();
  }

  @Test
  void nameWithoutTimeToLookItUpIsNot() throws InterruptedException {
    assertThat(hosts.isPublic("logs.example.com", Duration.ZERO)).isFalse();
  }

  @Test
  void hostThatWasNamedIsPublicWhereverItLeads() throws InterruptedException {
    var named = new Hosts(_ -> addresses("10.0.0.7"), Set.of("Logs.Internal"));

    assertThat(named.isPublic("LOGS.internal", AMPLE)).isTrue();
    assertThat(named.isPublic("db.internal", AMPLE)).isFalse();
    assertThat(named.isPublic("logs.internal", Duration.ZERO)).isFalse();
  }

  @Test
  void nameWithoutAnyAddressIsNotPublic() throws InterruptedException {
    assertThat(new Hosts(_ -> List.of(), Set.of()).isPublic("a.example.com", AMPLE)).isFalse();
  }

  @Test
  void systemsResolverKnowsThisMachine() throws InterruptedException {
    assertThat(Hosts.ofTheSystem().isPublic("localhost", AMPLE)).isFalse();
    assertThat(Hosts.ofTheSystemAnd(Set.of("localhost")).isPublic("localhost", AMPLE)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.1.2.3",
        "100.64.0.1",
        "127.9.9.9",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "100.127.255.255",
        "198.19.255.255",
        "64:ff9b::7f00:1",
        "2002:7f00:1::1",
        "1fff::1",
        "4000::1",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::1",
        "100::1"
      })
  void addressOfSpecialPurposeIsNotPublic(String address) throws UnknownHostException {
    assertThat(Hosts.isPublic(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "93.184.215.14",
        "100.63.0.1",
        "100.128.0.1",
        "172.32.0.1",
        "172.15.255.255",
        "171.16.0.1",
        "169.253.1.1",
        "168.254.1.1",
        "192.1.0.1",
        "192.167.1.1",
        "191.168.1.1",
        "198.17.255.255",
        "197.18.0.1",
        "99.64.0.1",
        "9.1.2.3",
        "11.1.2.3",
        "126.1.2.3",
        "128.1.2.3",
        "3fff::1",
        "2001:4860::1",
        "192.0.1.1",
        "198.20.0.1",
        "223.255.255.255",
        "2606:4700::1111",
        "64:ff9b::101:101",
        "2002:101:101::1"
      })
  void addressOfTheOpenNetworkIsPublic(String address) throws UnknownHostException {
    assertThat(Hosts.isPublic(InetAddress.getByName(address))).isTrue();
  }

  private static List<InetAddress> addresses(String... literals) throws UnknownHostException {
    var addresses = new ArrayList<InetAddress>();
    for (String literal : literals) {
      addresses.add(InetAddress.getByName(literal));
    }
    return addresses;
  }

  @Test
  void secretsGoOutOfWhateverAServerSays() {
    var secrets = new SecretsInUse();
    secrets.add(new Secret("01234567-89ab-cdef-0123-456789abcdef"));
    secrets.add(new Secret("https://chat.example.com/hooks/w8x3k5t1r7bq9mno4p6cdefghy"));

    assertThat(
            Map.of(
                "whole", secrets.removedFrom("a 01234567-89AB-CDEF-0123-456789abcdef b"),
                "part", secrets.removedFrom("x456789abcdefx"),
                "hook", secrets.removedFrom("no such hook: w8x3k5t1r7bq9mno4p6cdefghy"),
                "other", secrets.removedFrom("https://chat.example.com is a server")))
        .containsOnly(
            Map.entry("whole", "a [redacted] b"),
            Map.entry("part", "x[redacted]x"),
            Map.entry("hook", "no such hook: [redacted]"),
            Map.entry("other", "https://chat.example.com is a server"));
  }
}
