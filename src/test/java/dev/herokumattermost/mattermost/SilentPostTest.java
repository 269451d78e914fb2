package dev.herokumattermost.mattermost;

import static dev.herokumattermost.mattermost.Outgoing.DEFAULT;
import static dev.herokumattermost.mattermost.Outgoing.SOON;
import static dev.herokumattermost.mattermost.Outgoing.root;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.local.http.Call;
import dev.herokumattermost.local.mattermost.ServerVersion;
import dev.herokumattermost.local.mattermost.SimulatedMattermost;
import dev.herokumattermost.outbox.DeliveryResult;
import dev.herokumattermost.outbox.DeliveryResult.Delivered;
import dev.herokumattermost.outbox.DeliveryResult.Refused;
import dev.herokumattermost.outbox.NotificationId;
import dev.herokumattermost.outbox.PostId;
import dev.herokumattermost.pass.OutgoingPost;
import dev.herokumattermost.rules.ChannelName;
import dev.herokumattermost.wording.Post;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Replies for the record, which notify nobody where the server can do that. */
class SilentPostTest {
  private static final String SILENT = "/api/v4/posts?silent=true";

  private final SimulatedMattermost server =
      new SimulatedMattermost(() -> Instant.parse("2026-03-01T10:00:00Z"));
  private final Http http = new Http(Duration.ofSeconds(5));
  private final KnownIds known = new KnownIds();

  @AfterEach
  void stop() {
    server.close();
    http.close();
  }

  @Test
  void serverThatCanPostsItSilently() throws InterruptedException {
    server.version(ServerVersion.V11_10);

    PostId reply = replied(bot(server.token()));

    assertThat(server.silentPosts()).containsExactly(reply.value());
  }

  @ParameterizedTest
  @EnumSource(
      value = ServerVersion.class,
      names = {"V9_11", "V11_6"})
  void olderServerIsAskedAsBefore(ServerVersion version) throws InterruptedException {
    server.version(version);

    replied(bot(server.token()));

    assertThat(server.calls()).extracting(Call::target).doesNotContain(SILENT);
    assertThat(server.silentPosts()).isEmpty();
  }

  @Test
  void releaseIsLearnedWithoutACallOfItsOwn() throws InterruptedException {
    server.version(ServerVersion.V11_10);
    replied(bot(server.token()));

    assertThat(server.calls())
        .extracting(Call::path)
        .containsExactly(
            "/api/v4/users/me",
            "/api/v4/teams/name/ops/channels/name/alerts",
            "/api/v4/posts",
            "/api/v4/posts");
  }

  @Test
  void releaseIsKnownFromThePassBefore() throws InterruptedException {
    server.version(ServerVersion.V11_10);
    PostId root = delivered(bot(server.token()).post(root("n1", "api crashed", "k1"), SOON));

    PostId reply = delivered(bot(server.token()).post(silentReply(root), SOON));

    assertThat(server.silentPosts()).containsExactly(reply.value());
  }

  @Test
  void serverThatWasRevertedIsAskedAsBefore() throws InterruptedException {
    server.version(ServerVersion.V11_10);
    BotChannel bot = bot(server.token());
    PostId root = delivered(bot.post(root("n1", "api crashed", "k1"), SOON));
    server.version(ServerVersion.V11_6);
    delivered(bot.post(root("n3", "shop crashed", "k3"), SOON));

    delivered(bot.post(silentReply(root), SOON));

    assertThat(server.calls()).extracting(Call::target).doesNotContain(SILENT);
  }

  @Test
  void whatMustBeSeenIsNeverSilent() throws InterruptedException {
    server.version(ServerVersion.V11_10);

    delivered(bot(server.token()).post(root("n1", "api crashed", "k1"), SOON));

    assertThat(server.silentPosts()).isEmpty();
  }

  @Test
  void tokenThatMayNotPostSilentlyPostsAsBefore() throws InterruptedException {
    server.version(ServerVersion.V11_10);
    BotChannel person = bot(server.ada().token());

    PostId root = delivered(person.post(root("n1", "api crashed", "k1"), SOON));
    delivered(person.post(silentReply(root), SOON));
    delivered(person.post(silentReply(root, "n3", "k3"), SOON));

    assertThat(server.channel().replies(root.value())).hasSize(2);
    assertThat(server.calls()).extracting(Call::target).containsOnlyOnce(SILENT);
  }

  @Test
  void refusalForAnotherReasonIsThatRefusal() throws InterruptedException {
    server.version(ServerVersion.V11_10);
    BotChannel bot = bot(server.token());
    PostId root = delivered(bot.post(root("n1", "api crashed", "k1"), SOON));
    server.allowPosting(false);

    assertThat(bot.post(silentReply(root), SOON)).isInstanceOf(Refused.class);

    server.allowPosting(true);
    PostId reply = delivered(bot.post(silentReply(root), SOON));
    assertThat(server.silentPosts()).containsExactly(reply.value());
  }

  @ParameterizedTest
  @CsvSource({
    "11.10.0.11.10.0.abc.false, true",
    "11.9.3.11.9.3.abc.true,    false",
    "12.0.1.dev,                true",
    "9.11.18.x,                 false",
    "11.10,                     false",
    "'',                        false"
  })
  void releaseIsReadFromTheHeader(String id, boolean silently) {
    var headers = HttpHeaders.of(Map.of("X-Version-Id", List.of(id)), (_, _) -> true);
    var answer = new Answer(200, headers, "", true);

    assertThat(ServerRelease.of(answer).map(ServerRelease::postsSilently).orElse(false))
        .isEqualTo(silently);
  }

  private PostId replied(BotChannel bot) throws InterruptedException {
    PostId root = delivered(bot.post(root("n1", "api crashed", "k1"), SOON));
    return delivered(bot.post(silentReply(root), SOON));
  }

  private static OutgoingPost silentReply(PostId root) {
    return silentReply(root, "n2", "k2");
  }

  private static OutgoingPost silentReply(PostId root, String notification, String pending) {
    return new OutgoingPost(
        Post.of("1 of 2 dynos up again"),
        root,
        null,
        List.of(new NotificationId(notification)),
        pending,
        DEFAULT,
        true);
  }

  private static PostId delivered(DeliveryResult result) {
    assertThat(result).isInstanceOf(Delivered.class);
    return ((Delivered) result).post();
  }

  private BotChannel bot(Secret token) {
    return new BotChannel(http, server.uri(), token, ChannelName.parse("ops/alerts"), known);
  }
}
