package dev.herokumattermost.heroku;

import dev.herokumattermost.dyno.HerokuIncident;
import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.Lookup.Known;
import dev.herokumattermost.dyno.Lookup.Unknown;
import dev.herokumattermost.dyno.Plausible;
import dev.herokumattermost.http.Exchange;
import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Request;
import dev.herokumattermost.http.WebAddress;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.pass.Deadline;
import dev.herokumattermost.pass.HerokuStatus;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Heroku's status page, by its public API. It is another host than that of the Platform API, and
 * never gets the Heroku token. An incident that cannot be read is left out, whatever is in it.
 *
 * @see <a href="https://devcenter.heroku.com/articles/heroku-status">Heroku Status</a>
 */
public final class StatusPage implements HerokuStatus {
  private static final String PATH = "/api/v4/current-status";
  private static final Duration LONGEST = Duration.ofSeconds(2);
  private static final int MAX_BYTES = 256 * 1024;
  private static final int MOST_INCIDENTS = 20;
  private static final int MOST_TAGS = 10;

  /** In UTF-16 units. A post shows less of a title. */
  private static final int LONGEST_TITLE = 200;

  private static final int LONGEST_TAG = 30;
  private static final int LONGEST_LINK = 200;

  /** By {@code state}: an incident was seen with {@code resolved: false} that was over. */
  private static final Set<String> OVER =
      Set.of("", "resolved", "closed", "completed", "postmortem", "scheduled");

  /** Nothing in it can end a link of Markdown. */
  private static final Pattern LINK_PATH = Pattern.compile("(?:/[A-Za-z0-9._~-]+)+/?");

  private final Http http;
  private final WebAddress address;

  /**
   * Makes a client.
   *
   * @param address the page's, {@code https://status.heroku.com}
   */
  public StatusPage(Http http, WebAddress address) {
    this.http = http;
    this.address = address;
  }

  /** What is used of the answer. */
  record CurrentStatus(List<JsonNode> incidents) {}

  @Override
  public Lookup<List<HerokuIncident>> openIncidents(Deadline deadline) {
    Duration within = deadline.atMost(LONGEST).left();
    if (!within.isPositive()) {
      return new Unknown<>(false, "no time left to ask");
    }
    var request =
        Request.get(URI.create(address.uri() + PATH), within)
            .header("Accept", "application/json")
            .header("User-Agent", Calls.USER_AGENT)
            .withMaxBytes(MAX_BYTES);
    try {
      return http.send(request, this::read);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Unknown<>(false, "the pass ended before the answer");
    }
  }

  private Lookup<List<HerokuIncident>> read(Exchange exchange) {
    if (!(exchange instanceof Answer answer) || answer.status() != 200) {
      return CallFailure.of(exchange).unknown();
    }
    try {
      return new Known<>(
          Json.SNAKE_CASE.read(answer.body(), CurrentStatus.class).incidents().stream()
              .limit(MOST_INCIDENTS)
              .flatMap(incident -> open(incident).stream())
              .toList());
    } catch (Json.Malformed malformed) {
      return CallFailure.unreadable(answer, String.valueOf(malformed.getMessage())).unknown();
    }
  }

  private Optional<HerokuIncident> open(JsonNode incident) {
    String state = text(incident.path("state")).toLowerCase(Locale.ROOT);
    String title = cut(text(incident.path("title")), LONGEST_TITLE);
    Instant since = time(text(incident.path("created_at")));
    return OVER.contains(state) || title.isEmpty() || since == null
        ? Optional.empty()
        : Optional.of(
            new HerokuIncident(
                title,
                link(text(incident.path("full_url"))),
                since,
                names(incident.path("systems")),
                names(incident.path("tags"))));
  }

  /** As plain texts, or as objects with a name. */
  private static List<String> names(JsonNode all) {
    return StreamSupport.stream(all.spliterator(), false)
        .limit(MOST_TAGS)
        .map(one -> text(one.isObject() ? one.path("name") : one))
        .map(name -> cut(name, LONGEST_TAG))
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static String text(JsonNode node) {
    return node.isString() ? node.stringValue().strip() : "";
  }

  private static String cut(String text, int units) {
    if (text.length() <= units) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(units - 2)) ? units - 2 : units - 1;
    return text.substring(0, end) + "…";
  }

  private static @Nullable Instant time(String text) {
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      return Plausible.isTime(time) ? time : null;
    } catch (DateTimeException none) {
      return null;
    }
  }

  /** Only a page of the status page itself, by https; people follow it at night. */
  private @Nullable String link(String url) {
    String start = "https://" + address.host() + "/";
    return url.length() <= LONGEST_LINK
            && url.startsWith(start)
            && LINK_PATH.matcher(url.substring(start.length() - 1)).matches()
        ? url
        : null;
  }
}
