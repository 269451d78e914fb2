package dev.herokumattermost.incident;

import dev.herokumattermost.detect.AccountOutage;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Reading.Blind;
import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.outbox.ChannelPost;
import dev.herokumattermost.outbox.DeliveryRules;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.PostId;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.rules.Rule;
import dev.herokumattermost.wording.Post;
import dev.herokumattermost.wording.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An example of docs/scenarios.md, played through a {@link Timeline}. A line that begins with a
 * time is a look, and the indented lines below it say what else was so at that look; the arrows say
 * what was told.
 */
final class Example {
  static final String ARROW = "    → ";

  private static final String CONTINUED = "      ";
  private static final String TIME = "(?:[-+]1 )?\\d\\d:\\d\\d(?::\\d\\d)?";
  private static final Pattern LOOK = Pattern.compile("(" + TIME + ")  (.+)");
  private static final Pattern DYNO =
      Pattern.compile(
          "(\\S+) (\\S+)((?: (?:since|new) "
              + TIME
              + "| (?:id|size) \\S+| release v\\d+| another id)*)");
  private static final Pattern TRAIT =
      Pattern.compile("(since|new) (" + TIME + ")|(id|size) (\\S+)|release v(\\d+)|(another id)");
  private static final Pattern RELEASE =
      Pattern.compile("v(\\d+) at (" + TIME + ")(?:( failed)|: (.+))?");
  private static final Pattern UNREADABLE = Pattern.compile("(\\S+) unreadable: (\\w+), (.+)");

  private final Function<String, Rule> rules;
  private final Timeline timeline = Timeline.watching("api", Rule.DEFAULT);
  private final Accounts accounts = new Accounts();
  private final List<String> played = new ArrayList<>();

  private Example(Function<String, Rule> rules) {
    this.rules = rules;
  }

  /**
   * Plays it.
   *
   * @param rules makes a rule of what watch.yaml says
   * @return the same lines, with what really was told behind the arrows
   */
  static List<String> play(List<String> lines, Function<String, Rule> rules) {
    var example = new Example(rules);
    var look = new ArrayList<String>();
    for (String line : lines) {
      if (LOOK.matcher(line).matches() && !look.isEmpty()) {
        example.look(look);
        look.clear();
      }
      look.add(line);
    }
    example.look(look);
    return example.played;
  }

  private void look(List<String> lines) {
    for (String line : lines) {
      if (!line.startsWith(ARROW) && !line.startsWith(CONTINUED)) {
        played.add(line);
      }
    }
    Matcher look = LOOK.matcher(lines.getFirst());
    if (!look.matches()) {
      lines.forEach(this::circumstance);
      return;
    }
    timeline.at(look.group(1));
    lines.stream().skip(1).forEach(this::circumstance);
    List<String> told = told(look.group(2));
    if (told.isEmpty()) {
      played.add(ARROW + "nothing");
    } else {
      told.forEach(text -> (ARROW + text).lines().forEach(played::add));
    }
  }

  private List<String> told(String seen) {
    if (seen.contains(" unreadable: ")) {
      return accounts.blind(Stream.of(seen.split("; ")).map(this::blind).toList());
    }
    timeline.sees(
        seen.equals("no dynos")
            ? new Seen[0]
            : Stream.of(seen.split(", ")).map(Example::dyno).toArray(Seen[]::new));
    return Stream.concat(accounts.clear().stream(), timeline.headlines().stream()).toList();
  }

  private void circumstance(String line) {
    String text = line.strip();
    String rest = text.substring(text.indexOf(' ') + 1);
    if (line.startsWith(ARROW) || line.startsWith(CONTINUED)) {
      return;
    }
    if (!line.startsWith("    ")) {
      throw wrong(line);
    }
    switch (text.split(" ", 2)[0]) {
      case "in" -> timeline.inFull();
      case "log" -> timeline.logAlso(rest);
      case "rule" -> timeline.withRule(rules.apply(rest));
      case "incident" ->
          timeline.herokuReports(
              rest.replaceFirst(" since .*", ""), rest.replaceFirst(".* since ", ""));
      case "maintenance" -> timeline.maintenance(rest.equals("on"));
      case "mattermost" -> {
        if (rest.equals("down")) {
          timeline.mattermostDown();
        } else {
          timeline.mattermostUp();
        }
      }
      case "formation" -> {
        String[] wanted = rest.split(" ");
        timeline.wants(wanted[0], Integer.parseInt(wanted[1]));
      }
      case "release" -> {
        Matcher release = RELEASE.matcher(rest);
        if (!release.matches()) {
          throw wrong(line);
        }
        int version = Integer.parseInt(release.group(1));
        if (release.group(3) != null) {
          timeline.releaseInVain(version, release.group(2));
        } else {
          timeline.release(
              version,
              release.group(2),
              Optional.ofNullable(release.group(4)).orElse("Deploy e32d4630"));
        }
      }
      default -> throw wrong(line);
    }
  }

  private static Seen dyno(String text) {
    Matcher parts = DYNO.matcher(text);
    if (!parts.matches()) {
      throw wrong(text);
    }
    Seen dyno = Seen.in(parts.group(2), parts.group(1));
    Matcher traits = TRAIT.matcher(parts.group(3));
    while (traits.find()) {
      if (traits.group(2) != null) {
        dyno =
            traits.group(1).equals("new")
                ? dyno.born(traits.group(2))
                : dyno.since(traits.group(2));
      } else if (traits.group(4) != null) {
        dyno = traits.group(3).equals("id") ? dyno.id(traits.group(4)) : dyno.size(traits.group(4));
      } else if (traits.group(5) != null) {
        dyno = dyno.release(Integer.parseInt(traits.group(5)));
      } else {
        dyno = dyno.id("another");
      }
    }
    return dyno;
  }

  private Blind blind(String text) {
    Matcher parts = UNREADABLE.matcher(text);
    if (!parts.matches()) {
      throw wrong(text);
    }
    return new Blind(
        new AppName(parts.group(1)),
        Cause.valueOf(parts.group(2).toUpperCase(Locale.ROOT)),
        parts.group(3));
  }

  private static IllegalArgumentException wrong(String line) {
    return new IllegalArgumentException("cannot be played: " + line);
  }

  /** Failed reads, as a round decides about them: for each app, or for the account at once. */
  private final class Accounts {
    private final Map<AppName, StoredApp> known = new TreeMap<>();

    List<String> blind(List<Blind> blind) {
      AccountOutage outage = AccountOutage.of(List.copyOf(blind));
      var delivered = new ArrayList<String>();
      if (outage.example().isPresent()) {
        List<AppName> apps = blind.stream().map(Blind::app).toList();
        delivered.addAll(
            after(
                AppState.ACCOUNT,
                state ->
                    blind.stream().allMatch(outage::explains)
                        ? VisibilityTransition.allReadsFailed(
                            state, outage.example().get(), apps, Rule.DEFAULT, timeline.now())
                        : VisibilityTransition.readFailed(
                            state, outage.example().get(), apps, timeline.now())));
      }
      for (Blind one : blind) {
        if (one.cause() == Cause.NOT_PROCESSED || one.cause() == Cause.STATE_UNREADABLE) {
          delivered.addAll(
              after(
                  AppState.processingOf(one.app()),
                  state -> VisibilityTransition.readFailed(state, one, List.of(), timeline.now())));
        } else if (!outage.explains(one)) {
          delivered.addAll(timeline.blind(one).headlines());
        }
      }
      return delivered;
    }

    List<String> clear() {
      var delivered = new ArrayList<String>();
      for (AppName name : List.copyOf(known.keySet())) {
        delivered.addAll(
            after(name, state -> VisibilityTransition.readSucceeded(state, timeline.now())));
      }
      return delivered;
    }

    private List<String> after(AppName name, Function<AppState, VisibilityTransition> transition) {
      StoredApp account = known.getOrDefault(name, StoredApp.unknown(name));
      account = account.after(transition.apply(account.state()), timeline.now(), () -> "pending");
      var delivered = new ArrayList<String>();
      for (Notification notification : account.outbox().notifications()) {
        delivered.add(headline(account, notification, timeline));
        var post = new ChannelPost(new PostId("post"), false);
        account = DeliveryRules.delivered(account, notification, post);
      }
      known.put(name, account);
      return delivered;
    }
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElseThrow();
  }

  /** How a notice begins, and whether it begins a thread. */
  static String headline(StoredApp app, Notification notification, Timeline timeline) {
    Post post =
        new Wording(app.app(), timeline.now())
            .post(
                notification,
                app.outbox().thread(notification.thread()).map(thread -> thread.root().opening()));
    String where = app.rootOf(notification).isPresent() ? "reply: " : "post: ";
    return where
        + (timeline.tellsInFull()
            ? post.asText().replace("\n", "\n      ")
            : firstLine(post.text()));
  }
}
