package dev.herokumattermost.mattermost;

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

/**
 * Makes the requests by which posts are sent to Mattermost.
 *
 * @param text an additional change to each text
 */
record Payloads(UnaryOperator<String> text) {
  private static final int VERSION = 1;

  NewPost create(OutgoingPost outgoing, String channelId) {
    Priority priority = priority(outgoing);
    PostId root = outgoing.root();
    return new NewPost(
        channelId,
        storable(outgoing.post().text()),
        root == null ? "" : root.value(),
        outgoing.pendingPostId(),
        props(outgoing),
        priority == null ? null : new Metadata(priority));
  }

  PostPatch patch(PostId id, OutgoingPost revised) {
    return new PostPatch(id.value(), storable(revised.post().text()), props(revised));
  }

  HookPost hook(OutgoingPost outgoing) {
    return new HookPost(
        storable(outgoing.post().text()),
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
        storable(attachment.color()),
        storable(attachment.title()),
        storable(attachment.link()),
        storable(attachment.text()),
        attachment.fields().stream()
            .map(field -> new BoxField(storable(field.title()), storable(field.value())))
            .toList(),
        storable(footer),
        storable(attachment.fallback()));
  }

  /**
   * U+0000 anywhere in a post makes the server fail each time, because its database cannot hold it.
   * Half of a surrogate pair is no UTF-8.
   */
  private String storable(String raw) {
    return text.apply(
        raw.codePoints()
            .filter(point -> point != 0)
            .map(point -> isHalfPair(point) ? 0xFFFD : point)
            .mapToObj(Character::toString)
            .collect(Collectors.joining()));
  }

  private static boolean isHalfPair(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }
}
