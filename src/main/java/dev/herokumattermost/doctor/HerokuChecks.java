package dev.herokumattermost.doctor;

import dev.herokumattermost.heroku.HerokuApi;
import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Lookup;
import dev.herokumattermost.watch.Lookup.Known;
import dev.herokumattermost.watch.Lookup.Unknown;
import dev.herokumattermost.watch.Reading;
import dev.herokumattermost.watch.Reading.Blind;
import dev.herokumattermost.watch.Reading.Cause;
import dev.herokumattermost.watch.Reading.Formation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** Whether Heroku shows what a pass asks it for. */
record HerokuChecks(HerokuApi heroku, List<AppName> apps, int atOnce, TimeLeft time) {
  /** Of so many apps the log and the releases are asked for. */
  private static final int SAMPLE = 20;

  List<Check> run() throws InterruptedException {
    List<AppCheck> seen =
        new SideBySide(atOnce)
            .run(
                apps.stream()
                    .<Callable<AppCheck>>map(app -> () -> AppCheck.of(app, heroku, time))
                    .toList());
    List<AppName> visible =
        seen.stream()
            .filter(app -> app.reading() instanceof Formation)
            .map(app -> app.reading().app())
            .toList();
    var checks = new ArrayList<Check>();
    checks.add(token(seen, !visible.isEmpty()));
    seen.forEach(app -> checks.add(app.check()));
    checks.add(sampled("heroku logs", visible, app -> heroku.mayReadLog(app, time.forOne())));
    checks.add(sampled("heroku releases", visible, app -> heroku.releases(app, time.forOne())));
    checks.add(Budget.check(apps.size(), heroku.callsLeft()));
    checks.add(Clocks.check("heroku", heroku.clockAhead()));
    return checks;
  }

  /** A token of scope {@code read} may not see its own account, and is the right one to have. */
  private Check token(List<AppCheck> seen, boolean anyVisible) {
    String name = "heroku token";
    String fix = "make one with: heroku authorizations:create --scope read, and store it";
    return switch (heroku.account(time.forOne())) {
      case Known<String>(var email) -> Check.ok(name, "valid, of " + masked(email));
      case Unknown<String> _ when anyVisible ->
          Check.ok(name, "valid; it may not see whose it is, as with scope read");
      case Unknown<String>(_, var why) ->
          seen.stream().map(AppCheck::reading).anyMatch(HerokuChecks::refused)
              ? Check.failed(name, why, fix)
              : Check.skipped(name, "nobody can tell: " + why);
    };
  }

  private static boolean refused(Reading reading) {
    return reading instanceof Blind(_, var cause, _)
        && (cause == Cause.UNAUTHORIZED || cause == Cause.FORBIDDEN);
  }

  private static String masked(String email) {
    int at = email.lastIndexOf('@');
    return at < 1 ? "somebody" : email.charAt(0) + "…" + email.substring(at);
  }

  private Check sampled(String name, List<AppName> visible, Function<AppName, Lookup<?>> question)
      throws InterruptedException {
    List<AppName> sample = visible.subList(0, Math.min(SAMPLE, visible.size()));
    if (sample.isEmpty()) {
      return Check.skipped(name, "no app can be seen");
    }
    List<Lookup<?>> answers =
        new SideBySide(atOnce)
            .run(
                sample.stream()
                    .<Callable<Lookup<?>>>map(app -> () -> question.apply(app))
                    .toList());
    var missing = new ArrayList<String>();
    for (int i = 0; i < sample.size(); i++) {
      if (answers.get(i) instanceof Unknown<?>(_, var why)) {
        missing.add(sample.get(i) + ": " + why);
      }
    }
    String of = "%d of %d apps".formatted(sample.size() - missing.size(), visible.size());
    return missing.isEmpty()
        ? Check.ok(name, "readable, tried with " + of)
        : Check.warning(
            name,
            "not readable of %d of the %d apps tried; %s"
                .formatted(missing.size(), sample.size(), missing.getFirst()),
            "try a token of a wider scope (global); without it alerts come, but lack the reason");
  }
}
