package dev.herokumattermost.local;

import dev.herokumattermost.json.Json;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.store.DynamoStateStore;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The items of a table, as people read them. */
record StoredItems(DynamoDbClient client, String table) {
  private static final JsonMapper INDENTED =
      Json.CAMEL_CASE.mapper().rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** Every app of a watch that can be read. */
  Collection<StoredApp> apps(String watch) {
    return new DynamoStateStore(client, table, watch).load().apps().values();
  }

  /** By app, as indented JSON, without the ids by which somebody could claim a post. */
  Map<String, String> byApp() {
    var items = new TreeMap<String, String>();
    for (Map<String, AttributeValue> item :
        client.scanPaginator(scan -> scan.tableName(table)).items()) {
      JsonNode json = INDENTED.readTree(EnhancedDocument.fromAttributeValueMap(item).toJson());
      json.findParents("pendingPostId").forEach(one -> ((ObjectNode) one).remove("pendingPostId"));
      items.put(item.get("app").s(), INDENTED.writeValueAsString(json));
    }
    return items;
  }
}
