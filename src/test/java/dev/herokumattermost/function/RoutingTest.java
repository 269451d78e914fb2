package dev.herokumattermost.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.herokumattermost.WatchFunction;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.local.LocalContext;
import dev.herokumattermost.local.LocalInvocation;
import dev.herokumattermost.local.heroku.SimulatedApp;
import dev.herokumattermost.local.mattermost.SimulatedChannel;
import dev.herokumattermost.local.mattermost.SimulatedPost;
import dev.herokumattermost.rules.ChannelName;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.rules.Route.Priority;
import dev.herokumattermost.store.DynamoStateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which channel is told, over HTTP: all news of {@code shop} are meant for {@code ops/shop}. */
class RoutingTest {
  private static final Duration EVERY = Duration.ofMinutes(2);
  private static final String NOTE = "_For `ops/shop`, but the bot cannot post there:";

  private final Surroundings around = new Surroundings(Instant.parse("2026-11-24T09:30:00Z"));
  private final Map<String, String> environment = around.environment();
  private final List<String> log = new ArrayList<>();

  @BeforeEach
  void route(@TempDir Path folder) throws IOException {
    rules(folder, "[shop]");
  }

  private void rules(Path folder, String apps) throws IOException {
    Path file = folder.resolve("watch.yaml");
    Files.writeString(
        file,
        """
        rules:
          - apps: %s
            channel: ops/shop
            mention: ["@oncall", "@ada"]
            priority: urgent
        """
            .formatted(apps));
    environment.put("WATCH_FILE", file.toString());
  }

  @AfterEach
  void close() {
    around.close();
  }

  @Test
  void eachChannelGetsItsOwn() {
    SimulatedChannel shop = shopChannel();
    var function = function();
    pass(function);
    around.api.crashStaying("web.1", 1);
    around.shop.crashStaying("web.1", 1);
    pass(function);

    assertThat(around.posts()).singleElement().satisfies(post -> isAbout(post, "api"));
    assertThat(shop.posts()).singleElement().satisfies(post -> isAbout(post, "shop"));

    around.api.fix("web.1");
    around.shop.fix("web.1");
    pass(function);
    assertThat(around.mattermost.channel().replies(around.posts().getFirst().id())).hasSize(1);
    assertThat(shop.replies(shop.posts().getFirst().id())).hasSize(1);
    assertThat(shop.roots().getFirst().message()).startsWith("✅ **`shop` `web`: recovered after ");
    assertThat(pass(function)).containsEntry("tableWrites", 0).containsEntry("ok", true);
  }

  @Test
  void reactionsAreHeardInEveryChannel() {
    SimulatedChannel shop = shopChannel();
    shop.add(around.mattermost.ada());
    var function = function();
    crashShop(function);
    around.mattermost.react(around.mattermost.ada(), shop.roots().getFirst().id(), "eyes");
    pass(function);
    pass(function);

    assertThat(shop.roots().getFirst().shown()).contains("👀 On it: `ada`");
  }

  @Test
  void recoveryIsAPostOfItsOwnIfARuleSaysSo(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("own.yaml"), "rules: [{recovery: channel}]");
    environment.put("WATCH_FILE", folder.resolve("own.yaml").toString());
    var function = function();
    crashShop(function);
    around.shop.fix("web.1");
    pass(function);
    pass(function);

    List<SimulatedPost> roots = around.mattermost.channel().roots();
    assertThat(roots)
        .extracting(SimulatedPost::message)
        .satisfiesExactly(
            first -> assertThat(first).startsWith("✅ **`shop` `web`: recovered after "),
            recovery ->
                assertThat(recovery)
                    .startsWith("✅ **`shop` `web`: recovered after ")
                    .endsWith(
                        "[The whole thread](%s/_redirect/pl/%s)"
                            .formatted(around.mattermost.uri(), roots.getFirst().id())));
  }

  @Test
  void channelThatIsNotThereFallsBackToTheDefaultAndSaysSoOnce() {
    var function = function();
    Map<String, Object> report = crashShop(function);

    assertThat(report.get("posted")).asInstanceOf(LIST).hasSize(1);
    assertThat(report).containsEntry("ok", false).containsEntry("waiting", 0);
    assertThat(log.getLast())
        .contains("not delivered: CHANNEL, 404: the channel ops/shop does not");
    SimulatedPost root = around.posts().getFirst();
    assertThat(around.posts()).hasSize(1);
    isAbout(root, "shop");
    assertThat(root.message()).contains(NOTE);

    around.shop.fix("web.1");
    shopChannel();
    assertThat(pass(function)).containsEntry("ok", true);
    assertThat(around.mattermost.channel().replies(root.id()))
        .singleElement()
        .satisfies(reply -> assertThat(reply.message()).contains("recovered").doesNotContain(NOTE));
    assertThat(around.posts().getFirst().message()).startsWith("✅").contains(NOTE);
    assertThat(pass(function)).containsEntry("tableWrites", 0);
  }

  @Test
  void nextIncidentTriesTheNamedChannelAnew() {
    var function = function();
    crashShop(function);
    around.shop.fix("web.1");
    pass(function);
    SimulatedChannel shop = shopChannel();
    around.advance(Duration.ofHours(1));
    crashShop(function);

    assertThat(shop.posts()).singleElement().satisfies(post -> isAbout(post, "shop"));
    assertThat(shop.posts().getFirst().message()).doesNotContain(NOTE);
  }

  @Test
  void channelArchivedSinceMovesTheThread() {
    SimulatedChannel shop = shopChannel();
    var function = function();
    crashShop(function);
    shop.archive();
    around.shop.fix("web.1");
    pass(function);

    assertThat(shop.posts()).hasSize(1);
    assertThat(around.posts())
        .singleElement()
        .satisfies(
            post -> {
              assertThat(post.isRoot()).isTrue();
              assertThat(post.message()).contains("recovered").contains(NOTE);
            });
  }

  @Test
  void channelThatCannotBeToldDoesNotHoldUpAnother() {
    SimulatedChannel shop = shopChannel();
    shop.remove(around.mattermost.bot());
    var function = function();
    pass(function);
    around.api.crashStaying("web.1", 1);
    around.shop.crashStaying("web.1", 1);

    assertThat(pass(function).get("posted")).asInstanceOf(LIST).hasSize(2);
    assertThat(around.posts()).hasSize(2);
    assertThat(shop.posts()).isEmpty();
  }

  @Test
  void webhookThatIsLockedFallsBackToItsOwnChannel() {
    shopChannel().add(around.mattermost.ada());
    var workspace = around.mattermost.workspace();
    String hook = workspace.addLockedHook(around.mattermost.channel(), around.mattermost.ada());
    List.of("MATTERMOST_URL", "MATTERMOST_TOKEN", "MATTERMOST_CHANNEL")
        .forEach(environment::remove);
    environment.put("MATTERMOST_WEBHOOK_URL", around.mattermost.webhook(hook).reveal());
    crashShop(function());

    assertThat(around.posts())
        .singleElement()
        .satisfies(post -> assertThat(post.message()).contains(NOTE));
    assertThat(log.getLast()).contains("CHANNEL, 403: the webhook cannot post to ops/shop");
  }

  @Test
  void notificationKnowsWhomItMentions() {
    var function = function();
    pass(function);
    around.mattermost.down();
    around.shop.crashStaying("web.1", 1);
    pass(function);

    var app =
        new DynamoStateStore(around.table, Surroundings.TABLE, "default")
            .load()
            .apps()
            .get(new AppName("shop"));

    assertThat(app.outbox().notifications())
        .singleElement()
        .satisfies(
            notification ->
                assertThat(notification.route())
                    .isEqualTo(
                        new Route(
                            new Route.NamedChannel(ChannelName.parse("ops/shop")),
                            List.of("@oncall", "@ada"),
                            Priority.URGENT)));
  }

  @Test
  void manyOpeningsAreOnePostInEachChannel(@TempDir Path folder) throws IOException {
    SimulatedChannel shop = shopChannel();
    List<SimulatedApp> apps = breakMany(folder);

    assertThat(shop.posts())
        .singleElement()
        .satisfies(
            post ->
                assertThat(post.shown())
                    .startsWith("🔴 **11 apps failing at once**")
                    .doesNotContain("`app-101`")
                    .containsPattern(" @oncall @ada\n"));
    assertThat(around.posts())
        .singleElement()
        .satisfies(
            post ->
                assertThat(post.shown())
                    .startsWith("🔴 **11 apps failing at once**")
                    .contains("`app-101`")
                    .doesNotContain("@"));
    assertThat(apps).hasSize(22);
  }

  @Test
  void manyOpeningsForAChannelThatIsNotThereAreOnePostInTheDefaultOne(@TempDir Path folder)
      throws IOException {
    breakMany(folder);

    assertThat(around.posts())
        .singleElement()
        .satisfies(
            post ->
                assertThat(post.message())
                    .startsWith("🔴 **22 apps failing at once**")
                    .contains(" @oncall @ada\n")
                    .contains("_Some for `ops/shop`, but the bot cannot post there:"));
  }

  /** Eleven apps for the default channel, and eleven for the other. */
  private List<SimulatedApp> breakMany(Path folder) throws IOException {
    rules(folder, "[\"app-2*\"]");
    List<SimulatedApp> apps =
        IntStream.concat(IntStream.rangeClosed(101, 111), IntStream.rangeClosed(201, 211))
            .mapToObj(number -> around.model.createApp("app-" + number).scale("web", 1))
            .toList();
    environment.put(
        "HEROKU_APPS", apps.stream().map(SimulatedApp::name).collect(Collectors.joining(",")));
    var function = function();
    pass(function);
    apps.forEach(app -> app.crashStaying("web.1", 1));
    assertThat(pass(function).get("posted")).asInstanceOf(LIST).hasSize(22);
    return apps;
  }

  private SimulatedChannel shopChannel() {
    SimulatedChannel shop = around.mattermost.workspace().addChannel("ops", "shop");
    shop.add(around.mattermost.bot());
    return shop;
  }

  private Map<String, Object> crashShop(WatchFunction function) {
    pass(function);
    around.shop.crashStaying("web.1", 1);
    return pass(function);
  }

  private static void isAbout(SimulatedPost post, String app) {
    assertThat(post.message()).startsWith("🔴 **`" + app + "` `web`: 1 of 2 dynos crashed");
  }

  private WatchFunction function() {
    return new WatchFunction(environment, around.clock, around.table, _ -> {});
  }

  private Map<String, Object> pass(WatchFunction function) {
    around.advance(EVERY);
    return LocalInvocation.invoke(function, Map.of("action", "watch"), new LocalContext(log::add));
  }
}
