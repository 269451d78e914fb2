package dev.herokumattermost.heroku;

import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import dev.herokumattermost.dyno.AppInfo;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.Lookup.Known;
import dev.herokumattermost.dyno.Lookup.Unknown;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.dyno.Release;
import dev.herokumattermost.dyno.SpaceName;
import dev.herokumattermost.dyno.SpaceReading;
import dev.herokumattermost.http.Exchange;
import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.pass.AppLists;
import dev.herokumattermost.pass.Deadline;
import dev.herokumattermost.pass.Heroku;
import dev.herokumattermost.redact.Budget;
import dev.herokumattermost.redact.Redaction;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The <a href="https://devcenter.heroku.com/articles/platform-api-reference">Heroku Platform
 * API</a> for one pass. Safe for use by many threads.
 *
 * <p>A failure of Heroku or of the network is a value, never an exception. Each method returns by
 * its deadline and within 5 seconds, its retry and further pages included. A thread that is
 * interrupted while it waits gets a failure at once and stays interrupted.
 *
 * <p>Secrets are removed here from texts that others wrote, so that none can be stored, posted or
 * logged.
 */
public final class HerokuApi implements Heroku {
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** Of a release's description or its author, in UTF-16 units. */
  private static final int LONGEST_WORDS = 500;

  private final Calls calls;
  private final DynoPages pages;
  private final SpaceDynos spaces;
  private final LogSession logs;
  private final HerokuAppLists lists;
  private final HerokuWebhooks webhooks;
  private final Redaction redaction;

  /**
   * Makes a client that counts its calls.
   *
   * @param api the API's address, {@code https://api.heroku.com}
   * @param clock used where an answer lacks the time by Heroku's clock
   */
  public HerokuApi(Http http, URI api, Secret token, Redaction redaction, InstantSource clock) {
    this.calls = new Calls(http, api, token, clock);
    this.pages = new DynoPages(calls);
    this.spaces = new SpaceDynos(calls);
    this.logs = new LogSession(calls);
    this.lists = new HerokuAppLists(calls);
    this.webhooks = new HerokuWebhooks(calls);
    this.redaction = redaction;
  }

  /**
   * Has the mappings made that the first reading would have to wait for. Asks nothing of Heroku.
   */
  public static void prime() {
    try {
      DynoPages.addPage("[]", new TreeMap<>());
    } catch (Json.Malformed impossible) {
      throw new IllegalStateException("an empty list is not read", impossible);
    }
  }

  @Override
  public Reading dynos(AppName app, Deadline deadline) {
    return deadline.isOver()
        ? new Reading.Blind(app, Reading.Cause.NOT_ATTEMPTED, "no time left to ask")
        : pages.read(app, path(app, "/dynos"), deadline.atMost(LONGEST));
  }

  /**
   * The dynos of all apps in a Private Space. The official command line makes the same call; it is
   * not in the published schema.
   */
  @Override
  public SpaceReading space(SpaceName space, Deadline deadline) {
    return deadline.isOver()
        ? new SpaceReading.Unlisted(space, Reading.Cause.NOT_ATTEMPTED, "no time left to ask")
        : spaces.read(
            space, "/spaces/" + Calls.segment(space.value()) + "/dynos", deadline.atMost(LONGEST));
  }

  @Override
  public Lookup<List<Release>> releases(AppName app, Deadline deadline) {
    return ask(
        path(app, "/releases"),
        "version ..; max=10, order=desc",
        HerokuJson.Release[].class,
        deadline,
        all ->
            Arrays.stream(all)
                .map(this::release)
                .sorted(Comparator.comparingInt(Release::version).reversed())
                .toList());
  }

  private Release release(HerokuJson.Release release) {
    var description = release.description();
    var user = release.user();
    String author = user == null || user.email() == null ? "" : user.email();
    return new Release(
        release.version(),
        shortened(redaction.redact(description == null ? "" : description)),
        shortened(redaction.author(author)),
        release.createdAt(),
        Release.Status.of(release.status() == null ? "" : release.status()),
        !Boolean.FALSE.equals(release.eligibleForRollback()),
        code(release));
  }

  private static String code(HerokuJson.Release release) {
    var slug = release.slug();
    var artifacts = release.artifacts();
    return Stream.concat(
            Stream.ofNullable(slug), artifacts == null ? Stream.empty() : artifacts.stream())
        .map(HerokuJson.Named::id)
        .filter(Objects::nonNull)
        .sorted()
        .collect(joining(" "));
  }

  /** Both are kept with each incident. */
  private static String shortened(String text) {
    return text.length() <= LONGEST_WORDS ? text : text.substring(0, LONGEST_WORDS) + "…";
  }

  @Override
  public Lookup<Map<ProcessType, Integer>> formation(AppName app, Deadline deadline) {
    return ask(
        path(app, "/formation"),
        "",
        HerokuJson.Formation[].class,
        deadline,
        all -> {
          var quantities = new TreeMap<ProcessType, Integer>();
          for (HerokuJson.Formation one : all) {
            quantities.put(one.type(), one.quantity());
          }
          return quantities;
        });
  }

  @Override
  public Lookup<Boolean> maintenance(AppName app, Deadline deadline) {
    return map(app(app, deadline), AppInfo::maintenance);
  }

  public Lookup<AppInfo> app(AppName app, Deadline deadline) {
    return ask(path(app, ""), "", HerokuJson.App.class, deadline, HerokuApi::info);
  }

  private static AppInfo info(HerokuJson.App app) {
    var generation = app.generation();
    String name = generation == null || generation.name() == null ? "" : generation.name();
    return new AppInfo(app.maintenance(), name);
  }

  /**
   * The last lines of an app's log, the router's and the API's included. A stream that never ends,
   * as on Fir, is cut after 3 seconds or a megabyte, at the end of a line.
   */
  @Override
  public Lookup<List<LogLine>> log(AppName app, Deadline deadline) {
    var budget = new Budget(deadline::isOver);
    return map(log(app, "", deadline), log -> redacted(LogLine.parse(log), budget));
  }

  /**
   * The text of an app's log, secrets included.
   *
   * @param dyno a dyno or a process type; empty for all
   */
  Lookup<String> log(AppName app, String dyno, Deadline deadline) {
    return logs.read(path(app, "/log-sessions"), dyno, deadline.atMost(LONGEST));
  }

  /**
   * Redacts each process's lines by themselves, because other processes' lines can stand between
   * those of a key that is printed line by line. Processes that wrote little come first, so that
   * one that floods the log does not spend the budget of the others.
   */
  private List<LogLine> redacted(List<LogLine> log, Budget budget) {
    Map<String, List<Integer>> byProcess =
        IntStream.range(0, log.size())
            .boxed()
            .collect(groupingBy(i -> log.get(i).source() + " " + log.get(i).process()));
    var redacted = new ArrayList<>(log);
    for (List<Integer> places :
        byProcess.values().stream().sorted(comparingInt(List::size)).toList()) {
      List<String> texts =
          redaction.redactLines(places.stream().map(i -> log.get(i).text()).toList(), budget);
      for (int i = 0; i < texts.size(); i++) {
        LogLine line = log.get(places.get(i));
        redacted.set(
            places.get(i), new LogLine(line.at(), line.source(), line.process(), texts.get(i)));
      }
    }
    return redacted;
  }

  /** True if the token can read an app's log, else the reason. The log itself is not read. */
  public Lookup<Boolean> canReadLog(AppName app, Deadline deadline) {
    return map(logs.open(path(app, "/log-sessions"), "", deadline.atMost(LONGEST)), _ -> true);
  }

  /** The e-mail address of the token's account. A token of scope {@code read} cannot see it. */
  public Lookup<String> account(Deadline deadline) {
    return ask("/account", "", HerokuJson.Account.class, deadline, HerokuJson.Account::email);
  }

  /** The lists of apps, asked for with the same token; their calls count as this client's. */
  public AppLists lists() {
    return lists;
  }

  /** The webhooks of apps, by the same token; their calls count as this client's. */
  public HerokuWebhooks webhooks() {
    return webhooks;
  }

  /** By how much Heroku's clock is ahead of ours, to the second; empty if it is not known. */
  public Optional<Duration> clockAhead() {
    return calls.ahead();
  }

  @Override
  public OptionalInt callsLeft() {
    return calls.left();
  }

  /** How many requests this pass has sent to the API. Reading a log's text is not one of them. */
  @Override
  public int calls() {
    return calls.sent();
  }

  private <D, T> Lookup<T> ask(
      String path, String range, Class<D> type, Deadline deadline, Function<D, T> reader) {
    return calls.get(
        path, range, deadline.atMost(LONGEST), exchange -> read(exchange, range, type, reader));
  }

  private static <D, T> Lookup<T> read(
      Exchange exchange, String range, Class<D> type, Function<D, T> reader) {
    // A part is wanted only where a range was given.
    if (!(exchange instanceof Answer answer)
        || !(answer.status() == 200 || (answer.status() == 206 && !range.isEmpty()))) {
      return CallFailure.of(exchange).unknown();
    }
    try {
      return new Known<>(reader.apply(Json.SNAKE_CASE.read(answer.body(), type)));
    } catch (Json.Malformed | IllegalArgumentException unusable) {
      return CallFailure.unreadable(answer, String.valueOf(unusable.getMessage())).unknown();
    }
  }

  private static <A, B> Lookup<B> map(Lookup<A> lookup, Function<A, B> change) {
    return switch (lookup) {
      case Known<A>(var value) -> new Known<>(change.apply(value));
      case Unknown<A>(var forbidden, var reason) -> new Unknown<>(forbidden, reason);
    };
  }

  private static String path(AppName app, String rest) {
    return "/apps/" + Calls.segment(app.value()) + rest;
  }
}
