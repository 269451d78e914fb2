package dev.herokumattermost.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtcSecondTest {
  /**
   * From the first second of the year 0 to the last of 9999: those that are written in the form.
   */
  @Property
  void eachSecondIsReadAsTheJdkReadsIt(
      @ForAll @LongRange(min = -62_167_219_200L, max = 253_402_300_799L) long second) {
    var time = Instant.ofEpochSecond(second);

    assertThat(UtcSecond.parse(time.toString())).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-24",
        "2026-11-24T02:00:00.5Z",
        "2026-11-24T02:00:00z",
        "2026-11-24 02:00:00Z",
        "2026/11/24T02:00:00Z",
        "-026-11-24T02:00:00Z",
        "2026-11-24T02:00:+1Z",
        "٢٠٢٦-11-24T02:00:00Z",
        "2026-11-24T02:00+01",
        "12026-11-24T02:00:0Z"
      })
  void anotherFormIsLeftToOthers(String text) {
    assertThat(UtcSecond.parse(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-29T02:00:00Z",
        "2026-13-01T02:00:00Z",
        "2026-00-01T02:00:00Z",
        "2026-11-24T24:00:00Z",
        "2026-11-24T02:60:00Z",
        "2026-11-24T02:00:60Z"
      })
  void whatIsNoTimeIsRefused(String text) {
    assertThatThrownBy(() -> UtcSecond.parse(text)).isInstanceOf(DateTimeException.class);
  }
}
