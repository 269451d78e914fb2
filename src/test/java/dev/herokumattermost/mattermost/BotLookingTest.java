package dev.herokumattermost.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.local.mattermost.Fault;
import dev.herokumattermost.local.mattermost.SimulatedMattermost;
import dev.herokumattermost.local.mattermost.SimulatedPost;
import dev.herokumattermost.mattermost.Mattermost.Outgoing;
import dev.herokumattermost.message.Post;
import dev.herokumattermost.watch.Delivery.Refusal;
import dev.herokumattermost.watch.Delivery.Refused;
import dev.herokumattermost.watch.Delivery.Told;
import dev.herokumattermost.watch.Lookup;
import dev.herokumattermost.watch.Lookup.Known;
import dev.herokumattermost.watch.Lookup.Unknown;
import dev.herokumattermost.watch.NoticeId;
import dev.herokumattermost.watch.PostId;
import dev.herokumattermost.watch.Posted;
import dev.herokumattermost.watch.Reaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BotLookingTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final NoticeId NOTICE = new NoticeId("n1");
  private static final String CHANNEL = "GET /api/v4/channels";

  private final Instant start = Instant.parse("2026-03-01T10:00:00Z");
  private Instant now = start;
  private final SimulatedMattermost server = new SimulatedMattermost(() -> now);
  private final Http http = new Http(Duration.ofSeconds(5));
  private final Bot bot = bot(server.token());

  @AfterEach
  void stop() {
    server.close();
    http.close();
  }

  @Test
  void aPostIsFoundSeveralPagesBack() throws InterruptedException {
    PostId id = post(bot, "n1", "k1");
    chatter(450);

    assertThat(find()).isEqualTo(new Known<>(Optional.of(new Posted(id, false))));
    assertThat(server.calls("GET", "/api/v4/channels")).hasSize(3);
  }

  @Test
  void theSearchEndsAtTheTimeTheNoticeArose() throws InterruptedException {
    chatter(250);
    now = now.plus(Duration.ofHours(1));
    chatter(10);

    assertThat(bot.find(NOTICE, new Place.Usual(), now, SOON))
        .isEqualTo(new Known<>(Optional.empty()));
    assertThat(server.calls("GET", "/api/v4/channels")).hasSize(1);
  }

  @Test
  void clocksMayDisagreeByAMinute() throws InterruptedException {
    PostId id = post(bot, "n1", "k1");

    assertThat(bot.find(NOTICE, new Place.Usual(), start.plusSeconds(50), SOON))
        .isEqualTo(new Known<>(Optional.of(new Posted(id, false))));
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
  void aReplyIsFoundToo() throws InterruptedException {
    PostId root = post(bot, "n0", "k0");
    var told = (Told) bot.post(new Outgoing(Post.of("reply"), root, List.of(NOTICE), "k1"), SOON);

    assertThat(find()).isEqualTo(new Known<>(Optional.of(new Posted(told.post(), false))));
  }

  @Test
  void aSearchThatFailsIsNoAnswer() throws InterruptedException {
    for (String body : List.of("", "ok", "<html>", "{}", "[]", "{\"order\":null}")) {
      server.faults().once(CHANNEL, new Fault.Answer(200, "text/html", body, Map.of()));
      assertThat(find()).as(body).isInstanceOf(Unknown.class);
    }
    server.faults().once(CHANNEL, Fault.proxy(502));
    assertThat(find()).isEqualTo(new Unknown<>(false, "502"));
    server.faults().once(CHANNEL, new Fault.ResetBefore());
    server.faults().once(CHANNEL, new Fault.ResetBefore());
    assertThat(find()).isInstanceOf(Unknown.class);
    server.channel().remove(server.bot());
    assertThat(((Unknown<?>) find()).forbidden()).as("of the usual channel never").isFalse();
  }

  @Test
  void aSlowSearchEndsInTime() throws InterruptedException {
    server.faults().untilCleared(CHANNEL, new Fault.Slow(Duration.ofMinutes(5)));

    assertThat(bot.find(NOTICE, new Place.Usual(), start, Duration.ofMillis(500)))
        .isInstanceOf(Unknown.class);
  }

  @Test
  void anEditReplacesAllProperties() throws InterruptedException {
    var box = new Post.Attachment("#fff", "web.1", "", "", List.of(), "", "");
    var first =
        new Outgoing(new Post("crashed", List.of(box), ""), PostId.UNKNOWN, List.of(NOTICE), "k1");
    PostId id = ((Told) bot.post(first, SOON)).post();
    now = now.plusSeconds(60);

    var revised = new Outgoing(Post.of("recovered"), PostId.UNKNOWN, List.of(NOTICE), "k1");
    assertThat(bot.edit(id, revised, SOON)).isEqualTo(new Told(id));

    SimulatedPost post = server.channel().posts().getFirst();
    assertThat(post.message()).isEqualTo("recovered");
    assertThat(post.props()).containsEntry("attachments", List.of());
    assertThat(post.notices()).containsExactly("n1");
    assertThat(post.isEdited()).isTrue();
    assertThat(server.channel().edits(id.value()))
        .extracting(SimulatedPost::message)
        .containsExactly("crashed");
  }

  @Test
  void anEditOfAPostThatIsGoneIsRefusedAsRoot() throws InterruptedException {
    PostId id = post(bot, "n1", "k1");
    server.delete(id.value());

    var revised = new Outgoing(Post.of("recovered"), PostId.UNKNOWN, List.of(NOTICE), "k1");
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
      server.faults().once("GET /api/v4/posts", new Fault.Answer(200, "text/html", body, Map.of()));
      assertThat(bot.reactions(id, SOON)).as(body).isInstanceOf(Unknown.class);
    }
  }

  private Lookup<Optional<Posted>> find() throws InterruptedException {
    return bot.find(NOTICE, new Place.Usual(), start, SOON);
  }

  private void chatter(int posts) {
    for (int i = 0; i < posts; i++) {
      server.say(server.ada(), "hello " + i);
    }
  }

  private Bot bot(Secret token) {
    return new Bot(http, server.uri(), token, new ChannelName("ops", "alerts"));
  }

  private static PostId post(Bot by, String notice, String pending) throws InterruptedException {
    var outgoing =
        new Outgoing(Post.of("text"), PostId.UNKNOWN, List.of(new NoticeId(notice)), pending);
    return ((Told) by.post(outgoing, SOON)).post();
  }
}
