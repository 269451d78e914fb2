package dev.herokumattermost.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.WatchFunction;
import dev.herokumattermost.local.LocalContext;
import dev.herokumattermost.local.LocalInvocation;
import dev.herokumattermost.network.ForwardProxy;
import dev.herokumattermost.network.TestAuthority;
import dev.herokumattermost.network.TlsFront;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole function in networks that stand between: an authority of one's own, a proxy. */
class NetworkTest {
  private final Surroundings around = new Surroundings(Instant.parse("2026-11-24T09:30:00Z"));
  private final Map<String, String> environment = around.environment();
  private final List<String> log = new ArrayList<>();
  private TlsFront chat;

  @BeforeEach
  void start() throws Exception {
    var mattermost = around.mattermost.uri();
    chat = new TlsFront("good", new InetSocketAddress(mattermost.getHost(), mattermost.getPort()));
    environment.put("MATTERMOST_URL", "https://localhost:" + chat.port());
  }

  @AfterEach
  void close() {
    chat.close();
    around.close();
  }

  @Test
  void aServerOfAnAuthorityOfOnesOwnIsPostedTo(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("ca.pem"), TestAuthority.pem());
    environment.put("MATTERMOST_CA", file.toString());

    assertThat(invoke("doctor")).containsEntry("ok", true);
    alert();

    assertThat(around.posts()).hasSize(1);
  }

  @Test
  void theAuthorityMayStandInTheVariable() {
    environment.put("MATTERMOST_CA", TestAuthority.pem());

    alert();

    assertThat(around.posts()).hasSize(1);
  }

  @Test
  void withoutTheAuthorityTheAlertWaitsAndIsPostedOnceItIsKnown() {
    alert();

    assertThat(around.posts()).isEmpty();
    assertThat(around.mattermost.calls()).isEmpty();
    assertThat(String.join("\n", log))
        .contains("certificate of CN=chat.example.com, issued by CN=Test Authority");

    environment.put("MATTERMOST_CA", TestAuthority.pem());
    around.advance(java.time.Duration.ofMinutes(2));
    invoke("watch");
    assertThat(around.posts()).hasSize(1);
  }

  @Test
  void theDoctorNamesTheCertificateAndTheSetting() {
    assertThat(invoke("doctor").get("table").toString())
        .contains(
            "certificate of CN=chat.example.com, issued by CN=Test Authority: its issuer is not"
                + " trusted here",
            "set MATTERMOST_CA");
  }

  @Test
  void mattermostIsReachedThroughTheProxyAndThisMachineWithout() {
    try (var proxy = new ForwardProxy(Map.of("chat.example.com:443", chat.address()))) {
      environment.put("MATTERMOST_URL", "https://chat.example.com");
      environment.put("MATTERMOST_CA", TestAuthority.pem());
      environment.put("HTTPS_PROXY", proxy.address());

      alert();

      assertThat(around.posts()).hasSize(1);
      assertThat(around.heroku.calls()).isNotEmpty();
      assertThat(proxy.asked())
          .isNotEmpty()
          .allMatch(line -> line.startsWith("CONNECT chat.example.com:443 "));
    }
  }

  @Test
  void herokuAndTheHeartbeatGoThroughTheProxyToo() {
    try (var proxy = new ForwardProxy(Map.of("up.example.com:443", chat.address()))) {
      environment.put("https_proxy", proxy.address());
      environment.put("HEARTBEAT_URL", "https://up.example.com/5ecr3t");
      invoke("watch");
      environment.put("HEROKU_API_URL", "https://api.heroku.com");
      invoke("watch");

      assertThat(proxy.asked())
          .anyMatch(line -> line.startsWith("CONNECT api.heroku.com:443 "))
          .anyMatch(line -> line.startsWith("CONNECT up.example.com:443 "));
    }
  }

  @Test
  void aProxyThatRefusesIsToldAndNothingIsTakenForPosted() {
    try (var proxy = new ForwardProxy(Map.of())) {
      environment.put("MATTERMOST_URL", "https://chat.example.com");
      environment.put("HTTPS_PROXY", proxy.address());

      alert();

      assertThat(proxy.asked()).isNotEmpty();
      assertThat(around.posts()).isEmpty();
      assertThat(String.join("\n", log)).contains("the proxy refused");
    }
  }

  /** The first pass is a baseline. */
  private void alert() {
    invoke("watch");
    around.api.crashStaying("web.1", 1);
    invoke("watch");
  }

  private Map<String, Object> invoke(String action) {
    var function = new WatchFunction(environment, around.clock, around.table, _ -> {});
    return LocalInvocation.invoke(function, Map.of("action", action), new LocalContext(log::add));
  }
}
