package dev.herokumattermost.stack;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.MappedTableResource;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactWriteItemsEnhancedRequest;

/**
 * The function's role allows what the compiled code asks of AWS, and nothing else. The calls are
 * read from the class files: a call that is not in the table below fails, and so does an action
 * that no call needs.
 */
class PermissionsTest {
  /** What each method of AWS's clients needs; nothing if it asks AWS for nothing. */
  private static final Map<String, Set<String>> NEEDED =
      Map.ofEntries(
          Map.entry("DynamoDbClient.query", Set.of("dynamodb:Query")),
          Map.entry("DynamoDbTable.getItem", Set.of("dynamodb:GetItem")),
          Map.entry("DynamoDbTable.putItem", Set.of("dynamodb:PutItem")),
          // A transaction needs the action of each of its parts, and none of its own.
          Map.entry("DynamoDbEnhancedClient.transactWriteItems", Set.of()),
          Map.entry("Builder.addPutItem", Set.of("dynamodb:PutItem")),
          Map.entry("Builder.addDeleteItem", Set.of("dynamodb:DeleteItem")),
          Map.entry("Builder.build", Set.of()),
          Map.entry("DynamoDbEnhancedClient.builder", Set.of()),
          Map.entry("DynamoDbEnhancedClient.table", Set.of()),
          Map.entry("DynamoDbClient.putItem", Set.of("dynamodb:PutItem")),
          Map.entry("DynamoDbClient.deleteItem", Set.of("dynamodb:DeleteItem")),
          Map.entry("DynamoDbClient.builder", Set.of()),
          Map.entry("DynamoDbClient.queryPaginator", Set.of("dynamodb:Query")),
          Map.entry("SqsClient.sendMessageBatch", Set.of("sqs:SendMessage")),
          Map.entry("SqsClient.builder", Set.of()),
          Map.entry("SsmClient.getParameter", Set.of("ssm:GetParameter")),
          Map.entry("SsmClient.serviceClientConfiguration", Set.of()),
          Map.entry("SsmClient.builder", Set.of()));

  private static final List<Class<?>> CLIENTS =
      List.of(
          SdkClient.class,
          DynamoDbEnhancedClient.class,
          MappedTableResource.class,
          TransactWriteItemsEnhancedRequest.Builder.class);

  private final Template template = new Template();

  @Test
  void everyCallOfAClientIsKnown() {
    assertThat(calls()).isNotEmpty().isSubsetOf(NEEDED.keySet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"dynamodb", "ssm"})
  void whatTheCodeAsksIsAllowedAndNothingElse(String service) {
    var needed =
        calls().stream()
            .flatMap(call -> NEEDED.getOrDefault(call, Set.of()).stream())
            .filter(action -> action.startsWith(service + ":"))
            .collect(toCollection(TreeSet::new));

    assertThat(allowed(service)).isNotEmpty().isEqualTo(needed);
  }

  /** SSM would pass a call on to Secrets Manager, which then asks for an action of its own. */
  @Test
  void secretsManagerIsNotAllowedAsTheTemplateNamesNoSecretThere() {
    var variables = template.map("Resources/WatchFunction/Properties/Environment/Variables");

    assertThat(variables.keySet()).noneMatch(name -> name.endsWith("_SECRET"));
    assertThat(allowed("secretsmanager")).isEmpty();
  }

  @Test
  void everyParameterThatIsNamedMayBeReadAndNoOther() {
    var variables = template.map("Resources/WatchFunction/Properties/Environment/Variables");
    var resources =
        statement("ReadSecrets").get("Resource") instanceof List<?> many ? many : List.of();

    var named =
        template.references("Resources/WatchFunction/Properties/Environment/Variables").stream()
            .filter(parameter -> parameter.endsWith("Parameter"))
            .toList();
    assertThat(resources)
        .hasSameSizeAs(
            variables.keySet().stream().filter(name -> name.endsWith("_PARAMETER")).toList());
    assertThat(named)
        .hasSameSizeAs(resources)
        .allSatisfy(
            parameter ->
                assertThat(resources)
                    .filteredOn(r -> r.toString().contains(":parameter${" + parameter + "}"))
                    .hasSize(1));
  }

  @Test
  void keysOfAccountsMayBeReadBelowOnePathAndOnlyIfThereIsOne() {
    assertThat(
            new Evaluation(template, Map.of(), Map.of())
                .holds(Map.of("!Condition", "HasAccountKeys")))
        .isFalse();
    assertThat(statement("ReadAccountKeys").get("Action")).isEqualTo("ssm:GetParameter");
    assertThat(statement("ReadAccountKeys").get("Resource").toString())
        .contains(":parameter${AccountKeysPath}/*");
  }

  /** What Lambda does in the function's name, and what follows from its settings. */
  @Test
  void theOtherActionsAreLambdasOwn() {
    var others =
        template
            .statements("WatchRole")
            .flatMap(statement -> Template.strings(statement.get("Action")))
            .filter(action -> !action.startsWith("dynamodb:") && !action.startsWith("ssm:"))
            .sorted();

    assertThat(others)
        .containsExactly(
            "kms:Decrypt", // by SSM, only where the parameters have a key of their own
            "kms:Decrypt", // by DynamoDB and SQS, only where the data have one
            "kms:GenerateDataKey",
            "logs:CreateLogStream",
            "logs:PutLogEvents",
            "sqs:DeleteMessage", // of what was taken from the queue of work
            "sqs:GetQueueAttributes",
            "sqs:ReceiveMessage",
            "sqs:SendMessage", // the failed ticks
            "sqs:SendMessage", // the work that is left, by the code
            "xray:PutTelemetryRecords", // only where tracing is on
            "xray:PutTraceSegments");
  }

  @Test
  void everyResourceIsNamedButForXRay() {
    Stream.of("WatchRole", "TickRole", "HintRole")
        .flatMap(template::statements)
        .filter(statement -> !"SendTraces".equals(statement.get("Sid")))
        .forEach(
            statement -> {
              assertThat(statement.get("Effect")).isEqualTo("Allow");
              assertThat(
                      statement
                          .get("Resource")
                          .toString()
                          .replace("${LogGroup}:*", "")
                          .replace("parameter${AccountKeysPath}/*", ""))
                  .as("but for the streams of one log group, and the keys below one path")
                  .doesNotContain("*");
              assertThat(statement.get("Action").toString()).doesNotContain("*");
            });
    assertThat(statement("SendTraces").get("Resource")).isEqualTo("*");
  }

  @Test
  void theScheduleMayStartThePassAndKeepWhatFailed() {
    assertThat(template.statements("TickRole").flatMap(s -> Template.strings(s.get("Action"))))
        .containsExactly(
            "lambda:InvokeFunction",
            "sqs:SendMessage",
            "kms:Decrypt", // by SQS, only where the data have a key of their own
            "kms:GenerateDataKey");
  }

  @Test
  void theFunctionForWebhooksMayReadOneSecretAndSendToOneQueue() {
    assertThat(template.statements("HintRole").flatMap(s -> Template.strings(s.get("Action"))))
        .containsExactly(
            "ssm:GetParameter",
            "kms:Decrypt", // by SSM, only where the parameter has a key of its own
            "sqs:SendMessage",
            "kms:Decrypt", // by SQS, only where the data have a key of their own
            "kms:GenerateDataKey",
            "logs:CreateLogStream",
            "logs:PutLogEvents",
            "xray:PutTraceSegments", // only where tracing is on
            "xray:PutTelemetryRecords");
    assertThat(
            template
                .statements("HintRole")
                .filter(s -> List.of("ReadSecret", "LeaveHints").contains(s.get("Sid")))
                .map(s -> (Object) s.get("Resource")))
        .containsExactly(
            Map.of(
                "!Sub",
                "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter${WebhookSecretParameter}"),
            Map.of("!GetAtt", "WorkQueue.Arn"));
  }

  private TreeSet<String> allowed(String service) {
    return template
        .statements("WatchRole")
        .flatMap(statement -> Template.strings(statement.get("Action")))
        .filter(action -> action.startsWith(service + ":"))
        .collect(toCollection(TreeSet::new));
  }

  private Map<?, ?> statement(String sid) {
    return template
        .statements("WatchRole")
        .filter(statement -> sid.equals(statement.get("Sid")))
        .findFirst()
        .orElseThrow();
  }

  /** Every use of a client, by call or by method reference, as {@code Class.method}. */
  private static TreeSet<String> calls() {
    return ShippedClasses.ALL.stream()
        .flatMap(type -> type.getAccessesFromSelf().stream())
        .map(JavaAccess::getTarget)
        .filter(target -> CLIENTS.stream().anyMatch(target.getOwner()::isAssignableTo))
        .map(PermissionsTest::name)
        .collect(toCollection(TreeSet::new));
  }

  private static String name(AccessTarget target) {
    JavaClass owner = target.getOwner();
    return owner.getSimpleName() + "." + target.getName();
  }
}
