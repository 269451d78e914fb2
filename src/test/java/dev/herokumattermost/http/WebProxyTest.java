package dev.herokumattermost.http;

import static org.assertj.core.api.Assertions.assertThat;

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

  private static boolean through(String exceptions, String address) {
    WebProxy proxy =
        WebProxy.of(Map.of("HTTPS_PROXY", "http://proxy.example.com:3128", "NO_PROXY", exceptions))
            .orElseThrow();
    return !proxy.selector().select(URI.create(address)).contains(Proxy.NO_PROXY);
  }
}
