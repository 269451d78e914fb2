package dev.herokumattermost.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.herokumattermost.http.Json;
import dev.herokumattermost.local.dynamodb.EmbeddedDynamo;
import dev.herokumattermost.local.heroku.HerokuModel;
import dev.herokumattermost.local.heroku.SimulatedApp;
import dev.herokumattermost.local.heroku.SimulatedHeroku;
import dev.herokumattermost.local.mattermost.SimulatedMattermost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A simulated Heroku with two apps, a simulated Mattermost and DynamoDB Local, for a function that
 * runs in a container, and a port at which dynos can be made to crash. docs/local.md shows how.
 */
final class Services implements AutoCloseable {
  private static final int DESK = 4500;
  private static final Path ENVIRONMENT = Path.of(".local", "env.json");
  private static final String TOKEN = "local-token";
  private static final String TABLE = "local";
  private static final String USAGE =
      "POST /crash/APP/DYNO, /heal/APP/DYNO, /restart/APP/DYNO or /deploy/APP\n";

  private final HerokuModel model = new HerokuModel(InstantSource.system());
  private final HttpServer desk;
  private final SimulatedHeroku heroku;
  private final SimulatedMattermost mattermost;
  private final EmbeddedDynamo dynamo;

  /**
   * Starts all.
   *
   * @param port the desk's; the others follow it, or are any that are free if it is zero
   */
  Services(InetAddress address, int port) throws IOException {
    model.createApp("api").scale("web", 2).scale("worker", 1);
    model.createApp("web-frontend").scale("web", 2);
    desk = HttpServer.create(new InetSocketAddress(address, port), 0);
    desk.createContext("/", this::handle);
    desk.start();
    int next = port == 0 ? 0 : 1;
    heroku = new SimulatedHeroku(model, TOKEN, new InetSocketAddress(address, port + next));
    mattermost =
        new SimulatedMattermost(model.clock(), new InetSocketAddress(address, port + 2 * next));
    dynamo = EmbeddedDynamo.inMemory(new InetSocketAddress(address, port + 3 * next));
    try (var client = dynamo.client()) {
      EmbeddedDynamo.createTable(client, TABLE);
    }
  }

  /** Serves until the process is ended, and shows each post as it arrives. */
  static void serve(String address) throws IOException, InterruptedException {
    try (var services = new Services(InetAddress.getByName(address), DESK)) {
      var document = Map.of("WatchFunction", services.environment("host.docker.internal"));
      Files.createDirectories(ENVIRONMENT.getParent());
      Files.writeString(ENVIRONMENT, Json.write(document) + "\n");
      System.out.printf(
          "Heroku is simulated at %s, Mattermost at %s; DynamoDB Local is at %s.%n"
              + "%s says so to sam local. To have something to tell:%n%n"
              + "  curl -X POST %s/crash/api/web.1%n%nCtrl-C ends it.%n",
          services.heroku.uri(),
          services.mattermost.uri(),
          services.dynamo.endpoint(),
          ENVIRONMENT,
          services.desk());
      var narrator = new Narrator(services.model.clock(), services.mattermost.channel());
      while (true) {
        narrator.showPosts();
        TimeUnit.MILLISECONDS.sleep(500);
      }
    }
  }

  URI desk() {
    var address = desk.getAddress();
    return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
  }

  SimulatedMattermost mattermost() {
    return mattermost;
  }

  /**
   * What the function needs to find all this.
   *
   * @param host the name of this machine as the function sees it
   */
  Map<String, String> environment(String host) {
    var channel = mattermost.channel();
    var environment = new LinkedHashMap<String, String>();
    environment.put("HEROKU_APPS", "api,web-frontend");
    environment.put("HEROKU_API_URL", at(host, heroku.uri()));
    environment.put("HEROKU_API_KEY", TOKEN);
    environment.put("MATTERMOST_URL", at(host, mattermost.uri()));
    environment.put("MATTERMOST_TOKEN", mattermost.token().reveal());
    environment.put("MATTERMOST_CHANNEL", channel.team() + "/" + channel.name());
    environment.put("TABLE_NAME", TABLE);
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", at(host, dynamo.endpoint()));
    return environment;
  }

  private static String at(String host, URI uri) {
    return "http://" + host + ":" + uri.getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring(1);
      boolean done =
          exchange.getRequestMethod().equals("POST") && happens(List.of(path.split("/")));
      byte[] answer = (done ? "done: " + path + "\n" : USAGE).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(done ? 200 : 400, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  /** Whether what was asked for makes sense, and then it has happened. */
  private boolean happens(List<String> words) {
    if (words.size() < 2 || model.find(words.get(1)).isEmpty()) {
      return false;
    }
    SimulatedApp app = model.app(words.get(1));
    if (words.size() == 2) {
      return words.getFirst().equals("deploy") && deployed(app);
    }
    String dyno = words.get(2);
    return app.has(dyno)
        && switch (words.getFirst()) {
          case "crash" -> {
            app.crashStaying(dyno, 1);
            yield true;
          }
          case "heal" -> {
            app.heal(dyno);
            yield true;
          }
          case "restart" -> {
            app.restart(dyno);
            yield true;
          }
          default -> false;
        };
  }

  private static boolean deployed(SimulatedApp app) {
    app.deploy("4f2d2e92", "ada@example.com");
    return true;
  }

  @Override
  public void close() {
    desk.stop(0);
    heroku.close();
    mattermost.close();
    dynamo.close();
  }
}
