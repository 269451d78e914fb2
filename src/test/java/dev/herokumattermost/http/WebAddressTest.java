package dev.herokumattermost.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://chat.example.com",
        "https://chat.example.com/mattermost",
        "https://chat.example.com:8443/hooks/abc?x=1",
        "https://10.0.0.1:65535",
        "https://xn--cht-rla.example.com",
        "http://localhost:8065",
        "http://127.0.0.1:8065",
        "http://[::1]:8065",
        "http://host.docker.internal:4501"
      })
  void clientsTakeWhatIsParsed(String text) {
    WebAddress address = WebAddress.parse(text).orElseThrow();

    assertThat(address.uri()).isEqualTo(URI.create(text));
    assertThat(HttpRequest.newBuilder(address.uri()).build().uri()).isEqualTo(address.uri());
  }

  @ParameterizedTest
  @CsvSource({
    "HTTPS://Chat.Example.com/hooks/AbC, https://chat.example.com/hooks/AbC",
    "https://chat.example.com:/x, https://chat.example.com/x",
    "Http://LocalHost:8065, http://localhost:8065"
  })
  void schemeAndHostAreInLowerCase(String text, URI normal) {
    assertThat(WebAddress.of(text).uri()).isEqualTo(normal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | does not begin with https://",
        "chat.example.com | does not begin with https://",
        "chat.example.com:8065 | does not begin with https://",
        "ftp://chat.example.com | does not begin with https://",
        "https:chat.example.com | has no host",
        "https:///path | has no host",
        "https:// | is no address",
        "https://chat.example.com/a b | is no address",
        "https://chat_one.example.com | has a host with an underscore, which cannot be called",
        "https://chät.example.com | write such a host in its form xn--…",
        "https://chat.example.com/hooks/ä | letter beyond ASCII",
        "https://chat.example.com:٨٠٦٥ | letter beyond ASCII",
        "https://chat.example.com:0 | has a port beyond 1 to 65535",
        "https://chat.example.com:444444 | has a port beyond 1 to 65535",
        "https://chat.example.com:99999999999 | no usable port",
        "https://chat.example.com:-1 | no usable port",
        "https://[fe80::1%25eth0]/hooks/x | has no host",
        "https://1.2.3.999 | has no host",
        "https://ada@chat.example.com | has a user or a password in it",
        "https://ada:hunter2@chat.example.com | has a user or a password in it",
        "https://ada:hunter2@chat_one.example.com | has a user or a password in it",
        "https://chat.example.com/#hunter2 | has a fragment",
        "http://chat.example.com | write https",
        "http://localhost.example.com | write https",
        "http://127.0.0.1.example.com | write https",
        "http://host.docker.internal.example.com | write https"
      })
  void noSecretTravelsAnywhereElse(String text, String why) {
    assertThatThrownBy(() -> WebAddress.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("hunter2")
        .hasMessageNotContaining("chat.example.com")
        .hasNoCause();
    assertThat(WebAddress.parse(text)).isEmpty();
    assertThatThrownBy(() -> WebAddress.base(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "https://chat.example.com/, https://chat.example.com",
    "https://chat.example.com/sub//, https://chat.example.com/sub",
    "https://chat.example.com/sub, https://chat.example.com/sub"
  })
  void pathsCanBeAppendedToABase(String text, URI base) {
    assertThat(WebAddress.base(text)).isEqualTo(new WebAddress(base));
  }

  @Test
  void baseHasNoQuery() {
    assertThatThrownBy(() -> WebAddress.base("https://chat.example.com/?x=hunter2"))
        .hasMessage("has a query, which begins with ?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:1", "https://127.3.2.1", "https://[::1]:5"})
  void loopbackIsKnown(String text) {
    assertThat(WebAddress.of(text).isLoopback()).isTrue();
    assertThat(WebAddress.of(text).isDockersHost()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://chat.example.com", "http://host.docker.internal"})
  void otherHostsAreNoLoopback(String text) {
    assertThat(WebAddress.of(text).isLoopback()).isFalse();
  }

  @Test
  void onlyTheServerIsPrinted() {
    var webhook =
        new WebAddress(URI.create("https://chat.example.com:8443/hooks/hunter2?x=hunter2"));

    assertThat(webhook).hasToString("https://chat.example.com:8443");
  }
}
