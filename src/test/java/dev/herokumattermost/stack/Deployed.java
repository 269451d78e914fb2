package dev.herokumattermost.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.json.Json;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** What a stack has become, beside what the template says. */
final class Deployed {
  private final Shell shell;
  private final Template template;
  private final Evaluation expected;
  private final Map<String, String> made = new HashMap<>();

  Deployed(Shell shell, Template template, String stack, Map<String, String> given)
      throws Json.Malformed {
    this.shell = shell;
    this.template = template;
    for (JsonNode resource :
        shell
            .aws("cloudformation describe-stack-resources --stack-name " + stack)
            .get("StackResources")) {
      made.put(
          resource.get("LogicalResourceId").asString(),
          resource.get("PhysicalResourceId").asString());
    }
    var names = new HashMap<>(made);
    names.putAll(
        Map.of(
            "AWS::StackName", stack,
            "AWS::Region", "eu-central-2",
            "AWS::Partition", "aws",
            "AWS::AccountId", "000000000000"));
    expected = new Evaluation(template, given, names);
  }

  void isAsTheTemplateSays() throws Json.Malformed {
    assertThat(new TreeSet<>(made.keySet()))
        .isEqualTo(
            template.map("Resources").keySet().stream()
                .filter(expected::makes)
                .collect(java.util.stream.Collectors.toCollection(TreeSet::new)));
    assertThat(
            plain(
                shell
                    .aws(
                        "lambda get-function-configuration --function-name "
                            + made.get("WatchFunction"))
                    .at("/Environment/Variables")))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsAllEntriesOf(asMap("WatchFunction/Properties/Environment/Variables"));
    for (String role : List.of("WatchRole", "TickRole")) {
      var policy = (Map<?, ?>) ((List<?>) at(role + "/Properties/Policies")).getFirst();
      assertThat(
              plain(
                  shell
                      .aws(
                          "iam get-role-policy --role-name %s --policy-name %s"
                              .formatted(made.get(role), policy.get("PolicyName")))
                      .get("PolicyDocument")))
          .as("policy of %s", role)
          .isEqualTo(policy.get("PolicyDocument"));
    }
    has(
        "the alias",
        shell.aws("lambda get-alias --name live --function-name " + made.get("WatchFunction")),
        Map.of("FunctionVersion", made.containsKey("WatchSnapshot") ? "1" : "$LATEST"));
    has(
        "the schedule",
        shell.aws("scheduler get-schedule --name " + made.get("Tick")),
        asMap("Tick/Properties"));
    for (String queue : template.resources("AWS::SQS::Queue")) {
      if (!made.containsKey(queue)) {
        continue;
      }
      has(
          queue,
          shell
              .aws("sqs get-queue-attributes --attribute-names All --queue-url " + made.get(queue))
              .get("Attributes"),
          asMap(queue + "/Properties"));
    }
    for (JsonNode alarm :
        shell
            .aws(
                "cloudwatch describe-alarms --alarm-name-prefix "
                    + made.get("SilenceAlarm").replaceFirst("SilenceAlarm.*", ""))
            .get("MetricAlarms")) {
      String name =
          made.entrySet().stream()
              .filter(one -> one.getValue().equals(alarm.get("AlarmName").asString()))
              .findFirst()
              .orElseThrow()
              .getKey();
      has(name, alarm, asMap(name + "/Properties"));
    }
  }

  /** An answer has all that is expected, and perhaps more. */
  private static void has(String what, JsonNode answer, Map<String, Object> expected) {
    var seen = new TreeMap<String, Object>();
    expected.keySet().forEach(key -> seen.put(key, plain(answer.path(key))));
    assertThat(seen).as(what).isEqualTo(new TreeMap<>(expected));
  }

  private Object at(String path) {
    return expected.at("Resources/" + path);
  }

  private Map<String, Object> asMap(String path) {
    var map = new LinkedHashMap<String, Object>();
    ((Map<?, ?>) at(path)).forEach((key, value) -> map.put(key.toString(), value));
    return map;
  }

  /** With texts for all scalars, as the template has them. */
  private static Object plain(JsonNode node) {
    if (node.isObject()) {
      var map = new LinkedHashMap<String, Object>();
      node.properties().forEach(one -> map.put(one.getKey(), plain(one.getValue())));
      return map;
    }
    if (node.isArray()) {
      return node.valueStream().map(Deployed::plain).toList();
    }
    return node.isNumber() ? String.valueOf(node.asLong()) : node.asString("");
  }
}
