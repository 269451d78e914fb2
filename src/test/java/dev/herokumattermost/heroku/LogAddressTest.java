package dev.herokumattermost.heroku;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.http.Hosts;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.http.Trust;
import dev.herokumattermost.http.WebAddress;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Heroku says where a log is read; that must not lead into this machine or its network. */
class LogAddressTest {
  private final Http http =
      new Http(
          Duration.ofSeconds(1),
          Optional.empty(),
          Trust.publicAuthorities(),
          new Hosts(
              host ->
                  List.of(
                      InetAddress.getByName(
                          host.endsWith("inside.example.com") ? "10.0.0.7" : "93.184.215.14")),
              Set.of("Named.inside.example.com")));

  @AfterEach
  void close() {
    http.close();
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.heroku.com, https://logs.example.com/x?token=y, true",
    "https://api.heroku.com, https://api.heroku.com/x, true",
    "https://api.heroku.com, https://inside.example.com/x, false",
    "https://api.heroku.com, https://named.Inside.example.com/x, true",
    "https://api.heroku.com, http://named.inside.example.com/x, false",
    "https://api.heroku.com, https://93.184.215.14/x, false",
    "https://api.heroku.com, https://[2606:2800:21f::1]/x, false",
    "https://api.heroku.com, https://2130706433/x, false",
    "https://api.heroku.com, https://169.254.169.254/x, false",
    "https://api.heroku.com, https://logs.example.com:99999/x, false",
    "https://api.heroku.com, https://user:word@logs.example.com/x, false",
    "https://api.heroku.com, http://logs.example.com/x, false",
    "https://api.heroku.com, http://localhost:9000/x, false",
    "https://api.heroku.com, http://127.0.0.1/x, false",
    "https://api.heroku.com, http://host.docker.internal/x, false",
    "https://api.heroku.com, file:///etc/passwd, false",
    "http://127.0.0.1:4501, http://127.0.0.1:4501/logs/x, true",
    "http://127.0.0.1:4501, https://inside.example.com/x, false",
  })
  void isCalledOnlyIfItIsPublicOrTheApisOwn(String api, String address, boolean called) {
    var calls = new Calls(http, URI.create(api), new Secret("made-up"), Fixture.AMPLE.clock());

    assertThat(
            WebAddress.parse(address)
                .filter(to -> calls.mayBeCalled(to, Fixture.AMPLE))
                .isPresent())
        .isEqualTo(called);
  }
}
