package dev.herokumattermost.store;

import dev.herokumattermost.fuzz.Fuzz;
import dev.herokumattermost.fuzz.Mutations;
import dev.herokumattermost.incident.Incident;
import dev.herokumattermost.outbox.AlertThread;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.wording.RootWording;
import dev.herokumattermost.wording.Wording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What somebody who can write the table may put there: each field is another, or gone. What is read
 * all the same can be put into words.
 */
class StoredItemFuzzTest {
  private static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");

  @Test
  void items() throws IOException {
    String sample = Files.readString(Path.of("src/test/resources/store/item-v1.json"));
    Fuzz.run(
        "stored items",
        List.of(sample),
        Set.of(StoreException.class),
        text -> item(text).ifPresent(StoredItemFuzzTest::worked));
  }

  /** The item stays one that DynamoDB could hold, and more of it is read. */
  @Test
  void fields() {
    Map<String, AttributeValue> sample = DynamoJson.resource("/store/item-v1.json");
    Fuzz.run(
        "fields of stored items",
        IntStream.range(0, 100_000).mapToObj(String::valueOf).toList(),
        Set.of(StoreException.class),
        text -> {
          var random = new Random(text.hashCode());
          worked(changed(AttributeValue.fromM(sample), random).m());
        });
  }

  private static AttributeValue changed(AttributeValue value, Random random) {
    if (value.hasM() && !value.m().isEmpty()) {
      var fields = new LinkedHashMap<>(value.m());
      String name = List.copyOf(fields.keySet()).get(random.nextInt(fields.size()));
      if (random.nextInt(30) == 0) {
        fields.remove(name);
      } else {
        fields.put(name, changed(fields.get(name), random));
      }
      return AttributeValue.fromM(fields);
    }
    if (value.hasL() && !value.l().isEmpty() && random.nextInt(10) > 0) {
      var elements = new ArrayList<>(value.l());
      int place = random.nextInt(elements.size());
      elements.set(place, changed(elements.get(place), random));
      if (random.nextInt(5) == 0) {
        elements.add(elements.get(place));
      }
      return AttributeValue.fromL(elements);
    }
    return switch (random.nextInt(5)) {
      case 0 -> AttributeValue.fromN(NUMBERS.get(random.nextInt(NUMBERS.size())));
      case 1 -> AttributeValue.fromBool(random.nextBoolean());
      default -> AttributeValue.fromS(new Mutations(random).of(texts(value)));
    };
  }

  private static List<String> texts(AttributeValue value) {
    return value.s() == null ? TEXTS : Stream.concat(TEXTS.stream(), Stream.of(value.s())).toList();
  }

  private static final List<String> NUMBERS =
      List.of("0", "-1", "1.5", "2147483647", "-2147483648", "9223372036854775808", "1e125");

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "@channel",
          "../x",
          "2199-12-31T23:59:59.999999999Z",
          "1970-01-01T00:00:00Z",
          "+999999999-12-31T23:59:59Z",
          "web.1 up v2147483647 - x 2199-01-01T00:00:00Z");

  private static Optional<Map<String, AttributeValue>> item(String text) {
    try {
      return Optional.of(DynamoJson.read(text));
    } catch (RuntimeException | StackOverflowError noItem) {
      // DynamoDB holds nothing that is no item, or is deeper than 32 levels.
      return Optional.empty();
    }
  }

  private static void worked(Map<String, AttributeValue> item) {
    StoredApp app = AppItem.SCHEMA.mapToItem(item).storedApp();
    for (Notification notification : app.outbox().notifications()) {
      new Wording(app.app(), NOW).post(notification);
    }
    for (Incident incident : app.state().incidents()) {
      for (AlertThread thread : app.outbox().threads()) {
        if (thread.id().equals(incident.id())
            && thread.root().isPosted()
            && thread.root().opening() != null) {
          new RootWording(NOW).post(app.app(), incident, thread);
        }
      }
    }
    AppItem.SCHEMA.itemToMap(AppItem.of("main", app.tidied(NOW)), true);
  }
}
