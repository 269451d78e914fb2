package dev.herokumattermost.mattermost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Json;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.local.mattermost.Channel;
import dev.herokumattermost.local.mattermost.Fault;
import dev.herokumattermost.local.mattermost.SimulatedMattermost;
import dev.herokumattermost.local.mattermost.SimulatedPost;
import dev.herokumattermost.mattermost.Mattermost.Outgoing;
import dev.herokumattermost.mattermost.Place.Other;
import dev.herokumattermost.mattermost.Place.Usual;
import dev.herokumattermost.message.Post;
import dev.herokumattermost.watch.Delivery;
import dev.herokumattermost.watch.Delivery.Refusal;
import dev.herokumattermost.watch.Delivery.Refused;
import dev.herokumattermost.watch.Delivery.Told;
import dev.herokumattermost.watch.Lookup.Known;
import dev.herokumattermost.watch.Lookup.Unknown;
import dev.herokumattermost.watch.NoticeId;
import dev.herokumattermost.watch.PostId;
import dev.herokumattermost.watch.Posted;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BotTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String POSTS = "POST /api/v4/posts";
  private static final Place BILLING = new Other(ChannelName.parse("ops/billing"));

  private Instant now = Instant.parse("2026-03-01T10:00:00Z");
  private final SimulatedMattermost server = new SimulatedMattermost(() -> now);
  private final Http http = new Http(Duration.ofSeconds(5));
  private final Bot bot = bot(server.token());

  @AfterEach
  void stop() {
    server.close();
    http.close();
  }

  @Test
  void aPostIsToldUnderTheIdItHasInTheChannel() throws InterruptedException {
    PostId id = told(bot.post(root("n1", "api crashed", "k1"), SOON));

    assertThat(server.channel().posts())
        .singleElement()
        .satisfies(
            post -> {
              assertThat(post.id()).isEqualTo(id.value());
              assertThat(post.message()).isEqualTo("api crashed");
              assertThat(post.notices()).containsExactly("n1");
            });
  }

  @Test
  void boxesAndPriorityArrive() throws InterruptedException {
    var box =
        new Post.Attachment(
            "#d9534f",
            "web.1",
            "https://example.com",
            "text",
            List.of(new Post.Field("App", "api")),
            "footer",
            "plain");
    var post = new Post("api crashed", List.of(box), "urgent");

    told(bot.post(new Outgoing(post, PostId.UNKNOWN, List.of(new NoticeId("n1")), "k1"), SOON));

    SimulatedPost stored = server.channel().posts().getFirst();
    assertThat(stored.priority()).isEqualTo("urgent");
    assertThat(stored.props().get("attachments").toString())
        .contains("#d9534f", "web.1", "https://example.com", "App", "footer", "plain");
  }

  @Test
  void aReplyGoesIntoItsThreadAndHasNoPriority() throws InterruptedException {
    PostId root = told(bot.post(root("n1", "api crashed", "k1"), SOON));
    var urgent = new Post("api is back", List.of(), "urgent");

    told(bot.post(new Outgoing(urgent, root, List.of(new NoticeId("n2")), "k2"), SOON));

    assertThat(server.channel().replies(root.value()))
        .extracting(SimulatedPost::message)
        .containsExactly("api is back");
  }

  @Test
  void whoAndWhereIsAskedOnce() throws InterruptedException {
    bot.post(root("n1", "one", "k1"), SOON);
    bot.post(root("n2", "two", "k2"), SOON);

    assertThat(server.calls("GET", "/api/v4/")).hasSize(2);
  }

  @Test
  void whoAndWhereIsAskedAgainAfterTheChannelWasMadeAnew() throws InterruptedException {
    bot.post(root("n1", "one", "k1"), SOON);
    server.workspace().remove(server.channel());
    var anew = server.workspace().addChannel("ops", "alerts");
    anew.add(server.bot());

    Delivery first = bot.post(root("n2", "two", "k2"), SOON);
    Delivery second = bot.post(root("n2", "two", "k2"), SOON);

    assertThat(refused(first).kind()).isEqualTo(Refusal.CONFIGURATION);
    assertThat(second).isInstanceOf(Told.class);
    assertThat(anew.posts()).hasSize(1);
  }

  @Test
  void zeroBytesAndHalfCharactersDoNotSpoilThePost() throws InterruptedException {
    told(bot.post(root("n1", "a\0b\ud800c\ud83d\ude00", "k1"), SOON));

    assertThat(server.channel().posts().getFirst().message()).isEqualTo("ab\ufffdc\ud83d\ude00");
  }

  @Test
  void overLongTextIsRefusedNotCut() throws InterruptedException {
    Refused refused = refused(bot.post(root("n1", "x".repeat(16_384), "k1"), SOON));

    assertThat(refused.kind()).isEqualTo(Refusal.CONTENT);
    assertThat(server.channel().posts()).isEmpty();
    told(bot.post(root("n1", "\ud83d\ude00".repeat(16_383), "k1"), SOON));
  }

  @Test
  void aPostWhoseAnswerWasLostIsNotDoubled() throws InterruptedException {
    bot.post(root("n0", "before", "k0"), SOON);
    server.faults().once(POSTS, new Fault.LostAfter());

    Delivery lost = bot.post(root("n1", "api crashed", "k1"), SOON);
    PostId repeated = told(bot.post(root("n1", "api crashed", "k1"), SOON));

    assertThat(refused(lost).kind()).isEqualTo(Refusal.AMBIGUOUS);
    assertThat(server.channel().posts())
        .extracting(SimulatedPost::id)
        .hasSize(2)
        .endsWith(repeated.value());
  }

  @Test
  void pendingIdsAreForgottenAfterThirtySeconds() throws InterruptedException {
    PostId first = told(bot.post(root("n1", "api crashed", "k1"), SOON));
    now = now.plusSeconds(29);
    PostId within = told(bot.post(root("n1", "api crashed", "k1"), SOON));
    now = now.plusSeconds(2);
    PostId after = told(bot.post(root("n1", "api crashed", "k1"), SOON));

    assertThat(within).isEqualTo(first);
    assertThat(after).isNotEqualTo(first);
  }

  @Test
  void aRestartedServerForgetsPendingIds() throws InterruptedException {
    told(bot.post(root("n1", "api crashed", "k1"), SOON));
    server.restart();
    told(bot.post(root("n1", "api crashed", "k1"), SOON));

    assertThat(server.channel().posts()).hasSize(2);
  }

  @Test
  void aPostInFlightIsAskedForAgainSoon() throws InterruptedException {
    bot.post(root("n0", "before", "k0"), SOON);
    server.faults().once(POSTS, new Fault.InFlight(Duration.ofMinutes(5)));

    Refused slow = refused(bot.post(root("n1", "x", "k1"), Duration.ofMillis(500)));
    Refused pending = refused(bot.post(root("n1", "x", "k1"), SOON));

    assertThat(slow.kind()).isEqualTo(Refusal.AMBIGUOUS);
    assertThat(pending.kind()).isEqualTo(Refusal.AMBIGUOUS);
    assertThat(pending.reason()).contains("in flight");
    assertThat(pending.retryAfter()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void anotherPostUnderOurPendingIdIsNotTakenForOurs() throws InterruptedException {
    told(bot.post(root("n1", "one", "same"), SOON));

    Refused refused = refused(bot.post(root("n2", "two", "same"), SOON));

    assertThat(refused.kind()).isEqualTo(Refusal.AMBIGUOUS);
    assertThat(refused.reason()).isEqualTo("201: the reply shows another post than ours");
  }

  @Test
  void anUnreadableReplyToAPostIsAmbiguous() throws InterruptedException {
    for (String body : List.of("", "ok", "<html>", "{\"id\":", "{}", "[]", "null")) {
      server.faults().once(POSTS, new Fault.Answer(201, "text/html", body, Map.of()));

      assertThat(refused(bot.post(root("n1", "x", "k1"), SOON)).kind())
          .as(body)
          .isEqualTo(Refusal.AMBIGUOUS);
    }
  }

  @Test
  void aServerThatIsDownHasCertainlyNotStoredThePost() throws InterruptedException {
    told(bot.post(root("n1", "one", "k1"), SOON));
    server.down();
    Refused refused = refused(bot.post(root("n2", "two", "k2"), SOON));
    server.up();

    assertThat(refused.kind()).isEqualTo(Refusal.TRANSIENT);
    told(bot.post(root("n2", "two", "k2"), SOON));
  }

  @Test
  void aSlowLookUpBeforeThePostIsNotAmbiguous() throws InterruptedException {
    server.faults().once("GET /api/v4/teams", new Fault.Slow(Duration.ofMinutes(5)));

    Refused refused = refused(bot.post(root("n1", "x", "k1"), Duration.ofMillis(500)));

    assertThat(refused.kind()).isEqualTo(Refusal.TRANSIENT);
    assertThat(server.calls("POST", "")).isEmpty();
  }

  @Test
  void aWrongTokenSaysSo() throws InterruptedException {
    Refused refused = refused(bot(new Secret("wrong")).post(root("n1", "x", "k1"), SOON));

    assertThat(refused.kind()).isEqualTo(Refusal.CONFIGURATION);
    assertThat(refused.reason())
        .startsWith("401: the bot's token is not valid [api.context.session_expired.app_error]");
  }

  @Test
  void aChannelTheBotIsNotInSaysWhatToDo() throws InterruptedException {
    server.channel().remove(server.bot());

    Refused refused = refused(bot.post(root("n1", "x", "k1"), SOON));

    assertThat(refused.kind()).isEqualTo(Refusal.CONFIGURATION);
    assertThat(refused.reason())
        .startsWith(
            "404: the channel ops/alerts does not exist, is archived, or the bot is not a member");
  }

  @Test
  void aChannelArchivedSinceSaysSo() throws InterruptedException {
    told(bot.post(root("n1", "one", "k1"), SOON));
    server.channel().archive();

    Refused refused = refused(bot.post(root("n2", "two", "k2"), SOON));

    assertThat(refused.kind()).isEqualTo(Refusal.CONFIGURATION);
    assertThat(refused.reason()).startsWith("400: the channel is archived");
  }

  @Test
  void anotherChannelIsToldBesideTheUsualOne() throws InterruptedException {
    Channel billing = billing();
    told(bot.post(root("n1", "api crashed", "k1"), SOON));
    PostId id = told(bot.post(there("n2", "k2"), SOON));
    told(bot.post(there("n3", "k3"), SOON));

    assertThat(server.channel().posts()).hasSize(1);
    assertThat(billing.posts()).extracting(SimulatedPost::id).hasSize(2).startsWith(id.value());
    assertThat(server.calls("GET", "/api/v4/users/me")).hasSize(1);
    assertThat(server.calls("GET", "/api/v4/teams/")).hasSize(2);
  }

  @Test
  void aNoticeIsLookedForInItsOwnChannel() throws InterruptedException {
    billing();
    PostId id = told(bot.post(there("n1", "k1"), SOON));

    assertThat(bot.find(new NoticeId("n1"), BILLING, now, SOON))
        .isEqualTo(new Known<>(Optional.of(new Posted(id, false))));
    assertThat(bot.find(new NoticeId("n1"), new Usual(), now, SOON))
        .isEqualTo(new Known<>(Optional.empty()));
  }

  @Test
  void aPostInAnotherChannelIsEditedThere() throws InterruptedException {
    Channel billing = billing();
    PostId id = told(bot.post(there("n1", "k1"), SOON));
    var revised =
        new Outgoing(
            Post.of("all is well"), PostId.UNKNOWN, List.of(new NoticeId("n1")), "", BILLING);

    assertThat(bot.edit(id, revised, SOON)).isEqualTo(new Told(id));
    assertThat(billing.posts().getFirst().message()).isEqualTo("all is well");
  }

  @Test
  void anotherChannelThatIsNotThereLeavesTheUsualOneOpen() throws InterruptedException {
    Refused refused = refused(bot.post(there("n1", "k1"), SOON));

    assertThat(refused.kind()).isEqualTo(Refusal.CHANNEL);
    assertThat(refused.reason())
        .startsWith("404: the channel ops/billing does not exist, is archived, or the bot is not");
    assertThat(bot.find(new NoticeId("n1"), BILLING, now, SOON))
        .isInstanceOfSatisfying(Unknown.class, look -> assertThat(look.forbidden()).isTrue());
    told(bot.post(root("n1", "api crashed", "k1"), SOON));
  }

  @Test
  void anotherTeamThatIsNotThereIsNoMoreThanAChannelThatIsNot() throws InterruptedException {
    var place = new Other(ChannelName.parse("sales/billing"));
    var outgoing =
        new Outgoing(Post.of("x"), PostId.UNKNOWN, List.of(new NoticeId("n1")), "k1", place);

    assertThat(refused(bot.post(outgoing, SOON)).kind()).isEqualTo(Refusal.CHANNEL);
  }

  @Test
  void anotherChannelArchivedOrClosedToTheBotSinceIsRefused() throws InterruptedException {
    Channel billing = billing();
    told(bot.post(there("n1", "k1"), SOON));
    billing.archive();
    Refused archived = refused(bot.post(there("n2", "k2"), SOON));
    billing.unarchive();
    told(bot.post(there("n2", "k2"), SOON));
    billing.remove(server.bot());
    Refused outside = refused(bot.post(there("n3", "k3"), SOON));

    assertThat(archived.kind()).isEqualTo(Refusal.CHANNEL);
    assertThat(archived.reason()).startsWith("400: the channel is archived");
    assertThat(outside.kind()).isEqualTo(Refusal.CHANNEL);
    assertThat(outside.reason()).startsWith("403: the bot may not post here");
  }

  @Test
  void aTokenThatIsNotValidIsNoMatterOfTheChannel() throws InterruptedException {
    billing();
    server.workspace().revoke(server.bot());

    assertThat(refused(bot.post(there("n1", "k1"), SOON)).kind()).isEqualTo(Refusal.CONFIGURATION);
  }

  @Test
  void aThreadThatIsGoneOrHangsOnAReplyIsRefusedAsRoot() throws InterruptedException {
    PostId root = told(bot.post(root("n1", "one", "k1"), SOON));
    PostId reply = told(bot.post(in(root, "n2", "k2"), SOON));
    assertThat(refused(bot.post(in(reply, "n3", "k3"), SOON)).kind()).isEqualTo(Refusal.ROOT);

    server.delete(root.value());

    assertThat(refused(bot.post(in(root, "n3", "k3"), SOON)).kind()).isEqualTo(Refusal.ROOT);
  }

  @Test
  void aServerBehindAPathIsAskedThere() throws InterruptedException {
    var behind = new Bot(http, URI.create(server.uri() + "/chat/"), server.token(), alerts());

    refused(behind.post(root("n1", "x", "k1"), SOON));

    assertThat(server.calls().getFirst().path()).isEqualTo("/chat/api/v4/users/me");
  }

  @Test
  void theTokenTravelsInTheHeaderOnly() throws Exception {
    told(bot.post(root("n1", "x", "k1"), SOON));

    assertThat(server.calls()).allMatch(call -> call.authorized());
    assertThat(server.calls().toString()).doesNotContain(server.token().reveal());
    assertThat(Json.parse(server.calls("POST", "").getFirst().body()).get("pending_post_id").text())
        .contains("k1");
  }

  @Test
  void badSettingsAreRefusedWithoutRepeatingTheSecret() {
    assertThatThrownBy(() -> bot(new Secret("to\nken")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("to\nken");
    assertThatThrownBy(
            () -> new Bot(http, URI.create("chat.example.com"), server.token(), alerts()))
        .hasMessage("the Mattermost server is no https:// address");
    assertThatThrownBy(() -> ChannelName.parse("Ops Alerts")).hasMessageContaining("team/channel");
    assertThatThrownBy(() -> ChannelName.parse("ops/Our Alerts")).hasMessageContaining("handle");
  }

  private Bot bot(Secret token) {
    return new Bot(http, server.uri(), token, alerts());
  }

  private static ChannelName alerts() {
    return ChannelName.parse("ops/alerts");
  }

  private static Outgoing root(String notice, String text, String pending) {
    return new Outgoing(Post.of(text), PostId.UNKNOWN, List.of(new NoticeId(notice)), pending);
  }

  private Channel billing() {
    Channel billing = server.workspace().addChannel("ops", "billing");
    billing.add(server.bot());
    return billing;
  }

  private static Outgoing there(String notice, String pending) {
    return new Outgoing(
        Post.of("text"), PostId.UNKNOWN, List.of(new NoticeId(notice)), pending, BILLING);
  }

  private static Outgoing in(PostId root, String notice, String pending) {
    return new Outgoing(Post.of("reply"), root, List.of(new NoticeId(notice)), pending);
  }

  private static PostId told(Delivery delivery) {
    assertThat(delivery).isInstanceOf(Told.class);
    return ((Told) delivery).post();
  }

  private static Refused refused(Delivery delivery) {
    assertThat(delivery).isInstanceOf(Refused.class);
    return (Refused) delivery;
  }
}
