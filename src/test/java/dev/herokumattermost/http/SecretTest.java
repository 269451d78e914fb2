package dev.herokumattermost.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
  @Test
  void whatWasPastedWithALineEndIsTrimmed() {
    assertThat(new Secret(" abc\n").reveal()).isEqualTo("abc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n"})
  void nothingIsNoSecret(String text) {
    assertThatThrownBy(() -> new Secret(text)).hasMessage("a secret is empty");
  }

  @Test
  void isComparedAndNeverPrinted() {
    var secret = new Secret("abc");

    assertThat(secret).isEqualTo(new Secret("abc ")).hasSameHashCodeAs(new Secret("abc"));
    assertThat(secret).isNotEqualTo(new Secret("abd")).isNotEqualTo("abc");
    assertThat(secret).hasToString("***");
  }

  /** A part of a secret that is shorter than 12 letters can be any word. */
  @ParameterizedTest
  @CsvSource({
    "abcdefghijkl-x, seen abcdefghijkl, seen [redacted]",
    "abcdefghijk-xyz, seen abcdefghijk, seen abcdefghijk",
    "https://chat.example.com/hooks/abcdefghijkl, chat.example.com said abcdefghijkl,"
        + " chat.example.com said [redacted]",
    "'https://chat.example.com/a b/abcdefghijkl', said abcdefghijkl, said [redacted]",
    "https://chatexamplecom.example.com/x, chatexamplecom is down, chatexamplecom is down"
  })
  void ofASecretInUseTheWholeAndItsLongPartsAreTakenOut(String secret, String said, String left) {
    var secrets = new SecretsInUse();
    assertThat(secrets.removedFrom(said)).isEqualTo(said);

    secrets.add(new Secret(secret));

    assertThat(secrets.removedFrom(said)).isEqualTo(left);
    assertThat(secrets.removedFrom(secret)).doesNotContain("abcdefghijkl");
  }
}
