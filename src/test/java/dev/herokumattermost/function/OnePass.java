package dev.herokumattermost.function;

import dev.herokumattermost.WatchFunction;
import dev.herokumattermost.local.LocalContext;
import dev.herokumattermost.local.LocalInvocation;
import dev.herokumattermost.store.DynamoConnection;
import java.time.Instant;
import java.util.Map;

/** The function as a process that makes one pass, at a time of the caller's choice. */
final class OnePass {
  static final String BEGINS = "the pass begins";

  private OnePass() {}

  /** Takes the time, in milliseconds since 1970. */
  public static void main(String[] args) {
    Instant start = Instant.ofEpochMilli(Long.parseLong(args[0]));
    long began = System.nanoTime();
    var function =
        new WatchFunction(
            System.getenv(),
            () -> start.plusNanos(System.nanoTime() - began),
            DynamoConnection.builder().build(),
            System.out::println);
    System.out.println(BEGINS);
    LocalInvocation.invoke(
        function, Map.of("action", "watch"), new LocalContext(System.out::println));
  }
}
