package dev.herokumattermost.settings;

import dev.herokumattermost.http.WebAddress;
import java.util.Map;
import java.util.Optional;

/**
 * How Heroku's webhooks come in.
 *
 * @param secret what Heroku signs them with
 * @param queue where the hints in them wait
 * @param url where Heroku sends them; empty for the function that takes them, which need not know
 */
public record HintAccess(SecretSource secret, WebAddress queue, Optional<WebAddress> url) {

  /** The address of the function that takes webhooks, without a path; empty if not known. */
  public Optional<String> door() {
    return url.map(address -> address.uri().toString());
  }

  /** Where Heroku sends the webhooks of an account's apps; empty if that is not known. */
  public Optional<String> addressOf(String account) {
    return door().map(address -> address + "/hints/" + account);
  }

  /**
   * What the function needs that takes webhooks. It knows nothing else.
   *
   * @throws SettingsException with every problem at once
   */
  public static HintAccess from(Map<String, String> environment) {
    var problems = new Problems();
    var values = new Environment(environment, problems);
    var access =
        new HintAccess(
            values.secret(Variable.WEBHOOK_SECRET),
            values.address(Variable.QUEUE_URL),
            Optional.empty());
    problems.throwIfAny();
    return access;
  }

  /** What the watch itself knows of it; empty if no webhooks come in. */
  static Optional<HintAccess> read(Environment values) {
    if (!values.isSet(Variable.WEBHOOK_URL)) {
      return Optional.empty();
    }
    return Optional.of(
        new HintAccess(
            values.secret(Variable.WEBHOOK_SECRET),
            values.address(Variable.QUEUE_URL),
            Optional.of(values.address(Variable.WEBHOOK_URL))));
  }
}
