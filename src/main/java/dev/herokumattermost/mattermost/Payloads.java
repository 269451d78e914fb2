package dev.herokumattermost.mattermost;

import dev.herokumattermost.json.Json;
import dev.herokumattermost.mattermost.MattermostJson.Box;
import dev.herokumattermost.mattermost.MattermostJson.BoxField;
import dev.herokumattermost.mattermost.MattermostJson.HookPost;
import dev.herokumattermost.mattermost.MattermostJson.HookProps;
import dev.herokumattermost.mattermost.MattermostJson.Metadata;
import dev.herokumattermost.mattermost.MattermostJson.NewPost;
import dev.herokumattermost.mattermost.MattermostJson.OwnProps;
import dev.herokumattermost.mattermost.MattermostJson.PostPatch;
import dev.herokumattermost.mattermost.MattermostJson.Priority;
import dev.herokumattermost.mattermost.MattermostJson.Props;
import dev.herokumattermost.outbox.NotificationId;
import dev.herokumattermost.outbox.PostId;
import dev.herokumattermost.pass.OutgoingPost;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.wording.Post;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the requests by which posts are sent to Mattermost.
 *
 * @param message an additional change to the message
 * @param box an additional change to each text of a box
 */
record Payloads(UnaryOperator<String> message, UnaryOperator<String> box) {
  /** Sends what is given. */
  static final Payloads PLAIN = new Payloads(UnaryOperator.identity(), UnaryOperator.identity());

  private static final int VERSION = 1;

  NewPost create(OutgoingPost outgoing, String channelId) {
    Priority priority = priority(outgoing);
    PostId root = outgoing.root();
    return new NewPost(
        channelId,
        message(outgoing),
        root == null ? "" : root.value(),
        outgoing.pendingPostId(),
        props(outgoing),
        priority == null ? null : new Metadata(priority));
  }

  /**
   * Replaces what is ours of a post.
   *
   * @param before as the server shows it: what else it has is sent back, or it would be gone
   */
  PostPatch patch(MattermostJson.Post before, OutgoingPost revised) {
    ObjectNode all = Json.SNAKE_CASE.mapper().createObjectNode();
    if (before.props() instanceof ObjectNode known) {
      all.setAll(known);
    }
    all.setAll((ObjectNode) Json.SNAKE_CASE.mapper().valueToTree(props(revised)));
    return new PostPatch(before.id(), message(revised), all);
  }

  HookPost hook(OutgoingPost outgoing) {
    return new HookPost(
        message(outgoing),
        boxes(outgoing.post(), Post.Attachment::footer),
        new HookProps(ownProps(outgoing)),
        priority(outgoing),
        outgoing.target() instanceof Route.NamedChannel(var name) ? name.channel() : null);
  }

  static List<String> notifications(OutgoingPost outgoing) {
    return outgoing.notifications().stream().map(NotificationId::value).toList();
  }

  private Props props(OutgoingPost outgoing) {
    return new Props(boxes(outgoing.post(), Payloads::withHint), ownProps(outgoing));
  }

  private static OwnProps ownProps(OutgoingPost outgoing) {
    return new OwnProps(VERSION, notifications(outgoing));
  }

  private static @Nullable Priority priority(OutgoingPost outgoing) {
    String priority = outgoing.post().priority();
    return outgoing.root() != null || priority.isEmpty() ? null : new Priority(priority);
  }

  private String message(OutgoingPost outgoing) {
    return message.apply(storable(outgoing.post().text()));
  }

  /** A bot reads reactions; a webhook does not, and promises nothing of them. */
  private static String withHint(Post.Attachment attachment) {
    return Stream.of(attachment.hint(), attachment.footer())
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" · "));
  }

  private List<Box> boxes(Post post, Function<Post.Attachment, String> footer) {
    return post.attachments().stream().map(one -> box(one, footer.apply(one))).toList();
  }

  private Box box(Post.Attachment attachment, String footer) {
    return new Box(
        inBox(attachment.color()),
        inBox(attachment.title()),
        inBox(attachment.link()),
        inBox(attachment.text()),
        attachment.fields().stream()
            .map(field -> new BoxField(inBox(field.title()), inBox(field.value())))
            .toList(),
        inBox(footer),
        inBox(attachment.fallback()));
  }

  private String inBox(String raw) {
    return box.apply(storable(raw));
  }

  /**
   * U+0000 anywhere in a post makes the server fail each time, because its database cannot hold it.
   * Half of a surrogate pair is no UTF-8.
   */
  private static String storable(String raw) {
    return raw.codePoints()
        .filter(point -> point != 0)
        .map(point -> isHalfPair(point) ? 0xFFFD : point)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private static boolean isHalfPair(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }
}
