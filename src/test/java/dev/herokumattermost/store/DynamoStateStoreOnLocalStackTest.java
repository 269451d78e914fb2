package dev.herokumattermost.store;

import dev.herokumattermost.function.LocalStack;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The same promises on LocalStack. */
@Tag("emulated")
class DynamoStateStoreOnLocalStackTest extends DynamoStateStoreContract {
  private static LocalStack aws;
  private static DynamoDbClient client;

  @BeforeAll
  static void connect() {
    aws = LocalStack.open("dynamodb");
    client = aws.table();
  }

  @AfterAll
  static void disconnect() {
    if (aws != null) {
      client.close();
      aws.close();
    }
  }

  @Override
  DynamoDbClient client() {
    return client;
  }
}
