package dev.herokumattermost.settings;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.rules.Selection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads which Heroku tokens there are, and what each watches. */
final class AccountReader {
  static final List<String> ACCOUNT_KEYS =
      List.of("name", "key_parameter", "key_secret", "apps", "calls_per_hour");

  /** What Heroku gives an account. */
  static final int MOST_CALLS = 4500;

  private static final int MOST_ACCOUNTS = 100;
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

  private final Problems problems;
  private final Map<String, String> names = new HashMap<>();
  private final Map<SecretSource, String> keys = new HashMap<>();
  private final Map<AppName, String> apps = new HashMap<>();

  AccountReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * The accounts in their order.
   *
   * @param environment the account that the environment sets, if it sets one
   */
  List<Account> read(YamlMap file, Optional<Account> environment) {
    List<Node> items = file.items("accounts");
    if (items.isEmpty()) {
      return environment.stream().toList();
    }
    if (environment.isPresent()) {
      file.at("accounts")
          .problem(
              "are there, and HEROKU_APPS is set as well",
              "unset HEROKU_APPS and HEROKU_API_KEY; an account named default keeps what they"
                  + " watched");
    }
    if (items.size() > MOST_ACCOUNTS) {
      file.at("accounts").problem("are " + items.size(), "give " + MOST_ACCOUNTS + " at most");
      return List.of();
    }
    var accounts = new ArrayList<Account>();
    for (Node item : items) {
      read(new YamlMap(item, "an account", ACCOUNT_KEYS, problems)).ifPresent(accounts::add);
    }
    return accounts;
  }

  private Optional<Account> read(YamlMap map) {
    String name = name(map);
    SecretSource key = key(map, name);
    Optional<Selection> selection = new SelectionReader(map.at("apps")).read(map.texts("apps"));
    for (AppName app : selection.map(Selection::names).orElseGet(TreeSet::new)) {
      String other = apps.putIfAbsent(app, name);
      if (other != null) {
        map.at("apps").problem("names " + app + ", as account " + other + " does", "name it once");
      }
    }
    int calls = map.whole("calls_per_hour", 60, MOST_CALLS, Account.CALLS_PER_HOUR);
    return selection.map(all -> new Account(name, key, all, calls));
  }

  private String name(YamlMap map) {
    String name = map.text("name").orElse("");
    if (!NAME.matcher(name).matches()) {
      map.at("name")
          .problem(
              name.isEmpty() ? "is missing" : "is \"" + name + "\"",
              "give each account a name of lower-case letters, digits and dashes, 40 at most");
    } else if (names.putIfAbsent(name, name) != null) {
      map.at("name").problem("is " + name + " twice", "give each account its own name");
    }
    return name;
  }

  private SecretSource key(YamlMap map, String account) {
    boolean both = map.get("key_parameter").isPresent() && map.get("key_secret").isPresent();
    String form = map.get("key_secret").isPresent() ? "key_secret" : "key_parameter";
    Optional<String> name = map.text(form);
    if (both || name.isEmpty()) {
      map.at(form)
          .problem(
              both ? "and key_parameter are both there" : "is missing",
              "set exactly one of key_parameter, key_secret");
      return Environment.NO_SECRET;
    }
    SecretNames.check(name.get(), map.at(form));
    SecretSource source =
        form.equals("key_secret")
            ? new SecretSource.SecretsManager(name.get())
            : new SecretSource.Parameter(name.get());
    String other = keys.putIfAbsent(source, account);
    if (other != null) {
      map.at(form).problem("is that of account " + other, "give each account its own token");
    }
    return source;
  }
}
