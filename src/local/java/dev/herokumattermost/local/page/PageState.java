package dev.herokumattermost.local.page;

import dev.herokumattermost.json.Json;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Collectors;

/**
 * All that the page shows, as JSON by section and key. Who subscribes gets all of it, and then what
 * changes.
 */
public final class PageState {
  /** So many updates may wait for a browser before it has to start again with all of it. */
  private static final int MOST_WAITING = 500;

  /** The parts of the page. */
  public enum Section {
    PLAYBACK,
    APPS,
    POSTS,
    PASSES
  }

  /** The updates for one browser. */
  public final class Subscription implements AutoCloseable {
    private final BlockingQueue<String> updates = new ArrayBlockingQueue<>(MOST_WAITING);

    BlockingQueue<String> updates() {
      return updates;
    }

    @Override
    public void close() {
      synchronized (PageState.this) {
        subscriptions.remove(this);
      }
    }
  }

  private final Map<Section, Map<String, String>> sections = new EnumMap<>(Section.class);
  private final List<Subscription> subscriptions = new ArrayList<>();

  /** Shows a section's documents from now on; those that it shows already are not sent again. */
  public synchronized void show(Section section, Map<String, ?> documents) {
    Map<String, String> shown = sections.getOrDefault(section, Map.of());
    var all = new LinkedHashMap<String, String>();
    var changed = new LinkedHashMap<String, String>();
    documents.forEach(
        (key, document) -> {
          String json = Json.CAMEL_CASE.write(document);
          all.put(key, json);
          if (!json.equals(shown.get(key))) {
            changed.put(key, json);
          }
        });
    sections.put(section, all);
    if (!changed.isEmpty()) {
      String update = json(Map.of(section, changed));
      // A browser that is too slow is dropped; it comes again, and is sent everything.
      subscriptions.removeIf(one -> !one.updates.offer(update));
    }
  }

  synchronized Subscription subscribe() {
    var subscription = new Subscription();
    subscription.updates.add(json(sections));
    subscriptions.add(subscription);
    return subscription;
  }

  synchronized boolean has(Subscription subscription) {
    return subscriptions.contains(subscription);
  }

  private static String json(Map<Section, Map<String, String>> sections) {
    return sections.entrySet().stream()
        .map(
            section ->
                Json.CAMEL_CASE.write(section.getKey().name().toLowerCase(Locale.ROOT))
                    + ":"
                    + object(section.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String object(Map<String, String> documents) {
    return documents.entrySet().stream()
        .map(one -> Json.CAMEL_CASE.write(one.getKey()) + ":" + one.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
