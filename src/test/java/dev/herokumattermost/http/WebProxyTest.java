package dev.herokumattermost.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebProxyTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://localhost:8443",
        "https://127.0.0.1:8443",
        "https://127.9.9.9",
        "https://[::1]:8443",
        "https://host.docker.internal",
        "http://localhost:8065"
      })
  void thisMachineIsReachedWithoutIt(String address) {
    assertThat(through("", address)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "chat.example.com, https://chat.example.com, false",
    "Chat.Example.com, https://chat.example.com:8443, false",
    "chat.example.com:8443, https://chat.example.com:8443, false",
    "example.com, https://chat.example.com, false",
    ".example.com, https://chat.example.com, false",
    "*.example.com, https://chat.example.com, false",
    "'a.example, example.com', https://chat.example.com, false",
    "a.example example.com, https://chat.example.com, false",
    "*, https://chat.example.com, false",
    "10.1.2.3, https://10.1.2.3, false",
    "ample.com, https://chat.example.com, true",
    "chatxexample.com, https://chat.example.com, true",
    "'', https://chat.example.com, true",
    "'', https://localhost.example.com, true"
  })
  void exceptionsAreReachedWithoutIt(String exceptions, String address, boolean through) {
    assertThat(through(exceptions, address)).isEqualTo(through);
  }

  @Test
  void lowerCaseComesFirst() {
    assertThat(
            WebProxy.of(Map.of("https_proxy", "http://lower:1", "HTTPS_PROXY", "http://upper:1")))
        .hasValueSatisfying(proxy -> assertThat(proxy.host()).isEqualTo("lower"));
    assertThat(WebProxy.of(Map.of("HTTPS_PROXY", "proxy:3128")))
        .hasValueSatisfying(proxy -> assertThat(proxy.port()).isEqualTo(3128));
    assertThat(WebProxy.of(Map.of("HTTPS_PROXY", " "))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://ada:hunter2@proxy.example.com:3128, holds a user or a password",
    "https://proxy.example.com:3128, is no http:// address",
    "socks5://proxy.example.com:1080, is no http:// address",
    "http://proxy.example.com, lacks its port",
    "http://proxy.example.com:0, lacks its port",
    "http://proxy.example.com:65536, lacks its port",
    "proxy.example.com, lacks its port",
    "http:///hunter2, lacks its port",
    "http:hunter2, lacks its port",
    "http://proxy example:1, is no address"
  })
  void proxyThatCannotBeUsedIsRefusedWithoutRepeatingIt(String proxy, String why) {
    assertThatThrownBy(() -> WebProxy.of(Map.of("HTTPS_PROXY", proxy)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(why)
        .hasMessageNotContaining("hunter2")
        .hasMessageNotContaining("proxy.example");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "65535, 65535"})
  void everyPortCanBeTheProxys(String written, int port) {
    assertThat(WebProxy.of(Map.of("HTTPS_PROXY", "http://proxy:" + written)))
        .hasValueSatisfying(proxy -> assertThat(proxy.port()).isEqualTo(port));
  }

  @Test
  void plainHttpIsNeverSentThroughIt() {
    assertThat(through("", "http://chat.example.com")).isFalse();
  }

  private static boolean through(String exceptions, String address) {
    WebProxy proxy =
        WebProxy.of(Map.of("HTTPS_PROXY", "http://proxy.example.com:3128", "NO_PROXY", exceptions))
            .orElseThrow();
    return !proxy.selector().select(URI.create(address)).contains(Proxy.NO_PROXY);
  }
}
