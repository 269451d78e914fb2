package dev.herokumattermost.settings;

import dev.herokumattermost.fuzz.Fuzz;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What those who set up the watch may write by mistake. */
class SettingsFuzzTest {
  private static final Map<String, String> RIGHT =
      Map.of(
          "HEROKU_APPS", "api,billing,web-front",
          "HEROKU_API_KEY", "HRKU-made-up",
          "MATTERMOST_URL", "https://chat.example.com",
          "MATTERMOST_TOKEN", "made-up",
          "MATTERMOST_CHANNEL", "ops/alerts",
          "TABLE_NAME", "watch");

  private static final String WATCH_FILE =
      """
      rules:
        - apps: [billing]
          processes: [nightly]
          ignore: true
        - apps: [billing]
          alert_on: [crashed]
          steady_for: 5m
          remind: [15m, 1h]
          channel: ops/billing
          mention: ["@oncall", "@ada"]
          priority: urgent
        - apps: [api, "web-*"]
          processes: ["worker*"]
          quiet_in_maintenance: true
          remind: never
          crash_loop: {crashes: 5, within: 1h}
          log_lines: 20
      redact:
        emails: keep
        patterns: ["CUST-[0-9]{6}", "(?i)internal-id: \\\\S+"]
      """;

  @Test
  void watchFiles() {
    Settings settings = Settings.from(RIGHT);
    Fuzz.run(
        "watch.yaml",
        List.of(WATCH_FILE),
        Set.of(SettingsException.class),
        yaml -> WatchFile.parse(yaml, settings).redaction().redact("CUST-123456 and more"));
  }

  @Test
  void environments() {
    String lines =
        String.join(
            "\n",
            new HashMap<>(RIGHT)
                .entrySet().stream().map(one -> one.getKey() + "=" + one.getValue()).toList());
    Fuzz.run(
        "environment",
        List.of(
            lines + "\nHEROKU_API_URL=https://api.heroku.com\nLOG_LINES=10\nSTEADY_FOR=1m",
            lines + "\nREAD_CONCURRENCY=32\nALERT_STATES=crashed,restarting\nIGNORE_TYPES=run",
            "HEROKU_APPS=api\nHEROKU_API_KEY_PARAMETER=/watch/key\nTABLE_NAME=t\n"
                + "MATTERMOST_WEBHOOK_URL=https://chat.example.com/hooks/x"),
        Set.of(SettingsException.class),
        text -> {
          var environment = new HashMap<String, String>();
          for (String line : text.split("\n")) {
            String[] parts = line.split("=", 2);
            environment.put(parts[0], parts.length > 1 ? parts[1] : "");
          }
          Settings.from(environment);
        });
  }
}
