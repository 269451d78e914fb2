package dev.herokumattermost.doctor;

import dev.herokumattermost.heroku.HerokuApi;
import dev.herokumattermost.watch.AppFacts;
import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Dyno;
import dev.herokumattermost.watch.DynoState;
import dev.herokumattermost.watch.Lookup.Known;
import dev.herokumattermost.watch.ProcessType;
import dev.herokumattermost.watch.Reading;
import dev.herokumattermost.watch.Reading.Blind;
import dev.herokumattermost.watch.Reading.Cause;
import dev.herokumattermost.watch.Reading.Formation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What Heroku shows of one app, as a pass would read it. */
record AppCheck(Reading reading, Check check) {

  static AppCheck of(AppName app, HerokuApi heroku, TimeLeft time) {
    String name = "app " + app;
    Reading reading = heroku.dynos(app, time.forOne());
    return switch (reading) {
      case Blind(_, var cause, var detail) ->
          new AppCheck(reading, Check.failed(name, detail, fix(cause)));
      case Formation formation -> new AppCheck(reading, seen(name, formation, heroku, time));
    };
  }

  /** Only the dynos are needed; the rest is left out where calls or rights are short. */
  private static Check seen(String name, Formation formation, HerokuApi heroku, TimeLeft time) {
    var words = new ArrayList<String>();
    boolean thrifty = heroku.callsLeft().orElse(Budget.FLOOR) < Budget.FLOOR;
    if (!thrifty
        && heroku.app(formation.app(), time.forOne()) instanceof Known<AppFacts>(var facts)) {
      words.add(facts.generation().isEmpty() ? "generation unknown" : facts.generation());
      if (facts.maintenance()) {
        words.add("in maintenance");
      }
    }
    Map<ProcessType, Integer> wanted =
        !thrifty
                && heroku.formation(formation.app(), time.forOne())
                    instanceof Known<Map<ProcessType, Integer>>(var quantities)
            ? quantities
            : Map.of();
    words.addAll(types(formation, wanted));
    return formation.dynos().isEmpty()
        ? Check.warning(
            name,
            String.join(", ", words) + (words.isEmpty() ? "" : ", ") + "no dyno at all",
            "scale it up, or leave it out of HEROKU_APPS: it costs a call each pass")
        : Check.ok(name, String.join(", ", words));
  }

  /** Each process type with its dynos, those of the Procfile without any with it. */
  private static List<String> types(Formation formation, Map<ProcessType, Integer> wanted) {
    var all = new TreeMap<ProcessType, List<Dyno>>();
    wanted.keySet().forEach(type -> all.put(type, new ArrayList<>()));
    formation
        .dynos()
        .forEach(dyno -> all.computeIfAbsent(dyno.type(), _ -> new ArrayList<>()).add(dyno));
    return all.entrySet().stream()
        .map(entry -> type(entry.getKey(), entry.getValue(), wanted.get(entry.getKey())))
        .toList();
  }

  private static String type(ProcessType type, List<Dyno> dynos, @Nullable Integer wanted) {
    int listed = dynos.size();
    String count =
        wanted == null || wanted == listed ? Integer.toString(listed) : listed + " of " + wanted;
    String states =
        dynos.stream()
            .filter(dyno -> !dyno.state().equals(DynoState.UP))
            .collect(Collectors.groupingBy(Dyno::state, Collectors.counting()))
            .entrySet()
            .stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .sorted()
            .collect(Collectors.joining(", "));
    return type + " " + count + (states.isEmpty() ? "" : " (" + states + ")");
  }

  private static String fix(Cause cause) {
    return switch (cause) {
      case UNAUTHORIZED -> "make a token with: heroku authorizations:create --scope read";
      case DELINQUENT -> "pay the account's bill";
      case FORBIDDEN -> "give the token's account access: as a collaborator, or view in the team";
      case NOT_FOUND -> "correct HEROKU_APPS, or give the token's account access to the app";
      case RATE_LIMITED -> "wait an hour, and find out who else uses the account";
      case HEROKU_FAILED -> "look at https://status.heroku.com and try again";
      case UNREACHABLE, TIMED_OUT -> "let the function reach HEROKU_API_URL, and try again";
      case REFUSED, UNREADABLE -> "check HEROKU_API_URL";
      case NOT_ATTEMPTED -> "there was no time left: raise READ_CONCURRENCY or the timeout";
    };
  }
}
