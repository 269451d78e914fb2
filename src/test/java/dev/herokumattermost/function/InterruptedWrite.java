package dev.herokumattermost.function;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** A table's client to which something else happens just before one of its writes. */
public final class InterruptedWrite implements DynamoDbClient {
  private final DynamoDbClient table;
  private final int which;
  private final Runnable meanwhile;
  private int writes;

  /**
   * @param which the write before which it happens; the first is 1
   */
  public InterruptedWrite(DynamoDbClient table, int which, Runnable meanwhile) {
    this.table = table;
    this.which = which;
    this.meanwhile = meanwhile;
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    return table.query(request);
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    writes++;
    if (writes == which) {
      meanwhile.run();
    }
    return table.putItem(request);
  }

  @Override
  public String serviceName() {
    return table.serviceName();
  }

  @Override
  public void close() {
    table.close();
  }
}
