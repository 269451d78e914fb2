package dev.herokumattermost.local;

import com.amazonaws.services.lambda.runtime.Context;
import dev.herokumattermost.local.mattermost.SimulatedChannel;
import dev.herokumattermost.local.mattermost.SimulatedPost;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints what happens in the terminal, and checks that it is what is expected. */
final class Console {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final String BOLD = "\u001b[1m";
  private static final String DIM = "\u001b[2m";
  private static final String RED = "\u001b[31m";
  private static final String CYAN = "\u001b[36m";
  private static final String PLAIN = "\u001b[0m";

  private final InstantSource clock;
  private final SimulatedChannel channel;
  private final List<SimulatedPost> unchecked = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private int seen;
  private String step = "";

  Console(InstantSource clock, SimulatedChannel channel) {
    this.clock = clock;
    this.channel = channel;
  }

  void step(String title) {
    step = title;
    unchecked.clear();
    System.out.println("\n" + BOLD + title + PLAIN);
  }

  /** Shows the function's own log only if {@code -Dlocal.log} asks for it. */
  Context context() {
    return new LocalContext(
        line -> {
          if (Boolean.getBoolean("local.log")) {
            System.out.println(DIM + "  " + line + PLAIN);
          }
        });
  }

  void report(Map<String, Object> report) {
    List<SimulatedPost> added = added();
    unchecked.addAll(added);
    System.out.printf(
        "%s %s of %s apps read, %d posted, %s waiting%n",
        TIME.format(clock.instant()),
        report.get("read"),
        report.get("apps"),
        added.size(),
        report.get("waiting"));
    added.forEach(Console::show);
  }

  /**
   * Reports what webhooks led to.
   *
   * @param answers the statuses that Heroku was answered by
   * @param happened when that happened of which they tell
   */
  void reportWebhooks(List<Integer> answers, Instant happened) {
    List<SimulatedPost> added = added();
    unchecked.addAll(added);
    System.out.printf(
        "%s webhooks sent: %d, %d posted%s%n",
        TIME.format(happened),
        answers.size(),
        added.size(),
        added.isEmpty() ? "" : " %s after it happened".formatted(since(happened, added.getLast())));
    added.forEach(Console::show);
    check(answers.stream().allMatch(status -> status == 204), "204, but got " + answers);
  }

  private static String since(Instant happened, SimulatedPost post) {
    double seconds = Duration.between(happened, post.createAt()).toMillis() / 1000.0;
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }

  /** Prints the posts since the last time. */
  void showPosts() {
    added().forEach(Console::show);
  }

  private List<SimulatedPost> added() {
    List<SimulatedPost> posts = channel.posts();
    List<SimulatedPost> added = posts.subList(seen, posts.size());
    seen = posts.size();
    return added;
  }

  private static void show(SimulatedPost post) {
    String margin = CYAN + (post.isRoot() ? "  │ " : "  │   ↳ ") + PLAIN;
    post.shown().lines().forEach(line -> System.out.println(margin + line));
  }

  void expectSilence() {
    check(unchecked.isEmpty(), "silence, but there were " + unchecked.size() + " posts");
    unchecked.clear();
  }

  void expectPost(String... words) {
    expectOne(true, words);
  }

  void expectReply(String... words) {
    expectOne(false, words);
  }

  void expectOneThread(String... words) {
    String all = String.join("\n", unchecked.stream().map(SimulatedPost::shown).toList());
    check(
        unchecked.stream().filter(SimulatedPost::isRoot).count() == 1,
        "one thread, but there were "
            + unchecked.stream().filter(SimulatedPost::isRoot).count()
            + " root posts");
    for (String word : words) {
      check(all.contains(word), "the words «" + word + "»");
    }
    unchecked.clear();
  }

  private void expectOne(boolean root, String... words) {
    check(unchecked.size() == 1, "one post, but there were " + unchecked.size());
    for (SimulatedPost post : unchecked) {
      check(post.isRoot() == root, root ? "a root post" : "a reply in the thread");
      for (String word : words) {
        check(post.shown().contains(word), "the words «" + word + "»");
      }
    }
    unchecked.clear();
  }

  private void check(boolean holds, String expected) {
    if (!holds) {
      failures.add(step + " Expected " + expected);
      System.out.println(RED + "  ✗ expected " + expected + PLAIN);
    }
  }

  /** Prints whether every expectation held, and returns it. */
  boolean passed() {
    System.out.println();
    if (failures.isEmpty()) {
      System.out.println(BOLD + "Everything went as expected." + PLAIN);
    } else {
      System.out.println(RED + "Not everything went as expected:" + PLAIN);
      failures.forEach(failure -> System.out.println("  " + failure));
    }
    return failures.isEmpty();
  }
}
