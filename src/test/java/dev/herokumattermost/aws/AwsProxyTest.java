package dev.herokumattermost.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herokumattermost.network.ForwardProxy;
import dev.herokumattermost.secrets.SsmConnection;
import dev.herokumattermost.store.DynamoConnection;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;

/** The SDK's clients and a real forward proxy that lets them through to nobody. */
class AwsProxyTest {
  private static final Map<String, String> SDK =
      Map.of(
          "aws.region",
          "eu-central-1",
          "aws.accessKeyId",
          "AKIDEXAMPLE",
          "aws.secretAccessKey",
          "x");

  private final ForwardProxy proxy = new ForwardProxy(Map.of());

  @BeforeEach
  void set() {
    SDK.forEach(System::setProperty);
  }

  @AfterEach
  void clear() {
    SDK.keySet().forEach(System::clearProperty);
    proxy.close();
  }

  @Test
  void secretsAreFetchedThroughIt() {
    try (var ssm =
        SsmConnection.open(Map.of("AWS_REGION", "eu-central-1"), AwsProxy.of(environment()))) {
      assertThatThrownBy(() -> ssm.getParameter(get -> get.name("/watch")))
          .isInstanceOf(SdkException.class);
    }
    assertThat(proxy.asked())
        .isNotEmpty()
        .allMatch(line -> line.startsWith("CONNECT ssm.eu-central-1.amazonaws.com:443 "));
  }

  @Test
  void theTableIsReachedThroughIt() {
    try (var dynamo = DynamoConnection.open(AwsProxy.of(environment()))) {
      assertThatThrownBy(() -> dynamo.describeTable(table -> table.tableName("watch")))
          .isInstanceOf(SdkException.class);
    }
    assertThat(proxy.asked())
        .isNotEmpty()
        .allMatch(line -> line.startsWith("CONNECT dynamodb.eu-central-1.amazonaws.com:443 "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:1", "http://localhost:1"})
  void thisMachineIsReachedWithoutIt(String endpoint) {
    var environment = Map.of("AWS_REGION", "eu-central-1", "AWS_ENDPOINT_URL_SSM", endpoint);
    try (var ssm = SsmConnection.open(environment, AwsProxy.of(environment()))) {
      assertThatThrownBy(() -> ssm.getParameter(get -> get.name("/watch")))
          .isInstanceOf(SdkException.class);
    }
    assertThat(proxy.asked()).isEmpty();
  }

  /** The settings refuse it before anything is asked. */
  @Test
  void oneThatCannotBeUsedIsNotUsed() {
    var environment = new HashMap<>(environment());
    environment.put("HTTPS_PROXY", "http://ada:hunter2@127.0.0.1:3128");

    assertThat(AwsProxy.of(environment).host()).isNull();
  }

  private Map<String, String> environment() {
    return Map.of("HTTPS_PROXY", proxy.address());
  }
}
