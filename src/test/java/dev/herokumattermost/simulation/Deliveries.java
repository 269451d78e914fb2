package dev.herokumattermost.simulation;

import dev.herokumattermost.http.Secret;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.pass.Work.Hint;
import dev.herokumattermost.simulation.RecordedHeroku.DynoChange;
import dev.herokumattermost.simulation.World.Broken;
import dev.herokumattermost.webhook.WebhookAnswer;
import dev.herokumattermost.webhook.WebhookAnswer.Ignored;
import dev.herokumattermost.webhook.WebhookAnswer.Refused;
import dev.herokumattermost.webhook.WebhookAnswer.Taken;
import dev.herokumattermost.webhook.Webhooks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The way of Heroku's webhooks to the door. Some are lost, doubled, late by hours, or overtaken by
 * others. And somebody who has seen them replays them, and forges others.
 */
final class Deliveries {
  /** As long as Heroku takes to send one. */
  private static final int SOON_MILLIS = 900;

  private static final String PATH = "/hints/default";

  /** A request that comes to the door at some time, and whether Heroku has signed its body. */
  record Arrival(Instant at, Map<String, Object> request, boolean signed) {}

  /** How the door answers; the first argument is a Function URL's event. */
  interface Door {
    WebhookAnswer answer(Map<String, Object> request);

    /** The one that is shipped. */
    Door CLOSED = request -> WebhookAnswer.to(Json.CAMEL_CASE.write(request), Deliveries::secrets);
  }

  private final World world;
  private final SplittableRandom random;
  private final Door door;

  Deliveries(World world, SplittableRandom random, Door door) {
    this.world = world;
    this.random = random;
    this.door = door;
  }

  private static Secret secrets() {
    return new Secret(Webhooks.OTHER_SECRET + "," + Webhooks.SECRET);
  }

  /** All that comes to the door because of what happened on Heroku, in no order. */
  List<Arrival> of(List<DynoChange> changes) {
    var arrivals = new ArrayList<Arrival>();
    for (DynoChange change : changes) {
      String body =
          Webhooks.dyno(
              change.app().value(),
              change.dyno(),
              change.state(),
              change.exitStatus(),
              change.at());
      Instant sent = change.at().plusMillis(100 + random.nextInt(SOON_MILLIS));
      arrivals.addAll(ofHeroku(body, sent));
      arrivals.addAll(ofOthers(body, sent));
    }
    return arrivals;
  }

  private List<Arrival> ofHeroku(String body, Instant sent) {
    if (happens(6)) {
      world.count("lost");
      return List.of();
    }
    var arrivals = new ArrayList<Arrival>();
    for (int copies = happens(6) ? 2 : 1; copies > 0; copies--) {
      if (copies > 1) {
        world.count("doubled");
      }
      arrivals.add(signed(body, sent.plus(delay())));
    }
    return arrivals;
  }

  private Duration delay() {
    return switch (random.nextInt(12)) {
      case 0 -> {
        world.count("late by hours");
        yield Duration.ofSeconds(3_600 + random.nextInt(6 * 3_600));
      }
      case 1, 2 -> {
        world.count("overtaken");
        yield Duration.ofMillis(random.nextInt(20_000));
      }
      case 3 -> {
        world.count("late by minutes");
        yield Duration.ofSeconds(random.nextInt(900));
      }
      default -> Duration.ZERO;
    };
  }

  private List<Arrival> ofOthers(String body, Instant sent) {
    var arrivals = new ArrayList<Arrival>();
    if (happens(6)) {
      world.count("replayed");
      arrivals.add(signed(body, sent.plusSeconds(random.nextInt(7_200))));
    }
    if (happens(20)) {
      world.count("replayed to another account");
      arrivals.add(signed(body, sent.plusSeconds(random.nextInt(120)), "/hints/other"));
    }
    if (happens(4)) {
      world.count("forged");
      arrivals.add(forged(body, sent.plusSeconds(random.nextInt(3_600))));
    }
    return arrivals;
  }

  private Arrival signed(String body, Instant at) {
    return signed(body, at, PATH);
  }

  private Arrival signed(String body, Instant at, String path) {
    String secret = random.nextBoolean() ? Webhooks.SECRET : Webhooks.OTHER_SECRET;
    return new Arrival(
        at,
        Webhooks.request(
            "POST", path, Webhooks.signature(secret, body), body, random.nextBoolean()),
        true);
  }

  /** What somebody makes of a body that Heroku has signed, or of nothing. */
  private Arrival forged(String body, Instant at) {
    String other =
        body.replaceAll("\"state\":\"(up|starting|down)\"", "\"state\":\"crashed\"")
            .replace("\"created_at\":\"2026", "\"created_at\":\"2027");
    String right = Webhooks.signature(Webhooks.SECRET, body);
    Map<String, Object> request =
        switch (random.nextInt(6)) {
          case 0 -> Webhooks.request("POST", PATH, null, other, false);
          case 1 -> Webhooks.request("POST", PATH, right, other, random.nextBoolean());
          case 2 -> Webhooks.request("POST", PATH, Webhooks.signature("x", other), other, false);
          case 3 ->
              Webhooks.request(
                  "POST", PATH, Webhooks.signature(Webhooks.SECRET + "0", other), other, false);
          case 4 ->
              Webhooks.request(
                  random.nextBoolean() ? "GET" : "PUT", PATH, right, body, random.nextBoolean());
          default -> Webhooks.request("POST", "/hints/", right, body, false);
        };
    return new Arrival(at, request, false);
  }

  /**
   * The hint of a request that is let in.
   *
   * @throws Broken if one is let in that Heroku did not sign, or is kept out that it did
   */
  Optional<Hint> hint(Arrival arrival) {
    WebhookAnswer answer = door.answer(arrival.request());
    if (arrival.signed() == answer instanceof Refused) {
      throw new Broken(
          (arrival.signed() ? "kept out: " : "let in though forged: ") + answer.status());
    }
    return switch (answer) {
      case Taken(var hint) -> Optional.of(hint);
      case Ignored _ -> throw new Broken("a webhook of a dyno was not understood");
      case Refused _ -> {
        world.count("refused at the door");
        yield Optional.empty();
      }
    };
  }

  private boolean happens(int onceIn) {
    return random.nextInt(onceIn) == 0;
  }
}
