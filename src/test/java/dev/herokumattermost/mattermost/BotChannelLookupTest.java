package dev.herokumattermost.mattermost;

import static dev.herokumattermost.mattermost.Outgoing.DEFAULT;
import static dev.herokumattermost.mattermost.Outgoing.SOON;
import static dev.herokumattermost.mattermost.Outgoing.in;
import static dev.herokumattermost.mattermost.Outgoing.notification;
import static dev.herokumattermost.mattermost.Outgoing.root;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.Lookup.Known;
import dev.herokumattermost.dyno.Lookup.Unknown;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.incident.Acknowledgement.Reaction;
import dev.herokumattermost.local.http.Fault;
import dev.herokumattermost.local.mattermost.SimulatedMattermost;
import dev.herokumattermost.local.mattermost.SimulatedPost;
import dev.herokumattermost.local.mattermost.SimulatedPost.NewPost;
import dev.herokumattermost.outbox.ChannelPost;
import dev.herokumattermost.outbox.DeliveryResult.Delivered;
import dev.herokumattermost.outbox.DeliveryResult.Refusal;
import dev.herokumattermost.outbox.DeliveryResult.Refused;
import dev.herokumattermost.outbox.PostId;
import dev.herokumattermost.rules.ChannelName;
import dev.herokumattermost.wording.Post;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BotChannelLookupTest {
  private static final String CHANNEL = "GET /api/v4/channels";

  private final Instant start = Instant.parse("2026-03-01T10:00:00Z");
  private Instant now = start;
  private final SimulatedMattermost server = new SimulatedMattermost(() -> now);
  private final Http http = new Http(Duration.ofSeconds(5));
  private final BotChannel bot = bot(server.token());

  @AfterEach
  void stop() {
    server.close();
    http.close();
  }

  @Test
  void aPostIsFoundSeveralPagesBack() throws InterruptedException {
    PostId id = post(bot, "n1", "k1");
    chatter(450);

    assertThat(find()).isEqualTo(new Known<>(Optional.of(new ChannelPost(id, false))));
    assertThat(server.calls("GET", "/api/v4/channels")).hasSize(3);
  }

  @Test
  void theSearchEndsAtTheTimeOfTheNotification() throws InterruptedException {
    chatter(250);
    now = now.plus(Duration.ofHours(1));
    chatter(10);

    assertThat(bot.find(notification("n1", DEFAULT, now), SOON))
        .isEqualTo(new Known<>(Optional.empty()));
    assertThat(server.calls("GET", "/api/v4/channels")).hasSize(1);
  }

  @Test
  void clocksCanDifferByAMinute() throws InterruptedException {
    PostId id = post(bot, "n1", "k1");

    assertThat(bot.find(notification("n1", DEFAULT, start.plusSeconds(50)), SOON))
        .isEqualTo(new Known<>(Optional.of(new ChannelPost(id, false))));
  }

  @Test
  void anEmptyChannelHasNothing() throws InterruptedException {
    assertThat(find()).isEqualTo(new Known<>(Optional.empty()));
  }

  @Test
  void deletedPostsAndOthersPostsAreNotOurs() throws InterruptedException {
    server.delete(post(bot, "n1", "k1").value());
    post(bot(server.ada().token()), "n1", "k2");
    post(bot, "n2", "k3");

    assertThat(find()).isEqualTo(new Known<>(Optional.empty()));
  }

  @Test
  void aPostWithOurPropertyInAnotherFormDoesNotHideOurs() throws InterruptedException {
    PostId id = post(bot, "n1", "k1");
    for (Object form : List.of("text", 5, List.of(1), Map.of("v", 2), Map.of("notifications", 7))) {
      var foreign = new NewPost("", "x", Map.of("heroku_mattermost", form), "", "");
      server.channel().add(foreign, server.bot().id(), now);
    }

    assertThat(find()).isEqualTo(new Known<>(Optional.of(new ChannelPost(id, false))));
  }

  @Test
  void aReplyIsFoundToo() throws InterruptedException {
    PostId root = post(bot, "n0", "k0");
    var reply = Outgoing.reply(root, "n1", Post.of("reply"), "k1");
    var delivered = (Delivered) bot.post(reply, SOON);

    assertThat(find())
        .isEqualTo(new Known<>(Optional.of(new ChannelPost(delivered.post(), false))));
  }

  @Test
  void aSearchThatFailsIsNoAnswer() throws InterruptedException {
    for (String body : List.of("", "ok", "<html>", "{}", "[]", "{\"order\":null}")) {
      server.faults().once(CHANNEL, Fault.answer(200, "text/html", body));
      assertThat(find()).as(body).isInstanceOf(Unknown.class);
    }
    server.faults().once(CHANNEL, Fault.proxyPage(502));
    assertThat(find()).isEqualTo(new Unknown<>(false, "502 with a web page (text/html)"));
    server.faults().times(2, CHANNEL, Fault.reset()); // The JDK's client repeats a GET itself.
    assertThat(find()).isInstanceOf(Unknown.class);
    server.channel().remove(server.bot());
    assertThat(((Unknown<?>) find()).forbidden()).as("never for the default channel").isFalse();
  }

  @Test
  void aSlowSearchEndsInTime() throws InterruptedException {
    server.faults().untilCleared(CHANNEL, Fault.silence());

    assertThat(bot.find(notification("n1", DEFAULT, start), in(Duration.ofMillis(500))))
        .isInstanceOf(Unknown.class);
  }

  @Test
  void anEditReplacesAllProperties() throws InterruptedException {
    var box = new Post.Attachment("#fff", "web.1", "", "", List.of(), "", "", "");
    var first = root("n1", new Post("crashed", List.of(box), ""), "k1");
    PostId id = ((Delivered) bot.post(first, SOON)).post();
    now = now.plusSeconds(60);

    var revised = root("n1", "recovered", "k1");
    assertThat(bot.edit(id, revised, SOON)).isEqualTo(new Delivered(id));

    SimulatedPost post = server.channel().posts().getFirst();
    assertThat(post.message()).isEqualTo("recovered");
    assertThat(post.props()).containsEntry("attachments", List.of());
    assertThat(post.notifications()).containsExactly("n1");
    assertThat(post.isEdited()).isTrue();
    assertThat(server.channel().edits(id.value()))
        .extracting(SimulatedPost::message)
        .containsExactly("crashed");
  }

  @Test
  void anEditOfAPostThatIsGoneIsRefusedAsRoot() throws InterruptedException {
    PostId id = post(bot, "n1", "k1");
    server.delete(id.value());

    var revised = root("n1", "recovered", "k1");
    assertThat(((Refused) bot.edit(id, revised, SOON)).kind()).isEqualTo(Refusal.ROOT);
  }

  @Test
  void reactionsAreThoseOfEveryone() throws InterruptedException {
    PostId id = post(bot, "n1", "k1");
    assertThat(bot.reactions(id, SOON)).isEqualTo(new Known<>(List.of()));
    server.react(server.ada(), id.value(), "eyes");
    server.react(server.ada(), id.value(), "eyes");
    server.react(server.ada(), id.value(), "mute");

    assertThat(bot.reactions(id, SOON))
        .isEqualTo(
            new Known<>(
                List.of(
                    new Reaction(server.ada().id(), "eyes", now),
                    new Reaction(server.ada().id(), "mute", now))));
  }

  @Test
  void reactionsThatCannotBeReadAreUnknown() throws InterruptedException {
    PostId id = post(bot, "n1", "k1");
    for (String body : List.of("", "ok", "{}")) {
      server.faults().once("GET /api/v4/posts", Fault.answer(200, "text/html", body));
      assertThat(bot.reactions(id, SOON)).as(body).isInstanceOf(Unknown.class);
    }
  }

  private Lookup<Optional<ChannelPost>> find() throws InterruptedException {
    return bot.find(notification("n1", DEFAULT, start), SOON);
  }

  private void chatter(int posts) {
    for (int i = 0; i < posts; i++) {
      server.post(server.ada(), "hello " + i);
    }
  }

  private BotChannel bot(Secret token) {
    return new BotChannel(
        http, server.uri(), token, new ChannelName("ops", "alerts"), new KnownIds());
  }

  private static PostId post(BotChannel by, String notification, String pending)
      throws InterruptedException {
    return ((Delivered) by.post(root(notification, "text", pending), SOON)).post();
  }
}
