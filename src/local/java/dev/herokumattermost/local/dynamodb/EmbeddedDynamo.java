package dev.herokumattermost.local.dynamodb;

import dev.herokumattermost.store.DynamoConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local in this process, behind HTTP on the loopback interface, so that clients take the
 * same path as to the real one. It finds its native SQLite in its own jar, on Linux, macOS and
 * Windows. Amazon's licence allows it for development and tests, not to be passed on.
 *
 * <p>Its own launcher is not used: it listens on every interface, on a port that must be chosen
 * beforehand, and reports its use to Amazon.
 */
public final class EmbeddedDynamo implements AutoCloseable {
  /** Held on to because the log manager does not: a logger that is collected forgets its level. */
  private static final Logger SQLITE = Logger.getLogger("com.almworks.sqlite4java");

  private static final Duration FIRST_CALL = Duration.ofMinutes(1);

  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

  private final InetSocketAddress where;
  private final Server server;
  private final LocalDynamoDBServerHandler dynamo;

  private EmbeddedDynamo(@Nullable String directory, InetSocketAddress where) {
    this.where = where;
    SQLITE.setLevel(Level.OFF);
    dynamo =
        new LocalDynamoDBServerHandler(
            new LocalDynamoDBRequestHandler(0, directory == null, directory, true, false), null);
    var context = new ContextHandler();
    context.setHandler(dynamo);
    server = new Server(where);
    server.setHandler(context);
  }

  /** Forgets everything when it is closed. */
  public static EmbeddedDynamo inMemory() {
    return inMemory(anyPort());
  }

  /**
   * The same, elsewhere.
   *
   * @param where port zero for any that is free
   */
  public static EmbeddedDynamo inMemory(InetSocketAddress where) {
    return started(new EmbeddedDynamo(null, where));
  }

  /** Keeps its tables in a directory, which is made if it is not there. */
  public static EmbeddedDynamo in(Path directory) throws IOException {
    return started(new EmbeddedDynamo(Files.createDirectories(directory).toString(), anyPort()));
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static EmbeddedDynamo started(EmbeddedDynamo dynamo) {
    try {
      dynamo.server.start();
      dynamo.firstCall();
      return dynamo;
    } catch (Exception failed) {
      throw new IllegalStateException("DynamoDB Local does not start", failed);
    }
  }

  /**
   * The first call loads SQLite, which takes seconds on a busy machine: longer than the function
   * waits.
   */
  private void firstCall() {
    try (var patient = patientClient()) {
      patient.listTables();
    }
  }

  private DynamoDbClient patientClient() {
    return DynamoDbClient.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(FIRST_CALL))
        .endpointOverride(endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(CREDENTIALS)
        .build();
  }

  /** What {@code AWS_ENDPOINT_URL_DYNAMODB} would be set to. */
  public URI endpoint() {
    return URI.create(
        "http://" + where.getAddress().getHostAddress() + ":" + server.getURI().getPort());
  }

  /** The function's own client, pointed here. The caller closes it. */
  public DynamoDbClient client() {
    return DynamoConnection.builder()
        .endpointOverride(endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(CREDENTIALS)
        .build();
  }

  /** Makes a table as the stack does, unless it is there. */
  public static void createTable(DynamoDbClient client, String name) {
    try {
      client.createTable(
          table ->
              table
                  .tableName(name)
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .attributeDefinitions(text("watch"), text("app"))
                  .keySchema(key("watch", KeyType.HASH), key("app", KeyType.RANGE)));
    } catch (ResourceInUseException there) {
      client.describeTable(table -> table.tableName(name));
    }
  }

  private static AttributeDefinition text(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  /** Ends its threads, which would keep the process alive. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception failed) {
      throw new IllegalStateException("DynamoDB Local does not stop", failed);
    } finally {
      dynamo.close();
    }
  }
}
