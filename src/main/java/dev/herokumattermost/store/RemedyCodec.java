package dev.herokumattermost.store;

import dev.herokumattermost.watch.Remedy;
import dev.herokumattermost.watch.Remedy.ByItself;
import dev.herokumattermost.watch.Remedy.HerokuRestarted;
import dev.herokumattermost.watch.Remedy.Released;
import dev.herokumattermost.watch.Remedy.RestartedByHand;

/** How what ended a trouble lies in the table; the field {@code kind} says which it was. */
final class RemedyCodec {
  private RemedyCodec() {}

  static Document write(Remedy remedy) {
    return switch (remedy) {
      case Released(int version, var release) ->
          kind("released")
              .number("version", version)
              .mapOrNull("release", release, AilmentCodec::write);
      case RestartedByHand _ -> kind("restarted-by-hand");
      case HerokuRestarted _ -> kind("heroku-restarted");
      case ByItself _ -> kind("by-itself");
    };
  }

  static Remedy read(Fields fields) {
    return switch (fields.text("kind")) {
      case "released" ->
          new Released(
              fields.number("version"), fields.mapOrNull("release", AilmentCodec::readRelease));
      case "restarted-by-hand" -> new RestartedByHand();
      case "heroku-restarted" -> new HerokuRestarted();
      case "by-itself" -> new ByItself();
      default -> throw fields.wrong("kind", "is none that this version knows");
    };
  }

  private static Document kind(String kind) {
    return new Document().text("kind", kind);
  }
}
