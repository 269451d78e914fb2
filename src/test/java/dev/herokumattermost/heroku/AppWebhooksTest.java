package dev.herokumattermost.heroku;

import static dev.herokumattermost.heroku.Fixture.AMPLE;
import static dev.herokumattermost.heroku.Fixture.SHOP;
import static dev.herokumattermost.heroku.Fixture.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.dyno.AppWebhook;
import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.Lookup.Known;
import dev.herokumattermost.dyno.Lookup.Unknown;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.local.heroku.SimulatedHeroku;
import dev.herokumattermost.local.heroku.SimulatedWebhooks.Form;
import dev.herokumattermost.local.http.Fault;
import dev.herokumattermost.local.http.Reply;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AppWebhooksTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final HerokuWebhooks.Wanted WANTED =
      new HerokuWebhooks.Wanted(
          "https://abc.example.com/hints/default", List.of("dyno"), "notify", new Secret(SECRET));

  private final Fixture on = new Fixture();

  @AfterEach
  void close() {
    on.close();
  }

  @Test
  void anAppWithoutAnyHasNone() {
    assertThat(listed()).isEmpty();
  }

  @Test
  void whatIsAddedIsThereAndSignedWithTheSecret() {
    assertThat(on.api.webhooks().add(SHOP, WANTED, AMPLE)).isEqualTo(new Known<>(true));

    assertThat(listed())
        .singleElement()
        .satisfies(
            webhook -> {
              assertThat(webhook.url()).isEqualTo(WANTED.url());
              assertThat(webhook.include()).isEqualTo(Set.of("dyno"));
              assertThat(webhook.level()).isEqualTo("notify");
            });
    assertThat(on.heroku.webhooks().of("shop"))
        .extracting(one -> one.form().secret())
        .containsExactly(SECRET);
  }

  @Test
  void aChangeSetsEverything() {
    var old = new Form(List.of("api:dyno"), "sync", "https://old.example.com", "old secret");
    String id = on.heroku.webhooks().add("shop", old).id();

    assertThat(on.api.webhooks().change(SHOP, id, WANTED, AMPLE)).isEqualTo(new Known<>(true));

    assertThat(on.heroku.webhooks().of("shop"))
        .extracting(one -> one.form())
        .containsExactly(new Form(WANTED.include(), WANTED.level(), WANTED.url(), SECRET));
    assertThat(listed()).extracting(AppWebhook::id).containsExactly(id);
  }

  @Test
  void whatIsGoneAlreadyIsRemoved() {
    String id =
        on.heroku
            .webhooks()
            .add("shop", new Form(List.of("dyno"), "notify", WANTED.url(), SECRET))
            .id();

    assertThat(on.api.webhooks().remove(SHOP, id, AMPLE)).isEqualTo(new Known<>(true));
    assertThat(on.api.webhooks().remove(SHOP, id, AMPLE)).isEqualTo(new Known<>(true));

    assertThat(listed()).isEmpty();
  }

  @Test
  void aTokenThatMayOnlyReadIsRefused() {
    on.heroku.mayOnlyRead(TOKEN);

    assertThat(on.api.webhooks().add(SHOP, WANTED, AMPLE))
        .isInstanceOfSatisfying(
            Unknown.class,
            refused -> {
              assertThat(refused.forbidden()).isTrue();
              assertThat(refused.reason()).startsWith("403 forbidden, request ");
            });
    assertThat(listed()).isEmpty();
  }

  /** Whether it was done nobody knows, so that a second request could add another. */
  @Test
  void whatWritesIsSentOnce() {
    on.heroku.failAlways("shop", Fault.answer(Reply.json(500, "{}")));

    assertThat(on.api.webhooks().add(SHOP, WANTED, AMPLE)).isInstanceOf(Unknown.class);
    assertThat(on.heroku.calls()).hasSize(1);
  }

  @Test
  void aListThatCannotBeReadIsNone() {
    for (String body : List.of("{}", "[{\"id\":\"a\"}]", "[null]", "<html>")) {
      on.heroku.fail("shop", 1, Fault.body(body));

      assertThat(on.api.webhooks().list(SHOP, AMPLE))
          .as(body)
          .isInstanceOfSatisfying(
              Unknown.class, unread -> assertThat(unread.forbidden()).isFalse());
    }
  }

  @Test
  void herokuRefusesWhatItDoesNotKnow() {
    var odd =
        new HerokuWebhooks.Wanted(WANTED.url(), List.of("dynos"), "notify", new Secret(SECRET));

    assertThat(on.api.webhooks().add(SHOP, odd, AMPLE))
        .isInstanceOfSatisfying(
            Unknown.class, refused -> assertThat(refused.reason()).startsWith("422"));
  }

  @Test
  void whatIsSentDoesNotShowItsSecret() {
    assertThat(WANTED.toString()).doesNotContain(SECRET);
    on.heroku.failAlways("shop", SimulatedHeroku.refusal(422, "invalid_params"));
    Lookup<Boolean> refused = on.api.webhooks().add(SHOP, WANTED, AMPLE);
    assertThat(refused.toString()).doesNotContain(SECRET, TOKEN);
  }

  private List<AppWebhook> listed() {
    return ((Known<List<AppWebhook>>) on.api.webhooks().list(SHOP, AMPLE)).value();
  }
}
