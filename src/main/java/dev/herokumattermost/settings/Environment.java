package dev.herokumattermost.settings;

import dev.herokumattermost.http.Secret;
import dev.herokumattermost.settings.SecretSource.Parameter;
import dev.herokumattermost.settings.SecretSource.Plain;
import dev.herokumattermost.settings.SecretSource.SecretsManager;
import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.DynoState;
import dev.herokumattermost.watch.ProcessType;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads one variable after the other. What cannot be read becomes a mistake and a stand-in, so that
 * the reading goes on; a blank variable counts as absent, as templates pass empty parameters.
 */
final class Environment {
  static final SecretSource NO_SECRET = new Parameter("");
  static final URI NO_ADDRESS = URI.create("");

  /** Heroku's schema for the name of an app. */
  private static final Pattern APP = Pattern.compile("[a-z][a-z0-9-]{1,28}[a-z0-9]");

  private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9_-]+");

  /** What SSM and Secrets Manager allow in a name or an ARN. */
  private static final Pattern SECRET_NAME = Pattern.compile("[A-Za-z0-9/_+=.@:-]{1,2048}");

  /** Heroku's tokens and keys, Mattermost's tokens, and addresses: no names of parameters. */
  private static final Pattern SECRET_ITSELF =
      Pattern.compile(
          "HRKU-.*|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z0-9]{26}|https?://.*",
          Pattern.CASE_INSENSITIVE);

  private final Map<String, String> values;
  private final Mistakes mistakes;

  Environment(Map<String, String> values, Mistakes mistakes) {
    this.values = Map.copyOf(values);
    this.mistakes = mistakes;
  }

  void mistake(String where, String what, String fix) {
    mistakes.add(where, what, fix);
  }

  boolean has(Variable variable) {
    return !given(variable.name()).isEmpty();
  }

  boolean hasSecret(Variable variable) {
    return has(variable)
        || !given(variable.parameter()).isEmpty()
        || !given(variable.secretId()).isEmpty();
  }

  /** The value or its default; empty if there is neither. */
  String text(Variable variable) {
    return has(variable) ? given(variable.name()) : variable.byDefault;
  }

  List<AppName> apps() {
    var names = items(Variable.HEROKU_APPS);
    if (names.isEmpty()) {
      mistakes.add("HEROKU_APPS", "is missing", "name the apps to watch, such as api,web-eu");
    }
    var seen = new HashSet<String>();
    var apps = new ArrayList<AppName>();
    for (String name : names) {
      if (!APP.matcher(name).matches()) {
        mistakes.add(
            "HEROKU_APPS",
            "names \"" + name + "\", which no Heroku app can be called",
            "use 3 to 30 lower-case letters, digits and dashes, a letter first, no dash last");
      } else if (!seen.add(name)) {
        mistakes.add("HEROKU_APPS", "names " + name + " twice", "name it once");
      } else {
        apps.add(new AppName(name));
      }
    }
    return apps;
  }

  URI address(Variable variable) {
    var address = Addresses.parse(text(variable));
    if (address.isEmpty()) {
      // Not shown: a password or a token may have been pasted into it.
      mistakes.add(variable.name(), "is not an address to send a token to", Addresses.FIX);
    }
    return address.orElse(NO_ADDRESS);
  }

  SecretSource secret(Variable variable) {
    var forms = List.of(variable.name(), variable.parameter(), variable.secretId());
    var set = forms.stream().filter(form -> !given(form).isEmpty()).toList();
    if (set.size() != 1) {
      mistakes.add(
          variable.name(),
          set.isEmpty() ? "is missing" : "is set in " + set.size() + " ways",
          "set exactly one of " + String.join(", ", set.isEmpty() ? forms : set));
      return NO_SECRET;
    }
    String form = set.getFirst();
    if (form.equals(variable.name())) {
      return plain(variable);
    }
    String name = secretName(form);
    return form.equals(variable.parameter()) ? new Parameter(name) : new SecretsManager(name);
  }

  private SecretSource plain(Variable variable) {
    var secret = new Secret(given(variable.name()));
    if (!secret.reveal().matches("[!-~]+")) {
      mistakes.add(
          variable.name(), "holds a space or a control character", "copy the secret alone");
    } else if (variable == Variable.MATTERMOST_WEBHOOK_URL
        && Addresses.parse(secret.reveal()).isEmpty()) {
      mistakes.add(
          variable.name(),
          "is not the address of a webhook",
          "copy it from Mattermost, with https");
    } else if (variable == Variable.HEARTBEAT_URL && Addresses.secret(secret.reveal()).isEmpty()) {
      mistakes.add(
          variable.name(),
          "is not an address",
          "copy it from whoever counts the heartbeats, with https");
    }
    return new Plain(secret);
  }

  private String secretName(String form) {
    String name = given(form);
    if (SECRET_ITSELF.matcher(name).matches()) {
      mistakes.add(form, "looks like the secret itself", "give the name under which it is stored");
    } else if (!SECRET_NAME.matcher(name).matches()) {
      mistakes.add(form, "is not a name or an ARN", "give the name under which it is stored");
    }
    return name;
  }

  Set<DynoState> alertStates() {
    var words = items(Variable.ALERT_STATES);
    if (words.isEmpty()) {
      mistakes.add("ALERT_STATES", "names no state", "use words such as crashed,restarting");
    }
    return words.stream()
        .map(word -> StateWords.state(word, Variable.ALERT_STATES.name(), mistakes))
        .collect(Collectors.toSet());
  }

  /** The word {@code none} stands for no type at all, as a blank value means the default. */
  Set<ProcessType> ignoredTypes() {
    var types = items(Variable.IGNORE_TYPES);
    if (types.equals(List.of("none"))) {
      return Set.of();
    }
    for (String type : types) {
      if (!TYPE.matcher(type).matches()) {
        mistakes.add(
            "IGNORE_TYPES",
            "names \"" + type + "\", which no process type can be called",
            "use the names in the Procfile, such as run,release,scheduler, or none");
      }
    }
    return types.stream().map(ProcessType::new).collect(Collectors.toSet());
  }

  Duration duration(Variable variable) {
    var span = Spans.parse(text(variable));
    if (span.isEmpty()) {
      mistakes.add(variable.name(), "is \"" + text(variable) + "\", not a duration", Spans.FIX);
    }
    return span.orElse(Duration.ZERO);
  }

  int number(Variable variable, int least, int most) {
    String text = text(variable);
    int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    if (number < least || number > most) {
      mistakes.add(
          variable.name(),
          "is \"" + text + "\"",
          "give a whole number from " + least + " to " + most);
    }
    return number;
  }

  String matching(Variable variable, String pattern, String fix) {
    String text = text(variable);
    if (!text.matches(pattern)) {
      mistakes.add(variable.name(), text.isEmpty() ? "is missing" : "is \"" + text + "\"", fix);
    }
    return text;
  }

  private List<String> items(Variable variable) {
    return Arrays.stream(text(variable).split(",", -1))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  private String given(String name) {
    return values.getOrDefault(name, "").strip();
  }
}
