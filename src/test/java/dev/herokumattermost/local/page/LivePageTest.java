package dev.herokumattermost.local.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herokumattermost.local.page.Command.Crash;
import dev.herokumattermost.local.page.PageState.Section;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LivePageTest {
  private final PageState state = new PageState();
  private final List<Command> commands = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private LivePage page;

  @BeforeEach
  void start() throws Exception {
    page = new LivePage(state, new Recorded(), 0);
  }

  @AfterEach
  void stop() {
    page.close();
    http.shutdownNow();
  }

  private final class Recorded implements Controls {
    @Override
    public String carryOut(Command command) {
      commands.add(command);
      return "Done.";
    }

    @Override
    public PassDetails details(int pass) throws Refused {
      throw new Refused("Pass " + pass + " is not known.");
    }

    @Override
    public ReplayView replay(String rules) {
      return new ReplayView.Played(rules.length(), List.of());
    }
  }

  @Test
  void addressHasATokenThatNobodyGuesses() throws Exception {
    assertThat(page.uri().getHost()).isEqualTo("127.0.0.1");
    assertThat(page.uri().getPath()).matches("/[0-9a-f]{32}/");
    try (var other = new LivePage(state, new Recorded(), 0)) {
      assertThat(other.uri().getPath()).isNotEqualTo(page.uri().getPath());
    }
  }

  @Test
  void portThatIsTakenIsNamed() {
    assertThatThrownBy(() -> new LivePage(state, new Recorded(), page.uri().getPort()))
        .hasMessage(
            "port %d is taken; choose another one with -Dlocal.port=4600", page.uri().getPort());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/page.js", "/events", "/0123456789abcdef0123456789abcdef/"})
  void withoutTheTokenThereIsNothing(String path) throws Exception {
    assertThat(get(page.uri().resolve(path)).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "'', text/html",
    "page.js, text/javascript",
    "page.css, text/css",
    "icon.svg, image/svg+xml",
    "README.md, text/html",
    "docs/alerts.md, text/html",
    "docs/images/post.png, image/png",
  })
  void pageComesWithAllThatItNeeds(String path, String type) throws Exception {
    HttpResponse<String> file = get(page.uri().resolve(path));

    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
    assertThat(file.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"pom.xml", "docs/../pom.xml", "docs%2F..%2Fpom.xml", "docs/none.md", "docs/", "x"})
  void nothingElseIsServed(String path) throws Exception {
    assertThat(get(URI.create(page.uri() + path)).statusCode()).isEqualTo(404);
  }

  @Test
  void commandIsCarriedOut() throws Exception {
    var answer =
        post(
            "commands",
            "{\"kind\":\"crash\",\"app\":\"api\",\"dyno\":\"web.1\",\"exit\":137,\"course\":\"LOOPS\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"done\":\"Done.\"}");
    assertThat(commands).containsExactly(new Crash("api", "web.1", 137, Command.Course.LOOPS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"kind\":\"crash\",\"app\":\"api\",\"exit\":1,\"course\":\"LOOPS\"}|dyno",
        "{\"kind\":\"sing\"}|form",
        "{\"kind\":\"pace\",\"times\":0}|form",
        "pause|not JSON",
      })
  void commandThatMakesNoSenseIsRefused(String command, String mentioned) throws Exception {
    HttpResponse<String> answer = post("commands", command);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("error", mentioned);
    assertThat(commands).isEmpty();
  }

  @Test
  void whatIsTooLargeIsRefused() throws Exception {
    HttpResponse<String> answer = post("replay", "{\"rules\":\"" + "#".repeat(200_000) + "\"}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("more than 128 KB");
  }

  @Test
  void refusalSaysWhy() throws Exception {
    HttpResponse<String> answer = get(page.uri().resolve("passes/7"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("{\"error\":\"Pass 7 is not known.\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "null", "http://127.0.0.1:1"})
  void otherPagesAreRefused(String origin) throws Exception {
    var request = HttpRequest.newBuilder(page.uri().resolve("commands")).header("Origin", origin);

    assertThat(send(request.POST(BodyPublishers.ofString("{\"kind\":\"pause\"}"))).statusCode())
        .isEqualTo(403);
    assertThat(send(request.GET()).statusCode()).isEqualTo(403);
    assertThat(commands).isEmpty();
  }

  @Test
  void changeWithoutAnOriginIsRefused() throws Exception {
    var request = HttpRequest.newBuilder(page.uri().resolve("commands"));

    assertThat(send(request.POST(BodyPublishers.ofString("{\"kind\":\"pause\"}"))).statusCode())
        .isEqualTo(403);
  }

  @Test
  void otherNamesOfThisMachineAreRefused() throws Exception {
    try (var socket = new Socket("127.0.0.1", page.uri().getPort())) {
      String request =
          "GET "
              + page.uri().getPath()
              + " HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));

      var answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      assertThat(answer.readLine()).contains(" 403 ");
    }
  }

  @Test
  void browserGetsAllAndThenWhatChanges() throws Exception {
    state.show(Section.APPS, Map.of("api", "well", "shop", "well"));
    var events =
        http.send(
            HttpRequest.newBuilder(page.uri().resolve("events")).build(), BodyHandlers.ofLines());
    var lines = events.body().filter(line -> line.startsWith("data: ")).iterator();

    assertThat(lines.next()).contains("\"api\":\"well\"", "\"shop\":\"well\"");
    state.show(Section.APPS, Map.of("api", "crashed", "shop", "well"));
    assertThat(lines.next()).isEqualTo("data: {\"apps\":{\"api\":\"crashed\"}}");
  }

  @Test
  void whatHasNotChangedIsNotSentAgain() {
    state.show(Section.POSTS, Map.of("1", "a"));
    try (var subscription = state.subscribe()) {
      state.show(Section.POSTS, Map.of("1", "a"));

      assertThat(subscription.updates()).containsExactly("{\"posts\":{\"1\":\"a\"}}");
    }
  }

  @Test
  void browserThatIsTooSlowStartsAgain() {
    try (var slow = state.subscribe()) {
      for (int update = 0; update < 1000; update++) {
        state.show(Section.POSTS, Map.of("1", update));
      }

      assertThat(state.has(slow)).isFalse();
    }
  }

  private HttpResponse<String> get(URI uri) throws Exception {
    return send(HttpRequest.newBuilder(uri));
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(page.uri().resolve(path))
            .header("Origin", page.uri().resolve("/").toString().replaceFirst("/$", ""))
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
