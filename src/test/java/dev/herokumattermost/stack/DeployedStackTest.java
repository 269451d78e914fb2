package dev.herokumattermost.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.local.heroku.HerokuModel;
import dev.herokumattermost.local.heroku.SimulatedHeroku;
import dev.herokumattermost.local.mattermost.SimulatedMattermost;
import dev.herokumattermost.local.mattermost.SimulatedPost;
import dev.herokumattermost.store.DeployedTable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The stack on an emulated AWS, deployed and used by the very commands of the docs. {@code .ci/aws}
 * starts what this needs, and says where it is.
 */
@Tag("aws")
class DeployedStackTest {
  private static final String HEROKU_TOKEN = "HRKU-0f1e2d3c4b5a69788796a5b4c3d2e1f0";
  private static final String STACK = "heroku-mattermost";
  private static final DocsCommands DEPLOY = new DocsCommands("deploy.md");
  private static final DocsCommands OPERATIONS = new DocsCommands("operations.md");

  private static final String HOOK = "/heroku-mattermost/webhook-url";
  private static final String SET_UP = OPERATIONS.under("Operations").getFirst();

  /** A line of the change set that the SAM CLI prints. */
  private static final Pattern CHANGED =
      Pattern.compile("(?m)^[+*-] (?:Add|Modify|Delete) +(\\w+) ");

  /** The answers of deploy.example.toml, but for the channel. */
  private static final Map<String, String> BOT =
      Map.of(
          "HerokuApps",
          "api,web-eu",
          "MattermostUrl",
          "https://chat.example.com",
          "MattermostTokenParameter",
          "/heroku-mattermost/mattermost-token",
          "MattermostChannel",
          "ops/alerts");

  /** Answers every question of {@code sam deploy} about whether to go on. */
  private static final String YES = "y\n".repeat(9);

  @TempDir private Path scratch;
  private final Template template = new Template();
  private final HerokuModel model = new HerokuModel(InstantSource.system());
  private final SimulatedHeroku heroku = new SimulatedHeroku(model, HEROKU_TOKEN);
  private final SimulatedMattermost mattermost = new SimulatedMattermost(InstantSource.system());
  private TlsFront herokuTls;
  private TlsFront mattermostTls;
  private Shell shell;

  @BeforeEach
  void openAShell() throws IOException {
    model.createApp("api").scale("web", 2);
    model.createApp("web-eu").scale("web", 2);
    Path keys = Path.of(System.getenv("STACK_KEYS"));
    herokuTls = new TlsFront("127.0.0.2", heroku.uri(), keys, "emulated");
    mattermostTls = new TlsFront("127.0.0.3", mattermost.uri(), keys, "emulated");
    script(scratch, "heroku", "[ \"$1\" != authorizations:create ] || echo " + HEROKU_TOKEN);
    shell =
        new Shell(
            Path.of(System.getenv("STACK_DIRECTORY")),
            Map.of(
                "PATH",
                scratch + ":" + System.getenv("PATH"),
                "AWS_ENDPOINT_URL",
                System.getenv("LOCALSTACK_ENDPOINT"),
                "AWS_ACCESS_KEY_ID",
                "test",
                "AWS_SECRET_ACCESS_KEY",
                "test",
                // Version 1 of the CLI asks SQS in most older regions at an address of its own,
                // whatever the endpoint.
                "AWS_REGION",
                "eu-central-2",
                "AWS_DEFAULT_REGION",
                "eu-central-2",
                "AWS_PAGER",
                "",
                "SAM_CLI_TELEMETRY",
                "0"));
  }

  @AfterEach
  void closeWhatListens() throws IOException {
    herokuTls.close();
    mattermostTls.close();
    heroku.close();
    mattermost.close();
  }

  @Test
  void aBotFromItsFirstSecretToItsRemoval() throws Exception {
    shell.run(
        "aws ssm delete-parameters --names /heroku-mattermost/heroku-api-key /heroku-mattermost/mattermost-token");
    shell.run(DEPLOY.under("1. A Heroku token").getFirst());
    shell.run(DEPLOY.under("2. A bot or a webhook in Mattermost").getFirst(), token());
    deployGuided();
    assertDeployed(BOT);

    assertThat(command("RunDoctor")).contains("\"ok\":true");
    assertThat(command("PostTestAlert")).contains("\"ok\":true");
    assertThat(posts()).hasSize(1);
    assertThat(command("RunOnePass")).contains("\"read\":2");

    model.app("api").crashStaying("web.1", 1);
    assertThat(command("RunOnePass")).contains("\"posted\":[\"");
    assertThat(posts()).hasSize(2).last().asString().contains("web.1");

    failedTickIsKeptWithItsError();
    deadLetterIsRedelivered();
    scheduleChangesWhatHasToKnowIt();
    removedAsDocumented();
  }

  @Test
  void aWebhook() throws Exception {
    String hook = mattermost.webhook().reveal();
    String store = DEPLOY.under("2. A bot or a webhook in Mattermost").getFirst();
    shell.run(
        DEPLOY
            .under("1. A Heroku token")
            .getFirst()
            .replace("put-parameter", "put-parameter --overwrite"));
    shell.run(
        store.replace("/heroku-mattermost/mattermost-token", HOOK),
        "https://chat.example.com" + URI.create(hook).getPath() + "\n");
    Map<String, String> given =
        Map.of("HerokuApps", "api,web-eu", "MattermostWebhookUrlParameter", HOOK);
    deploy("webhook", given);
    assertDeployed("webhook", given);

    model.app("web-eu").crashStaying("web.2", 1);
    assertThat(command("webhook", "RunOnePass")).contains("\"posted\":[\"");
    assertThat(posts()).hasSize(1);
  }

  @Test
  void everyOption() throws Exception {
    shell.run("aws logs create-log-group --log-group-name kept");
    String key = "arn:aws:kms:eu-central-2:000000000000:key/11111111-2222-3333-4444-555555555555";
    var given = new TreeMap<>(BOT);
    given.putAll(
        Map.of(
            "Schedule", "rate(10 minutes)",
            "Paused", "yes",
            "WatchName", "another",
            "AlarmEmail", "on-call@example.com",
            "HeartbeatUrlParameter", "/heroku-mattermost/heartbeat-url",
            "RunbookUrl", "https://example.com/operations.md",
            "LogGroup", "kept",
            "Tracing", "Active",
            "KmsKeyArn", key,
            "DataKmsKeyArn", key));
    given.put("SnapStart", "1");
    deploy("options", given);

    assertDeployed("options", given);
  }

  /** What the docs say to run after a failed pass shows the error. */
  private void failedTickIsKeptWithItsError() throws Exception {
    // The emulator asks $LATEST what becomes of failures, not the alias that was invoked.
    Path event = Files.writeString(scratch.resolve("event.json"), "{\"action\":\"unknown\"}");
    shell.run(
        """
        F=$(aws cloudformation describe-stack-resource --stack-name %s --logical-resource-id WatchFunction --query \
          StackResourceDetail.PhysicalResourceId --output text)
        aws lambda put-function-event-invoke-config --function-name $F --maximum-retry-attempts 0 --destination-config \
          "$(aws lambda get-function-event-invoke-config --function-name $F --qualifier live --query DestinationConfig)"
        aws lambda invoke --invocation-type Event --function-name $F --payload fileb://%s /dev/null
        """
            .formatted(STACK, event));
    String read =
        SET_UP
            + OPERATIONS
                .under("FailedTicksAlarm")
                .getFirst()
                .replace("receive-message", "receive-message --wait-time-seconds 20");

    assertThat(shell.run(read)).contains("responsePayload", "is none of");
  }

  private void deadLetterIsRedelivered() throws Exception {
    try (var table = DeployedTable.connect(shell.environment().get("AWS_ENDPOINT_URL"))) {
      DeployedTable.setAside(table, output("TableName"), STACK);
    }
    String[] commands = OPERATIONS.under("Dead letters").getFirst().split("(?m)^(?=invoke ')", -1);
    String setUp = SET_UP + commands[0];

    assertThat(shell.run(setUp + commands[1])).contains("\"app\":\"api\"");
    assertThat(shell.run(setUp + commands[2])).contains("\"putBack\":[\"");
    int before = posts().size();
    command("RunOnePass");
    assertThat(posts()).hasSize(before + 1);
    assertThat(shell.run(setUp + commands[1])).doesNotContain("\"app\":\"api\"");
  }

  private void scheduleChangesWhatHasToKnowIt() {
    String change = DEPLOY.under("Change it").get(1);

    String printed = shell.run(change, YES);

    assertThat(CHANGED.matcher(printed).results().map(found -> found.group(1)))
        .as("resources in the change set: the function has to know the schedule, too")
        .contains("Tick")
        .allMatch(
            resource ->
                Set.of("Tick", "WatchFunction").contains(resource) || resource.endsWith("Alarm"));
  }

  private void removedAsDocumented() {
    String table = output("TableName");
    String commands = SET_UP + OPERATIONS.under("Remove it").getFirst();
    int deletion = commands.indexOf("aws dynamodb update-table");

    shell.run(commands.substring(0, deletion), YES);
    assertThat(shell.run("aws dynamodb list-tables")).contains(table);
    // Unlike AWS, the emulator lists what is deleted.
    assertThat(
            shell.run(
                "aws cloudformation describe-stacks --query \"Stacks[?StackStatus!='DELETE_COMPLETE'].StackName\""))
        .doesNotContain("\"" + STACK + "\"");
    assertThat(shell.run("aws sqs list-queues; aws lambda list-functions; aws iam list-roles"))
        .doesNotContain(STACK + "-");

    shell.run("TABLE=" + table + "\n" + commands.substring(deletion).replace("<id>", "1"));
    assertThat(shell.run("aws dynamodb list-tables")).doesNotContain(table);
  }

  /** With the answers of the table below the command. */
  private void deployGuided() throws IOException {
    String[] commands = DEPLOY.under("3. The stack").getFirst().split("&&", -1);
    assertThat(commands[0].strip()).as("runs before this test").endsWith("\nsam build");
    Files.copy(
        Path.of("deploy.example.toml"),
        shell.directory().resolve("deploy.toml"),
        StandardCopyOption.REPLACE_EXISTING);
    String parameters =
        template.map("Parameters").keySet().stream()
            .map(name -> BOT.getOrDefault(name, "") + "\n")
            .collect(Collectors.joining());
    // Name and region; whether to confirm, make roles, keep what failed, and save, in which file
    // and environment.
    shell.run(commands[1].strip(), "\n\n" + parameters + "y\ny\nn\ny\n\n\n" + YES);
  }

  private void deploy(String stack, Map<String, String> given) {
    String overrides =
        given.entrySet().stream()
            .map(one -> "'%s=\"%s\"'".formatted(one.getKey(), one.getValue()))
            .collect(Collectors.joining(" "));
    shell.run(
        "sam deploy --stack-name %s --resolve-s3 --capabilities CAPABILITY_IAM --parameter-overrides %s"
            .formatted(stack, overrides));
  }

  private String token() {
    return mattermost.token().reveal() + "\n";
  }

  private List<SimulatedPost> posts() {
    return mattermost.channel().posts();
  }

  private String output(String name) {
    return shell.run(SET_UP + "output " + name).strip();
  }

  private String command(String output) {
    return command(STACK, output);
  }

  /** Runs one of a stack's outputs, as the docs say. */
  private String command(String stack, String output) {
    List<String> commands = DEPLOY.under("4. See it work");
    String setUp = commands.getFirst().replace("STACK=" + STACK, "STACK=" + stack);
    return shell.run(
        setUp.replace("output RunDoctor", "")
            + commands.get(1).replace("output RunDoctor", "output " + output));
  }

  private void assertDeployed(Map<String, String> given) throws Exception {
    assertDeployed(STACK, given);
  }

  private void assertDeployed(String stack, Map<String, String> given) throws Exception {
    new Deployed(shell, template, stack, given).isAsTheTemplateSays();
  }

  private static void script(Path directory, String name, String body) throws IOException {
    Path file = directory.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
