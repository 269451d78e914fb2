package dev.herokumattermost.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.herokumattermost.Action;
import dev.herokumattermost.HintFunction;
import dev.herokumattermost.Metrics;
import dev.herokumattermost.WatchFunction;
import dev.herokumattermost.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the template promises to the code, and the code to the template. */
class TemplateTest {
  private static final Pattern RATE = Pattern.compile("rate\\((\\d+) minutes\\)");
  private static final Pattern PROJECT_VERSION =
      Pattern.compile("<artifactId>heroku-mattermost</artifactId>\\s*<version>([^<]+)</version>");

  private static final Pattern EVENT_FILE = Pattern.compile("--event-file (\\S+)");

  /** A name of the template, by its looks: two words in one, in code or in a command. */
  private static final Pattern NAMED =
      Pattern.compile("(?:`|\\(output )([A-Z][a-z]+[A-Z]\\w*)(?:`|\\)|=)");

  private final Template template = new Template();

  @Test
  void handlerIsOurClass() throws Exception {
    String[] handler = text("Resources/WatchFunction/Properties/Handler").split("::", -1);

    assertThat(handler).hasSize(2);
    assertThat(Class.forName(handler[0])).isEqualTo(WatchFunction.class);
    assertThat(WatchFunction.class.getMethods())
        .anyMatch(method -> method.getName().equals(handler[1]));
  }

  @Test
  void versionIsThatOfTheProject() throws IOException {
    var project = PROJECT_VERSION.matcher(Files.readString(Path.of("pom.xml")));

    assertThat(project.find()).isTrue();
    assertThat(text("Metadata/AWS::ServerlessRepo::Application/SemanticVersion"))
        .isEqualTo(project.group(1));
    assertThat(text("Resources/WatchSnapshot/Properties/Description"))
        .as("a new version makes a new snapshot")
        .contains("Version " + project.group(1) + ",");
  }

  @ParameterizedTest
  @ValueSource(strings = {"LicenseUrl", "ReadmeUrl"})
  void theApplicationsFilesAreThere(String file) {
    assertThat(Path.of(text("Metadata/AWS::ServerlessRepo::Application/" + file))).exists();
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
    String event = "Resources/TickDelivery/Properties/";
    String tick = "Resources/Tick/Properties/Target/RetryPolicy/";
    assertThat(text(event + "MaximumRetryAttempts")).isEqualTo("0");
    assertThat(text(event + "MaximumEventAgeInSeconds")).isEqualTo("60");
    assertThat(text(tick + "MaximumRetryAttempts")).isIn("0", "1");
    assertThat(text(tick + "MaximumEventAgeInSeconds")).isEqualTo("60");
  }

  @Test
  void theTableOutlivesTheStack() {
    assertThat(text("Resources/StateTable/DeletionPolicy")).isEqualTo("Retain");
    assertThat(text("Resources/StateTable/UpdateReplacePolicy")).isEqualTo("Retain");
    assertThat(text("Resources/StateTable/Properties/DeletionProtectionEnabled")).isEqualTo("true");
  }

  @Test
  void everyParameterIsExplainedGroupedNamedAndUsed() {
    var parameters = template.map("Parameters");
    var used = new TreeSet<>(template.references("Resources"));
    used.addAll(template.references("Conditions"));
    var grouped =
        ((List<?>) template.at("Metadata/AWS::CloudFormation::Interface/ParameterGroups"))
            .stream()
                .flatMap(group -> Template.strings(((Map<?, ?>) group).get("Parameters")))
                .toList();

    assertThat(grouped).containsExactlyInAnyOrderElementsOf(parameters.keySet());
    assertThat(template.map("Metadata/AWS::CloudFormation::Interface/ParameterLabels").keySet())
        .containsExactlyElementsOf(grouped);
    assertThat(used).containsAll(parameters.keySet());
    assertThat(parameters)
        .allSatisfy(
            (name, parameter) -> {
              assertThat(keys(parameter)).contains("Description", "ConstraintDescription");
              assertThat(keys(parameter))
                  .containsAnyOf("AllowedPattern", "AllowedValues", "MinValue");
            });
  }

  @Test
  void onlyTheAppsMustBeGiven() {
    assertThat(template.map("Parameters"))
        .allSatisfy(
            (name, parameter) ->
                assertThat(keys(parameter).contains("Default"))
                    .as("%s has a default", name)
                    .isEqualTo(!name.equals("HerokuApps")));
  }

  @Test
  void defaultsSatisfyTheirOwnPatterns() {
    assertThat(template.map("Parameters").values())
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
        "HerokuApps | team:",
        "HerokuApps | team:Acme",
        "HerokuApps | tema:acme",
        "HerokuApps | pipeline:shop/live",
        "HerokuApps | api web",
        "AccountKeysPath | /heroku-mattermost/",
        "HerokuApiKeyParameter | HRKU-12345678-1234-1234-1234-123456789012",
        "MattermostUrl | http://chat.example.com",
        "MattermostUrl | https://user:pass@chat.example.com",
        "MattermostTokenParameter | abcdefghijklmnopqrstuvwxyz",
        "MattermostChannel | Town Square",
        "MattermostWebhookUrlParameter | https://chat.example.com/hooks/abc",
        "AlertStates | crashed, up",
        "SteadyFor | soon",
        "SteadyFor | 0s",
        "Schedule | rate(30 seconds)",
        "Schedule | rate(11 minutes)",
        "ReportSchedule | monday",
        "ReportSchedule | cron(0 9 * * 1)",
        "ReportSchedule | rate(7 days)",
        "WatchName | my watch",
        "Workers | 1",
        "Workers | 1001",
        "Workers | many",
        "SnapStart | a label",
        "AlarmEmail | on-call",
        "AlarmEmail | a@example.com,b@example.com",
        "AlarmTopicArn | alarms",
        "HeartbeatUrlParameter | https://beats.example.com/abc",
        "MattermostCaParameter | -----BEGIN CERTIFICATE-----",
        "HerokuApiHost | https://api.heroku.com",
        "KmsKeyArn | arn:aws:kms:eu-central-1:123456789012:alias/aws/ssm",
      })
  void refusesTheUsualMistakes(String parameter, String mistake) {
    assertThat(mistake).doesNotMatch(text("Parameters/" + parameter + "/AllowedPattern"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HerokuApps | api",
        "HerokuApps | api, web-eu,shop",
        "HerokuApps | *",
        "HerokuApps | web-*,!*-pr-*",
        "HerokuApps | team:acme,team:acme/*-prod,!team:acme/lab",
        "HerokuApps | space:acme-prod, pipeline:shop/production,pipeline:shop",
        "AccountKeysPath | /heroku-mattermost/accounts",
      })
  void takesWhatTheFunctionTakes(String parameter, String value) {
    assertThat(value).matches(text("Parameters/" + parameter + "/AllowedPattern"));
  }

  @Test
  void appsCanBeLeftEmptyForAccounts() {
    assertThat("").matches(text("Parameters/HerokuApps/AllowedPattern"));
    assertThat(
            template.at(
                "Resources/WatchFunction/Properties/Environment/Variables/HEROKU_API_KEY_PARAMETER"))
        .isEqualTo(
            Map.of("!If", List.of("HasHerokuApps", Map.of("!Ref", "HerokuApiKeyParameter"), "")));
  }

  @Test
  void theTickNamesItsTimeAndIsUnderstood() throws Exception {
    var sent = Json.CAMEL_CASE.readTree(text("Resources/Tick/Properties/Target/Input"));

    assertThat(sent.get("action").asString()).isEqualTo("watch");
    assertThat(sent.get("tick").asString()).isEqualTo("<aws.scheduler.scheduled-time>");
    assertThat(Action.read("{\"action\":\"watch\",\"tick\":\"2026-11-24T09:30:00Z\"}"))
        .isInstanceOf(Action.Watch.class);
  }

  @Test
  void theReportIsOffUnlessItHasATimeInTheZoneOfThePosts() throws Exception {
    String report = "Resources/ReportTick/Properties/";

    assertThat(text("Parameters/ReportSchedule/Default")).isEmpty();
    assertThat("cron(0 9 ? * MON *)").matches(text("Parameters/ReportSchedule/AllowedPattern"));
    assertThat(text("Parameters/ReportSchedule/Description")).contains("cron(0 9 ? * MON *)");
    assertThat(text("Resources/ReportTick/Condition")).isEqualTo("HasReportSchedule");
    assertThat(template.at(report + "ScheduleExpressionTimezone"))
        .isEqualTo(Map.of("!If", List.of("HasTimeZone", Map.of("!Ref", "TimeZone"), "UTC")));
    assertThat(template.at(report + "State"))
        .isEqualTo(template.at("Resources/Tick/Properties/State"));
    assertThat(template.at(report + "Target/Arn")).isEqualTo(Map.of("!Ref", "WatchAlias"));
    assertThat(Action.read(text(report + "Target/Input"))).isInstanceOf(Action.Report.class);
  }

  static Stream<Path> events() throws IOException {
    try (var files = Files.list(Path.of("events"))) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  void everySampleEventIsUnderstood(Path file) throws Exception {
    String input = Files.readString(file);

    assertThatCode(() -> Action.read(input)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "id", "detail-type", "source", "account", "region", "detail"})
  void theScheduledEventHasTheFieldsOfItsEnvelope(String field) throws Exception {
    var event = Json.CAMEL_CASE.readTree(Files.readString(Path.of("events/scheduled-event.json")));

    assertThat(event.has(field)).isTrue();
    assertThat(event.get("time").asStringOpt().map(Instant::parse)).isPresent();
    assertThat(event.get("resources").size()).isEqualTo(1);
  }

  /** The schedule, Lambda's own delivery and the people all mean the same thing. */
  @Test
  void everybodyCallsTheSameAlias() {
    String alias = text("Resources/WatchAlias/Properties/Name");

    assertThat(template.at("Resources/Tick/Properties/Target/Arn"))
        .isEqualTo(Map.of("!Ref", "WatchAlias"));
    assertThat(text("Resources/TickDelivery/Properties/Qualifier")).isEqualTo(alias);
    assertThat(commands().filter(command -> command.startsWith("sam remote invoke")))
        .hasSizeGreaterThan(3)
        .allSatisfy(
            command ->
                assertThat(command)
                    .contains(" WatchFunction ", " --parameter Qualifier=" + alias + " "));
  }

  @Test
  void theAliasFollowsTheFunctionUnlessThereIsASnapshot() {
    assertThat(template.at("Resources/WatchAlias/Properties/FunctionVersion"))
        .isEqualTo(
            Map.of(
                "!If",
                List.of("HasSnapStart", Map.of("!GetAtt", "WatchSnapshot.Version"), "$LATEST")));
    assertThat(text("Resources/WatchSnapshot/Condition")).isEqualTo("HasSnapStart");
    assertThat(template.at("Resources/WatchFunction/Properties/SnapStart/ApplyOn"))
        .isEqualTo(Map.of("!If", List.of("HasSnapStart", "PublishedVersions", "None")));
  }

  @Test
  void failedAndUnsentTicksAreKeptEncrypted() {
    assertThat(template.at("Resources/Tick/Properties/Target/DeadLetterConfig/Arn"))
        .isEqualTo(Map.of("!GetAtt", "UnsentTicks.Arn"));
    assertThat(
            template.at(
                "Resources/TickDelivery/Properties/DestinationConfig/OnFailure/Destination"))
        .isEqualTo(Map.of("!GetAtt", "FailedTicks.Arn"));
    assertThat(template.resources("AWS::SQS::Queue"))
        .containsExactlyInAnyOrder("UnsentTicks", "FailedTicks", "WorkQueue", "FailedWork")
        .allSatisfy(
            queue ->
                assertThat(
                        new Evaluation(template, Map.of(), Map.of())
                            .at("Resources/" + queue + "/Properties/SqsManagedSseEnabled"))
                    .isEqualTo("true"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', no, false, false",
    "0, no, false, false",
    "2, no, true, false",
    "40, yes, true, true",
    "'', yes, false, true"
  })
  void whatIsNotAskedForIsNotMade(
      String workers, String webhooks, boolean hasWorkers, boolean hasWebhooks) {
    boolean hasQueue = hasWorkers || hasWebhooks;
    var stack =
        new Evaluation(
            template,
            Map.of("Workers", workers, "Webhooks", webhooks),
            Map.of(
                "WorkQueue",
                "work",
                "HintUrl",
                "https://hints/",
                "StateTable",
                "t",
                "AWS::StackName",
                "s"));

    assertThat(List.of("WorkQueue", "FailedWork", "TakenWork", "FailedWorkAlarm"))
        .allSatisfy(resource -> assertThat(stack.makes(resource)).as(resource).isEqualTo(hasQueue));
    assertThat(stack.makes("UnseenAlarm")).isEqualTo(hasWorkers);
    assertThat(template.map("Resources").keySet().stream().filter(name -> name.startsWith("Hint")))
        .hasSize(5)
        .allSatisfy(
            resource -> assertThat(stack.makes(resource)).as(resource).isEqualTo(hasWebhooks));
    var variables =
        (Map<?, ?>) stack.at("Resources/WatchFunction/Properties/Environment/Variables");
    assertThat(variables.get("QUEUE_URL")).isEqualTo(hasQueue ? "work" : "");
    assertThat(variables.get("WEBHOOK_URL")).isEqualTo(hasWebhooks ? "https://hints/" : "");
    assertThat(variables.get("WEBHOOK_SECRET_PARAMETER"))
        .isEqualTo(hasWebhooks ? "/heroku-mattermost/webhook-secret" : "");
  }

  @Test
  void theFunctionForWebhooksIsOurClassAndKnowsWhatItNeeds() throws Exception {
    String[] handler = text("Resources/HintFunction/Properties/Handler").split("::", -1);
    var variables = template.map("Resources/HintFunction/Properties/Environment/Variables");

    assertThat(Class.forName(handler[0])).isEqualTo(HintFunction.class);
    assertThat(variables.keySet())
        .containsExactlyInAnyOrder("WATCH_NAME", "QUEUE_URL", "WEBHOOK_SECRET_PARAMETER");
    for (String same : List.of("Runtime", "Architectures", "CodeUri")) {
      assertThat(template.at("Resources/HintFunction/Properties/" + same))
          .isEqualTo(template.at("Resources/WatchFunction/Properties/" + same));
    }
  }

  @Test
  void aWorkerTakesOneMessageAtATimeAndNoMoreWorkersThanAreAskedFor() {
    var mapping =
        (Map<?, ?>)
            new Evaluation(
                    template,
                    Map.of("Workers", "7"),
                    Map.of(
                        "WatchAlias",
                        "alias",
                        "WorkQueue",
                        "work",
                        "AWS::Region",
                        "r",
                        "AWS::AccountId",
                        "1"))
                .at("Resources/TakenWork/Properties");

    assertThat(mapping)
        .isEqualTo(
            Map.of(
                "FunctionName", "alias",
                "EventSourceArn", "arn:aws:sqs:r:1:work",
                "Enabled", "true",
                "BatchSize", "1",
                "FunctionResponseTypes", List.of("ReportBatchItemFailures"),
                "ScalingConfig", Map.of("MaximumConcurrency", "7")));
  }

  @Test
  void aMessageThatFailsIsNotTakenAgainAndNoneIsTakenTwiceAtOnce() {
    String queue = "Resources/WorkQueue/Properties/";
    long timeout = Long.parseLong(text("Resources/WatchFunction/Properties/Timeout"));

    assertThat(text(queue + "RedrivePolicy/maxReceiveCount")).isEqualTo("1");
    assertThat(template.at(queue + "RedrivePolicy/deadLetterTargetArn"))
        .isEqualTo(Map.of("!GetAtt", "FailedWork.Arn"));
    assertThat(Long.parseLong(text(queue + "VisibilityTimeout")))
        .as("what Lambda asks for")
        .isGreaterThanOrEqualTo(6 * timeout);
  }

  @Test
  void twoStacksInAnAccountDoNotMeet() {
    for (String resource : template.map("Resources").keySet()) {
      var properties = template.map("Resources/" + resource + "/Properties");
      assertThat(properties.entrySet())
          .as("fixed names in %s, but for the alias, which is its function's", resource)
          .filteredOn(property -> property.getKey().endsWith("Name"))
          .filteredOn(property -> !property.getKey().matches("DisplayName|MetricName"))
          .noneMatch(p -> p.getValue() instanceof String && !resource.equals("WatchAlias"));
    }
    assertThat(template.at("Resources/WatchDashboard/Properties/DashboardName"))
        .isEqualTo(Map.of("!Sub", "${AWS::StackName}-${AWS::Region}"));
    assertThat(template.at("Resources/WatchFunction/Properties/Environment/Variables/WATCH_NAME"))
        .as("their metrics would meet under the same name")
        .isEqualTo(
            Map.of(
                "!If",
                List.of(
                    "HasWatchName",
                    Map.of("!Ref", "WatchName"),
                    Map.of("!Ref", "AWS::StackName"))));
  }

  @Test
  void everyDeviationFromALinterHasItsReason() {
    assertThat(template.map("Resources").values())
        .flatExtracting(
            resource ->
                Template.value(resource, "Metadata")
                    .flatMap(metadata -> Template.value(metadata, "checkov"))
                    .flatMap(checkov -> Template.value(checkov, "skip"))
                    .map(skips -> (List<?>) skips)
                    .orElse(List.of()))
        .isNotEmpty()
        .allSatisfy(
            skip -> {
              assertThat(Template.value(skip, "id").orElseThrow().toString()).startsWith("CKV");
              assertThat(Template.value(skip, "comment").orElseThrow().toString()).endsWith(".");
            });
    assertThat(template.map("Metadata/AcceptedDeviations").values())
        .allSatisfy(reason -> assertThat(reason.toString()).endsWith("."));
  }

  @Test
  void everyOutputRefersToWhatThereIs() {
    var known = new TreeSet<>(template.map("Resources").keySet());
    known.addAll(template.map("Parameters").keySet());

    assertThat(template.references("Outputs")).isSubsetOf(known);
    assertThat(template.map("Outputs").values())
        .allSatisfy(output -> assertThat(keys(output)).contains("Description", "Value"));
  }

  @Test
  void everyCommandsEventIsThere() {
    assertThat(commands().flatMap(command -> EVENT_FILE.matcher(command).results()))
        .extracting(found -> found.group(1))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(Path.of(file)).exists());
  }

  /** The parameter holds two while one replaces the other. */
  @Test
  void theCommandThatAddsAWebhookGivesHerokuTheNewSecretAlone() {
    assertThat(commands().filter(command -> command.contains("webhooks:add")))
        .singleElement()
        .asString()
        .containsSubsequence("--region ${AWS::Region}", "| cut -d, -f1)\" -a APP");
  }

  @Test
  void theScheduleRunsUntilItIsPausedAndSoDoesTheAlarmOnSilence() {
    assertThat(template.at("Resources/Tick/Properties/State"))
        .isEqualTo(Map.of("!If", List.of("IsPaused", "DISABLED", "ENABLED")));
    assertThat(template.at("Resources/SilenceAlarm/Properties/ActionsEnabled"))
        .isEqualTo(Map.of("!If", List.of("IsPaused", "false", "true")));
    assertThat(text("Parameters/Paused/Default")).isEqualTo("no");
  }

  @ParameterizedTest
  @ValueSource(strings = {"docs/deploy.md", "docs/operations.md"})
  void pagesNameOnlyWhatThereIs(String page) throws IOException {
    var known = new TreeSet<>(template.map("Outputs").keySet());
    known.addAll(template.map("Parameters").keySet());
    known.addAll(template.resources("AWS::CloudWatch::Alarm"));
    known.addAll(AlarmsTest.written());
    known.add(Metrics.NAMESPACE);

    assertThat(NAMED.matcher(Files.readString(Path.of(page))).results())
        .extracting(found -> found.group(1))
        .isNotEmpty()
        .isSubsetOf(known);
  }

  private Stream<String> commands() {
    return template.map("Outputs").values().stream()
        .map(output -> Template.value(output, "Value").orElseThrow())
        .filter(value -> value instanceof Map<?, ?> map && map.get("!Sub") instanceof String)
        .map(value -> ((Map<?, ?>) value).get("!Sub").toString());
  }

  private String text(String path) {
    return template.text(path);
  }

  private static Set<String> keys(Object map) {
    var keys = new TreeSet<String>();
    ((Map<?, ?>) map).keySet().forEach(key -> keys.add(key.toString()));
    return keys;
  }
}
