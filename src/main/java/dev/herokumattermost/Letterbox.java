package dev.herokumattermost;

import dev.herokumattermost.message.Wording;
import dev.herokumattermost.store.MemoryTable;
import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Dispatch;
import dev.herokumattermost.watch.Letter;
import dev.herokumattermost.watch.Memory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What could not be told for a day, for a person to read and to send again. */
final class Letterbox {
  /** A transaction takes 100 items, and a memory is one of them. */
  private static final int AT_ONCE = 50;

  private final List<Letter> letters;
  private final List<Letter> putBack = new ArrayList<>();
  private final List<AppName> conflicts = new ArrayList<>();

  Letterbox(MemoryTable table, boolean redeliver) {
    letters = table.letters();
    if (redeliver) {
      Map<AppName, Memory> memories = table.load();
      byApp().forEach((app, ofApp) -> putBack(app, ofApp, table, memories));
    }
  }

  private Map<AppName, List<Letter>> byApp() {
    var byApp = new TreeMap<AppName, List<Letter>>();
    letters.forEach(
        letter -> byApp.computeIfAbsent(letter.app(), _ -> new ArrayList<>()).add(letter));
    return byApp;
  }

  private void putBack(
      AppName app, List<Letter> ofApp, MemoryTable table, Map<AppName, Memory> memories) {
    List<Letter> first = ofApp.subList(0, Math.min(AT_ONCE, ofApp.size()));
    Memory next = memories.getOrDefault(app, Memory.nothing(app));
    // The oldest is put back last, for each is put before the others.
    for (Letter letter : first.reversed()) {
      next = Dispatch.putBack(next, letter.notice());
    }
    if (table.redeliver(next, first).isPresent()) {
      putBack.addAll(first);
    } else {
      conflicts.add(app);
    }
  }

  String summary() {
    return "letters count=%d putBack=%d conflicts=%s"
        .formatted(letters.size(), putBack.size(), conflicts);
  }

  /** As the function returns it. */
  Map<String, Object> toMap() {
    var map = new LinkedHashMap<String, Object>();
    map.put("ok", conflicts.isEmpty());
    map.put("letters", letters.stream().map(Letterbox::map).toList());
    map.put("putBack", putBack.stream().map(letter -> letter.notice().id().value()).toList());
    map.put("conflicts", conflicts.stream().map(AppName::value).toList());
    return map;
  }

  private static Map<String, Object> map(Letter letter) {
    var notice = letter.notice();
    var map = new LinkedHashMap<String, Object>();
    map.put("app", letter.app().value());
    map.put("notice", notice.id().value());
    map.put("text", new Wording(letter.app(), letter.setAsideAt()).post(notice).asText());
    map.put("since", notice.at().toString());
    map.put("setAsideAt", letter.setAsideAt().toString());
    map.put("keptUntil", letter.expiresAt().toString());
    map.put("mayBeInTheChannel", notice.attempts().doubtful());
    map.put(
        "reasons",
        notice.attempts().troubles().stream()
            .map(
                trouble ->
                    "%s (%d × from %s to %s)"
                        .formatted(
                            trouble.reason(), trouble.times(), trouble.first(), trouble.last()))
            .toList());
    return map;
  }
}
