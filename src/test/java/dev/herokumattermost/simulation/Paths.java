package dev.herokumattermost.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How often each thing has happened in the histories of a run.
 *
 * @param histories how many there were
 */
record Paths(Map<String, Integer> times, int histories) {
  static Paths of(Stream<Map<String, Integer>> each, int histories) {
    Map<String, Integer> times = new TreeMap<>();
    each.forEach(one -> one.forEach((path, n) -> times.merge(path, n, Integer::sum)));
    return new Paths(times, histories);
  }

  /** What has not happened in one history of 200 was hardly tried. */
  void haveAll(List<String> wanted) {
    assertThat(wanted)
        .allSatisfy(
            path ->
                assertThat(times.getOrDefault(path, 0))
                    .as(path)
                    .isGreaterThanOrEqualTo(Math.max(1, histories / 200)));
  }
}
