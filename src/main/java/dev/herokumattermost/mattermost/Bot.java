package dev.herokumattermost.mattermost;

import static dev.herokumattermost.watch.Delivery.Refusal.AMBIGUOUS;
import static dev.herokumattermost.watch.Delivery.Refusal.CHANNEL;
import static dev.herokumattermost.watch.Delivery.Refusal.CONFIGURATION;
import static dev.herokumattermost.watch.Delivery.Refusal.TRANSIENT;

import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.Exchange.NoAnswer;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Json;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.mattermost.BotApi.Asked.Read;
import dev.herokumattermost.mattermost.BotApi.Asked.Unread;
import dev.herokumattermost.mattermost.Seats.Seat;
import dev.herokumattermost.watch.Delivery;
import dev.herokumattermost.watch.Delivery.Refused;
import dev.herokumattermost.watch.Delivery.Told;
import dev.herokumattermost.watch.Lookup;
import dev.herokumattermost.watch.Lookup.Known;
import dev.herokumattermost.watch.Lookup.Unknown;
import dev.herokumattermost.watch.NoticeId;
import dev.herokumattermost.watch.PostId;
import dev.herokumattermost.watch.Posted;
import dev.herokumattermost.watch.Reaction;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A bot account, over Mattermost's REST API v4.
 *
 * <p>It must be a member of each channel it posts to: only a bot that can read the channel is
 * spared duplicates by {@code pending_post_id}.
 */
public final class Bot implements Mattermost {
  private static final Duration CLOCKS_DISAGREE = Duration.ofMinutes(1);
  private static final int PAGE = 200;

  /** Ten thousand posts; a channel that busy since one notice arose is not read to the end. */
  private static final int MOST_PAGES = 50;

  private final BotApi api;
  private final ChannelName channel;
  private final Payload payload = new Payload(UnaryOperator.identity());
  private final Seats seats;

  /**
   * @param server the address people open, with its path if it has one
   * @throws IllegalArgumentException if the server is no http(s) address or the token no token
   */
  public Bot(Http http, URI server, Secret token, ChannelName channel) {
    this.api = new BotApi(http, server, token);
    this.channel = channel;
    this.seats = new Seats(api, channel);
  }

  @Override
  public Delivery post(Outgoing outgoing, Duration within) throws InterruptedException {
    var deadline = new Deadline(within);
    return switch (seats.in(outgoing.place(), deadline)) {
      case Unread<Seat>(Refused refused) -> refused;
      case Read<Seat>(Seat here) -> post(outgoing, here, deadline);
    };
  }

  private Delivery post(Outgoing outgoing, Seat here, Deadline deadline)
      throws InterruptedException {
    if (deadline.isOver()) {
      return new Refused(TRANSIENT, "no time was left to post", Duration.ZERO);
    }
    String document = payload.create(outgoing, here.channel());
    Delivery delivery =
        switch (api.send("POST", "/posts", document, deadline)) {
          case NoAnswer none -> Refusals.unanswered(none);
          case Answer answer when answer.successful() -> told(answer, outgoing, here);
          case Answer answer -> Refusals.ofBotPost(api.error(answer), outgoing.place());
        };
    if (delivery instanceof Refused refused && isForAPerson(refused)) {
      seats.forget(outgoing.place());
    }
    return delivery;
  }

  @Override
  public Delivery edit(PostId id, Outgoing revised, Duration within) throws InterruptedException {
    if (!id.isKnown()) {
      throw new IllegalArgumentException("an edit needs the id of a post");
    }
    var deadline = new Deadline(within);
    return switch (seats.in(revised.place(), deadline)) {
      case Unread<Seat>(Refused refused) -> refused;
      case Read<Seat>(Seat here) ->
          switch (api.send(
              "PUT", BotApi.path("posts", id, "patch"), payload.patch(id, revised), deadline)) {
            case NoAnswer none -> Refusals.unanswered(none);
            case Answer answer when answer.successful() -> told(answer, revised, here);
            case Answer answer -> Refusals.ofBotEdit(api.error(answer), revised.place());
          };
    };
  }

  /**
   * The server takes another's post for ours if they share a pending id, so its word is checked.
   */
  private static Delivery told(Answer answer, Outgoing outgoing, Seat here) {
    try {
      Json post = Json.parse(answer.body(), BotApi.UNREAD);
      Optional<String> id = post.get("id").text().filter(text -> !text.isEmpty());
      if (id.isPresent() && here.holds(post) && Payload.notices(post).equals(marks(outgoing))) {
        return new Told(new PostId(id.get()));
      }
      return unclear(answer, "the reply shows another post than ours");
    } catch (Json.Malformed wrong) {
      return unclear(answer, "the reply is " + wrong.getMessage());
    }
  }

  private static List<String> marks(Outgoing outgoing) {
    return outgoing.notices().stream().map(NoticeId::value).toList();
  }

  private static Refused unclear(Answer answer, String what) {
    return new Refused(AMBIGUOUS, answer.status() + ": " + what, Duration.ZERO);
  }

  @Override
  public Lookup<Optional<Posted>> find(NoticeId notice, Place place, Instant since, Duration within)
      throws InterruptedException {
    var deadline = new Deadline(within);
    return switch (seats.in(place, deadline)) {
      case Unread<Seat>(Refused refused) -> unseen(refused);
      case Read<Seat>(Seat here) -> find(notice, since.minus(CLOCKS_DISAGREE), here, deadline);
    };
  }

  /** Newest first, until the posts are older than the notice. */
  private Lookup<Optional<Posted>> find(
      NoticeId notice, Instant oldest, Seat here, Deadline deadline) throws InterruptedException {
    for (int page = 0; page < MOST_PAGES; page++) {
      String path = "/channels/" + here.channel() + "/posts?page=" + page + "&per_page=" + PAGE;
      switch (api.ask(path, "the channel is gone", deadline)) {
        case Unread<Json>(Refused refused) -> {
          return unseen(refused);
        }
        case Read<Json>(Json list) -> {
          if (!list.get("order").isArray()) {
            return new Unknown<>(false, "the reply is no list of posts");
          }
          List<Json> posts =
              list.get("order").items().stream()
                  .map(id -> list.get("posts").get(id.text().orElse("")))
                  .toList();
          Optional<Posted> found =
              posts.stream()
                  .filter(post -> here.holds(post) && isAlive(post) && Payload.tells(post, notice))
                  .flatMap(post -> posted(post).stream())
                  .findFirst();
          if (found.isPresent() || posts.isEmpty() || isOlder(posts.getLast(), oldest)) {
            return new Known<>(found);
          }
        }
      }
    }
    return new Unknown<>(false, "more than " + MOST_PAGES * PAGE + " posts since the notice arose");
  }

  private static Optional<Posted> posted(Json post) {
    boolean shared = Payload.notices(post).size() > 1;
    return post.get("id").text().map(id -> new Posted(new PostId(id), shared));
  }

  private static boolean isAlive(Json post) {
    return post.get("delete_at").number().orElse(0L) == 0;
  }

  private static boolean isOlder(Json post, Instant oldest) {
    return post.get("create_at").number().orElse(Long.MAX_VALUE) < oldest.toEpochMilli();
  }

  @Override
  public Lookup<List<Reaction>> reactions(PostId id, Duration within) throws InterruptedException {
    if (!id.isKnown()) {
      throw new IllegalArgumentException("reactions are those to a post with an id");
    }
    var deadline = new Deadline(within);
    return switch (api.ask(BotApi.path("posts", id, "reactions"), "the post is gone", deadline)) {
      case Unread<Json>(Refused refused) -> unknown(refused);
      case Read<Json>(Json list) when list.isArray() || list.isNull() ->
          new Known<>(list.items().stream().map(Bot::reaction).toList());
      case Read<Json> _ -> new Unknown<>(false, "the reply is no list of reactions");
    };
  }

  @Override
  public Lookup<String> nameOf(String user, Duration within) throws InterruptedException {
    var deadline = new Deadline(within);
    return switch (api.ask(BotApi.path("users", user), "there is no such person", deadline)) {
      case Unread<Json>(Refused refused) -> unknown(refused);
      case Read<Json>(Json person) -> new Known<>(person.get("username").text().orElse(""));
    };
  }

  private static Reaction reaction(Json document) {
    return new Reaction(
        document.get("user_id").text().orElse(""),
        document.get("emoji_name").text().orElse(""),
        Instant.ofEpochMilli(document.get("create_at").number().orElse(0L)));
  }

  @Override
  public boolean learnsPostIds() {
    return true;
  }

  @Override
  public String toString() {
    return "a bot in " + channel;
  }

  private static <T> Unknown<T> unseen(Refused refused) {
    return new Unknown<>(refused.kind() == CHANNEL, refused.reason());
  }

  private static <T> Unknown<T> unknown(Refused refused) {
    return new Unknown<>(isForAPerson(refused), refused.reason());
  }

  private static boolean isForAPerson(Refused refused) {
    return refused.kind() == CONFIGURATION || refused.kind() == CHANNEL;
  }
}
