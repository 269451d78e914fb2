package dev.herokumattermost.local;

import dev.herokumattermost.settings.SettingsException;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;

/**
 * {@code ./mvnw -Plocal}: without a Heroku token in the environment it runs a demo with simulated
 * services. With a token it watches the real ones, and keeps the table under {@code .local/}; with
 * {@code -Dlocal.dry} it posts to nobody. Both show a live page, unless {@code -Dlocal.once} ends
 * them. With {@code -Dlocal.doctor} it only checks what a pass needs, of the ones or the others;
 * with {@code -Dlocal.serve} it only serves the simulated ones.
 */
public final class Local {
  private Local() {}

  public static void main(String[] arguments) {
    try {
      System.exit(run());
    } catch (IOException | InterruptedException | RuntimeException failed) {
      failed.printStackTrace();
      System.exit(1); // DynamoDB Local's threads would keep the process alive.
    }
  }

  private static int run() throws IOException, InterruptedException {
    boolean once = Boolean.getBoolean("local.once");
    boolean real = System.getenv("HEROKU_API_KEY") != null;
    if (Boolean.getBoolean("local.doctor")) {
      return shown(real ? RealWatch.examine() : Demo.examine());
    }
    if (Boolean.getBoolean("local.serve")) {
      Services.serve(System.getProperty("local.address"));
    }
    int port = Integer.getInteger("local.port", 4500);
    return real ? watch(once, port) : Demo.run(once, port) ? 0 : 1;
  }

  private static int shown(Map<String, Object> checkup) {
    System.out.println(checkup.get("table"));
    return Boolean.TRUE.equals(checkup.get("ok")) ? 0 : 1;
  }

  private static int watch(boolean once, int port) throws IOException, InterruptedException {
    Duration every = every(System.getProperty("local.every", "2m"));
    try {
      if (Boolean.getBoolean("local.dry")) {
        RealWatch.rehearse(every, once, port);
      } else {
        RealWatch.run(every, once, port);
      }
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
