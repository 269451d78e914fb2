package dev.herokumattermost.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.ProcessType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecurrencesTest {
  private static final AppName API = new AppName("api");
  private static final ProcessType WEB = new ProcessType("web");
  private static final Instant NOW = Instant.parse("2026-05-08T02:00:00Z");
  private static final Instant TUESDAY = Instant.parse("2026-05-05T14:00:00Z");
  private static final Instant MONDAY = Instant.parse("2026-05-04T09:00:00Z");
  private static final Instant APRIL = Instant.parse("2026-04-03T09:00:00Z");

  @Test
  void nothingIsSaidOfAFirstTime() {
    assertThat(Recurrences.of(List.of(), WEB, NOW)).isEmpty();
  }

  @Test
  void whatFailedInTheLastSevenDaysIsCounted() {
    assertThat(
            Recurrences.of(List.of(web(TUESDAY, 40), web(APRIL, 12), web(MONDAY, null)), WEB, NOW))
        .contains(new Recurrence(NOW, 2, MONDAY, TUESDAY, 40));
  }

  @Test
  void whatFailedLongAgoIsNamedAndNotCounted() {
    assertThat(Recurrences.of(List.of(web(APRIL, null)), WEB, NOW))
        .contains(new Recurrence(NOW, 0, APRIL, APRIL, null));
  }

  @Test
  void otherProcessTypesAndTimesOfBlindnessAreNotCounted() {
    var worker = ended(new ProcessType("worker"), MONDAY, null, false);

    assertThat(Recurrences.of(List.of(worker, new BlindPeriod(API, MONDAY, TUESDAY)), WEB, NOW))
        .isEmpty();
  }

  @Test
  void whatNobodyWasToldOfIsNotCounted() {
    assertThat(Recurrences.of(List.of(ended(WEB, MONDAY, null, true)), WEB, NOW)).isEmpty();
  }

  @Test
  void incidentItselfIsNotCounted() {
    assertThat(Recurrences.of(List.of(web(NOW, null)), WEB, NOW)).isEmpty();
  }

  private static EndedIncident web(Instant from, @Nullable Integer release) {
    return ended(WEB, from, release, false);
  }

  private static EndedIncident ended(
      ProcessType type, Instant from, @Nullable Integer release, boolean heldBack) {
    Instant until = from.plus(Duration.ofMinutes(6));
    return new EndedIncident(
        API,
        type,
        from,
        new Incident.Ended(until.plusSeconds(180), until, null),
        null,
        release,
        heldBack,
        List.of(),
        null);
  }
}
