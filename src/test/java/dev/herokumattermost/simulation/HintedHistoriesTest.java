package dev.herokumattermost.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.Seeds;
import dev.herokumattermost.simulation.HintedHistory.Figures;
import dev.herokumattermost.simulation.HintedHistory.Sabotage;
import dev.herokumattermost.simulation.RecordedHeroku.Pace;
import dev.herokumattermost.simulation.World.Broken;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HintedHistoriesTest {
  @Test
  void explore() {
    int n = Integer.getInteger("n", 200);
    Pace pace = Pace.valueOf(System.getProperty("pace", "LASTING"));
    var paths = new TreeMap<String, Integer>();
    int different = 0;
    int broken = 0;
    long rounds = 0, looks = 0, stories = 0, hs = 0;
    long t = System.nanoTime();
    for (long i = 0; i < n; i++) {
      long seed = Seeds.seed(i + Long.getLong("from", 0));
      var recorded = HintedHistory.record(seed, pace);
      try {
        Figures polled = HintedHistory.polled(seed, recorded);
        Figures hinted = HintedHistory.hinted(seed, recorded, Sabotage.NONE);
        hinted.paths().forEach((p, k) -> paths.merge(p, k, Integer::sum));
        rounds += hinted.rounds();
        looks += hinted.looks();
        stories += polled.stories().size();
        hs += hinted.stories().size();
        if (Boolean.getBoolean("story")) { System.out.println(hinted.story()); System.out.println("----- polled\n" + polled.story());
          recorded.apps().forEach((name, app) -> { if (!name.equals(RecordedHeroku.UNWATCHED)) { System.out.println("CR " + name + " " + app.crashes()); app.shown().forEach((at, w) -> System.out.println("ST " + name + " " + at + " " + w.dynos().stream().map(d -> d.name() + " " + d.state() + " " + d.updatedAt() + " " + d.id().value().substring(0, 4)).toList())); } }); }
        if (!(polled.stories().keySet().equals(hinted.stories().keySet()) && polled.stories().entrySet().stream().allMatch(one -> one.getValue().agreesWith(hinted.stories().get(one.getKey()))))) {
          different++;
          if (different <= Integer.getInteger("show", 3)) {
            System.out.println("=== seed " + seed);
            var keys = new TreeSet<>(polled.stories().keySet());
            keys.addAll(hinted.stories().keySet());
            for (var k : keys) {
              var a = polled.stories().get(k);
              var b = hinted.stories().get(k);
              if (a == null || b == null || !a.agreesWith(b)) {
                System.out.println(k + "\n  P " + a + "\n  H " + b);
              }
            }
          }
        }
      } catch (Broken e) {
        broken++;
        if (broken <= Integer.getInteger("show", 3)) {
          String m = e.getMessage();
          System.out.println("=== BROKEN seed " + seed + " " + (Boolean.getBoolean("story") ? m : m.lines().findFirst().get()));
        }
      }
    }
    System.out.println("histories " + n + " different " + different + " broken " + broken + " rounds " + rounds + " looks " + looks + " stories " + stories + "/" + hs + " ms " + (System.nanoTime() - t) / 1_000_000);
    System.out.println(paths);
  }
}
