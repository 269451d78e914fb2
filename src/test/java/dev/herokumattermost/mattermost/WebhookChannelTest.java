package dev.herokumattermost.mattermost;

import static dev.herokumattermost.mattermost.Outgoing.DEFAULT;
import static dev.herokumattermost.mattermost.Outgoing.SOON;
import static dev.herokumattermost.mattermost.Outgoing.in;
import static dev.herokumattermost.mattermost.Outgoing.notification;
import static dev.herokumattermost.mattermost.Outgoing.root;
import static dev.herokumattermost.mattermost.Outgoing.toBilling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herokumattermost.dyno.Lookup.Unknown;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.local.http.Fault;
import dev.herokumattermost.local.mattermost.ServerVersion;
import dev.herokumattermost.local.mattermost.SimulatedChannel;
import dev.herokumattermost.local.mattermost.SimulatedMattermost;
import dev.herokumattermost.local.mattermost.SimulatedPost;
import dev.herokumattermost.outbox.DeliveryResult;
import dev.herokumattermost.outbox.DeliveryResult.Delivered;
import dev.herokumattermost.outbox.DeliveryResult.Refusal;
import dev.herokumattermost.outbox.DeliveryResult.Refused;
import dev.herokumattermost.outbox.PostId;
import dev.herokumattermost.pass.OutgoingPost;
import dev.herokumattermost.wording.Post;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookChannelTest {
  private static final String HOOKS = "POST /hooks/";

  private final SimulatedMattermost server =
      new SimulatedMattermost(InstantSource.fixed(Instant.parse("2026-03-01T10:00:00Z")));
  private final Http http = new Http(Duration.ofSeconds(5));
  private final WebhookChannel webhook = new WebhookChannel(http, server.webhook());

  @AfterEach
  void stop() {
    server.close();
    http.close();
  }

  @Test
  void aPostIsDeliveredWithoutAnId() throws InterruptedException {
    assertThat(webhook.post(text("api crashed"), SOON)).isEqualTo(new Delivered(null));

    assertThat(server.channel().posts())
        .singleElement()
        .satisfies(
            post -> {
              assertThat(post.message()).isEqualTo("api crashed");
              assertThat(post.notifications()).containsExactly("n1");
            });
  }

  @Test
  void boxesAndPriorityArrive() throws InterruptedException {
    var box = new Post.Attachment("#fff", "web.1", "", "", List.of(), "", "", "");

    webhook.post(root("n1", new Post("x", List.of(box), "important"), "k1"), SOON);

    var post = server.channel().posts().getFirst();
    assertThat(post.priority()).isEqualTo("important");
    assertThat(post.props().get("attachments").toString()).contains("web.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ok", "ok\n", "OK"})
  void aSuccessIsOk(String body) throws InterruptedException {
    server.faults().once(HOOKS, Fault.answer(200, "text/plain", body));

    assertThat(webhook.post(text("x"), SOON)).isInstanceOf(Delivered.class);
  }

  /** Found in a log: the bracket of one line, the bar of another and the arrow of a third. */
  @Test
  void linesOfALogInABoxAreNotMadeALink() throws InterruptedException {
    String log = "```\nin `<main>'\n| status=500 |\nkey => value\n```";

    assertThat(inBox(log)).isEqualTo(log.replace('<', '‹'));
  }

  @Test
  void whatIsNoLinkInABoxIsNotChanged() throws InterruptedException {
    for (String text : List.of("a < b | c", "<init>(Foo.java)", "a | b > c", "<|x>", "<a|>")) {
      assertThat(inBox(text)).isEqualTo(text);
    }
  }

  /** By the server's own rules, over random texts of all that they look at. */
  @Test
  void everyTextArrivesAsItWasMeant() throws InterruptedException {
    List<String> pieces =
        List.of("<", ">", "|", "\n", "a", " ", "!channel", "<!here>", "@ada", "`", "<<", "|>", "‹");
    var random = new Random(7);
    for (int round = 0; round < 60; round++) {
      List<Post.Field> fields =
          IntStream.range(0, 50)
              .mapToObj(_ -> new Post.Field("f", randomText(pieces, random)))
              .toList();
      String message = randomText(pieces, random);
      var box = new Post.Attachment("#fff", message, "", message, fields, "", "", "");
      webhook.post(root("n1", new Post("x" + message, List.of(box), ""), "k1"), SOON);

      SimulatedPost stored = server.channel().posts().getLast();
      assertThat(meant(stored.message())).isEqualTo(meant("x" + message));
      var shown = (Map<?, ?>) ((List<?>) stored.props().get("attachments")).getFirst();
      assertThat(meant(shown.get("title"))).isEqualTo(meant(message));
      assertThat(meant(shown.get("text"))).isEqualTo(meant(message));
      assertThat(((List<?>) shown.get("fields")))
          .extracting(field -> meant(((Map<?, ?>) field).get("value")))
          .containsExactlyElementsOf(fields.stream().map(f -> meant(f.value())).toList());
    }
  }

  private static String randomText(List<String> pieces, Random random) {
    return random
        .ints(1 + random.nextInt(14), 0, pieces.size())
        .mapToObj(pieces::get)
        .collect(Collectors.joining());
  }

  private static String meant(Object text) {
    return text.toString().replace('‹', '<');
  }

  private String inBox(String text) throws InterruptedException {
    var box = new Post.Attachment("#fff", "", "", text, List.of(), "", "", "");
    webhook.post(root("n1", new Post("x", List.of(box), ""), "k1"), SOON);
    var boxes = (List<?>) server.channel().posts().getLast().props().get("attachments");
    return ((Map<?, ?>) boxes.getFirst()).get("text").toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`<a|b>`",
        "```\nlist<!channel> and <https://example.com|here>\n```",
        "<<x|y>|z>",
        "a <b> | c > d",
      })
  void textThatLooksLikeSlackMarkupIsNotRewritten(String text) throws InterruptedException {
    webhook.post(text(text), SOON);

    assertThat(server.channel().posts().getFirst().message().replace('‹', '<')).isEqualTo(text);
  }

  @Test
  void otherAngleBracketsAreNotChanged() throws InterruptedException {
    webhook.post(text("at <module> Foo.<init>(Foo.java) a | b"), SOON);

    assertThat(server.channel().posts().getFirst().message())
        .isEqualTo("at <module> Foo.<init>(Foo.java) a | b");
  }

  @Test
  void overLongTextIsRefusedBeforeTheServerCutsIt() throws InterruptedException {
    assertThat(refused(webhook.post(text("x".repeat(16_384)), SOON)).kind())
        .isEqualTo(Refusal.CONTENT);
    assertThat(server.calls()).isEmpty();
    assertThat(webhook.post(text("x".repeat(16_383)), SOON)).isInstanceOf(Delivered.class);
    assertThat(server.channel().posts()).hasSize(1);
  }

  @Test
  void aWebhookThatWasDeletedIsKnownToOlderServersAlone() throws InterruptedException {
    var gone =
        new WebhookChannel(http, new Secret(server.uri() + "/hooks/abcdefghijklmnopqrstuvwxyz"));

    Refused refused = refused(gone.post(text("x"), SOON));
    server.version(ServerVersion.V9_11);
    Refused before = refused(gone.post(text("x"), SOON));

    assertThat(refused.kind()).isEqualTo(Refusal.UNEXPLAINED);
    assertThat(before.kind()).isEqualTo(Refusal.CONFIGURATION);
    assertThat(before.reason()).startsWith("400: Mattermost does not know this webhook");
    assertThat(refused.reason() + before.reason()).doesNotContain("abcdefghij");
  }

  @Test
  void anotherChannelOfItsTeamIsNamedByItsHandle() throws InterruptedException {
    SimulatedChannel billing = server.workspace().addChannel("ops", "billing");
    billing.add(server.ada());

    assertThat(webhook.post(toBilling("n1", "k1"), SOON)).isInstanceOf(Delivered.class);
    assertThat(webhook.post(text("x"), SOON)).isInstanceOf(Delivered.class);

    assertThat(billing.posts()).hasSize(1);
    assertThat(server.channel().posts()).hasSize(1);
    assertThat(server.calls("POST", "/hooks").getLast().body()).doesNotContain("\"channel\"");
  }

  @Test
  void anotherChannelThatCannotBePostedToLeavesTheDefaultOne() throws InterruptedException {
    Refused missing = refused(webhook.post(toBilling("n1", "k1"), SOON));
    SimulatedChannel billing = server.workspace().addChannel("ops", "billing");
    Refused secret = refused(webhook.post(toBilling("n1", "k1"), SOON));
    billing.add(server.ada());
    String hook = server.workspace().addLockedHook(server.channel(), server.ada());
    Refused locked =
        refused(new WebhookChannel(http, server.webhook(hook)).post(toBilling("n1", "k1"), SOON));

    assertThat(List.of(missing, secret, locked))
        .extracting(Refused::kind)
        .containsOnly(Refusal.CHANNEL);
    assertThat(missing.reason()).startsWith("404: the webhook or its channel does not exist");
    assertThat(locked.reason()).startsWith("403: the webhook cannot post to ops/billing");
    assertThat(webhook.post(text("x"), SOON)).isInstanceOf(Delivered.class);
  }

  @Test
  void webhooksSwitchedOffAreARefusalByConfiguration() throws InterruptedException {
    server.enableWebhooks(false);

    assertThat(refused(webhook.post(text("x"), SOON)).kind()).isEqualTo(Refusal.CONFIGURATION);
  }

  @Test
  void aLostAnswerAndASlowServerAreAmbiguousARefusedConnectionIsNot() throws InterruptedException {
    server.faults().once(HOOKS, Fault.lostAnswer());
    assertThat(refused(webhook.post(text("x"), SOON)).kind()).isEqualTo(Refusal.AMBIGUOUS);
    server.faults().once(HOOKS, Fault.silence());
    assertThat(refused(webhook.post(text("x"), in(Duration.ofSeconds(1)))).kind())
        .isEqualTo(Refusal.AMBIGUOUS);
    server.down();
    assertThat(refused(webhook.post(text("x"), SOON)).kind()).isEqualTo(Refusal.TRANSIENT);
  }

  @Test
  void whatAWebhookCannotDoItSays() {
    var id = new PostId("p1");

    assertThat(webhook.learnsPostIds()).isFalse();
    assertThat(refused(webhook.edit(id, text("x"), SOON)).reason()).contains("cannot edit");
    assertThat(webhook.find(notification("n1", DEFAULT, Instant.EPOCH), SOON))
        .isInstanceOf(Unknown.class);
    assertThat(webhook.reactions(id, SOON)).isInstanceOf(Unknown.class);
    assertThat(server.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"not a url secret", "hooks/secret", "ftp://chat.example.com/secret"})
  void aBadAddressIsRefusedWithoutRepeatingIt(String address) {
    assertThatThrownBy(() -> new WebhookChannel(http, new Secret(address)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessageNotContaining("secret");
  }

  private static OutgoingPost text(String text) {
    return root("n1", text, "k1");
  }

  private static Refused refused(DeliveryResult result) {
    assertThat(result).isInstanceOf(Refused.class);
    return (Refused) result;
  }
}
