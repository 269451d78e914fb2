package dev.herokumattermost.mattermost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.local.mattermost.Channel;
import dev.herokumattermost.local.mattermost.Fault;
import dev.herokumattermost.local.mattermost.SimulatedMattermost;
import dev.herokumattermost.mattermost.Mattermost.Outgoing;
import dev.herokumattermost.message.Post;
import dev.herokumattermost.watch.Delivery;
import dev.herokumattermost.watch.Delivery.Refusal;
import dev.herokumattermost.watch.Delivery.Refused;
import dev.herokumattermost.watch.Delivery.Told;
import dev.herokumattermost.watch.Lookup.Unknown;
import dev.herokumattermost.watch.NoticeId;
import dev.herokumattermost.watch.PostId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String HOOKS = "POST /hooks/";

  private final SimulatedMattermost server =
      new SimulatedMattermost(InstantSource.fixed(Instant.parse("2026-03-01T10:00:00Z")));
  private final Http http = new Http(Duration.ofSeconds(5));
  private final Webhook webhook = new Webhook(http, server.webhook());

  @AfterEach
  void stop() {
    server.close();
    http.close();
  }

  @Test
  void aPostIsToldUnderAnUnknownId() throws InterruptedException {
    assertThat(webhook.post(text("api crashed"), SOON)).isEqualTo(new Told(PostId.UNKNOWN));

    assertThat(server.channel().posts())
        .singleElement()
        .satisfies(
            post -> {
              assertThat(post.message()).isEqualTo("api crashed");
              assertThat(post.notices()).containsExactly("n1");
            });
  }

  @Test
  void boxesAndPriorityArrive() throws InterruptedException {
    var box = new Post.Attachment("#fff", "web.1", "", "", List.of(), "", "");

    webhook.post(outgoing(new Post("x", List.of(box), "important")), SOON);

    var post = server.channel().posts().getFirst();
    assertThat(post.priority()).isEqualTo("important");
    assertThat(post.props().get("attachments").toString()).contains("web.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ok", "", "<html>", "{\"id\":\"x\"}"})
  void whateverASuccessSaysItIsASuccess(String body) throws InterruptedException {
    server.faults().once(HOOKS, new Fault.Answer(200, "text/plain", body, Map.of()));

    assertThat(webhook.post(text("x"), SOON)).isInstanceOf(Told.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`<a|b>`",
        "```\nlist<!channel> and <https://example.com|here>\n```",
        "<<x|y>|z>",
        "a <b> | c > d",
      })
  void textThatLooksLikeSlacksIsNotRewritten(String text) throws InterruptedException {
    webhook.post(text(text), SOON);

    assertThat(server.channel().posts().getFirst().message().replace('‹', '<')).isEqualTo(text);
  }

  @Test
  void angleBracketsThatMeanNothingStayAsTheyAre() throws InterruptedException {
    webhook.post(text("at <module> Foo.<init>(Foo.java) a | b"), SOON);

    assertThat(server.channel().posts().getFirst().message())
        .isEqualTo("at <module> Foo.<init>(Foo.java) a | b");
  }

  @Test
  void overLongTextIsRefusedBeforeTheServerCutsIt() throws InterruptedException {
    assertThat(refused(webhook.post(text("x".repeat(16_384)), SOON)).kind())
        .isEqualTo(Refusal.CONTENT);
    assertThat(server.calls()).isEmpty();
    assertThat(webhook.post(text("x".repeat(16_383)), SOON)).isInstanceOf(Told.class);
    assertThat(server.channel().posts()).hasSize(1);
  }

  @Test
  void aWebhookThatWasDeletedIsAMatterOfConfiguration() throws InterruptedException {
    var gone = new Webhook(http, new Secret(server.uri() + "/hooks/abcdefghijklmnopqrstuvwxyz"));

    Refused refused = refused(gone.post(text("x"), SOON));

    assertThat(refused.kind()).isEqualTo(Refusal.CONFIGURATION);
    assertThat(refused.reason())
        .startsWith("400: Mattermost does not know this webhook")
        .doesNotContain("abcdefghij");
  }

  @Test
  void anotherChannelOfItsTeamIsNamedByItsHandle() throws InterruptedException {
    Channel billing = server.workspace().addChannel("ops", "billing");
    billing.add(server.ada());

    assertThat(webhook.post(there(), SOON)).isInstanceOf(Told.class);
    assertThat(webhook.post(text("x"), SOON)).isInstanceOf(Told.class);

    assertThat(billing.posts()).hasSize(1);
    assertThat(server.channel().posts()).hasSize(1);
    assertThat(server.calls("POST", "/hooks").getLast().body()).doesNotContain("\"channel\"");
  }

  @Test
  void anotherChannelThatCannotBeToldLeavesTheUsualOneOpen() throws InterruptedException {
    Refused missing = refused(webhook.post(there(), SOON));
    Channel billing = server.workspace().addChannel("ops", "billing");
    Refused secret = refused(webhook.post(there(), SOON));
    billing.add(server.ada());
    String hook = server.workspace().addLockedHook(server.channel(), server.ada());
    Refused locked = refused(new Webhook(http, server.webhook(hook)).post(there(), SOON));

    assertThat(List.of(missing, secret, locked))
        .extracting(Refused::kind)
        .containsOnly(Refusal.CHANNEL);
    assertThat(missing.reason()).startsWith("404: the webhook or its channel does not exist");
    assertThat(locked.reason()).startsWith("403: the webhook may not post to ops/billing");
    assertThat(webhook.post(text("x"), SOON)).isInstanceOf(Told.class);
  }

  @Test
  void webhooksSwitchedOffAreAMatterOfConfiguration() throws InterruptedException {
    server.enableWebhooks(false);

    assertThat(refused(webhook.post(text("x"), SOON)).kind()).isEqualTo(Refusal.CONFIGURATION);
  }

  @Test
  void aLostAnswerAndASlowServerAreAmbiguousARefusedConnectionIsNot() throws InterruptedException {
    server.faults().once(HOOKS, new Fault.LostAfter());
    assertThat(refused(webhook.post(text("x"), SOON)).kind()).isEqualTo(Refusal.AMBIGUOUS);
    server.faults().once(HOOKS, new Fault.Slow(Duration.ofMinutes(5)));
    assertThat(refused(webhook.post(text("x"), Duration.ofMillis(300))).kind())
        .isEqualTo(Refusal.AMBIGUOUS);
    server.down();
    assertThat(refused(webhook.post(text("x"), SOON)).kind()).isEqualTo(Refusal.TRANSIENT);
  }

  @Test
  void whatAWebhookCannotDoItSays() {
    var id = new PostId("p1");

    assertThat(webhook.learnsPostIds()).isFalse();
    assertThat(refused(webhook.edit(id, text("x"), SOON)).reason()).contains("cannot edit");
    assertThat(webhook.find(new NoticeId("n1"), new Place.Usual(), Instant.EPOCH, SOON))
        .isInstanceOf(Unknown.class);
    assertThat(webhook.reactions(id, SOON)).isInstanceOf(Unknown.class);
    assertThat(server.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"not a url secret", "hooks/secret", "ftp://chat.example.com/secret"})
  void aBadAddressIsRefusedWithoutRepeatingIt(String address) {
    assertThatThrownBy(() -> new Webhook(http, new Secret(address)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessageNotContaining("secret");
  }

  private static Outgoing text(String text) {
    return outgoing(Post.of(text));
  }

  private static Outgoing there() {
    return new Outgoing(
        Post.of("x"),
        PostId.UNKNOWN,
        List.of(new NoticeId("n1")),
        "k1",
        new Place.Other(ChannelName.parse("ops/billing")));
  }

  private static Outgoing outgoing(Post post) {
    return new Outgoing(post, PostId.UNKNOWN, List.of(new NoticeId("n1")), "k1");
  }

  private static Refused refused(Delivery delivery) {
    assertThat(delivery).isInstanceOf(Refused.class);
    return (Refused) delivery;
  }
}
