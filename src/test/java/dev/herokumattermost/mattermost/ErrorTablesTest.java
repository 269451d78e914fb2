package dev.herokumattermost.mattermost;

import static dev.herokumattermost.mattermost.Outgoing.SOON;
import static dev.herokumattermost.mattermost.Outgoing.root;
import static dev.herokumattermost.mattermost.Outgoing.toBilling;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.http.Http;
import dev.herokumattermost.local.http.Fault;
import dev.herokumattermost.local.http.Reply;
import dev.herokumattermost.local.mattermost.SimulatedMattermost;
import dev.herokumattermost.outbox.DeliveryResult.Delivered;
import dev.herokumattermost.outbox.DeliveryResult.Refusal;
import dev.herokumattermost.outbox.DeliveryResult.Refused;
import dev.herokumattermost.outbox.DeliveryResult.Refuser;
import dev.herokumattermost.outbox.PostId;
import dev.herokumattermost.pass.OutgoingPost;
import dev.herokumattermost.rules.ChannelName;
import dev.herokumattermost.wording.Post;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each error means, and that no refusal has a secret in it. */
class ErrorTablesTest {
  private static final String POSTS = "POST /api/v4/posts";
  private static final String HOOKS = "POST /hooks/";
  private static final OutgoingPost OUTGOING = root("n1", "the private text", "k1");

  private final SimulatedMattermost server =
      new SimulatedMattermost(InstantSource.fixed(Instant.EPOCH));
  private final Http http = new Http(Duration.ofSeconds(5));
  private final BotChannel bot =
      new BotChannel(
          http, server.uri(), server.token(), new ChannelName("ops", "alerts"), new KnownIds());
  private final WebhookChannel webhook = new WebhookChannel(http, server.webhook());

  @AfterEach
  void stop() {
    server.close();
    http.close();
  }

  @ParameterizedTest
  @CsvSource({
    "400, model.post.is_valid.message_length.app_error, CONTENT",
    "400, model.post.is_valid.props.app_error, CONTENT",
    "400, api.context.invalid_body_param.app_error, CONTENT",
    "400, api.post.create_post.root_id.app_error, ROOT",
    "400, api.post.create_post.channel_root_id.app_error, ROOT",
    "400, api.post.create_post.can_not_post_to_deleted.error, CONFIGURATION",
    "400, api.post.post_priority.priority_post_only_allowed_for_root_post.request_error, PRIORITY",
    "400, Post rejected by plugin. the private text, CONTENT",
    "401, api.context.session_expired.app_error, CONFIGURATION",
    "403, api.context.permissions.app_error, CONFIGURATION",
    "403, api.post.post_priority.priority_post_not_allowed_for_user.request_error, PRIORITY",
    "404, api.context.404.app_error, CONFIGURATION",
    "413, api.context.request_body_too_large.app_error, CONTENT",
    "500, api.post.deduplicate_create_post.pending, AMBIGUOUS",
    "500, api.post.deduplicate_create_post.failed_to_get, AMBIGUOUS",
    "500, app.post.save.app_error, AMBIGUOUS",
    "501, license_error.feature_unavailable, PRIORITY",
  })
  void theBotKnowsEachError(int status, String id, Refusal kind) throws InterruptedException {
    server.faults().once(POSTS, SimulatedMattermost.error(status, id, "the private text"));

    Refused refused = (Refused) bot.post(OUTGOING, SOON);

    assertThat(refused.kind()).isEqualTo(kind);
    assertThat(refused.reason()).startsWith(status + "").contains("(request rq1rq1");
    isDiscreet(refused);
  }

  /** Only an error by Mattermost itself about the channel is a reason to try another. */
  @ParameterizedTest
  @CsvSource({
    "400, api.post.create_post.can_not_post_to_deleted.error, CHANNEL",
    "400, api.post.create_post.root_id.app_error, ROOT",
    "400, model.post.is_valid.message_length.app_error, CONTENT",
    "401, api.context.session_expired.app_error, CONFIGURATION",
    "403, api.context.permissions.app_error, CHANNEL",
    "403, api.post.post_priority.priority_post_not_allowed_for_user.request_error, PRIORITY",
    "404, api.context.404.app_error, CONFIGURATION",
    "500, app.post.save.app_error, AMBIGUOUS",
  })
  void theBotKnowsEachErrorOfAnotherChannel(int status, String id, Refusal kind)
      throws InterruptedException {
    server.workspace().addChannel("ops", "billing").add(server.bot());
    server.faults().once(POSTS, SimulatedMattermost.error(status, id, "the private text"));

    Refused refused = (Refused) bot.post(toBilling("n1", "k1"), SOON);

    assertThat(refused.kind()).isEqualTo(kind);
    isDiscreet(refused);
  }

  @ParameterizedTest
  @CsvSource({
    "400, api.context.invalid_url_param.app_error, CHANNEL",
    "401, api.context.session_expired.app_error, CONFIGURATION",
    "403, api.context.permissions.app_error, CHANNEL",
    "404, app.team.get_by_name.missing.app_error, CHANNEL",
    "404, app.channel.get_by_name.missing.app_error, CHANNEL",
    "500, app.channel.get_by_name.existing.app_error, TRANSIENT",
  })
  void theBotKnowsEachErrorOfLookingForAnotherChannel(int status, String id, Refusal kind)
      throws InterruptedException {
    server
        .faults()
        .once("GET /api/v4/teams/", SimulatedMattermost.error(status, id, "the private text"));

    Refused refused = (Refused) bot.post(toBilling("n1", "k1"), SOON);

    assertThat(refused.kind()).isEqualTo(kind);
    isDiscreet(refused);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404})
  void aProxysPageSaysNothingAboutAnotherChannel(int status) throws InterruptedException {
    server.faults().once("GET /api/v4/teams/", Fault.proxyPage(status));
    server.faults().once(HOOKS, Fault.proxyPage(status));

    Refused byBot = (Refused) bot.post(toBilling("n1", "k1"), SOON);
    Refused byWebhook = (Refused) webhook.post(toBilling("n1", "k1"), SOON);

    assertThat(List.of(byBot, byWebhook))
        .allSatisfy(
            refused -> {
              assertThat(refused.kind()).isEqualTo(Refusal.UNEXPLAINED);
              assertThat(refused.by()).isEqualTo(Refuser.PROXY);
              assertThat(refused.reason())
                  .isEqualTo(
                      status + " with a web page (text/html): this is no answer of Mattermost");
            });
  }

  /** The post is known to be there: the edit looks before. */
  @ParameterizedTest
  @CsvSource({
    "400, api.post.patch_post.can_not_update_post_in_deleted.error, CONFIGURATION",
    "400, api.post.update_post.can_not_update_post_in_deleted.error, CONFIGURATION",
    "400, api.post.update_post.permissions_time_limit.app_error, CONTENT",
    "400, model.post.is_valid.message_length.app_error, CONTENT",
    "401, api.context.session_expired.app_error, CONFIGURATION",
    "403, api.context.permissions.app_error, UNEXPLAINED",
    "404, api.context.404.app_error, UNEXPLAINED",
    "500, app.post.update.app_error, AMBIGUOUS",
  })
  void theBotKnowsEachErrorOfAnEdit(int status, String id, Refusal kind)
      throws InterruptedException {
    PostId post = ((Delivered) bot.post(OUTGOING, SOON)).post();
    server
        .faults()
        .once("PUT /api/v4/posts/", SimulatedMattermost.error(status, id, "the private text"));

    Refused refused = (Refused) bot.edit(post, OUTGOING, SOON);

    assertThat(refused.kind()).isEqualTo(kind);
    isDiscreet(refused);
  }

  /** Only one answer says that a post is deleted. */
  @ParameterizedTest
  @CsvSource({
    "404, app.post.get.app_error, ROOT",
    "404, api.context.404.app_error, UNEXPLAINED",
    "403, api.context.permissions.app_error, UNEXPLAINED",
    "400, api.context.invalid_url_param.app_error, UNEXPLAINED",
    "401, api.context.session_expired.app_error, CONFIGURATION",
    "500, app.post.get.app_error, TRANSIENT",
  })
  void theBotKnowsEachErrorOfLookingAtAPost(int status, String id, Refusal kind)
      throws InterruptedException {
    PostId post = ((Delivered) bot.post(OUTGOING, SOON)).post();
    server
        .faults()
        .once("GET /api/v4/posts/", SimulatedMattermost.error(status, id, "the private text"));

    Refused refused = (Refused) bot.edit(post, OUTGOING, SOON);

    assertThat(refused.kind()).isEqualTo(kind);
    assertThat(server.calls("PUT", "")).isEmpty();
    isDiscreet(refused);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 403, 404})
  void aProxysPageSaysNothingAboutAThread(int status) throws InterruptedException {
    PostId root = ((Delivered) bot.post(OUTGOING, SOON)).post();
    server.faults().once("PUT /api/v4/posts/", Fault.proxyPage(status));
    server.faults().once(POSTS, Fault.proxyPage(status));

    Refused edit = (Refused) bot.edit(root, OUTGOING, SOON);
    Refused reply = (Refused) bot.post(Outgoing.reply(root, "n2", Post.of("x"), "k2"), SOON);

    assertThat(List.of(edit, reply)).extracting(Refused::kind).containsOnly(Refusal.UNEXPLAINED);
  }

  @ParameterizedTest
  @CsvSource({
    "400, web.incoming_webhook.text.app_error, CONTENT",
    "400, web.incoming_webhook.invalid.app_error, CONFIGURATION",
    "400, api.post.create_post.can_not_post_to_deleted.error, CHANNEL",
    "403, web.incoming_webhook.channel_locked.app_error, CHANNEL",
    "403, web.incoming_webhook.permissions.app_error, CHANNEL",
    "404, web.incoming_webhook.channel.app_error, CHANNEL",
    "500, app.post.save.app_error, AMBIGUOUS",
    "501, web.incoming_webhook.disabled.app_error, CONFIGURATION",
  })
  void theWebhookOf911KnowsEachErrorOfAnotherChannel(int status, String id, Refusal kind)
      throws InterruptedException {
    server
        .faults()
        .once(HOOKS, SimulatedMattermost.error(status, id, hookId() + " the private text"));

    Refused refused = (Refused) webhook.post(toBilling("n1", "k1"), SOON);

    assertThat(refused.kind()).isEqualTo(kind);
    isDiscreet(refused);
  }

  @ParameterizedTest
  @CsvSource({
    "400, web.incoming_webhook.parse.app_error, CONTENT",
    "400, web.incoming_webhook.text.app_error, CONTENT",
    "400, web.incoming_webhook.invalid.app_error, CONFIGURATION",
    "400, api.post.post_priority.priority_post_not_allowed_for_user.request_error, PRIORITY",
    "403, web.incoming_webhook.channel_locked.app_error, CONFIGURATION",
    "404, web.incoming_webhook.channel.app_error, CONFIGURATION",
    "413, api.context.request_body_too_large.app_error, CONTENT",
    "500, app.post.save.app_error, AMBIGUOUS",
    "501, web.incoming_webhook.disabled.app_error, CONFIGURATION",
  })
  void theWebhookOf911KnowsEachError(int status, String id, Refusal kind)
      throws InterruptedException {
    server
        .faults()
        .once(HOOKS, SimulatedMattermost.error(status, id, hookId() + " the private text"));

    Refused refused = (Refused) webhook.post(OUTGOING, SOON);

    assertThat(refused.kind()).isEqualTo(kind);
    assertThat(refused.reason()).startsWith(status + "").contains(id);
    isDiscreet(refused);
  }

  /** From 11.6 on all have one id; what each status can mean was seen there. */
  @ParameterizedTest
  @CsvSource({
    "400, UNEXPLAINED, UNEXPLAINED, the webhook was deleted",
    "403, CONFIGURATION, CHANNEL, the webhook",
    "404, CONFIGURATION, CHANNEL, the webhook or its channel does not exist",
    "500, AMBIGUOUS, AMBIGUOUS, 500",
    "501, CONFIGURATION, CONFIGURATION, incoming webhooks are switched off",
  })
  void theWebhookOf116KnowsEachStatus(
      int status, Refusal byDefault, Refusal ofAnother, String reason) throws InterruptedException {
    var error =
        SimulatedMattermost.error(
            status, "web.incoming_webhook.general.app_error", hookId() + " the private text");
    server.faults().times(2, HOOKS, error);

    Refused own = (Refused) webhook.post(OUTGOING, SOON);
    Refused other = (Refused) webhook.post(toBilling("n1", "k1"), SOON);

    assertThat(own.kind()).isEqualTo(byDefault);
    assertThat(other.kind()).isEqualTo(ofAnother);
    assertThat(own.reason()).contains(reason);
    isDiscreet(own);
    isDiscreet(other);
  }

  @ParameterizedTest
  @CsvSource({
    "text/html, <!DOCTYPE html><title>Log in</title>, TRANSIENT, a web page (text/html)",
    "text/plain, <html>, TRANSIENT, a web page (text/plain)",
    "application/json, '{\"status\":\"OK\"}', AMBIGUOUS, a body of another kind (application/json)",
    "text/plain, '', AMBIGUOUS, an empty body",
    "text/plain, not ok, AMBIGUOUS, a body of another kind (text/plain)",
  })
  void aSuccessOfAnotherKindIsNoDelivery(String type, String body, Refusal kind, String seen)
      throws InterruptedException {
    server.faults().once(HOOKS, Fault.answer(200, type, body));

    Refused refused = (Refused) webhook.post(OUTGOING, SOON);

    assertThat(refused.kind()).isEqualTo(kind);
    assertThat(refused.reason())
        .isEqualTo("200 with " + seen + ": Mattermost would have answered \"ok\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void aProxysPageAfterAPostIsAmbiguous(int status) throws InterruptedException {
    server.faults().once(POSTS, Fault.proxyPageAfter(status));
    server.faults().once(HOOKS, Fault.proxyPageAfter(status));

    Refused byBot = (Refused) bot.post(OUTGOING, SOON);
    Refused byWebhook = (Refused) webhook.post(OUTGOING, SOON);

    assertThat(byBot.kind()).isEqualTo(Refusal.AMBIGUOUS);
    assertThat(byWebhook.kind()).isEqualTo(Refusal.AMBIGUOUS);
    assertThat(byBot.reason()).isEqualTo(status + " with a web page (text/html)");
    assertThat(server.channel().posts()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 400, 403, 405})
  void aPageOfAProxyMayPass(int status) throws InterruptedException {
    server.faults().once(POSTS, Fault.proxyPage(status));
    server.faults().once(HOOKS, Fault.proxyPage(status));

    assertThat(((Refused) bot.post(OUTGOING, SOON)).kind()).isEqualTo(Refusal.UNEXPLAINED);
    assertThat(((Refused) webhook.post(OUTGOING, SOON)).kind()).isEqualTo(Refusal.UNEXPLAINED);
  }

  @ParameterizedTest
  @CsvSource({
    "Retry-After, 7, 7",
    "Retry-After, 86400, 600",
    "X-RateLimit-Reset, 3, 3",
    "Retry-After, soon, 0",
    "Retry-After, -1, 0",
    "Retry-After, 99999999999999999999, 0",
  })
  void aRateLimitSaysHowLong(String header, String value, int seconds) throws InterruptedException {
    var limit = Fault.answer(Reply.of(429, "text/plain", "limit exceeded\n").with(header, value));
    server.faults().once(POSTS, limit);
    server.faults().once(HOOKS, limit);
    var expected =
        new Refused(
            Refusal.TRANSIENT, "429: too many calls in a short time", Duration.ofSeconds(seconds));

    assertThat(bot.post(OUTGOING, SOON)).isEqualTo(expected);
    assertThat(webhook.post(OUTGOING, SOON)).isEqualTo(expected);
  }

  @Test
  void anErrorNamedAfterTheHookIsNotRepeated() throws InterruptedException {
    server.faults().once(HOOKS, SimulatedMattermost.error(400, "web.incoming_webhook." + hookId()));

    isDiscreet((Refused) webhook.post(OUTGOING, SOON));
  }

  @Test
  void aRequestNamedAfterTheSecretIsNotRepeated() throws InterruptedException {
    server
        .faults()
        .once(POSTS, Fault.answer(Reply.of(500, "text/plain", "").with("X-Request-Id", token())));

    isDiscreet((Refused) bot.post(OUTGOING, SOON));
  }

  private void isDiscreet(Refused refused) {
    assertThat(refused + " " + bot + " " + webhook)
        .doesNotContain(token(), hookId(), "private text", server.uri().toString());
  }

  private String token() {
    return server.token().reveal();
  }

  private String hookId() {
    String url = server.webhook().reveal();
    return url.substring(url.lastIndexOf('/') + 1);
  }
}
