package dev.herokumattermost.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.DynoId;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.ProcessType;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which dyno of the last reading is which of this one. */
class DynoPairTest {
  private static final Instant START = Instant.parse("2026-05-04T02:00:00Z");

  @Test
  void dynosInOrderAreTheListItself() {
    List<Dyno> listed = List.of(up("web.1", 1), up("web.2", 2));

    assertThat(DynoPair.current(listed)).isSameAs(listed);
  }

  @Test
  void dynosOutOfOrderAreOrdered() {
    Dyno first = up("web.1", 1);
    Dyno second = up("web.2", 2);

    assertThat(DynoPair.current(List.of(second, first))).containsExactly(first, second);
  }

  @Test
  void ofTwoDynosWithOneNameTheNewestCounts() {
    Dyno old = up("web.1", 1);
    Dyno young = up("web.1", 2);

    assertThat(DynoPair.current(List.of(old, young))).containsExactly(young);
    assertThat(DynoPair.current(List.of(young, old))).containsExactly(young);
  }

  @Test
  void releaseSaysMoreOfTheAgeThanTheClock() {
    Dyno older = up("web.1", 5);
    Dyno newer = released(up("web.1", 1), 2);

    assertThat(DynoPair.current(List.of(older, newer))).containsExactly(newer);
  }

  @Test
  void slotIsPairedByItsName() {
    Dyno before = up("web.1", 1);
    Dyno now = up("web.1", 9);

    assertThat(DynoPair.between(List.of(before), List.of(now)))
        .containsExactly(new DynoPair(before, now));
  }

  @Test
  void slotThatCameAndSlotThatLeftAreNoPair() {
    Dyno left = up("web.2", 1);
    Dyno came = up("web.3", 2);

    assertThat(DynoPair.between(List.of(left), List.of(came)))
        .containsExactly(new DynoPair(null, came), new DynoPair(left, null));
  }

  @Test
  void generatedNamesArePairedInOrderOfAge() {
    Dyno oldest = up("web-b", 1);
    Dyno younger = up("web-a", 2);
    Dyno firstToCome = up("web-d", 3);
    Dyno lastToCome = up("web-c", 4);

    assertThat(DynoPair.between(List.of(younger, oldest), List.of(lastToCome, firstToCome)))
        .containsExactly(new DynoPair(oldest, firstToCome), new DynoPair(younger, lastToCome));
  }

  @Test
  void dynoThatHasCrashedIsReplacedBeforeAHealthyOne() {
    Dyno healthy = up("web-a", 1);
    Dyno crashed = up("web-b", 2).in(DynoState.CRASHED);
    Dyno came = up("web-c", 3);

    assertThat(DynoPair.between(List.of(healthy, crashed), List.of(came)))
        .containsExactly(new DynoPair(crashed, came), new DynoPair(healthy, null));
  }

  @Test
  void generatedNamesOfAnotherTypeAreNoPair() {
    Dyno web = up("web-a", 1);
    Dyno worker = dyno("worker-a", "worker", 2);

    assertThat(DynoPair.between(List.of(web), List.of(worker)))
        .containsExactly(new DynoPair(null, worker), new DynoPair(web, null));
  }

  private static Dyno up(String name, int minute) {
    return dyno(name, "web", minute);
  }

  private static Dyno released(Dyno dyno, int release) {
    return new Dyno(
        dyno.id(),
        dyno.name(),
        dyno.type(),
        dyno.state(),
        release,
        dyno.createdAt(),
        dyno.updatedAt(),
        dyno.size());
  }

  private static Dyno dyno(String name, String type, int minute) {
    Instant created = START.plusSeconds(60L * minute);
    return new Dyno(
        new DynoId(name + "@" + minute),
        name,
        new ProcessType(type),
        DynoState.UP,
        1,
        created,
        created.plusSeconds(5),
        "Basic");
  }
}
