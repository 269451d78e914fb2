package dev.herokumattermost.pass;

import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Dispatch;
import dev.herokumattermost.watch.Memory;
import dev.herokumattermost.watch.Notice;
import dev.herokumattermost.watch.NoticeId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a pass has in hand of one app.
 *
 * @param notices to tell, in order
 * @param edits the incidents whose first post is to show how they stand
 */
record Leases(List<NoticeId> notices, List<String> edits) {
  static final Leases NONE = new Leases(List.of(), List.of());

  static Leases due(Memory memory, Instant now) {
    return new Leases(
        Dispatch.due(memory, now).stream().map(Notice::id).toList(),
        Dispatch.editsDue(memory, now));
  }

  /** Of every app. */
  record Of(Map<AppName, Leases> apps) {
    Leases app(AppName app) {
      return apps.getOrDefault(app, NONE);
    }
  }
}
