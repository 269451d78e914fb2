package dev.herokumattermost.settings;

import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.http.Hosts;
import dev.herokumattermost.http.WebAddress;
import dev.herokumattermost.http.WebProxy;
import dev.herokumattermost.rules.Route.Priority;
import dev.herokumattermost.rules.Selection;
import dev.herokumattermost.settings.Problems.Place;
import dev.herokumattermost.settings.SecretSource.Parameter;
import dev.herokumattermost.settings.SecretSource.Plain;
import dev.herokumattermost.settings.SecretSource.SecretsManager;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads one variable after the other. What cannot be read becomes a problem and some value, so that
 * the reading goes on; a blank variable counts as absent, as templates pass empty parameters.
 */
final class Environment {
  /** In place of a secret that is missing or wrong. */
  static final SecretSource NO_SECRET = new Parameter("");

  /** In place of an address that is missing or wrong. */
  static final WebAddress NO_ADDRESS = new WebAddress(URI.create("https://none.invalid"));

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}");

  private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9_-]+");

  /** What follows a server in the addresses that people see, and that is no part of it. */
  private static final Pattern MORE_THAN_SERVER =
      Pattern.compile(".*/(api/v4|hooks/.*|[^/]+/(channels|messages|pl)/.*)");

  /** As EventBridge's schedules are written. */
  private static final Pattern RATE = Pattern.compile("rate\\((1 minute|([1-9]\\d?) minutes)\\)");

  private static final int LARGEST_FILE = 64 * 1024;

  private final Map<String, String> values;
  private final Problems problems;
  private final Map<SecretSource, String> sources = new HashMap<>();

  Environment(Map<String, String> values, Problems problems) {
    this.values = Map.copyOf(values);
    this.problems = problems;
  }

  Place at(Variable variable) {
    return at(variable.name());
  }

  Place at(String name) {
    return problems.at(name);
  }

  /** Whether the variable is set in any of its forms. */
  boolean isSet(Variable variable) {
    return variable.forms().stream().anyMatch(form -> !given(form).isEmpty());
  }

  /** The value or its default; empty if there is neither. */
  String text(Variable variable) {
    String given = given(variable.name());
    return given.isEmpty() ? variable.byDefault : given;
  }

  /**
   * The account that the environment sets.
   *
   * @param optional whether it may set none, as watch.yaml can name accounts
   */
  Optional<Account> account(boolean optional) {
    if (optional && !isSet(Variable.HEROKU_APPS) && !isSet(Variable.HEROKU_API_KEY)) {
      return Optional.empty();
    }
    Optional<Selection> selection =
        new SelectionReader(at(Variable.HEROKU_APPS)).read(items(Variable.HEROKU_APPS));
    SecretSource key = secret(Variable.HEROKU_API_KEY);
    int calls = whole(Variable.CALLS_PER_HOUR, 60, 4500);
    return selection.map(all -> new Account(Account.DEFAULT, key, all, calls));
  }

  /** What is wrong is not shown: a password or a token may have been pasted into it. */
  WebAddress address(Variable variable) {
    String fix =
        "give an absolute https address without user, query or fragment, such as"
            + " https://example.com (http only for localhost)";
    try {
      WebAddress address = WebAddress.base(text(variable));
      if (onAws() && address.isDockersHost()) {
        at(variable).problem("has Docker's name for this machine", fix);
      }
      return address;
    } catch (IllegalArgumentException wrong) {
      at(variable).problem(String.valueOf(wrong.getMessage()), fix);
      return NO_ADDRESS;
    }
  }

  /** The Heroku token goes to this machine or to the one host that is named for it. */
  WebAddress herokuApi() {
    WebAddress api = address(Variable.HEROKU_API_URL);
    String host = text(Variable.HEROKU_API_HOST);
    if (!api.equals(NO_ADDRESS)
        && !api.isLoopback()
        && !api.isDockersHost()
        && !api.host().equalsIgnoreCase(host)) {
      at(Variable.HEROKU_API_URL)
          .problem(
              "has another host than HEROKU_API_HOST, which is api.heroku.com unless it is set",
              "correct it, or set HEROKU_API_HOST as well if the Heroku token is to go there");
    }
    return api;
  }

  /** Each by its name: what is reached by a number alone has no certificate to check. */
  Set<String> privateLogHosts() {
    List<String> hosts = items(Variable.PRIVATE_LOG_HOSTS);
    for (String host : hosts) {
      if (!HOST.matcher(host).matches() || !Hosts.isName(host)) {
        at(Variable.PRIVATE_LOG_HOSTS)
            .problem(
                "names \"" + host + "\", which is no host name",
                "use names such as logs.example.com, without https:// and port");
      }
    }
    return Set.copyOf(hosts);
  }

  /**
   * Heroku's status page. Here a blank variable and {@code none} mean that nobody is to ask it, and
   * only without the variable the default holds.
   */
  Optional<WebAddress> herokuStatus() {
    String given = given(Variable.HEROKU_STATUS_URL.name());
    boolean off = given.isEmpty() && values.containsKey(Variable.HEROKU_STATUS_URL.name());
    return off || given.equals("none")
        ? Optional.empty()
        : Optional.of(address(Variable.HEROKU_STATUS_URL));
  }

  /** The Mattermost server alone; paths are appended to it. */
  WebAddress mattermost() {
    WebAddress server = address(Variable.MATTERMOST_URL);
    String fix = "give the server that people open, such as https://chat.example.com";
    try {
      SecretValue.requireMattermost(server, fix);
    } catch (SecretValue.Unusable wrong) {
      at(Variable.MATTERMOST_URL).problem(wrong.what(), wrong.fix());
    }
    if (MORE_THAN_SERVER.matcher(server.uri().getRawPath()).matches()) {
      at(Variable.MATTERMOST_URL).problem("names more than the server", fix);
    }
    return server;
  }

  Optional<WebProxy> proxy() {
    try {
      return WebProxy.of(values);
    } catch (IllegalArgumentException wrong) {
      at("HTTPS_PROXY")
          .problem(
              String.valueOf(wrong.getMessage()),
              "set it such as http://proxy.example.com:3128, without user and password, and let"
                  + " the proxy know this machine by its address; or name the hosts to reach"
                  + " without it in NO_PROXY and unset HTTPS_PROXY");
      return Optional.empty();
    }
  }

  SecretSource secret(Variable variable) {
    List<String> set = variable.forms().stream().filter(form -> !given(form).isEmpty()).toList();
    if (set.size() != 1) {
      at(variable)
          .problem(
              set.isEmpty() ? "is missing" : "is set in " + set.size() + " ways",
              "set exactly one of " + String.join(", ", set.isEmpty() ? variable.forms() : set));
      return NO_SECRET;
    }
    String form = set.getFirst();
    SecretSource source = source(variable, form);
    String other = sources.putIfAbsent(source, form);
    if (other != null && !source.equals(NO_SECRET)) {
      at(form).problem("is the same as " + other, "give each its own");
    }
    return source;
  }

  private SecretSource source(Variable variable, String form) {
    if (form.equals(variable.name())) {
      return plain(variable);
    }
    String name = secretName(form);
    return form.equals(variable.parameter()) ? new Parameter(name) : new SecretsManager(name);
  }

  Optional<SecretSource> secretIfSet(Variable variable) {
    return Optional.of(variable).filter(this::isSet).map(this::secret);
  }

  private SecretSource plain(Variable variable) {
    try {
      String text = given(variable.name());
      boolean inFile = variable == Variable.MATTERMOST_CA && !text.startsWith("-----BEGIN");
      return new Plain(SecretValue.of(variable, inFile ? file(text) : text, onAws()));
    } catch (SecretValue.Unusable wrong) {
      at(variable).problem(wrong.what(), wrong.fix());
      return NO_SECRET;
    }
  }

  private static String file(String path) throws SecretValue.Unusable {
    try (var file = Files.newInputStream(Path.of(path))) {
      return new String(file.readNBytes(LARGEST_FILE), StandardCharsets.US_ASCII);
    } catch (IOException | InvalidPathException unreadable) {
      throw new SecretValue.Unusable(
          "is neither a certificate in PEM nor a file that can be read",
          "give the path of the file, or what is in it");
    }
  }

  /** {@code sam local} sets both, and runs in Docker on this machine. */
  private boolean onAws() {
    return !given("AWS_LAMBDA_FUNCTION_NAME").isEmpty() && given("AWS_SAM_LOCAL").isEmpty();
  }

  private String secretName(String form) {
    String name = given(form);
    SecretNames.check(name, at(form));
    return name;
  }

  Set<DynoState> alertStates() {
    List<String> words = items(Variable.ALERT_STATES);
    Place at = at(Variable.ALERT_STATES);
    if (words.isEmpty()) {
      at.problem("names no state", "use words such as crashed,restarting");
    }
    return words.stream().map(word -> Values.alertState(word, at)).collect(Collectors.toSet());
  }

  /** The word {@code none} stands for no type at all, as a blank value means the default. */
  Set<ProcessType> ignoredTypes() {
    List<String> types = items(Variable.IGNORE_TYPES);
    if (types.equals(List.of("none"))) {
      return Set.of();
    }
    for (String type : types) {
      if (!TYPE.matcher(type).matches()) {
        at(Variable.IGNORE_TYPES)
            .problem(
                "names \"" + type + "\", which no process type can be called",
                "use the names in the Procfile, such as run,release,scheduler, or none");
      }
    }
    return types.stream()
        .filter(type -> TYPE.matcher(type).matches())
        .map(ProcessType::new)
        .collect(Collectors.toSet());
  }

  Duration duration(Variable variable) {
    return Values.duration(text(variable), at(variable));
  }

  /** How often the schedule begins a pass. */
  Duration rate(Variable variable) {
    String text = text(variable);
    var rate = RATE.matcher(text);
    if (!rate.matches()) {
      at(variable)
          .problem(
              "is \"" + text + "\"", "write it as the schedule has it, such as rate(2 minutes)");
      return Duration.ofMinutes(2);
    }
    return Duration.ofMinutes(rate.group(2) == null ? 1 : Integer.parseInt(rate.group(2)));
  }

  Optional<WebAddress> queue() {
    return isSet(Variable.QUEUE_URL) ? Optional.of(address(Variable.QUEUE_URL)) : Optional.empty();
  }

  int workers() {
    int workers = whole(Variable.WORKERS, 0, 1000);
    if (workers > 0 && !isSet(Variable.QUEUE_URL)) {
      at(Variable.WORKERS)
          .problem("has no queue to take work from", "set QUEUE_URL as well, or WORKERS to 0");
    }
    return workers;
  }

  List<String> mentions() {
    return Values.mentions(items(Variable.MENTION), at(Variable.MENTION));
  }

  Priority priority() {
    return Values.priority(text(Variable.PRIORITY), at(Variable.PRIORITY));
  }

  ZoneId timeZone() {
    String name = text(Variable.TIME_ZONE);
    return Values.zone(name)
        .orElseGet(
            () -> {
              at(Variable.TIME_ZONE).problem("is \"" + name + "\"", Values.zoneFix(name));
              return ZoneOffset.UTC;
            });
  }

  int whole(Variable variable, int least, int most) {
    String text = text(variable);
    return Values.whole(text, least, most, "is \"" + text + "\"", at(variable));
  }

  String matching(Variable variable, String pattern, String fix) {
    String text = text(variable);
    if (!text.matches(pattern)) {
      at(variable).problem(text.isEmpty() ? "is missing" : "is \"" + text + "\"", fix);
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
