package dev.herokumattermost.pass;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.pass.AppFailure.Stage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;

/**
 * Keeps what one app's data does from the other apps: an exception that nobody expected is that
 * app's failure, and the pass goes on.
 */
final class AppFailures {
  private static final int LONGEST_REASON = 300;
  private static final int LONGEST_TRACE = 8_000;

  private final UnaryOperator<String> withoutSecrets;
  private final Map<AppName, AppFailure> byApp = new ConcurrentSkipListMap<>();

  /**
   * No failure yet.
   *
   * @param withoutSecrets takes secrets out of an exception's message, which can repeat any text
   */
  AppFailures(UnaryOperator<String> withoutSecrets) {
    this.withoutSecrets = withoutSecrets;
  }

  /** A step of one app's pass. */
  interface Step<R> {
    R take() throws InterruptedException;
  }

  /** Takes a step; empty if it failed. */
  <R> Optional<R> attempt(AppName app, Stage stage, Step<R> step) throws InterruptedException {
    try {
      return Optional.of(step.take());
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError failure) {
      add(app, stage, failure);
      return Optional.empty();
    }
  }

  AppFailure add(AppName app, Stage stage, Throwable failure) {
    var trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    String message = failure.getMessage() == null ? "" : ": " + failure.getMessage();
    return add(
        new AppFailure(
            app,
            stage,
            safe(failure.getClass().getSimpleName() + message, LONGEST_REASON),
            safe(trace.toString(), LONGEST_TRACE)));
  }

  AppFailure add(AppName app, Stage stage, String reason) {
    return add(new AppFailure(app, stage, safe(reason, LONGEST_REASON), ""));
  }

  /** The first failure of an app explains the later ones. */
  private AppFailure add(AppFailure failure) {
    AppFailure first = byApp.putIfAbsent(failure.app(), failure);
    return first == null ? failure : first;
  }

  Optional<AppFailure> of(AppName app) {
    return Optional.ofNullable(byApp.get(app));
  }

  List<AppFailure> all() {
    return List.copyOf(byApp.values());
  }

  /**
   * What is searched is longer than what is kept, so that no half of a secret is left at the end.
   */
  private String safe(String text, int longest) {
    String safe = withoutSecrets.apply(cut(text, 2 * longest));
    return cut(safe, longest);
  }

  private static String cut(String text, int longest) {
    return text.length() > longest ? text.substring(0, longest) + "…" : text;
  }
}
