package dev.herokumattermost.doctor;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.herokumattermost.dyno.AppInfo;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.Lookup.Known;
import dev.herokumattermost.dyno.Lookup.Unknown;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.dyno.Reading.Blind;
import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.dyno.Reading.Dynos;
import dev.herokumattermost.dyno.SpaceName;
import dev.herokumattermost.heroku.HerokuApi;
import dev.herokumattermost.pass.BoundedParallelism;
import dev.herokumattermost.pass.Deadline;
import dev.herokumattermost.rules.CallBudget;
import dev.herokumattermost.rules.Thresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Whether Heroku shows what a pass asks it for. */
record HerokuChecks(
    HerokuApi heroku,
    List<AppName> apps,
    Map<AppName, SpaceName> spaces,
    CallBudget budget,
    BoundedParallelism parallelism,
    Deadline deadline) {
  /** So many apps are read, at three calls each. */
  private static final int MOST_READ = 150;

  /** Of so many apps the log and the releases are asked for. */
  private static final int SAMPLE = 20;

  List<Check> run() throws InterruptedException {
    List<Reading> readings =
        parallelism.map(
            apps.subList(0, Math.min(MOST_READ, apps.size())),
            app -> heroku.dynos(app, deadline),
            (app, failure) ->
                new Blind(app, Cause.NOT_PROCESSED, failure.getClass().getSimpleName()));
    List<Check> ofApps = readings.stream().map(this::app).toList();
    List<AppName> visible =
        readings.stream().filter(Dynos.class::isInstance).map(Reading::app).toList();
    var checks = new ArrayList<Check>();
    checks.add(token(readings));
    checks.addAll(ofApps);
    if (apps.size() > MOST_READ) {
      checks.add(
          Check.skipped("more apps", "%d were not tried".formatted(apps.size() - MOST_READ)));
    }
    checks.add(sampled("heroku logs", visible, app -> heroku.canReadLog(app, deadline)));
    checks.add(sampled("heroku releases", visible, app -> heroku.releases(app, deadline)));
    var lists = SpaceChecks.of(heroku, visible, spaces, parallelism, deadline);
    checks.addAll(lists.checks());
    checks.add(
        HerokuBudget.check(
            budget, apps.size() - lists.appsListed(), lists.listed(), heroku.callsLeft()));
    checks.add(ClockCheck.of("heroku", heroku.clockAhead()));
    return checks;
  }

  private Check app(Reading reading) {
    String name = "app " + reading.app();
    return switch (reading) {
      case Blind(_, var cause, var detail) -> Check.failed(name, detail, fix(cause));
      case Dynos dynos when dynos.dynos().isEmpty() ->
          Check.warning(
              name,
              shown(dynos),
              "scale it up, or leave it out of HEROKU_APPS: it costs a call each pass");
      case Dynos dynos -> Check.ok(name, shown(dynos));
    };
  }

  /** Only the dynos are needed; the rest is left out where calls or rights are short. */
  private String shown(Dynos dynos) {
    var words = new ArrayList<String>();
    Map<ProcessType, Integer> wanted = Map.of();
    if (heroku.callsLeft().orElse(Integer.MAX_VALUE) >= Thresholds.CALLS_KEPT_FOR_READING) {
      if (heroku.app(dynos.app(), deadline) instanceof Known<AppInfo>(var info)) {
        words.add(info.generation().isEmpty() ? "generation unknown" : info.generation());
        if (info.maintenance()) {
          words.add("in maintenance");
        }
      }
      if (heroku.formation(dynos.app(), deadline)
          instanceof Known<Map<ProcessType, Integer>>(var quantities)) {
        wanted = quantities;
      }
    }
    words.addAll(types(dynos, wanted));
    if (dynos.dynos().isEmpty()) {
      words.add("no dyno at all");
    }
    return String.join(", ", words);
  }

  /** Each process type with its dynos, those of the Procfile without any with it. */
  private static List<String> types(Dynos dynos, Map<ProcessType, Integer> wanted) {
    Map<ProcessType, List<Dyno>> byType =
        dynos.dynos().stream().collect(groupingBy(Dyno::type, TreeMap::new, toList()));
    wanted.keySet().forEach(type -> byType.putIfAbsent(type, List.of()));
    var words = new ArrayList<String>();
    byType.forEach(
        (type, listed) -> {
          int quantity = wanted.getOrDefault(type, listed.size());
          words.add(
              "%s %d%s%s"
                  .formatted(
                      type,
                      listed.size(),
                      quantity == listed.size() ? "" : " of " + quantity,
                      statesOtherThanUp(listed)));
        });
    return words;
  }

  private static String statesOtherThanUp(List<Dyno> dynos) {
    return dynos.stream()
        .filter(dyno -> !dyno.state().equals(DynoState.UP))
        .collect(groupingBy(Dyno::state, counting()))
        .entrySet()
        .stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .sorted()
        .reduce((one, other) -> one + ", " + other)
        .map(states -> " (" + states + ")")
        .orElse("");
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
      case UNVERIFIED -> "add a means of payment to the account";
      case SUSPENDED -> "ask Heroku's support why the account or the app is suspended";
      case ADDRESS_REFUSED -> "have the Heroku team allow the function's address";
      case SSO_REQUIRED -> "use the token of a service user without single sign-on";
      case REFUSED, UNREADABLE -> "check HEROKU_API_URL";
      case NOT_PROCESSED, STATE_UNREADABLE -> "report this with the function's log";
      case NOT_ATTEMPTED -> "there was no time left: raise READ_CONCURRENCY or the timeout";
    };
  }

  /** A token of scope {@code read} cannot see its own account, and is the right one to have. */
  private Check token(List<Reading> readings) {
    String name = "heroku token";
    return switch (heroku.account(deadline)) {
      case Known<String>(var email) -> Check.ok(name, "valid, of " + masked(email));
      case Unknown<String> _ when readings.stream().anyMatch(Dynos.class::isInstance) ->
          Check.ok(name, "valid; it may not see whose it is, as with scope read");
      case Unknown<String>(_, var why) when readings.stream().anyMatch(HerokuChecks::isRefused) ->
          Check.failed(
              name, why, "make one with: heroku authorizations:create --scope read, and store it");
      case Unknown<String>(_, var why) -> Check.skipped(name, "nobody can tell: " + why);
    };
  }

  private static boolean isRefused(Reading reading) {
    return reading instanceof Blind(_, var cause, _)
        && (cause == Cause.UNAUTHORIZED || cause == Cause.FORBIDDEN);
  }

  private static String masked(String email) {
    int at = email.lastIndexOf('@');
    return at < 1 ? "somebody" : email.charAt(0) + "…" + email.substring(at);
  }

  private Check sampled(String name, List<AppName> visible, Function<AppName, Lookup<?>> question)
      throws InterruptedException {
    List<AppName> sample = visible.stream().limit(SAMPLE).toList();
    if (sample.isEmpty()) {
      return Check.skipped(name, "no app can be seen");
    }
    List<String> missing =
        parallelism
            .map(
                sample,
                app -> Check.whyUnknown(question.apply(app)).map(why -> app + ": " + why).stream(),
                (app, failure) -> Stream.of(app + ": " + failure.getClass().getSimpleName()))
            .stream()
            .flatMap(Function.identity())
            .toList();
    return missing.isEmpty()
        ? Check.ok(
            name, "readable, tried with %d of %d apps".formatted(sample.size(), visible.size()))
        : Check.warning(
            name,
            "not readable of %d of the %d apps tried; %s"
                .formatted(missing.size(), sample.size(), missing.getFirst()),
            "try a token of a wider scope (global); without it alerts come, but lack the reason");
  }
}
