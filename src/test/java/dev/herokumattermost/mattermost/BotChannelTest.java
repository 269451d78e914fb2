package dev.herokumattermost.mattermost;

import static dev.herokumattermost.mattermost.Outgoing.BILLING;
import static dev.herokumattermost.mattermost.Outgoing.DEFAULT;
import static dev.herokumattermost.mattermost.Outgoing.SOON;
import static dev.herokumattermost.mattermost.Outgoing.in;
import static dev.herokumattermost.mattermost.Outgoing.notification;
import static dev.herokumattermost.mattermost.Outgoing.post;
import static dev.herokumattermost.mattermost.Outgoing.reply;
import static dev.herokumattermost.mattermost.Outgoing.root;
import static dev.herokumattermost.mattermost.Outgoing.toBilling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herokumattermost.dyno.Lookup.Known;
import dev.herokumattermost.dyno.Lookup.Unknown;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.local.http.Fault;
import dev.herokumattermost.local.mattermost.SimulatedChannel;
import dev.herokumattermost.local.mattermost.SimulatedMattermost;
import dev.herokumattermost.local.mattermost.SimulatedPost;
import dev.herokumattermost.outbox.ChannelPost;
import dev.herokumattermost.outbox.DeliveryResult;
import dev.herokumattermost.outbox.DeliveryResult.Delivered;
import dev.herokumattermost.outbox.DeliveryResult.Refusal;
import dev.herokumattermost.outbox.DeliveryResult.Refused;
import dev.herokumattermost.outbox.PostId;
import dev.herokumattermost.rules.ChannelName;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.wording.Post;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BotChannelTest {
  private static final String POSTS = "POST /api/v4/posts";

  private Instant now = Instant.parse("2026-03-01T10:00:00Z");
  private final SimulatedMattermost server = new SimulatedMattermost(() -> now);
  private final Http http = new Http(Duration.ofSeconds(5));
  private final BotChannel bot = bot(server.token());

  @AfterEach
  void stop() {
    server.close();
    http.close();
  }

  @Test
  void aPostIsDeliveredWithItsIdInTheChannel() throws InterruptedException {
    PostId id = delivered(bot.post(root("n1", "api crashed", "k1"), SOON));

    assertThat(server.channel().posts())
        .singleElement()
        .satisfies(
            post -> {
              assertThat(post.id()).isEqualTo(id.value());
              assertThat(post.message()).isEqualTo("api crashed");
              assertThat(post.notifications()).containsExactly("n1");
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
            "",
            "footer",
            "plain");
    var post = new Post("api crashed", List.of(box), "urgent");

    delivered(bot.post(root("n1", post, "k1"), SOON));

    SimulatedPost stored = server.channel().posts().getFirst();
    assertThat(stored.priority()).isEqualTo("urgent");
    assertThat(stored.props().get("attachments").toString())
        .contains("#d9534f", "web.1", "https://example.com", "App", "footer", "plain");
  }

  @Test
  void aReplyGoesIntoItsThreadAndHasNoPriority() throws InterruptedException {
    PostId root = delivered(bot.post(root("n1", "api crashed", "k1"), SOON));
    var urgent = new Post("api is back", List.of(), "urgent");

    delivered(bot.post(reply(root, "n2", urgent, "k2"), SOON));

    assertThat(server.channel().replies(root.value()))
        .extracting(SimulatedPost::message)
        .containsExactly("api is back");
  }

  @Test
  void botAndChannelAreAskedForOnce() throws InterruptedException {
    bot.post(root("n1", "one", "k1"), SOON);
    bot.post(root("n2", "two", "k2"), SOON);

    assertThat(server.calls("GET", "/api/v4/")).hasSize(2);
  }

  @Test
  void theChannelIsAskedForAgainAfterItWasCreatedAgain() throws InterruptedException {
    bot.post(root("n1", "one", "k1"), SOON);
    server.workspace().remove(server.channel());
    var anew = server.workspace().addChannel("ops", "alerts");
    anew.add(server.bot());

    DeliveryResult first = bot.post(root("n2", "two", "k2"), SOON);
    DeliveryResult second = bot.post(root("n2", "two", "k2"), SOON);

    assertThat(refused(first).kind()).isEqualTo(Refusal.CONFIGURATION);
    assertThat(second).isInstanceOf(Delivered.class);
    assertThat(anew.posts()).hasSize(1);
  }

  @Test
  void zeroBytesAndHalfCharactersDoNotSpoilThePost() throws InterruptedException {
    delivered(bot.post(root("n1", "a\0b\ud800c\ud83d\ude00", "k1"), SOON));

    assertThat(server.channel().posts().getFirst().message()).isEqualTo("ab\ufffdc\ud83d\ude00");
  }

  @Test
  void overLongTextIsRefusedNotCut() throws InterruptedException {
    Refused refused = refused(bot.post(root("n1", "x".repeat(16_384), "k1"), SOON));

    assertThat(refused.kind()).isEqualTo(Refusal.CONTENT);
    assertThat(server.channel().posts()).isEmpty();
    delivered(bot.post(root("n1", "\ud83d\ude00".repeat(16_383), "k1"), SOON));
  }

  @Test
  void aPostWhoseAnswerWasLostIsNotDoubled() throws InterruptedException {
    bot.post(root("n0", "before", "k0"), SOON);
    server.faults().once(POSTS, Fault.lostAnswer());

    DeliveryResult lost = bot.post(root("n1", "api crashed", "k1"), SOON);
    PostId repeated = delivered(bot.post(root("n1", "api crashed", "k1"), SOON));

    assertThat(refused(lost).kind()).isEqualTo(Refusal.AMBIGUOUS);
    assertThat(server.channel().posts())
        .extracting(SimulatedPost::id)
        .hasSize(2)
        .endsWith(repeated.value());
  }

  @Test
  void pendingIdsAreForgottenAfterThirtySeconds() throws InterruptedException {
    PostId first = delivered(bot.post(root("n1", "api crashed", "k1"), SOON));
    now = now.plusSeconds(29);
    PostId within = delivered(bot.post(root("n1", "api crashed", "k1"), SOON));
    now = now.plusSeconds(2);
    PostId after = delivered(bot.post(root("n1", "api crashed", "k1"), SOON));

    assertThat(within).isEqualTo(first);
    assertThat(after).isNotEqualTo(first);
  }

  @Test
  void aRestartedServerForgetsPendingIds() throws InterruptedException {
    delivered(bot.post(root("n1", "api crashed", "k1"), SOON));
    server.restart();
    delivered(bot.post(root("n1", "api crashed", "k1"), SOON));

    assertThat(server.channel().posts()).hasSize(2);
  }

  @Test
  void aPostInFlightIsAskedForAgainSoon() throws InterruptedException {
    bot.post(root("n0", "before", "k0"), SOON);
    server.faults().once(POSTS, server.staysInFlight());

    Refused slow = refused(bot.post(root("n1", "x", "k1"), in(Duration.ofSeconds(2))));
    Refused pending = refused(bot.post(root("n1", "x", "k1"), SOON));

    assertThat(slow.kind()).isEqualTo(Refusal.AMBIGUOUS);
    assertThat(pending.kind()).isEqualTo(Refusal.AMBIGUOUS);
    assertThat(pending.reason()).contains("in flight");
    assertThat(pending.retryAfter()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void anotherPostUnderOurPendingIdIsNotTakenForOurs() throws InterruptedException {
    delivered(bot.post(root("n1", "one", "same"), SOON));

    Refused refused = refused(bot.post(root("n2", "two", "same"), SOON));

    assertThat(refused.kind()).isEqualTo(Refusal.AMBIGUOUS);
    assertThat(refused.reason()).isEqualTo("201: the reply shows another post than ours");
  }

  @Test
  void anUnreadableReplyToAPostIsAmbiguous() throws InterruptedException {
    for (String body : List.of("", "ok", "<html>", "{\"id\":", "{}", "[]", "null")) {
      server.faults().once(POSTS, Fault.answer(201, "text/html", body));

      assertThat(refused(bot.post(root("n1", "x", "k1"), SOON)).kind())
          .as(body)
          .isEqualTo(Refusal.AMBIGUOUS);
    }
  }

  @Test
  void aServerThatIsDownHasCertainlyNotStoredThePost() throws InterruptedException {
    delivered(bot.post(root("n1", "one", "k1"), SOON));
    server.down();
    Refused refused = refused(bot.post(root("n2", "two", "k2"), SOON));
    server.up();

    assertThat(refused.kind()).isEqualTo(Refusal.TRANSIENT);
    delivered(bot.post(root("n2", "two", "k2"), SOON));
  }

  @Test
  void aSlowLookUpBeforeThePostIsNotAmbiguous() throws InterruptedException {
    server.faults().once("GET /api/v4/teams", Fault.silence());

    Refused refused = refused(bot.post(root("n1", "x", "k1"), in(Duration.ofMillis(500))));

    assertThat(refused.kind()).isEqualTo(Refusal.TRANSIENT);
    assertThat(server.calls("POST", "")).isEmpty();
  }

  @Test
  void aWrongTokenSaysSo() throws InterruptedException {
    Refused refused = refused(bot(new Secret("wrong")).post(root("n1", "x", "k1"), SOON));

    assertThat(refused.kind()).isEqualTo(Refusal.CONFIGURATION);
    assertThat(refused.reason())
        .startsWith(
            "401: the bot's token is not valid, or the bot is disabled or deleted"
                + " [api.context.session_expired.app_error]");
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
    delivered(bot.post(root("n1", "one", "k1"), SOON));
    server.channel().archive();

    Refused refused = refused(bot.post(root("n2", "two", "k2"), SOON));

    assertThat(refused.kind()).isEqualTo(Refusal.CONFIGURATION);
    assertThat(refused.reason()).startsWith("400: the channel is archived");
  }

  @Test
  void anotherChannelGetsItsPostsBesideTheDefaultOne() throws InterruptedException {
    SimulatedChannel billing = billing();
    delivered(bot.post(root("n1", "api crashed", "k1"), SOON));
    PostId id = delivered(bot.post(toBilling("n2", "k2"), SOON));
    delivered(bot.post(toBilling("n3", "k3"), SOON));

    assertThat(server.channel().posts()).hasSize(1);
    assertThat(billing.posts()).extracting(SimulatedPost::id).hasSize(2).startsWith(id.value());
    assertThat(server.calls("GET", "/api/v4/users/me")).hasSize(1);
    assertThat(server.calls("GET", "/api/v4/teams/")).hasSize(2);
  }

  @Test
  void aNotificationIsLookedForInItsOwnChannel() throws InterruptedException {
    billing();
    PostId id = delivered(bot.post(toBilling("n1", "k1"), SOON));

    assertThat(bot.find(notification("n1", BILLING, now), SOON))
        .isEqualTo(new Known<>(Optional.of(new ChannelPost(id, false))));
    assertThat(bot.find(notification("n1", DEFAULT, now), SOON))
        .isEqualTo(new Known<>(Optional.empty()));
  }

  @Test
  void aPostInAnotherChannelIsEditedThere() throws InterruptedException {
    SimulatedChannel billing = billing();
    PostId id = delivered(bot.post(toBilling("n1", "k1"), SOON));
    var revised = post("n1", Post.of("all is well"), null, "", BILLING);

    assertThat(bot.edit(id, revised, SOON)).isEqualTo(new Delivered(id));
    assertThat(billing.posts().getFirst().message()).isEqualTo("all is well");
  }

  @Test
  void anotherChannelThatDoesNotExistLeavesTheDefaultOne() throws InterruptedException {
    Refused refused = refused(bot.post(toBilling("n1", "k1"), SOON));

    assertThat(refused.kind()).isEqualTo(Refusal.CHANNEL);
    assertThat(refused.reason())
        .startsWith("404: the channel ops/billing does not exist, is archived, or the bot is not");
    assertThat(bot.find(notification("n1", BILLING, now), SOON))
        .isInstanceOfSatisfying(Unknown.class, look -> assertThat(look.forbidden()).isTrue());
    delivered(bot.post(root("n1", "api crashed", "k1"), SOON));
  }

  @Test
  void anotherTeamThatDoesNotExistIsLikeAChannelThatDoesNot() throws InterruptedException {
    var sales = new Route.NamedChannel(new ChannelName("sales", "billing"));
    var outgoing = post("n1", Post.of("x"), null, "k1", sales);

    assertThat(refused(bot.post(outgoing, SOON)).kind()).isEqualTo(Refusal.CHANNEL);
  }

  @Test
  void anotherChannelArchivedOrClosedToTheBotSinceIsRefused() throws InterruptedException {
    SimulatedChannel billing = billing();
    delivered(bot.post(toBilling("n1", "k1"), SOON));
    billing.archive();
    Refused archived = refused(bot.post(toBilling("n2", "k2"), SOON));
    billing.unarchive();
    delivered(bot.post(toBilling("n2", "k2"), SOON));
    billing.remove(server.bot());
    Refused outside = refused(bot.post(toBilling("n3", "k3"), SOON));

    assertThat(archived.kind()).isEqualTo(Refusal.CHANNEL);
    assertThat(archived.reason()).startsWith("400: the channel is archived");
    assertThat(outside.kind()).isEqualTo(Refusal.CHANNEL);
    assertThat(outside.reason()).startsWith("403: the bot cannot post here");
  }

  @Test
  void aTokenThatIsNotValidIsNoRefusalOfTheChannel() throws InterruptedException {
    billing();
    server.workspace().revoke(server.bot());

    assertThat(refused(bot.post(toBilling("n1", "k1"), SOON)).kind())
        .isEqualTo(Refusal.CONFIGURATION);
  }

  @Test
  void aRootThatIsGoneOrIsAReplyIsRefusedAsRoot() throws InterruptedException {
    PostId root = delivered(bot.post(root("n1", "one", "k1"), SOON));
    PostId reply = delivered(bot.post(reply(root, "n2", Post.of("reply"), "k2"), SOON));
    assertThat(refused(bot.post(reply(reply, "n3", Post.of("reply"), "k3"), SOON)).kind())
        .isEqualTo(Refusal.ROOT);

    server.delete(root.value());

    assertThat(refused(bot.post(reply(root, "n3", Post.of("reply"), "k3"), SOON)).kind())
        .isEqualTo(Refusal.ROOT);
  }

  /** What refuses for a while, and how it ends. */
  private enum ForAWhile {
    OUTSIDE,
    MAY_NOT_POST,
    DATABASE_GONE,
    ARCHIVED
  }

  private void happens(ForAWhile what, boolean begins) {
    switch (what) {
      case OUTSIDE -> {
        if (begins) {
          server.channel().remove(server.bot());
        } else {
          server.channel().add(server.bot());
        }
      }
      case MAY_NOT_POST -> server.allowPosting(!begins);
      case DATABASE_GONE -> server.databaseGone(begins);
      case ARCHIVED -> {
        if (begins) {
          server.channel().archive();
        } else {
          server.channel().unarchive();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTemporaryRefusalIsNotTakenForADeletedPost(ForAWhile what) throws InterruptedException {
    PostId root = delivered(bot.post(root("n1", "api crashed", "k1"), SOON));
    happens(what, true);

    Refused edit = refused(bot.edit(root, root("n1", "api is well", ""), SOON));
    Refused reply = refused(bot.post(reply(root, "n2", Post.of("x"), "k2"), SOON));

    assertThat(edit.kind()).isIn(Refusal.UNEXPLAINED, Refusal.CONFIGURATION, Refusal.TRANSIENT);
    assertThat(reply.kind()).isIn(Refusal.UNEXPLAINED, Refusal.CONFIGURATION, Refusal.TRANSIENT);
    happens(what, false);
    delivered(bot.edit(root, root("n1", "api is well", ""), SOON));
    delivered(bot.post(reply(root, "n2", Post.of("x"), "k2"), SOON));
    assertThat(server.channel().roots())
        .singleElement()
        .satisfies(post -> assertThat(post.message()).isEqualTo("api is well"));
  }

  @Test
  void aDeletedPostIsKnownFromItself() throws InterruptedException {
    PostId root = delivered(bot.post(root("n1", "api crashed", "k1"), SOON));
    server.delete(root.value());

    Refused edit = refused(bot.edit(root, root("n1", "api is well", ""), SOON));

    assertThat(edit.kind()).isEqualTo(Refusal.ROOT);
    assertThat(edit.reason()).startsWith("404: the post is deleted [app.post.get.app_error]");
  }

  @Test
  void anEditBeyondTheServersTimeIsRefusedForGood() throws InterruptedException {
    PostId root = delivered(bot.post(root("n1", "api crashed", "k1"), SOON));
    server.limitEdits(Duration.ofMinutes(1));
    now = now.plusSeconds(61);

    Refused edit = refused(bot.edit(root, root("n1", "api is well", ""), SOON));

    assertThat(edit.kind()).isEqualTo(Refusal.CONTENT);
    assertThat(edit.reason()).startsWith("400: the server limits how long posts can be edited");
  }

  @Test
  void anEditKeepsWhatTheServerAddedToThePost() throws InterruptedException {
    PostId root = delivered(bot.post(root("n1", "api crashed", "k1"), SOON));
    assertThat(server.channel().posts().getFirst().props()).containsEntry("from_bot", "true");

    delivered(bot.edit(root, root("n1", "api is well", ""), SOON));

    SimulatedPost edited = server.channel().posts().getFirst();
    assertThat(edited.props()).containsEntry("from_bot", "true");
    assertThat(edited.notifications()).containsExactly("n1");
  }

  @Test
  void aWebPageInPlaceOfTheApiSaysToLeaveOutTheTeam() throws InterruptedException {
    var page = Fault.answer(200, "text/html; charset=utf-8", "<!DOCTYPE html><title>x</title>");
    server.faults().times(2, "GET ", page);
    var withTeam =
        new BotChannel(
            http, URI.create(server.uri() + "/ops"), server.token(), alerts(), new KnownIds());

    Refused byTeam = refused(withTeam.post(root("n1", "x", "k1"), SOON));
    Refused byLogin = refused(bot.post(root("n1", "x", "k1"), SOON));

    assertThat(byTeam.kind()).isEqualTo(Refusal.TRANSIENT);
    assertThat(byTeam.reason())
        .startsWith("200 with a web page (text/html): no API: leave out the team");
    assertThat(byLogin.reason()).contains("a login page, or another server");
  }

  @Test
  void aBotOutsideAnOpenChannelIsToldLikeOneOutsideAPrivateOne() throws InterruptedException {
    server.channel().open();
    server.channel().remove(server.bot());

    Refused refused = refused(bot.post(root("n1", "x", "k1"), SOON));

    assertThat(refused.kind()).isEqualTo(Refusal.CONFIGURATION);
    assertThat(refused.reason())
        .startsWith(
            "403: the channel ops/alerts does not exist, is archived, or the bot is not a member");
  }

  @Test
  void aServerBehindAPathIsAskedThere() throws InterruptedException {
    var behind =
        new BotChannel(
            http, URI.create(server.uri() + "/chat/"), server.token(), alerts(), new KnownIds());

    refused(behind.post(root("n1", "x", "k1"), SOON));

    assertThat(server.calls().getFirst().path()).isEqualTo("/chat/api/v4/users/me");
  }

  @Test
  void theTokenTravelsInTheHeaderOnly() throws Exception {
    delivered(bot.post(root("n1", "x", "k1"), SOON));

    assertThat(server.calls()).allMatch(call -> call.headers().containsKey("Authorization"));
    assertThat(server.calls().toString()).doesNotContain(server.token().reveal());
    assertThat(server.calls("POST", "").getFirst().body()).contains("\"pending_post_id\":\"k1\"");
  }

  @Test
  void badSettingsAreRefusedWithoutRepeatingTheSecret() {
    assertThatThrownBy(() -> bot(new Secret("to\nken")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("to\nken");
    assertThatThrownBy(
            () ->
                new BotChannel(
                    http, URI.create("chat.example.com"), server.token(), alerts(), new KnownIds()))
        .hasMessage("the Mattermost server is no https:// address");
    assertThatThrownBy(() -> ChannelName.parse("Ops Alerts")).hasMessageContaining("team/channel");
    assertThatThrownBy(() -> ChannelName.parse("ops/Our Alerts")).hasMessageContaining("handle");
  }

  private BotChannel bot(Secret token) {
    return new BotChannel(http, server.uri(), token, alerts(), new KnownIds());
  }

  private static ChannelName alerts() {
    return ChannelName.parse("ops/alerts");
  }

  private SimulatedChannel billing() {
    SimulatedChannel billing = server.workspace().addChannel("ops", "billing");
    billing.add(server.bot());
    return billing;
  }

  private static PostId delivered(DeliveryResult result) {
    assertThat(result).isInstanceOf(Delivered.class);
    return ((Delivered) result).post();
  }

  private static Refused refused(DeliveryResult result) {
    assertThat(result).isInstanceOf(Refused.class);
    return (Refused) result;
  }
}
