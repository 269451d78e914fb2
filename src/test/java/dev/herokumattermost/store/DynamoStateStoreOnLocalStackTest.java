package dev.herokumattermost.store;

import dev.herokumattermost.function.LocalStack;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.localstack.LocalStackContainer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The same promises on LocalStack; skipped where Docker does not run. */
@Testcontainers(disabledWithoutDocker = true)
class DynamoStateStoreOnLocalStackTest extends DynamoStateStoreContract {
  @Container private static final LocalStackContainer LOCALSTACK = LocalStack.with("dynamodb");

  private static DynamoDbClient client;

  @BeforeAll
  static void connect() {
    client = LocalStack.table(LOCALSTACK);
  }

  @AfterAll
  static void disconnect() {
    client.close();
  }

  @Override
  DynamoDbClient client() {
    return client;
  }
}
