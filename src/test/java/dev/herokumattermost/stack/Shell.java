package dev.herokumattermost.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * A shell in which somebody follows the docs.
 *
 * @param directory the project
 * @param environment besides that of this process
 */
record Shell(Path directory, Map<String, String> environment) {
  private static final int PATIENCE_SECONDS = 150;

  /** Runs commands that must succeed, and returns what they print. */
  String run(String commands) {
    return run(commands, "");
  }

  /**
   * Runs commands that must succeed.
   *
   * @param input what is typed
   */
  String run(String commands, String input) {
    try {
      Path output = Files.createTempFile("shell", ".out");
      System.out.printf("%n$ %s%n", commands.strip());
      var process = new ProcessBuilder("bash", "-ec", commands);
      process.directory(directory.toFile()).redirectErrorStream(true);
      process.redirectOutput(output.toFile()).environment().putAll(environment);
      long start = System.nanoTime();
      var running = process.start();
      try (var in = running.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException unread) {
        // It asked for less.
      }
      boolean ended = running.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      running.destroyForcibly();
      String printed = Files.readString(output);
      Files.delete(output);
      System.out.printf("%s%n-- %d ms%n", printed, (System.nanoTime() - start) / 1_000_000);
      assertThat(ended && running.exitValue() == 0)
          .as("%s%nprinted%n%s", commands, printed)
          .isTrue();
      return printed;
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** What the AWS CLI answers. */
  JsonNode aws(String command) throws Json.Malformed {
    String printed = run("aws " + command + " --output json");
    return Json.CAMEL_CASE.readTree(printed.isBlank() ? "{}" : printed);
  }
}
