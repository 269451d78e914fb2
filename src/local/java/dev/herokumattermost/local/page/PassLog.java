package dev.herokumattermost.local.page;

import dev.herokumattermost.local.mattermost.ChannelPosts;
import dev.herokumattermost.local.mattermost.SimulatedPost;
import dev.herokumattermost.local.page.Controls.Refused;
import dev.herokumattermost.local.page.PassView.Finding;
import dev.herokumattermost.local.page.PassView.Headline;
import dev.herokumattermost.local.page.PassView.Headline.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The last passes, with what lies behind those that found something. */
public final class PassLog {
  private static final int MOST = 200;

  private final Map<String, AlertRule> rules = AlertRule.all();
  private final Optional<? extends ChannelPosts> channel;
  private final Function<Set<String>, PassDetails> now;
  private final Deque<PassView> passes = new ArrayDeque<>();
  private final Map<Integer, PassDetails> details = new HashMap<>();
  private Map<String, SimulatedPost> known = Map.of();
  private int count;

  /**
   * Starts a log.
   *
   * @param channel what passes post into; empty if it is not ours to read
   * @param now gives what is stored and logged of some apps; of all if none is named
   */
  public PassLog(Optional<? extends ChannelPosts> channel, Function<Set<String>, PassDetails> now) {
    this.channel = channel;
    this.now = now;
  }

  /**
   * Adds a pass that has just run.
   *
   * @param result as the function returned it
   */
  public synchronized void add(Instant at, Map<String, Object> result, Duration took) {
    count++;
    PassView pass = PassView.of(count, at, PassResult.of(result), headlines(), took, rules);
    passes.addLast(pass);
    if (!pass.isQuiet()) {
      details.put(
          count, now.apply(pass.findings().stream().map(Finding::app).collect(Collectors.toSet())));
    }
    if (passes.size() > MOST) {
      details.remove(passes.removeFirst().number());
    }
  }

  /** Adds a pass that ended without a result. */
  public synchronized void addFailed(Instant at, String why) {
    count++;
    passes.addLast(PassView.failed(count, at, why));
  }

  /** Oldest first. */
  public synchronized List<PassView> passes() {
    return List.copyOf(passes);
  }

  /** What lay behind a pass; what is there now if the pass found nothing new. */
  public synchronized PassDetails details(int number) throws Refused {
    if (passes.stream().noneMatch(pass -> pass.number() == number)) {
      throw new Refused("Pass " + number + " is not among the last " + MOST + ".");
    }
    return Optional.ofNullable(details.get(number)).orElseGet(() -> now.apply(Set.of()));
  }

  private List<Headline> headlines() {
    var headlines = new ArrayList<Headline>();
    var posts =
        channel.stream()
            .flatMap(all -> all.posts().stream())
            .collect(Collectors.toMap(SimulatedPost::id, Function.identity()));
    for (SimulatedPost post : channel.map(ChannelPosts::posts).orElse(List.of())) {
      SimulatedPost before = known.get(post.id());
      if (before == null) {
        Kind kind = post.isRoot() ? Kind.POST : Kind.REPLY;
        headlines.add(new Headline(post.id(), kind, PostView.headline(post)));
      } else if (!before.equals(post)) {
        headlines.add(new Headline(post.id(), Kind.EDIT, PostView.headline(post)));
      }
    }
    known = posts;
    return headlines;
  }
}
