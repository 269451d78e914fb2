package dev.herokumattermost.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.redact.Names.Told;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  @ParameterizedTest
  @CsvSource({
    "password, SECRET",
    "DB_PASSWORD, SECRET",
    "userPassword, SECRET",
    "passWord, SECRET",
    "PGPASSWORD, SECRET",
    "requirepass, SECRET",
    "SECRET_KEY_BASE, SECRET",
    "APIKey, SECRET",
    "webhook_url, SECRET",
    "tokens, PERHAPS",
    "prompt_tokens_in, NOTHING",
    "pass, PERHAPS",
    "OLDPWD, SECRET_OR_PATH",
    "Proxy-Authorization, AUTHORIZATION",
    "Set-Cookie, COOKIE",
    "X-Amz-Signature, IN_QUERY",
    "bypass, NOTHING",
    "token_type, NOTHING",
    "InvalidToken, NOTHING",
    "TokenFilter, NOTHING",
    "monkey, NOTHING",
    "-, NOTHING"
  })
  void nameTellsOfItsValue(String name, Told told) {
    assertThat(Names.told(name)).isEqualTo(told);
  }

  /** Each list has names that a word is first looked through for. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "accesskey",
        "apikey",
        "authkey",
        "bearer",
        "connectionstring",
        "credential",
        "creds",
        "encryptionkey",
        "jsessionid",
        "jwt",
        "masterauth",
        "masterkey",
        "otp",
        "passcode",
        "passphrase",
        "passwd",
        "password",
        "phpsessid",
        "privatekey",
        "secret",
        "secretkey",
        "sessid",
        "sessionid",
        "signingkey",
        "token",
        "totp",
        "appid",
        "code",
        "key",
        "sig",
        "signature",
        "auth",
        "basic",
        "cookie",
        "session",
        "sid",
        "pwd",
        "webhook",
        "string",
        "pass"
      })
  void nameIsNoticed(String name) {
    assertThat(noticed(name)).isTrue();
    assertThat(noticed(name.toUpperCase(java.util.Locale.ROOT))).isTrue();
  }

  private static boolean noticed(String name) {
    int last = 0;
    boolean noticed = false;
    for (char c : name.toCharArray()) {
      last = Names.fold(last, c);
      noticed |= Names.mayTell(last);
    }
    return noticed;
  }
}
