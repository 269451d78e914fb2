package dev.herokumattermost.webhook;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.DynoId;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.Plausible;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.pass.Work.Hint;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a <a href="https://devcenter.heroku.com/articles/webhook-events">webhook of a dyno</a> says,
 * as far as it is read. The dyno's {@code command}, which may hold secrets, has no component, so no
 * string is made of it.
 */
record WebhookDelivery(Instant createdAt, Data data, Metadata webhookMetadata) {
  private static final String DYNO = "dyno";

  record Data(DynoId id, App app, DynoState state, @Nullable Integer exitStatus) {}

  record App(AppName name) {}

  record Metadata(Id delivery) {}

  record Id(String id) {}

  private record Kind(@Nullable String resource) {}

  /**
   * The hint in a body that Heroku has signed; empty if it is about something else.
   *
   * @param account whose webhook it is
   * @throws Json.Malformed if it is about a dyno, but not as Heroku writes that
   */
  static Optional<Hint> hint(String account, String body) throws Json.Malformed {
    if (!DYNO.equals(Json.SNAKE_CASE.read(body, Kind.class).resource())) {
      return Optional.empty();
    }
    var read = Json.SNAKE_CASE.read(body, WebhookDelivery.class);
    if (!Plausible.isTime(read.createdAt)) {
      return Optional.empty();
    }
    return Optional.of(
        new Hint(
            account,
            read.data.app.name,
            read.data.id,
            read.data.state,
            read.data.exitStatus,
            read.webhookMetadata.delivery.id,
            read.createdAt));
  }
}
