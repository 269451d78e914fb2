package dev.herokumattermost;

import dev.herokumattermost.fuzz.Fuzz;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What those who may invoke the function can send. */
class EventFuzzTest {
  @Test
  void events() {
    Fuzz.run(
        "events",
        List.of(
            "{\"action\":\"watch\",\"tick\":\"2026-11-24T09:30:00Z\",\"dryRun\":true}",
            "{\"action\":\"dead-letters\",\"redeliver\":true}",
            "{\"action\":\"test-alert\",\"channel\":\"ops/alerts\"}",
            "{\"action\":\"webhooks\",\"apply\":true,\"keys\":{\"store\":\"HRKU-0\"}}",
            "{\"action\":\"webhooks\",\"remove\":false,\"renewSecret\":true,\"key\":\"HRKU-0\"}",
            "{\"version\":\"0\",\"id\":\"1\",\"detail-type\":\"Scheduled Event\",\"source\":"
                + "\"aws.events\",\"time\":\"2026-11-24T09:30:00Z\",\"detail\":{}}",
            "{}",
            ""),
        Set.of(IllegalArgumentException.class),
        Action::read);
  }
}
