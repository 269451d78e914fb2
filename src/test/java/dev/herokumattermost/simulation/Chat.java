package dev.herokumattermost.simulation;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.Lookup.Known;
import dev.herokumattermost.dyno.Lookup.Unknown;
import dev.herokumattermost.incident.Acknowledgement.Reaction;
import dev.herokumattermost.mattermost.ClientTable;
import dev.herokumattermost.mattermost.ClientTable.Answer;
import dev.herokumattermost.outbox.ChannelPost;
import dev.herokumattermost.outbox.DeliveryResult;
import dev.herokumattermost.outbox.DeliveryResult.Delivered;
import dev.herokumattermost.outbox.DeliveryResult.Refusal;
import dev.herokumattermost.outbox.DeliveryResult.Refused;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.NotificationId;
import dev.herokumattermost.outbox.PostId;
import dev.herokumattermost.pass.Channel;
import dev.herokumattermost.pass.Deadline;
import dev.herokumattermost.pass.OutgoingPost;
import dev.herokumattermost.rules.Route.DefaultInsteadOf;
import dev.herokumattermost.rules.Route.Target;
import dev.herokumattermost.simulation.World.Broken;
import dev.herokumattermost.wording.Post;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
      Target channel,
      @Nullable PostId root,
      List<NotificationId> notifications,
      String text,
      Instant at,
      boolean deleted) {
    Message edited(String newText) {
      return new Message(id, channel, root, notifications, newText, at, false);
    }

    Message removed() {
      return new Message(id, channel, root, notifications, text, at, true);
    }
  }

  /** What a server refuses with for a while, as 11.6 words it. */
  private enum ForAWhile {
    /** The bot is out of the channel, or may not post. */
    PERMISSION(
        new Answer(403, "api.context.permissions.app_error"),
        new Answer(403, "api.context.permissions.app_error"),
        403),
    /** A page of a proxy. */
    PROXY(new Answer(404, ""), new Answer(404, ""), 404),
    /** The database is gone, and the server takes every root for a wrong one. */
    DATABASE(
        new Answer(400, "api.post.create_post.root_id.app_error"),
        new Answer(500, "app.post.get.app_error"),
        400);

    private final Answer toPost;
    private final Answer toLook;
    private final int hookStatus;

    ForAWhile(Answer toPost, Answer toLook, int hookStatus) {
      this.toPost = toPost;
      this.toLook = toLook;
      this.hookStatus = hookStatus;
    }

    Answer toHook() {
      return new Answer(hookStatus, this == PROXY ? "" : "web.incoming_webhook.general.app_error");
    }
  }

  private record Remembered(PostId post, Instant until) {}

  private record Late(Instant at, OutgoingPost post) {}

  private final World world;
  private final boolean bot;
  private final List<Message> messages = new ArrayList<>();
  private final List<Late> late = new ArrayList<>();
  private final Map<String, Remembered> remembered = new HashMap<>();
  private final Map<PostId, List<Reaction>> reactions = new HashMap<>();
  private final Map<String, Integer> lastOfThread = new HashMap<>();
  private final Set<NotificationId> forgotten = new HashSet<>();
  private final Set<NotificationId> ambiguous = new HashSet<>();

  /** What was looked for in the second channel while that was away. */
  private final Set<NotificationId> unseen = new HashSet<>();

  private final boolean secondIsThere;
  private boolean secondGone;
  private int rerouted;
  private int goneAndToldAgain;
  private final Set<NotificationId> setAside = new HashSet<>();
  private Instant downUntil = Instant.EPOCH;
  private Instant refusesUntil = Instant.EPOCH;
  private ForAWhile refuses = ForAWhile.PERMISSION;
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
  public DeliveryResult post(OutgoingPost post, Deadline deadline) {
    Target target = post.target();
    world.step("post");
    settle();
    if (isDown()) {
      return refused(Refusal.TRANSIENT);
    }
    if (world.happens(25)) {
      world.count("Retry-After");
      Duration asked = Duration.ofSeconds(world.random.nextInt(120));
      return new Refused(Refusal.TRANSIENT, "429", asked);
    }
    if (refusesForNow()) {
      return refusedForAWhile(post);
    }
    if (isGone(target)) {
      return refused(Refusal.CHANNEL);
    }
    if (world.happens(120)) {
      return refused(Refusal.CONFIGURATION);
    }
    if (world.happens(100)) {
      return refused(world.random.nextBoolean() ? Refusal.CONTENT : Refusal.PRIORITY);
    }
    checkPlace(post.root(), target);
    if (post.root() != null && !isAliveRoot(post.root())) {
      return refused(Refusal.ROOT);
    }
    if (world.happens(12)) {
      return unclear(post, deadline);
    }
    PostId id = store(post);
    ambiguous.addAll(post.notifications());
    world.step("posted");
    if (world.happens(25)) {
      world.note("the answer is lost");
      return refused(Refusal.AMBIGUOUS);
    }
    return new Delivered(bot ? id : null);
  }

  private Refused refusedForAWhile(OutgoingPost post) {
    world.count("refused for a while: " + refuses);
    if (!bot) {
      return ClientTable.hook(refuses.toHook(), post.target());
    }
    boolean failed = refuses == ForAWhile.DATABASE && post.root() == null;
    Answer answer = failed ? new Answer(500, "app.post.save.app_error") : refuses.toPost;
    return ClientTable.post(answer, refuses.toLook, post.target());
  }

  /** No answer in time: it was taken and is stored later, or it never was taken. */
  private DeliveryResult unclear(OutgoingPost post, Deadline deadline) {
    ambiguous.addAll(post.notifications());
    long takes = Math.max(0, deadline.left().toMillis());
    long taken = world.random.nextLong(takes + 1);
    if (world.random.nextBoolean()) {
      Duration later = Duration.ofMillis(LATE_MILLIS[world.random.nextInt(LATE_MILLIS.length)]);
      Instant at = world.instant().plusMillis(taken).plus(later);
      late.add(new Late(at, post));
      world.note("taken, and stored at " + at + ": " + post.notifications());
    }
    world.clock.advance(Duration.ofMillis(takes));
    settle();
    return refused(Refusal.AMBIGUOUS);
  }

  /** The table has it that the notice is told: from now on telling it again is wrong. */
  void recorded(NotificationId notification) {
    ambiguous.remove(notification);
  }

  /** What is on its way arrives. */
  void settle() {
    late.sort((one, other) -> one.at().compareTo(other.at()));
    while (!late.isEmpty() && !late.getFirst().at().isAfter(world.instant())) {
      store(late.removeFirst().post());
    }
  }

  private PostId store(OutgoingPost post) {
    Remembered known = remembered.get(post.pendingPostId());
    if (bot && known != null && known.until().isAfter(world.instant())) {
      return known.post();
    }
    post.notifications().forEach(id -> checkOnce(id, post.target()));
    checkSaysSo(post);
    boolean asReply = post.root() != null && isAliveRoot(post.root());
    var message =
        new Message(
            new PostId("post" + ++ids),
            post.target().plainly(),
            asReply ? post.root() : null,
            post.notifications(),
            post.post().text(),
            world.instant(),
            false);
    messages.add(message);
    rerouted += post.target() instanceof DefaultInsteadOf ? 1 : 0;
    remembered.put(
        post.pendingPostId(), new Remembered(message.id(), world.instant().plus(REMEMBERS)));
    world.note(
        "stored " + message.id() + " " + message.notifications() + " " + firstLine(post.post()));
    return message.id();
  }

  private static String firstLine(Post post) {
    return post.text().lines().findFirst().orElse("");
  }

  /** A thread that is in the default channel although it was meant for the other begins so. */
  private void checkSaysSo(OutgoingPost post) {
    for (NotificationId id : post.notifications()) {
      String thread = thread(id);
      boolean meantForSecond = thread.contains("/" + Platform.ROUTED + "@");
      boolean first = messages.stream().noneMatch(message -> holdsThread(message, thread));
      boolean plain = post.post().attachments().isEmpty();
      boolean says = post.post().text().contains("or `" + SECOND + "`, but the bot cannot");
      if (post.target().isDefault() && meantForSecond && first && !plain && !says) {
        throw new Broken("it does not say where it was meant to go: " + post.post().text());
      }
    }
  }

  private static boolean holdsThread(Message message, String thread) {
    return message.channel().isDefault()
        && message.notifications().stream().anyMatch(id -> id.value().startsWith(thread + "#"));
  }

  /** Nothing is answered, and nothing edited, in another channel than it is in. */
  private void checkPlace(@Nullable PostId root, Target target) {
    int place = root == null ? -1 : placeOf(root);
    if (place >= 0 && !messages.get(place).channel().isSameChannel(target)) {
      throw new Broken(root + " is not in " + target);
    }
  }

  /** What is known of an app has expired: what it told may be told once more, as if it were new. */
  void forget(AppName app) {
    String itsThreads = app + "/";
    messages.stream()
        .flatMap(message -> message.notifications().stream())
        .filter(id -> id.value().startsWith(itsThreads))
        .forEach(forgotten::add);
    lastOfThread.keySet().removeIf(thread -> thread.startsWith(itsThreads));
  }

  private void checkOnce(NotificationId id, Target target) {
    boolean doubled = everHeld(id) && !forgotten.remove(id);
    boolean mayBe = bot ? isToldToOthers(id, target) : ambiguous.contains(id);
    goneAndToldAgain += doubled && bot && mayBe ? 1 : 0;
    if (doubled && !mayBe) {
      throw new Broken("told twice: " + id);
    }
    String number = id.value().substring(id.value().lastIndexOf('#') + 1);
    if (!doubled && !setAside.contains(id) && number.chars().allMatch(Character::isDigit)) {
      int now = Integer.parseInt(number);
      Integer last = lastOfThread.put(thread(id), now);
      if (last != null && last >= now) {
        throw new Broken("out of order: " + id + " after #" + last);
      }
    }
  }

  /** Whether all that was told of it before is where nobody could look. */
  private boolean isToldToOthers(NotificationId id, Target target) {
    return target.isDefault()
        && unseen.contains(id)
        && messages.stream()
            .filter(message -> message.notifications().contains(id))
            .noneMatch(message -> message.channel().isDefault());
  }

  @Override
  public DeliveryResult edit(PostId root, OutgoingPost revised, Deadline deadline) {
    Target target = revised.target();
    world.step("edit");
    settle();
    if (isDown() || world.happens(25)) {
      return refused(world.random.nextBoolean() ? Refusal.TRANSIENT : Refusal.AMBIGUOUS);
    }
    if (refusesForNow()) {
      world.count("edit refused for a while: " + refuses);
      return ClientTable.edit(
          refuses == ForAWhile.PROXY ? refuses.toPost : ForAWhile.PERMISSION.toPost, target);
    }
    checkPlace(root, target);
    if (isGone(target)) {
      return refused(Refusal.CHANNEL);
    }
    int place = placeOf(root);
    if (place < 0 || messages.get(place).deleted()) {
      return refused(Refusal.ROOT);
    }
    messages.set(place, messages.get(place).edited(revised.post().text()));
    world.note("edited " + root + " " + firstLine(revised.post()));
    world.step("edited");
    return world.happens(25) ? refused(Refusal.AMBIGUOUS) : new Delivered(root);
  }

  @Override
  public Lookup<Optional<ChannelPost>> find(Notification notification, Deadline deadline) {
    world.step("find");
    settle();
    if (isDown() || world.happens(25)) {
      return new Unknown<>(false, "no answer");
    }
    Target target = notification.route().target();
    if (refusesForNow() && refuses != ForAWhile.PERMISSION) {
      return new Unknown<>(false, "made up");
    }
    if (refusesForNow() && target.isDefault()) {
      return new Unknown<>(false, "403");
    }
    if (refusesForNow() || isGone(target)) {
      unseen.add(notification.id());
      return new Unknown<>(true, "no such channel");
    }
    return new Known<>(
        messages.stream()
            .filter(message -> message.channel().isSameChannel(target))
            .filter(
                message ->
                    !message.deleted() && message.notifications().contains(notification.id()))
            .findFirst()
            .map(message -> new ChannelPost(message.id(), message.notifications().size() > 1)));
  }

  @Override
  public Lookup<List<Reaction>> reactions(PostId post, Deadline deadline) {
    world.step("reactions");
    return isDown() || refusesForNow() || world.happens(25)
        ? new Unknown<>(false, "no answer")
        : new Known<>(reactions.getOrDefault(post, List.of()));
  }

  @Override
  public Lookup<String> nameOf(String user, Deadline deadline) {
    world.step("name");
    return new Known<>("ada");
  }

  @Override
  public boolean learnsPostIds() {
    return bot;
  }

  private Refused refused(Refusal kind) {
    return new Refused(kind, "made up");
  }

  private boolean isDown() {
    return world.instant().isBefore(downUntil);
  }

  private boolean isGone(Target target) {
    return !target.isDefault() && secondGone;
  }

  /** The second channel is archived, or the bot is taken out of it; or that is undone. */
  void secondGone(boolean gone) {
    secondGone = gone || !secondIsThere;
    world.note("the second channel is " + (secondGone ? "gone" : "there"));
  }

  /** Mattermost, or something before it, refuses everything without a lasting reason. */
  void refuseForAWhile(Duration time) {
    refuses = ForAWhile.values()[world.random.nextInt(ForAWhile.values().length)];
    refusesUntil = world.instant().plus(time);
    world.note("Mattermost refuses for " + time + ": " + refuses);
  }

  private boolean refusesForNow() {
    return !world.isCalm() && world.instant().isBefore(refusesUntil);
  }

  /**
   * A dead letter can arrive later than what came after it: redelivered, or from its last attempt.
   */
  void setAside(NotificationId notification) {
    setAside.add(notification);
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
        .filter(message -> message.root() == null)
        .reduce((_, last) -> last)
        .ifPresent(
            root ->
                reactions
                    .computeIfAbsent(root.id(), _ -> new ArrayList<>())
                    .add(new Reaction("user", emoji, world.instant())));
  }

  /** Somebody deletes the newest thread's first post, once it is known what it told. */
  void deleteRoot(Set<NotificationId> recorded) {
    for (int place = messages.size() - 1; place >= 0; place--) {
      Message message = messages.get(place);
      if (message.root() == null && recorded.containsAll(message.notifications())) {
        messages.set(place, message.removed());
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
    return place >= 0 && !messages.get(place).deleted() && messages.get(place).root() == null;
  }

  private static String thread(NotificationId id) {
    return id.value().replaceFirst("#\\d+$", "");
  }

  boolean everHeld(NotificationId id) {
    return messages.stream().anyMatch(message -> message.notifications().contains(id));
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
