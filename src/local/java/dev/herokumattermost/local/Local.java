package dev.herokumattermost.local;

import dev.herokumattermost.settings.SettingsException;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;

/**
 * {@code ./mvnw -Plocal}: without a Heroku token in the environment it tells a story with simulated
 * services; with one it watches the real ones, and keeps what it knows under {@code .local/}. With
 * {@code -Dlocal.doctor} it only tries out what a pass needs, of the one or the other; with {@code
 * -Dlocal.serve} it only serves the simulated ones.
 */
public final class Local {
  private Local() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    boolean once = Boolean.getBoolean("local.once");
    boolean real = System.getenv("HEROKU_API_KEY") != null;
    if (Boolean.getBoolean("local.doctor")) {
      System.exit(shown(real ? RealWatch.examine() : Story.examine()));
    } else if (Boolean.getBoolean("local.serve")) {
      Services.serve(System.getProperty("local.address"));
    } else if (real) {
      System.exit(watch(once));
    } else {
      System.exit(Story.tell(once) ? 0 : 1);
    }
  }

  private static int shown(Map<String, Object> checkup) {
    System.out.println(checkup.get("table"));
    return Boolean.TRUE.equals(checkup.get("ok")) ? 0 : 1;
  }

  private static int watch(boolean once) throws IOException, InterruptedException {
    try {
      RealWatch.run(every(System.getProperty("local.every", "2m")), once);
      return 0;
    } catch (SettingsException mistakes) {
      System.err.println(mistakes.getMessage());
      return 2;
    }
  }

  private static Duration every(String text) {
    try {
      return Duration.parse("PT" + text);
    } catch (DateTimeParseException wrong) {
      throw new IllegalArgumentException(
          "local.every is not a duration like 30s, 2m or 1h: " + text, wrong);
    }
  }
}
