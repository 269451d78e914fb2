package dev.herokumattermost;

import dev.herokumattermost.http.Secret;
import dev.herokumattermost.settings.SecretValue;
import dev.herokumattermost.settings.Variable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Heroku tokens that come with one invocation and end with it: they are kept nowhere, and nothing
 * that is thrown, logged or returned repeats a part of the input that could be one.
 *
 * @param single for the only account; null if none was given
 * @param byAccount the others, by the names of their accounts
 */
record RunKeys(@Nullable Secret single, Map<String, Secret> byAccount) {
  static final RunKeys NONE = new RunKeys(null, Map.of());

  RunKeys {
    byAccount = Map.copyOf(byAccount);
  }

  /** What was given cannot be tokens. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    private Unusable(String message) {
      super(message);
    }
  }

  /** Reads {@code key} and {@code keys} of the input. */
  static RunKeys of(Map<String, Object> input) throws Unusable {
    if (input.containsKey("key") && input.containsKey("keys")) {
      throw new Unusable("The input has both \"key\" and \"keys\": give one of them.");
    }
    if (input.containsKey("key")) {
      return new RunKeys(secret("key", input.get("key")), Map.of());
    }
    if (!input.containsKey("keys")) {
      return NONE;
    }
    if (!(input.get("keys") instanceof Map<?, ?> given)) {
      throw new Unusable("The input's \"keys\" has no keys by the names of accounts.");
    }
    var keys = new HashMap<String, Secret>();
    for (Map.Entry<?, ?> entry : given.entrySet()) {
      keys.put(String.valueOf(entry.getKey()), secret("keys", entry.getValue()));
    }
    return new RunKeys(null, keys);
  }

  private static Secret secret(String name, @Nullable Object value) throws Unusable {
    if (!(value instanceof String text)) {
      throw new Unusable("The input's \"%s\" holds what is no text.".formatted(name));
    }
    try {
      return SecretValue.of(Variable.HEROKU_API_KEY, text, true);
    } catch (SecretValue.Unusable wrong) {
      throw new Unusable("The input's \"%s\" holds a token that %s.".formatted(name, wrong.what()));
    }
  }

  /** The token for an account, if one was given. */
  Optional<Secret> of(String account) {
    return Optional.ofNullable(single).or(() -> Optional.ofNullable(byAccount.get(account)));
  }
}
