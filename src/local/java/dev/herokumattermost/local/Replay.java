package dev.herokumattermost.local;

import dev.herokumattermost.local.SimulatedWatch.Carried;
import dev.herokumattermost.local.SimulatedWatch.Moment;
import dev.herokumattermost.local.SimulatedWatch.Passed;
import dev.herokumattermost.local.page.Controls.Refused;
import dev.herokumattermost.local.page.PostView;
import dev.herokumattermost.local.page.ReplayView;
import dev.herokumattermost.local.page.ReplayView.Mistaken;
import dev.herokumattermost.local.page.ReplayView.Mistaken.Mistake;
import dev.herokumattermost.local.page.ReplayView.Played;
import dev.herokumattermost.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Plays what happened once more, on services of its own, by other rules. */
final class Replay {
  /** A day of passes. */
  private static final int MOST_PASSES = 720;

  private Replay() {}

  /**
   * Plays all moments in their order.
   *
   * @param rules the text of a watch.yaml
   * @throws Refused if it would take too long
   */
  static ReplayView of(List<Moment> moments, String rules) throws Refused, IOException {
    if (moments.stream().filter(Passed.class::isInstance).count() > MOST_PASSES) {
      throw new Refused(
          "More than %d passes have run. Start ./mvnw -Plocal anew to play something shorter."
              .formatted(MOST_PASSES));
    }
    Path file = Files.createTempFile("watch", ".yaml");
    try {
      Files.writeString(file, rules);
      return played(moments, file);
    } catch (SettingsException mistakes) {
      return new Mistaken(
          mistakes.problems().stream()
              .map(one -> new Mistake(one.where(), one.what(), one.fix()))
              .toList());
    } finally {
      Files.delete(file);
    }
  }

  private static ReplayView played(List<Moment> moments, Path rules) throws IOException {
    int passes = 0;
    try (var watch = new SimulatedWatch(Map.of("WATCH_FILE", rules.toString()))) {
      for (Moment moment : moments) {
        watch.moveTo(moment.at());
        switch (moment) {
          case Passed _ -> {
            watch.pass(new LocalContext(_ -> {}));
            passes++;
          }
          case Carried carried -> carryOut(watch, carried);
        }
      }
      var channel = watch.services.mattermost.channel();
      return new Played(
          passes, channel.posts().stream().map(post -> PostView.of(post, channel)).toList());
    }
  }

  private static void carryOut(SimulatedWatch watch, Carried carried) {
    try {
      watch.carryOut(carried.command());
    } catch (Refused notThere) {
      // A reaction to a post that these rules do not make.
    }
  }
}
