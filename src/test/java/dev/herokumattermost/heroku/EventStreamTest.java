package dev.herokumattermost.heroku;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamTest {

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void anyLineEndWillDo(String end) {
    String stream = String.join(end, "data: one", "", "data: two", "", "");

    assertThat(EventStream.lines(stream, true)).isEqualTo("one\ntwo\n");
  }

  @Test
  void anEventMayHaveMoreLinesOfData() {
    assertThat(EventStream.lines("data: one\ndata: two\n\n", true)).isEqualTo("one\ntwo\n");
  }

  @Test
  void onlyTheFirstSpaceBelongsToTheForm() {
    assertThat(EventStream.lines("data:one\n\ndata:  two\n\ndata\n\n", true))
        .isEqualTo("one\n two\n\n");
  }

  @Test
  void commentsAndOtherFieldsAreSkipped() {
    assertThat(EventStream.lines("\uFEFF: hello\nid: 7\nevent: x\ndata: one\ndatum: 2\n\n", true))
        .isEqualTo("one\n");
  }

  @Test
  void aStreamThatEndedByItselfIsReadToItsEnd() {
    assertThat(EventStream.lines("data: one\n\ndata: two", true)).isEqualTo("one\ntwo\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"data: tw", "data: two\n", "data: two\ndata: thr"})
  void anEventThatWasCutIsLeftOut(String rest) {
    assertThat(EventStream.lines("data: one\n\n" + rest, false)).isEqualTo("one\n");
  }
}
