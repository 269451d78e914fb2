package dev.herokumattermost.simulation;

import dev.herokumattermost.message.Post;
import dev.herokumattermost.pass.Channel;
import dev.herokumattermost.simulation.World.Broken;
import dev.herokumattermost.watch.Attempts.Form;
import dev.herokumattermost.watch.Delivery;
import dev.herokumattermost.watch.Delivery.Refusal;
import dev.herokumattermost.watch.Delivery.Refused;
import dev.herokumattermost.watch.Delivery.Told;
import dev.herokumattermost.watch.Destination;
import dev.herokumattermost.watch.Lookup;
import dev.herokumattermost.watch.Lookup.Known;
import dev.herokumattermost.watch.Lookup.Unknown;
import dev.herokumattermost.watch.Notice;
import dev.herokumattermost.watch.NoticeId;
import dev.herokumattermost.watch.PostId;
import dev.herokumattermost.watch.Posted;
import dev.herokumattermost.watch.Reaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A Mattermost server, for a bot or a webhook: it may refuse, fail before or after its effect, and
 * store a request as late as 60 s after it took it. Beside the default channel there is a second,
 * which comes and goes. It sees to it that nothing is told twice or out of order, in whichever
 * channel, and that what went to the default one instead says so.
 */
final class Chat implements Channel {
  private static final Duration REMEMBERS = Duration.ofSeconds(30);
  private static final Duration SETTLES = Duration.ofSeconds(60);
  private static final int[] LATE_MILLIS = {500, 9_000, 29_000, 45_000, 59_999, 60_000};

  /** The channel that is not the default one. */
  static final String SECOND = "ops/second";

  /** A post as it stands in its channel. */
  record Message(
      PostId id,
      String channel,
      PostId root,
      List<NoticeId> notices,
      String text,
      Instant at,
      boolean deleted) {}

  private record Remembered(PostId post, Instant until) {}

  private record Late(Instant at, Draft draft) {}

  /** What is asked to be posted. */
  private record Draft(List<Notice> notices, Post post, PostId root, Destination destination) {
    String pending() {
      return notices.getFirst().pendingPostId();
    }

    List<NoticeId> ids() {
      return notices.stream().map(Notice::id).toList();
    }
  }

  private final World world;
  private final boolean bot;
  private final List<Message> messages = new ArrayList<>();
  private final List<Late> late = new ArrayList<>();
  private final Map<String, Remembered> remembered = new HashMap<>();
  private final Map<PostId, List<Reaction>> reactions = new HashMap<>();
  private final Map<String, Integer> lastOfThread = new HashMap<>();
  private final Set<NoticeId> ambiguous = new HashSet<>();

  /** What was looked for in the second channel while that was away. */
  private final Set<NoticeId> unseen = new HashSet<>();

  private final boolean secondIsThere;
  private boolean secondGone;
  private int rerouted;
  private int goneAndToldAgain;
  private Instant downUntil = Instant.EPOCH;
  private int ids;

  /**
   * @param secondIsThere whether the second channel is more than a slip in the rules
   */
  Chat(World world, boolean bot, boolean secondIsThere) {
    this.world = world;
    this.bot = bot;
    this.secondIsThere = secondIsThere;
    secondGone = !secondIsThere;
  }

  @Override
  public Delivery post(
      List<Notice> notices, Post post, PostId root, Destination destination, Duration within) {
    world.step("post");
    settle();
    if (isDown()) {
      return refused(Refusal.TRANSIENT);
    }
    if (world.happens(25)) {
      return refused(Refusal.TRANSIENT);
    }
    if (isGone(destination)) {
      return refused(Refusal.CHANNEL);
    }
    if (world.happens(120)) {
      return refused(Refusal.CONFIGURATION);
    }
    if (world.happens(100)) {
      return refused(world.random.nextBoolean() ? Refusal.CONTENT : Refusal.PRIORITY);
    }
    checkPlace(root, destination);
    if (root.isKnown() && !isAliveRoot(root)) {
      return refused(Refusal.ROOT);
    }
    var draft = new Draft(notices, post, root, destination);
    if (world.happens(12)) {
      return unclear(draft, within);
    }
    PostId id = store(draft);
    notices.forEach(notice -> ambiguous.add(notice.id()));
    world.step("posted");
    if (world.happens(25)) {
      world.note("the answer is lost");
      return refused(Refusal.AMBIGUOUS);
    }
    return new Told(bot ? id : PostId.UNKNOWN);
  }

  /** No answer in time: it was taken and is stored later, or it never was taken. */
  private Delivery unclear(Draft draft, Duration within) {
    draft.notices().forEach(notice -> ambiguous.add(notice.id()));
    long takes = within.toMillis();
    long taken = world.random.nextLong(takes + 1);
    if (world.random.nextBoolean()) {
      Duration later = Duration.ofMillis(LATE_MILLIS[world.random.nextInt(LATE_MILLIS.length)]);
      Instant at = world.instant().plusMillis(taken).plus(later);
      late.add(new Late(at, draft));
      world.note("taken, and stored at " + at + ": " + draft.ids());
    }
    world.clock.advance(Duration.ofMillis(takes));
    settle();
    return refused(Refusal.AMBIGUOUS);
  }

  /** The table has it that the notice is told: from now on telling it again is wrong. */
  void recorded(NoticeId notice) {
    ambiguous.remove(notice);
  }

  /** What is on its way arrives. */
  void settle() {
    late.sort((one, other) -> one.at().compareTo(other.at()));
    while (!late.isEmpty() && !late.getFirst().at().isAfter(world.instant())) {
      store(late.removeFirst().draft());
    }
  }

  private PostId store(Draft draft) {
    Remembered known = remembered.get(draft.pending());
    if (bot && known != null && known.until().isAfter(world.instant())) {
      return known.post();
    }
    draft.notices().forEach(notice -> checkOnce(notice, draft.destination()));
    checkSaysSo(draft);
    boolean asReply = draft.root().isKnown() && isAliveRoot(draft.root());
    var message =
        new Message(
            new PostId("post" + ++ids),
            draft.destination().channel(),
            asReply ? draft.root() : PostId.UNKNOWN,
            draft.ids(),
            draft.post().text(),
            world.instant(),
            false);
    messages.add(message);
    rerouted += draft.destination().unreachable().isEmpty() ? 0 : 1;
    remembered.put(draft.pending(), new Remembered(message.id(), world.instant().plus(REMEMBERS)));
    world.note("stored " + message.id() + " " + message.notices() + " " + firstLine(draft.post()));
    return message.id();
  }

  private static String firstLine(Post post) {
    return post.text().lines().findFirst().orElse("");
  }

  /** A thread that is in the default channel although it was meant for the other begins so. */
  private void checkSaysSo(Draft draft) {
    for (Notice notice : draft.notices()) {
      boolean meantForSecond = notice.thread().contains("/" + Platform.ROUTED + "@");
      boolean first = messages.stream().noneMatch(message -> holdsThread(message, notice.thread()));
      boolean plain = notice.attempts().form() == Form.PLAIN;
      boolean says = draft.post().text().contains("eant for `" + SECOND + "`, which cannot");
      if (draft.destination().isDefault() && meantForSecond && first && !plain && !says) {
        throw new Broken("it does not say where it was meant to go: " + draft.post().text());
      }
    }
  }

  private static boolean holdsThread(Message message, String thread) {
    return message.channel().isEmpty()
        && message.notices().stream().anyMatch(id -> id.value().startsWith(thread + "#"));
  }

  /** Nothing is answered, and nothing edited, in another channel than it is in. */
  private void checkPlace(PostId root, Destination destination) {
    int place = root.isKnown() ? placeOf(root) : -1;
    if (place >= 0 && !messages.get(place).channel().equals(destination.channel())) {
      throw new Broken(root + " is not in " + destination);
    }
  }

  private void checkOnce(Notice notice, Destination destination) {
    boolean doubled = everHeld(notice.id());
    boolean mayBe = bot ? isToldToOthers(notice, destination) : ambiguous.contains(notice.id());
    goneAndToldAgain += doubled && bot && mayBe ? 1 : 0;
    if (doubled && !mayBe) {
      throw new Broken("told twice: " + notice.id());
    }
    int hash = notice.id().value().lastIndexOf('#');
    String number = notice.id().value().substring(hash + 1);
    if (!doubled && number.chars().allMatch(Character::isDigit)) {
      int now = Integer.parseInt(number);
      Integer last = lastOfThread.put(notice.thread(), now);
      if (last != null && last >= now) {
        throw new Broken("out of order: " + notice.id() + " after #" + last);
      }
    }
  }

  /** Whether all that was told of it before is where nobody could look. */
  private boolean isToldToOthers(Notice notice, Destination destination) {
    return destination.isDefault()
        && unseen.contains(notice.id())
        && messages.stream()
            .filter(message -> message.notices().contains(notice.id()))
            .noneMatch(message -> message.channel().isEmpty());
  }

  @Override
  public Delivery edit(
      PostId root, NoticeId first, Post post, Destination destination, Duration within) {
    world.step("edit");
    settle();
    if (isDown() || world.happens(25)) {
      return refused(world.random.nextBoolean() ? Refusal.TRANSIENT : Refusal.AMBIGUOUS);
    }
    checkPlace(root, destination);
    if (isGone(destination)) {
      return refused(Refusal.CHANNEL);
    }
    int place = placeOf(root);
    if (place < 0 || messages.get(place).deleted()) {
      return refused(Refusal.ROOT);
    }
    Message old = messages.get(place);
    messages.set(
        place,
        new Message(
            old.id(), old.channel(), old.root(), old.notices(), post.text(), old.at(), false));
    world.note("edited " + root + " " + firstLine(post));
    world.step("edited");
    return world.happens(25) ? refused(Refusal.AMBIGUOUS) : new Told(root);
  }

  @Override
  public Lookup<Optional<Posted>> find(Notice notice, Duration within) {
    world.step("find");
    settle();
    if (isDown() || world.happens(25)) {
      return new Unknown<>(false, "no answer");
    }
    Destination destination = notice.address().destination();
    if (isGone(destination)) {
      unseen.add(notice.id());
      return new Unknown<>(true, "no such channel");
    }
    return new Known<>(
        messages.stream()
            .filter(message -> message.channel().equals(destination.channel()))
            .filter(message -> !message.deleted() && message.notices().contains(notice.id()))
            .findFirst()
            .map(message -> new Posted(message.id(), message.notices().size() > 1)));
  }

  @Override
  public Lookup<List<Reaction>> reactions(PostId post, Duration within) {
    world.step("reactions");
    return isDown() || world.happens(25)
        ? new Unknown<>(false, "no answer")
        : new Known<>(reactions.getOrDefault(post, List.of()));
  }

  @Override
  public Lookup<String> nameOf(String user, Duration within) {
    world.step("name");
    return new Known<>("ada");
  }

  @Override
  public boolean canLook() {
    return bot;
  }

  private Refused refused(Refusal kind) {
    return new Refused(kind, "made up", Duration.ZERO);
  }

  private boolean isDown() {
    return world.instant().isBefore(downUntil);
  }

  private boolean isGone(Destination destination) {
    return !destination.isDefault() && secondGone;
  }

  /** The second channel is archived, or the bot is taken out of it; or that is undone. */
  void secondGone(boolean gone) {
    secondGone = gone || !secondIsThere;
    world.note("the second channel is " + (secondGone ? "gone" : "there"));
  }

  void goDown(Duration time) {
    downUntil = world.instant().plus(time);
    world.note("Mattermost is down for " + time);
  }

  /** It forgets which requests it has seen. */
  void restart() {
    remembered.clear();
    world.note("Mattermost restarts");
  }

  /** Somebody reacts to the newest thread. */
  void react(String emoji) {
    messages.stream()
        .filter(message -> !message.root().isKnown())
        .reduce((_, last) -> last)
        .ifPresent(
            root ->
                reactions
                    .computeIfAbsent(root.id(), _ -> new ArrayList<>())
                    .add(new Reaction("user", emoji, world.instant())));
  }

  /** Somebody deletes the newest thread's first post, once it is known what it told. */
  void deleteRoot(Set<NoticeId> recorded) {
    for (int place = messages.size() - 1; place >= 0; place--) {
      Message message = messages.get(place);
      if (!message.root().isKnown() && recorded.containsAll(message.notices())) {
        messages.set(
            place,
            new Message(
                message.id(),
                message.channel(),
                message.root(),
                message.notices(),
                message.text(),
                message.at(),
                true));
        world.note("deleted " + message.id());
        return;
      }
    }
  }

  private int placeOf(PostId id) {
    for (int place = 0; place < messages.size(); place++) {
      if (messages.get(place).id().equals(id)) {
        return place;
      }
    }
    return -1;
  }

  private boolean isAliveRoot(PostId id) {
    int place = placeOf(id);
    return place >= 0 && !messages.get(place).deleted() && !messages.get(place).root().isKnown();
  }

  boolean everHeld(NoticeId id) {
    return messages.stream().anyMatch(message -> message.notices().contains(id));
  }

  /** How many posts are in the default channel although they were meant for the second. */
  int rerouted() {
    return rerouted;
  }

  /** How many notices a bot has told in a channel that went away, and then in the default one. */
  int goneAndToldAgain() {
    return goneAndToldAgain;
  }

  List<Message> messages() {
    return messages;
  }

  boolean isQuiet() {
    return late.isEmpty();
  }

  static Duration settles() {
    return SETTLES;
  }
}
