package dev.herokumattermost.local;

import com.amazonaws.services.lambda.runtime.Context;
import dev.herokumattermost.local.mattermost.Channel;
import dev.herokumattermost.local.mattermost.SimulatedPost;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells the story in the terminal and checks that it goes as told. */
final class Narrator {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final String BOLD = "\u001b[1m";
  private static final String DIM = "\u001b[2m";
  private static final String RED = "\u001b[31m";
  private static final String CYAN = "\u001b[36m";
  private static final String PLAIN = "\u001b[0m";

  private final InstantSource clock;
  private final Channel channel;
  private final List<SimulatedPost> fresh = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private int seen;
  private String chapter = "";

  Narrator(InstantSource clock, Channel channel) {
    this.clock = clock;
    this.channel = channel;
  }

  void chapter(String title) {
    chapter = title;
    fresh.clear();
    System.out.println("\n" + BOLD + title + PLAIN);
  }

  Context context() {
    return new LocalContext(line -> System.out.println(DIM + "  " + line + PLAIN));
  }

  void report(Map<String, Object> report) {
    List<SimulatedPost> added = added();
    fresh.addAll(added);
    System.out.printf(
        "%s %s of %s apps read, %d posted, %s waiting%n",
        TIME.format(clock.instant()),
        report.get("read"),
        report.get("apps"),
        added.size(),
        report.get("waiting"));
    added.forEach(Narrator::show);
  }

  /** Shows what was posted since the last time. */
  void showPosts() {
    added().forEach(Narrator::show);
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
    check(fresh.isEmpty(), "silence, but there were " + fresh.size() + " posts");
    fresh.clear();
  }

  void expectPost(String... words) {
    expectOne(true, words);
  }

  void expectReply(String... words) {
    expectOne(false, words);
  }

  void expectOneThread(String... words) {
    String all = String.join("\n", fresh.stream().map(SimulatedPost::shown).toList());
    check(
        fresh.stream().filter(SimulatedPost::isRoot).count() == 1,
        "one thread, but there were "
            + fresh.stream().filter(SimulatedPost::isRoot).count()
            + " root posts");
    for (String word : words) {
      check(all.contains(word), "the words «" + word + "»");
    }
    fresh.clear();
  }

  private void expectOne(boolean root, String... words) {
    check(fresh.size() == 1, "one post, but there were " + fresh.size());
    for (SimulatedPost post : fresh) {
      check(post.isRoot() == root, root ? "a root post" : "a reply in the thread");
      for (String word : words) {
        check(post.shown().contains(word), "the words «" + word + "»");
      }
    }
    fresh.clear();
  }

  private void check(boolean asTold, String expected) {
    if (!asTold) {
      failures.add(chapter + " Expected " + expected);
      System.out.println(RED + "  ✗ expected " + expected + PLAIN);
    }
  }

  boolean verdict() {
    System.out.println();
    if (failures.isEmpty()) {
      System.out.println(BOLD + "The story went as told." + PLAIN);
    } else {
      System.out.println(RED + "The story did not go as told:" + PLAIN);
      failures.forEach(failure -> System.out.println("  " + failure));
    }
    return failures.isEmpty();
  }
}
