package dev.herokumattermost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.herokumattermost.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** What the template promises to the code, and the code to the template. */
class TemplateTest {
  private static final Set<String> OUR_VARIABLES =
      Set.of(
          "HEROKU_APPS",
          "HEROKU_API_URL",
          "HEROKU_API_KEY_PARAMETER",
          "MATTERMOST_URL",
          "MATTERMOST_TOKEN_PARAMETER",
          "MATTERMOST_CHANNEL",
          "MATTERMOST_WEBHOOK_URL_PARAMETER",
          "TABLE_NAME",
          "WATCH_NAME",
          "ALERT_STATES",
          "IGNORE_TYPES",
          "STEADY_FOR",
          "READ_CONCURRENCY");

  private static final Pattern RATE = Pattern.compile("rate\\((\\d+) minutes\\)");

  private final Object template = yaml(Path.of("template.yaml"));

  @Test
  void handlerIsOurClass() {
    String[] handler = text("Resources/WatchFunction/Properties/Handler").split("::", -1);
    assertThat(handler).containsExactly("dev.herokumattermost.WatchFunction", "handleRequest");

    var source = Path.of("src/main/java", handler[0].replace('.', '/') + ".java");
    assumeTrue(Files.exists(source), "the handler is not written yet");
    assertThat(source).content().contains(" " + handler[1] + "(");
  }

  @Test
  void setsExactlyTheVariablesTheFunctionReads() {
    assertThat(map("Resources/WatchFunction/Properties/Environment/Variables").keySet())
        .isEqualTo(OUR_VARIABLES);
  }

  @Test
  void allowsOnlyTheActionsTheFunctionTakes() {
    assertThat(statements().flatMap(statement -> strings(statement.get("Action"))).sorted())
        .containsExactly(
            "dynamodb:DeleteItem",
            "dynamodb:PutItem",
            "dynamodb:Query",
            "kms:Decrypt",
            "logs:CreateLogStream",
            "logs:PutLogEvents",
            "sqs:SendMessage",
            "ssm:GetParameter");
  }

  @Test
  void allowsNothingOnEverything() {
    assertThat(statements().flatMap(statement -> strings(statement.get("Resource"))))
        .isNotEmpty()
        .noneMatch(resource -> resource.contains("*"));
  }

  @Test
  void aPassEndsBeforeTheNextBegins() {
    var timeout =
        Duration.ofSeconds(
            Long.parseLong(text("Resources/WatchFunction/Properties/Timeout").strip()));
    var rate = RATE.matcher(text("Parameters/Schedule/Default"));

    assertThat(rate.matches()).isTrue();
    assertThat(timeout).as("the shortest period is a minute").isLessThan(Duration.ofMinutes(1));
    assertThat("rate(1 minute)").matches(text("Parameters/Schedule/AllowedPattern"));
    assertThat("rate(1 minutes)").doesNotMatch(text("Parameters/Schedule/AllowedPattern"));
  }

  @Test
  void aStaleTickIsNotRetried() {
    String event = "Resources/WatchFunction/Properties/EventInvokeConfig/";
    String tick = "Resources/WatchFunction/Properties/Events/Tick/Properties/RetryPolicy/";
    assertThat(text(event + "MaximumRetryAttempts")).isEqualTo("0");
    assertThat(text(event + "MaximumEventAgeInSeconds")).isEqualTo("60");
    assertThat(text(tick + "MaximumRetryAttempts")).isIn("0", "1");
    assertThat(text(tick + "MaximumEventAgeInSeconds")).isEqualTo("60");
  }

  @Test
  void theMemoryOutlivesTheStack() {
    assertThat(text("Resources/MemoryTable/DeletionPolicy")).isEqualTo("Retain");
    assertThat(text("Resources/MemoryTable/UpdateReplacePolicy")).isEqualTo("Retain");
    assertThat(text("Resources/MemoryTable/Properties/DeletionProtectionEnabled"))
        .isEqualTo("true");
  }

  @Test
  void everyParameterIsExplainedGroupedAndUsed() {
    var used = new TreeSet<String>();
    collectReferences(at("Resources"), used);
    collectReferences(at("Conditions"), used);
    var grouped =
        ((List<?>) at("Metadata/AWS::CloudFormation::Interface/ParameterGroups"))
            .stream().flatMap(group -> strings(((Map<?, ?>) group).get("Parameters"))).toList();

    var parameters = map("Parameters");
    assertThat(grouped).containsExactlyInAnyOrderElementsOf(parameters.keySet());
    assertThat(used).containsAll(parameters.keySet());
    assertThat(parameters)
        .allSatisfy(
            (name, parameter) ->
                assertThat(((Map<?, ?>) parameter).keySet().stream().map(String::valueOf))
                    .contains("Description", "ConstraintDescription"));
  }

  @Test
  void defaultsSatisfyTheirOwnPatterns() {
    assertThat(map("Parameters").values())
        .map(parameter -> (Map<?, ?>) parameter)
        .filteredOn(p -> p.containsKey("Default") && p.containsKey("AllowedPattern"))
        .isNotEmpty()
        .allSatisfy(
            p ->
                assertThat(p.get("Default").toString())
                    .matches(p.get("AllowedPattern").toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HerokuApps | api, Web",
        "HerokuApps | api,",
        "HerokuApiKeyParameter | HRKU-12345678-1234-1234-1234-123456789012",
        "MattermostUrl | http://chat.example.com",
        "MattermostUrl | https://user:pass@chat.example.com",
        "MattermostTokenParameter | abcdefghijklmnopqrstuvwxyz",
        "MattermostChannel | Town Square",
        "MattermostWebhookUrlParameter | https://chat.example.com/hooks/abc",
        "SteadyFor | soon",
      })
  void refusesTheUsualMistakes(String parameter, String mistake) {
    assertThat(mistake).doesNotMatch(text("Parameters/" + parameter + "/AllowedPattern"));
  }

  @Test
  void theTickSentIsTheTickDocumented() throws Exception {
    var sent = json(text("Resources/WatchFunction/Properties/Events/Tick/Properties/Input"));
    var documented = json(Files.readString(Path.of("events/stale-tick.json")));

    assertThat(sent.get("action").text()).hasValue("watch");
    assertThat(sent.get("tick").text()).hasValue("<aws.scheduler.scheduled-time>");
    assertThat(documented.get("action").text()).hasValue("watch");
    assertThat(documented.get("tick").text().map(Instant::parse)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "id", "detail-type", "source", "account", "region", "detail"})
  void theScheduledEventHasTheFieldsOfItsEnvelope(String field) throws Exception {
    var event = json(Files.readString(Path.of("events/scheduled-event.json")));

    assertThat(event.get(field).text()).isPresent();
    assertThat(event.get("time").text().map(Instant::parse)).isPresent();
    assertThat(event.get("resources").items()).hasSize(1);
  }

  private static Json json(String document) throws Json.Malformed {
    return Json.parse(document);
  }

  /** The statements of the function's role, the conditional ones included. */
  private Stream<Map<?, ?>> statements() {
    return ((List<?>) at("Resources/WatchRole/Properties/Policies"))
        .stream()
            .map(policy -> (Map<?, ?>) ((Map<?, ?>) policy).get("PolicyDocument"))
            .flatMap(document -> ((List<?>) document.get("Statement")).stream())
            .map(statement -> (Map<?, ?>) statement)
            .map(
                statement ->
                    statement.containsKey("!If")
                        ? (Map<?, ?>) ((List<?>) statement.get("!If")).get(1)
                        : statement);
  }

  private static Stream<String> strings(Object oneOrMany) {
    return oneOrMany instanceof List<?> many
        ? many.stream().map(Object::toString)
        : Stream.of(oneOrMany.toString());
  }

  private static void collectReferences(Object value, Set<String> names) {
    switch (value) {
      case Map<?, ?> map -> {
        if (map.get("!Ref") instanceof String name) {
          names.add(name);
        }
        map.values().forEach(inner -> collectReferences(inner, names));
      }
      case List<?> list -> list.forEach(inner -> collectReferences(inner, names));
      default -> {
        // A scalar refers to nothing.
      }
    }
  }

  private Map<String, Object> map(String path) {
    var entries = new LinkedHashMap<String, Object>();
    ((Map<?, ?>) at(path)).forEach((key, value) -> entries.put(key.toString(), value));
    return entries;
  }

  private String text(String path) {
    return at(path).toString();
  }

  private Object at(String path) {
    Object value = template;
    for (String key : path.split("/", -1)) {
      value = ((Map<?, ?>) value).get(key);
      assertThat(value).as("%s in %s", key, path).isNotNull();
    }
    return value;
  }

  private static Object yaml(Path file) {
    try {
      var settings = LoadSettings.builder().build();
      return plain(new Compose(settings).composeString(Files.readString(file)).orElseThrow());
    } catch (IOException missing) {
      throw new IllegalStateException("cannot read " + file, missing);
    }
  }

  /** Scalars as their text; CloudFormation's {@code !Tag value} as a map from the tag. */
  private static Object plain(Node node) {
    Object value =
        switch (node) {
          case MappingNode mapping -> {
            var map = new LinkedHashMap<String, Object>();
            for (NodeTuple entry : mapping.getValue()) {
              map.put(plain(entry.getKeyNode()).toString(), plain(entry.getValueNode()));
            }
            yield map;
          }
          case SequenceNode sequence -> {
            var list = new ArrayList<Object>();
            sequence.getValue().forEach(item -> list.add(plain(item)));
            yield list;
          }
          case ScalarNode scalar -> scalar.getValue();
          default -> throw new IllegalArgumentException("not in a template: " + node.getTag());
        };
    String tag = node.getTag().getValue();
    return tag.startsWith("!") ? Map.of(tag, value) : value;
  }
}
