package dev.herokumattermost.message;

import static dev.herokumattermost.message.Markdown.code;

import dev.herokumattermost.message.Box.Color;
import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.News.Closed;
import dev.herokumattermost.watch.News.Ending;
import dev.herokumattermost.watch.News.Over;
import dev.herokumattermost.watch.News.Recovered;
import dev.herokumattermost.watch.Remedy;
import dev.herokumattermost.watch.Remedy.ByItself;
import dev.herokumattermost.watch.Remedy.HerokuRestarted;
import dev.herokumattermost.watch.Remedy.Released;
import dev.herokumattermost.watch.Remedy.RestartedByHand;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The words for trouble that is over: how long it lasted, how many crashes, what ended it. */
record RecoveryWording(AppName app, Instant now) {
  private static final int NAMED = 5;

  Draft recovered(Recovered recovered) {
    String names = Markdown.codes(recovered.dynos(), NAMED);
    String are = recovered.dynos().size() == 1 ? "is" : "are";
    if (recovered.left() > 0) {
      return new Draft(
          "🟡 **%s: %s %s up again**, %d still failing"
              .formatted(process(recovered), names, are, recovered.left()),
          Optional.empty());
    }
    return Draft.of(
        "🟢 **%s: recovered** after %s%s — %s"
            .formatted(
                process(recovered),
                lasting(recovered.since(), recovered.until()),
                FailureWording.crashes(recovered.crashes()),
                ended(recovered.remedy(), recovered.dynos().size())),
        failures()
            .box(Color.GREEN)
            .line("• %s %s up; it lasted %s".formatted(names, are, span(recovered))));
  }

  /** A failure that could not be told until it was over. */
  Draft over(Over over) {
    Recovered recovery = over.recovery();
    return Draft.of(
        "🟢 **%s: %s, and recovered** after %s%s%s — %s"
            .formatted(
                failures().process(over.failure().type()),
                FailureWording.howMany(over.failure()),
                lasting(recovery.since(), recovery.until()),
                FailureWording.crashes(recovery.crashes()),
                over.failure().looping() ? " in a loop" : "",
                ended(recovery.remedy(), recovery.dynos().size())),
        failures()
            .log(
                failures().beginning(failures().box(Color.GREEN), over.failure()),
                over.failure().dynos()));
  }

  Draft closed(Closed closed) {
    return new Draft(
        "⚪ **%s: closed**, %s %s; the trouble began at %s"
            .formatted(
                failures().process(closed.type()),
                Markdown.codes(closed.dynos(), NAMED),
                why(closed.why(), closed.dynos().size()),
                Times.at(closed.since(), now)),
        Optional.empty());
  }

  static String why(@Nullable Ending ending, int dynos) {
    String are = dynos == 1 ? "is " : "are ";
    return are
        + switch (ending) {
          case SCALED_AWAY -> "no longer part of the formation";
          case IDLE -> "asleep";
          case RESIZED -> "replaced by another size";
          case UNWATCHED -> "no longer watched";
          case null -> "up";
        };
  }

  private String span(Recovered recovered) {
    return "from %s to %s"
        .formatted(Times.at(recovered.since(), now), Times.at(recovered.until(), now));
  }

  private static String ended(Remedy remedy, int dynos) {
    String them = dynos == 1 ? "it" : "them";
    return switch (remedy) {
      case Released(int version, var release) ->
          "ended by release v"
              + version
              + (release == null ? "" : ": " + FailureWording.described(release));
      case RestartedByHand _ -> "somebody restarted " + them;
      case HerokuRestarted _ -> "Heroku restarted " + them;
      case ByItself _ -> dynos == 1 ? "by itself" : "by themselves";
    };
  }

  static String lasting(Instant since, Instant until) {
    return Times.lasting(Duration.between(since, until));
  }

  private String process(Recovered recovered) {
    return code(app.value()) + " " + code(recovered.type().value());
  }

  private FailureWording failures() {
    return new FailureWording(app, now, false);
  }
}
