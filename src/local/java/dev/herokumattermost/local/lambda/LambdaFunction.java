package dev.herokumattermost.local.lambda;

import dev.herokumattermost.json.Json;
import dev.herokumattermost.local.lambda.RuntimeApi.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A function as Lambda runs it: a process of its own, which the first invocation starts and the
 * next ones find. It takes one event after the other; Lambda would start more processes.
 */
public final class LambdaFunction
    implements Function<Map<String, Object>, Map<String, Object>>, AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(50);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Characters. */
  private static final int LAST = 3000;

  private final JavaRuntime runtime;
  private final Map<String, String> environment;
  private final Path output;
  private @Nullable Running running;
  private int invocations;

  private record Running(RuntimeApi lambda, Process process) {}

  /**
   * A function that does not run yet.
   *
   * @param output takes what its process prints; a new process overwrites it
   */
  public LambdaFunction(JavaRuntime runtime, Map<String, String> environment, Path output) {
    this.runtime = runtime;
    this.environment = Map.copyOf(environment);
    this.output = output;
  }

  /**
   * Invokes it.
   *
   * @throws IllegalStateException if it fails or does not answer, with what its process printed
   */
  @Override
  public synchronized Map<String, Object> apply(Map<String, Object> event) {
    try {
      RuntimeApi lambda = running().lambda();
      invocations++;
      String id = "invocation-" + invocations;
      lambda.invoke(id, Json.CAMEL_CASE.write(event), TIMEOUT);
      Outcome outcome = lambda.outcome(PATIENCE);
      if (!outcome.path().equals("invocation/" + id + "/response")) {
        throw failed(outcome.toString(), null);
      }
      return Objects.requireNonNull(Json.CAMEL_CASE.readMap(outcome.body()));
    } catch (IOException | AssertionError | Json.Malformed noAnswer) {
      throw failed("no answer", noAnswer);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw failed("no answer", stopped);
    }
  }

  private Running running() throws IOException {
    Running known = running;
    if (known == null) {
      var lambda = new RuntimeApi();
      known = new Running(lambda, runtime.start(lambda, environment, output));
      running = known;
    }
    return known;
  }

  private IllegalStateException failed(String how, @Nullable Throwable cause) {
    return new IllegalStateException(
        runtime.handler() + ": " + how + "; the process printed last:\n" + lastPrinted(), cause);
  }

  private String lastPrinted() {
    String all = printed();
    return all.substring(Math.max(0, all.length() - LAST));
  }

  /** What the process that runs or ran last has printed so far; empty if none did. */
  public String printed() {
    try {
      return Files.exists(output) ? Files.readString(output) : "";
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Ends the process, so that the next invocation is a cold start. */
  public synchronized void stop() {
    Running known = running;
    running = null;
    if (known != null) {
      known.process().destroyForcibly().onExit().join();
      known.lambda().close();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
