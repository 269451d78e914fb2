package dev.herokumattermost.store;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Asks for every item of a partition. */
final class PartitionQuery {
  private PartitionQuery() {}

  static QueryRequest.Builder of(String table, String partition) {
    return QueryRequest.builder()
        .tableName(table)
        .keyConditionExpression("#watch = :watch")
        .expressionAttributeNames(Map.of("#watch", "watch"))
        .expressionAttributeValues(Map.of(":watch", AttributeValue.fromS(partition)));
  }
}
