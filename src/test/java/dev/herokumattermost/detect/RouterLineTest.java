package dev.herokumattermost.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Heroku's router says of a request. */
class RouterLineTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "at=error code=H10 desc=\"App crashed\" dyno=web.1 status=503 | H10 | web.1",
        "dyno=web.1 code=H12 | H12 | web.1",
        "code=H10 dyno= status=503 | H10 | ''",
        "code=\"H13\" dyno=\"web.2\" | H13 | web.2",
        "at=info path=\"/a?code=H99 dyno=web.9\" dyno=web.1 | '' | web.1",
        "code=H10 path=\"/\" code=H99 | H10 | ''",
        "desc=\"never closed code=H10 | '' | ''",
        "no pairs at all | '' | ''",
        "'' | '' | ''",
        "code= | '' | ''",
        "status=200 code=H27 | H27 | ''"
      })
  void codeAndDynoAreRead(String text, String code, String dyno) {
    assertThat(RouterLine.of(text)).isEqualTo(new RouterLine(code, dyno));
  }
}
