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
        "HTTPS://chat.example.com/mattermost",
        "https://chat.example.com:8443/hooks/abc?x=1",
        "https://10.0.0.1:65535",
        "https://chat.example.com:",
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
  @ValueSource(
      strings = {
        "",
        "chat.example.com",
        "ftp://chat.example.com",
        "https:chat.example.com",
        "https:///path",
        "https://chat_one.example.com",
        "https://chat.example.com:0",
        "https://chat.example.com:65536",
        "https://chat.example.com:99999999999",
        "https://ada@chat.example.com",
        "https://ada:hunter2@chat.example.com",
        "https://chat.example.com/#hunter2",
        "https://chat.example.com/a b",
        "http://chat.example.com",
        "http://localhost.example.com",
        "http://127.0.0.1.example.com",
        "http://host.docker.internal.example.com"
      })
  void noTokenTravelsAnywhereElse(String text) {
    assertThat(WebAddress.parse(text)).isEmpty();
    assertThat(WebAddress.parseBase(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://chat.example.com/, https://chat.example.com",
    "https://chat.example.com/sub//, https://chat.example.com/sub",
    "https://chat.example.com/sub, https://chat.example.com/sub"
  })
  void pathsCanBeAppendedToABase(String text, URI base) {
    assertThat(WebAddress.parseBase(text)).contains(new WebAddress(base));
  }

  @Test
  void baseHasNoQuery() {
    assertThat(WebAddress.parseBase("https://chat.example.com/?x=1")).isEmpty();
  }

  @Test
  void onlyTheServerIsPrinted() {
    var webhook =
        new WebAddress(URI.create("https://chat.example.com:8443/hooks/hunter2?x=hunter2"));

    assertThat(webhook).hasToString("https://chat.example.com:8443");
  }

  @Test
  void refusalDoesNotRepeatTheAddress() {
    var address = URI.create("ftp://chat.example.com/hunter2");

    assertThatThrownBy(() -> new WebAddress(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("hunter2");
  }
}
