package dev.herokumattermost.mattermost;

import static dev.herokumattermost.outbox.DeliveryResult.Refusal.AMBIGUOUS;
import static dev.herokumattermost.outbox.DeliveryResult.Refusal.CHANNEL;
import static dev.herokumattermost.outbox.DeliveryResult.Refusal.CONFIGURATION;
import static dev.herokumattermost.outbox.DeliveryResult.Refusal.ROOT;
import static dev.herokumattermost.outbox.DeliveryResult.Refusal.UNEXPLAINED;

import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.Lookup.Known;
import dev.herokumattermost.dyno.Lookup.Unknown;
import dev.herokumattermost.http.Exchange;
import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.Exchange.NoAnswer;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.incident.Acknowledgement.Reaction;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.mattermost.BotApi.Asked;
import dev.herokumattermost.mattermost.BotApi.Asked.Read;
import dev.herokumattermost.mattermost.BotApi.Asked.Unread;
import dev.herokumattermost.mattermost.ChannelIds.Membership;
import dev.herokumattermost.mattermost.ErrorMeanings.Absence;
import dev.herokumattermost.mattermost.MattermostJson.PostList;
import dev.herokumattermost.outbox.ChannelPost;
import dev.herokumattermost.outbox.DeliveryResult;
import dev.herokumattermost.outbox.DeliveryResult.Delivered;
import dev.herokumattermost.outbox.DeliveryResult.Refused;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.PostId;
import dev.herokumattermost.pass.Channel;
import dev.herokumattermost.pass.Deadline;
import dev.herokumattermost.pass.OutgoingPost;
import dev.herokumattermost.rules.ChannelName;
import dev.herokumattermost.wording.Post;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The channels of a bot account, over Mattermost's REST API v4.
 *
 * <p>The bot must be a member of each channel that it posts to: {@code pending_post_id} prevents
 * duplicates only if the bot can read the channel.
 */
public final class BotChannel implements Channel {
  /** How far the server's clock may be from ours, so that a post is still found by its time. */
  public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int PAGE = 200;

  /** Ten thousand posts; a channel with more since one notification is not read to the end. */
  private static final int MOST_PAGES = 50;

  private final BotApi api;
  private final ChannelName defaultChannel;
  private final Payloads payloads = Payloads.PLAIN;
  private final ChannelIds channelIds;
  private final KnownIds known;

  /**
   * Makes the channels of a bot.
   *
   * @param server the address that people open, with its path if it has one
   * @param known what earlier channels of this server have learned
   * @throws IllegalArgumentException if the server is no http(s) address or the token no token
   */
  public BotChannel(
      Http http, URI server, Secret token, ChannelName defaultChannel, KnownIds known) {
    this.api = new BotApi(http, server, token, known);
    this.defaultChannel = defaultChannel;
    this.known = known;
    known.use(token);
    this.channelIds = new ChannelIds(api, defaultChannel, known);
  }

  @Override
  public DeliveryResult post(OutgoingPost outgoing, Deadline deadline) throws InterruptedException {
    return switch (channelIds.in(outgoing.target(), deadline)) {
      case Unread<Membership>(var refused) -> refused;
      case Read<Membership>(var membership) -> post(outgoing, membership, deadline);
    };
  }

  private DeliveryResult post(OutgoingPost outgoing, Membership membership, Deadline deadline)
      throws InterruptedException {
    var document = payloads.create(linked(outgoing), membership.channel());
    DeliveryResult result =
        switch (send(document, outgoing.silent() && known.postsSilently(), deadline)) {
          case NoAnswer none -> ErrorMeanings.ofNoAnswer(none);
          case Answer answer when answer.successful() -> delivered(answer, outgoing, membership);
          case Answer answer -> ErrorMeanings.ofBotPost(api.error(answer), outgoing.target());
        };
    if (result instanceof Refused refused && isForAPerson(refused)) {
      channelIds.forget(outgoing.target());
    }
    return result instanceof Refused refused && refused.kind() == ROOT && outgoing.root() != null
        ? rootRefused(refused, outgoing.root(), membership, deadline)
        : result;
  }

  /** What is refused silently is certainly not stored, and is sent once more as every other. */
  private Exchange send(MattermostJson.NewPost document, boolean silently, Deadline deadline)
      throws InterruptedException {
    Exchange exchange =
        api.send("POST", silently ? "/posts?silent=true" : "/posts", document, deadline);
    if (!silently || !(exchange instanceof Answer(var status, _, _, _)) || !refuses(status)) {
      return exchange;
    }
    Exchange again = api.send("POST", "/posts", document, deadline);
    if (again instanceof Answer answer && answer.successful()) {
      known.silenceRefused();
    }
    return again;
  }

  private static boolean refuses(int status) {
    return status == BAD_REQUEST || status == FORBIDDEN;
  }

  private OutgoingPost linked(OutgoingPost outgoing) {
    PostId about = outgoing.about();
    if (about == null) {
      return outgoing;
    }
    Post post = outgoing.post();
    String text = post.text() + "\n[The whole thread](" + api.link(about) + ")";
    return new OutgoingPost(
        new Post(text, post.attachments(), post.priority()),
        outgoing.root(),
        null,
        outgoing.notifications(),
        outgoing.pendingPostId(),
        outgoing.target(),
        outgoing.silent());
  }

  /**
   * A server whose database is gone refuses a root in the same words as a root that is deleted, so
   * a thread is given up only if the server says so of the post itself.
   */
  private Refused rootRefused(
      Refused refused, PostId root, Membership membership, Deadline deadline)
      throws InterruptedException {
    return switch (look(root, deadline)) {
      case Unread<MattermostJson.Post>(var gone) when gone.kind() == ROOT -> gone;
      case Read<MattermostJson.Post>(var post) when !post.isRootIn(membership.channel()) -> refused;
      case Asked<MattermostJson.Post> _ ->
          new Refused(UNEXPLAINED, refused.by(), refused.reason(), refused.retryAfter());
    };
  }

  private Asked<MattermostJson.Post> look(PostId id, Deadline deadline)
      throws InterruptedException {
    return api.ask(
        BotApi.path("posts", id.value()),
        MattermostJson.Post.class,
        ErrorMeanings::ofPostQuestion,
        deadline);
  }

  @Override
  public DeliveryResult edit(PostId id, OutgoingPost revised, Deadline deadline)
      throws InterruptedException {
    return switch (channelIds.in(revised.target(), deadline)) {
      case Unread<Membership>(var refused) -> refused;
      case Read<Membership>(var membership) ->
          switch (look(id, deadline)) {
            case Unread<MattermostJson.Post>(var refused) -> refused;
            case Read<MattermostJson.Post>(var post) when post.deleteAt() != 0 ->
                new Refused(ROOT, "the post is deleted");
            case Read<MattermostJson.Post>(var post) -> edit(post, revised, membership, deadline);
          };
    };
  }

  private DeliveryResult edit(
      MattermostJson.Post post, OutgoingPost revised, Membership membership, Deadline deadline)
      throws InterruptedException {
    String path = BotApi.path("posts", new PostId(post.id()), "patch");
    return switch (api.send("PUT", path, payloads.patch(post, revised), deadline)) {
      case NoAnswer none -> ErrorMeanings.ofNoAnswer(none);
      case Answer answer when answer.successful() -> delivered(answer, revised, membership);
      case Answer answer -> ErrorMeanings.ofBotEdit(api.error(answer), revised.target());
    };
  }

  /**
   * If another's post has the same pending id, the server answers with that post, so the answer is
   * checked.
   */
  private DeliveryResult delivered(Answer answer, OutgoingPost outgoing, Membership membership) {
    try {
      var post = Json.SNAKE_CASE.read(answer.body(), MattermostJson.Post.class);
      boolean ours =
          membership.isOwn(post)
              && !post.id().isEmpty()
              && post.notifications().equals(Payloads.notifications(outgoing));
      return ours
          ? new Delivered(new PostId(post.id()))
          : new Refused(AMBIGUOUS, answer.status() + ": the reply shows another post than ours");
    } catch (Json.Malformed wrong) {
      return api.otherKind(answer, AMBIGUOUS, String.valueOf(wrong.getMessage()));
    }
  }

  @Override
  public Lookup<Optional<ChannelPost>> find(Notification notification, Deadline deadline)
      throws InterruptedException {
    return switch (channelIds.in(notification.route().target(), deadline)) {
      case Unread<Membership>(var refused) -> gone(refused);
      case Read<Membership>(var membership) -> find(notification, membership, deadline);
    };
  }

  /** Reads the newest posts first, until they are older than the notification. */
  private Lookup<Optional<ChannelPost>> find(
      Notification notification, Membership membership, Deadline deadline)
      throws InterruptedException {
    Instant oldest = notification.at().minus(CLOCK_TOLERANCE);
    for (int page = 0; page < MOST_PAGES; page++) {
      String path =
          BotApi.path("channels", membership.channel())
              + "/posts?page=%d&per_page=%d".formatted(page, PAGE);
      switch (api.ask(path, PostList.class, Absence.of("the channel is gone"), deadline)) {
        case Unread<PostList>(var refused) -> {
          return gone(refused);
        }
        case Read<PostList>(var list) -> {
          List<MattermostJson.Post> posts = list.inOrder();
          Optional<ChannelPost> found =
              posts.stream()
                  .filter(post -> membership.isOwn(post) && post.deleteAt() == 0)
                  .filter(post -> post.notifications().contains(notification.id().value()))
                  .map(BotChannel::channelPost)
                  .findFirst();
          if (found.isPresent()
              || posts.isEmpty()
              || posts.getLast().createAt() < oldest.toEpochMilli()) {
            return new Known<>(found);
          }
        }
      }
    }
    return new Unknown<>(
        false, "more than " + MOST_PAGES * PAGE + " posts since the notification arose");
  }

  private static ChannelPost channelPost(MattermostJson.Post post) {
    return new ChannelPost(new PostId(post.id()), post.notifications().size() > 1);
  }

  @Override
  public Lookup<List<Reaction>> reactions(PostId id, Deadline deadline)
      throws InterruptedException {
    String path = BotApi.path("posts", id, "reactions");
    return switch (api.ask(
        path, MattermostJson.Reaction[].class, Absence.of("the post is gone"), deadline)) {
      case Unread<MattermostJson.Reaction[]>(var refused) -> unknown(refused);
      case Read<MattermostJson.Reaction[]>(var all) ->
          new Known<>(Arrays.stream(all).map(BotChannel::reaction).toList());
    };
  }

  private static Reaction reaction(MattermostJson.Reaction reaction) {
    return new Reaction(
        reaction.userId(), reaction.emojiName(), Instant.ofEpochMilli(reaction.createAt()));
  }

  @Override
  public Lookup<String> nameOf(String user, Deadline deadline) throws InterruptedException {
    String path = BotApi.path("users", user);
    return switch (api.ask(
        path, MattermostJson.User.class, Absence.of("there is no such person"), deadline)) {
      case Unread<MattermostJson.User>(var refused) -> unknown(refused);
      case Read<MattermostJson.User>(var person) -> new Known<>(person.username());
    };
  }

  @Override
  public boolean learnsPostIds() {
    return true;
  }

  @Override
  public String toString() {
    return "a bot in " + defaultChannel;
  }

  private static <T> Unknown<T> gone(Refused refused) {
    return new Unknown<>(refused.kind() == CHANNEL, refused.reason());
  }

  private static <T> Unknown<T> unknown(Refused refused) {
    return new Unknown<>(isForAPerson(refused), refused.reason());
  }

  private static boolean isForAPerson(Refused refused) {
    return refused.kind() == CONFIGURATION || refused.kind() == CHANNEL;
  }
}
