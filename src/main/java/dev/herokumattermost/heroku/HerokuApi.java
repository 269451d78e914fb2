package dev.herokumattermost.heroku;

import dev.herokumattermost.http.Exchange;
import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Json;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.watch.AppFacts;
import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Lookup;
import dev.herokumattermost.watch.ProcessType;
import dev.herokumattermost.watch.Reading;
import dev.herokumattermost.watch.Reading.Cause;
import dev.herokumattermost.watch.Release;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The <a href="https://devcenter.heroku.com/articles/platform-api-reference">Heroku Platform
 * API</a> for one pass. Safe for use by many threads.
 *
 * <p>No method throws for what Heroku or the network does, and each comes back within the given
 * time and at most 5 seconds, its retry and further pages included. A thread interrupted while it
 * waits gets an answer at once and stays interrupted.
 */
public final class HerokuApi {
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Calls calls;
  private final DynoPages pages;
  private final LogSession logs;

  /**
   * @param api where the API lives, {@code https://api.heroku.com}
   * @param clock for deadlines, and in place of Heroku's clock should an answer not tell it
   */
  public HerokuApi(Http http, URI api, Secret token, InstantSource clock) {
    calls = new Calls(http, api, token, clock);
    pages = new DynoPages(calls);
    logs = new LogSession(calls);
  }

  /** The whole list of an app's dynos, or why it cannot be seen. Mostly one call. */
  public Reading dynos(AppName app, Duration within) {
    return within.isPositive()
        ? pages.read(app, path(app, "/dynos"), calls.deadline(bounded(within)))
        : new Reading.Blind(app, Cause.NOT_ATTEMPTED, "no time left to ask");
  }

  /** The last five releases, newest first. */
  public Lookup<List<Release>> releases(AppName app, Duration within) {
    return ask(
        path(app, "/releases"), "version ..; max=5, order=desc", within, HerokuApi::releases);
  }

  /** How many dynos of each process type are wanted. */
  public Lookup<Map<ProcessType, Integer>> formation(AppName app, Duration within) {
    return ask(path(app, "/formation"), "", within, HerokuApi::quantities);
  }

  public Lookup<AppFacts> app(AppName app, Duration within) {
    return ask(path(app, ""), "", within, HerokuApi::facts);
  }

  /**
   * The last lines of an app's log that come from one dyno, in the order Heroku sent them, each
   * ended by a line feed. Untrusted text. A stream that never ends, as on Fir, is cut after 3
   * seconds or a megabyte, at the end of a line.
   *
   * @param dyno the name of a dyno, or a process type for all of its dynos
   */
  public Lookup<String> log(AppName app, String dyno, Duration within) {
    return logs.read(path(app, "/log-sessions"), dyno, calls.deadline(bounded(within)));
  }

  /** The last lines of all of an app's log, the router's and the API's with it. */
  public Lookup<String> log(AppName app, Duration within) {
    return log(app, "", within);
  }

  /** Whether the token may read an app's log, without reading it; true, or why not. */
  public Lookup<Boolean> mayReadLog(AppName app, Duration within) {
    return switch (logs.open(path(app, "/log-sessions"), "", calls.deadline(bounded(within)))) {
      case Lookup.Known<URI> _ -> new Lookup.Known<>(true);
      case Lookup.Unknown<URI>(var forbidden, var reason) ->
          new Lookup.Unknown<>(forbidden, reason);
    };
  }

  /** The e-mail address of the token's account, which a token of scope {@code read} may not see. */
  public Lookup<String> account(Duration within) {
    return ask("/account", "", within, body -> Document.object(body, "an account").text("email"));
  }

  /** By how much Heroku's clock is ahead of ours, to the second; empty if it has not told it. */
  public Optional<Duration> clockAhead() {
    return calls.ahead();
  }

  /** The fewest calls that Heroku said the account has left; empty before it said so. */
  public OptionalInt callsLeft() {
    return calls.left();
  }

  /** How many requests this pass has sent to the API. Reading a log's text is free: not counted. */
  public int calls() {
    return calls.sent();
  }

  private interface Reader<T> {
    T read(String body) throws Unreadable;
  }

  private <T> Lookup<T> ask(String path, String range, Duration within, Reader<T> reader) {
    Exchange exchange = calls.get(path, range, calls.deadline(bounded(within)));
    // A part is all that was wanted where a range was given, and not what was wanted elsewhere.
    if (!(exchange instanceof Answer answer)
        || !(answer.status() == 200 || (answer.status() == 206 && !range.isEmpty()))) {
      return Failure.of(exchange).unknown();
    }
    try {
      return new Lookup.Known<>(reader.read(answer.body()));
    } catch (Unreadable unreadable) {
      return Failure.of(answer, unreadable).unknown();
    }
  }

  private static List<Release> releases(String body) throws Unreadable {
    var releases = new ArrayList<Release>();
    for (Json item : Document.list(body)) {
      var fields = new Fields(item, "release " + (releases.size() + 1));
      releases.add(
          new Release(
              fields.count("version"),
              item.get("description").text().orElse(""),
              item.get("user").get("email").text().orElse(""),
              fields.time("created_at")));
    }
    releases.sort(Comparator.comparingInt(Release::version).reversed());
    return List.copyOf(releases);
  }

  private static Map<ProcessType, Integer> quantities(String body) throws Unreadable {
    var quantities = new TreeMap<ProcessType, Integer>();
    for (Json item : Document.list(body)) {
      var fields = new Fields(item, "process type " + (quantities.size() + 1));
      quantities.put(new ProcessType(fields.text("type")), fields.count("quantity"));
    }
    return Map.copyOf(quantities);
  }

  private static AppFacts facts(String body) throws Unreadable {
    Fields app = Document.object(body, "an app");
    return new AppFacts(
        app.flag("maintenance"), app.object().get("generation").get("name").text().orElse(""));
  }

  private static Duration bounded(Duration within) {
    return within.compareTo(LONGEST) < 0 ? within : LONGEST;
  }

  /** A name is one segment of the path whatever it contains; a dot could climb out of it. */
  private static String path(AppName app, String rest) {
    String segment =
        URLEncoder.encode(app.value(), StandardCharsets.UTF_8)
            .replace("+", "%20")
            .replace(".", "%2E");
    return "/apps/" + segment + rest;
  }
}
