package dev.herokumattermost.local;

import dev.herokumattermost.json.Json;
import dev.herokumattermost.local.dynamodb.EmbeddedDynamo;
import dev.herokumattermost.local.heroku.HerokuModel;
import dev.herokumattermost.local.heroku.SimulatedApp;
import dev.herokumattermost.local.heroku.SimulatedHeroku;
import dev.herokumattermost.local.http.Call;
import dev.herokumattermost.local.http.LocalServer;
import dev.herokumattermost.local.http.Reply;
import dev.herokumattermost.local.mattermost.SimulatedMattermost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * A simulated Heroku with two apps, a simulated Mattermost and DynamoDB Local, and a control server
 * by which dynos can be made to crash. See docs/local.md.
 */
final class Services implements AutoCloseable {
  static final String TOKEN = "local-token";
  private static final int CONTROL_PORT = 4500;
  private static final Path ENVIRONMENT = LocalFolder.PATH.resolve("env.json");
  private static final String TEAM = "acme";
  private static final String TABLE = "local";

  /** This machine's names, and addresses, which no page can have as its host. */
  private static final Pattern HERE =
      Pattern.compile("localhost|host\\.docker\\.internal|[0-9.]+|\\[[0-9a-f:.]+]");

  private static final String USAGE =
      "POST /crash/APP/DYNO, /fix/APP/DYNO, /restart/APP/DYNO or /deploy/APP\n";

  private static final Map<String, BiConsumer<SimulatedApp, String>> DYNO_COMMANDS =
      Map.of(
          "crash",
          (app, dyno) -> app.crashStaying(dyno, 1),
          "fix",
          SimulatedApp::fix,
          "restart",
          SimulatedApp::restart);

  final HerokuModel model;
  final SimulatedHeroku heroku;
  final SimulatedMattermost mattermost;
  final EmbeddedDynamo dynamo;
  private final LocalServer control;

  /**
   * Starts all.
   *
   * @param port the control server's; the others have the next ones. Zero for any that are free
   */
  Services(InetAddress address, int port, InstantSource clock) throws IOException {
    model = new HerokuModel(clock);
    model.createApp("api").ofTeam(TEAM).scale("web", 2).scale("worker", 2);
    model.createApp("web-frontend").ofTeam(TEAM).scale("web", 2);
    int next = port == 0 ? 0 : 1;
    control = new LocalServer(new InetSocketAddress(address, port), clock, this::control);
    heroku = new SimulatedHeroku(model, TOKEN, new InetSocketAddress(address, port + next));
    mattermost = new SimulatedMattermost(clock, new InetSocketAddress(address, port + 2 * next));
    dynamo = EmbeddedDynamo.inMemory(new InetSocketAddress(address, port + 3 * next));
    try (var client = dynamo.client()) {
      EmbeddedDynamo.createTable(client, TABLE);
    }
  }

  /** Serves until the process is ended, and prints each post as it arrives. */
  static void serve(String address) throws IOException, InterruptedException {
    var here = InetAddress.getByName(address);
    try (var services = new Services(here, CONTROL_PORT, InstantSource.system())) {
      var document = Map.of("WatchFunction", services.environment("host.docker.internal"));
      LocalFolder.make(LocalFolder.PATH);
      Files.writeString(ENVIRONMENT, Json.CAMEL_CASE.write(document) + "\n");
      System.out.printf(
          "Heroku is simulated at %s, Mattermost at %s; DynamoDB Local is at %s.%n"
              + "sam local reads this from %s. To make a dyno crash:%n%n"
              + "  curl -X POST %s/crash/api/web.1%n%nCtrl-C ends it.%n",
          services.heroku.uri(),
          services.mattermost.uri(),
          services.dynamo.endpoint(),
          ENVIRONMENT,
          services.control());
      var console = new Console(InstantSource.system(), services.mattermost.channel());
      while (true) {
        console.showPosts();
        TimeUnit.MILLISECONDS.sleep(500);
      }
    }
  }

  String tableName() {
    return TABLE;
  }

  URI control() {
    return control.uri();
  }

  /**
   * The environment by which the function finds all this.
   *
   * @param host the name of this machine as the function sees it
   */
  Map<String, String> environment(String host) {
    var channel = mattermost.channel();
    var environment = new LinkedHashMap<String, String>();
    environment.put("HEROKU_APPS", "team:" + TEAM);
    environment.put("HEROKU_API_URL", at(host, heroku.uri()));
    environment.put("HEROKU_API_KEY", TOKEN);
    environment.put("MATTERMOST_URL", at(host, mattermost.uri()));
    environment.put("MATTERMOST_TOKEN", mattermost.token().reveal());
    environment.put("MATTERMOST_CHANNEL", channel.fullName());
    environment.put("TABLE_NAME", TABLE);
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", at(host, dynamo.endpoint()));
    return environment;
  }

  private static String at(String host, URI uri) {
    return "http://" + host + ":" + uri.getPort();
  }

  /**
   * A browser lets any page post here, and names the page in {@code Origin}. A page whose host was
   * made to mean this machine names that host.
   */
  private static boolean isOfAnotherPage(Call call) {
    String host = call.headers().getOrDefault("Host", "").replaceFirst(":\\d+$", "");
    return call.headers().containsKey("Origin") || !HERE.matcher(host).matches();
  }

  private Reply control(Call call) {
    if (isOfAnotherPage(call)) {
      return Reply.of(403, "text/plain", "not for pages of a browser\n");
    }
    boolean done = call.method().equals("POST") && carryOut(call.segments());
    return Reply.of(done ? 200 : 400, "text/plain", done ? "done\n" : USAGE);
  }

  /** Carries out a command, and returns false if it makes no sense. */
  private boolean carryOut(List<String> command) {
    if (command.size() < 2 || model.find(command.get(1)).isEmpty()) {
      return false;
    }
    SimulatedApp app = model.app(command.get(1));
    if (command.size() == 2 && command.getFirst().equals("deploy")) {
      app.deploy("4f2d2e92", "ada@example.com");
      return true;
    }
    if (command.size() != 3
        || !app.has(command.get(2))
        || !DYNO_COMMANDS.containsKey(command.getFirst())) {
      return false;
    }
    DYNO_COMMANDS.get(command.getFirst()).accept(app, command.get(2));
    return true;
  }

  @Override
  public void close() {
    control.close();
    heroku.close();
    mattermost.close();
    dynamo.close();
  }
}
