package dev.herokumattermost.mattermost;

import dev.herokumattermost.http.Json;
import dev.herokumattermost.mattermost.Mattermost.Outgoing;
import dev.herokumattermost.message.Post;
import dev.herokumattermost.watch.NoticeId;
import dev.herokumattermost.watch.PostId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A post as Mattermost's JSON, for either way in. */
final class Payload {
  /** Our corner of a post's properties. */
  private static final String OURS = "heroku_mattermost";

  private final UnaryOperator<String> text;

  /**
   * @param text what the way in does to each text, beyond what every server needs
   */
  Payload(UnaryOperator<String> text) {
    this.text = text;
  }

  /** For {@code POST /api/v4/posts}. */
  String create(Outgoing outgoing, String channelId) {
    var document = new LinkedHashMap<String, Object>();
    document.put("channel_id", channelId);
    document.put("message", storable(outgoing.post().text()));
    document.put("root_id", outgoing.root().value());
    document.put("pending_post_id", outgoing.pendingPostId());
    document.put("props", props(outgoing));
    if (hasPriority(outgoing)) {
      document.put("metadata", Map.of("priority", priority(outgoing.post())));
    }
    return Json.write(document);
  }

  /** For {@code PUT /api/v4/posts/{id}/patch}, which replaces all properties by those sent. */
  String patch(PostId id, Outgoing revised) {
    var document = new LinkedHashMap<String, Object>();
    document.put("id", id.value());
    document.put("message", storable(revised.post().text()));
    document.put("props", props(revised));
    return Json.write(document);
  }

  /** For an incoming webhook, which moves the attachments into the properties itself. */
  String hook(Outgoing outgoing) {
    var document = new LinkedHashMap<String, Object>();
    document.put("text", storable(outgoing.post().text()));
    document.put("attachments", attachments(outgoing.post()));
    document.put("props", Map.of(OURS, mark(outgoing.notices())));
    if (hasPriority(outgoing)) {
      document.put("priority", priority(outgoing.post()));
    }
    if (outgoing.place() instanceof Place.Other(ChannelName name)) {
      document.put("channel", name.channel());
    }
    return Json.write(document);
  }

  /** Whether a post, as the server shows it, tells this notice. */
  static boolean tells(Json post, NoticeId notice) {
    return notices(post).contains(notice.value());
  }

  /** The notices that a post tells, as the server shows it. */
  static List<String> notices(Json post) {
    return post.get("props").get(OURS).get("notices").items().stream()
        .flatMap(id -> id.text().stream())
        .toList();
  }

  private Map<String, Object> props(Outgoing outgoing) {
    var props = new LinkedHashMap<String, Object>();
    props.put("attachments", attachments(outgoing.post()));
    props.put(OURS, mark(outgoing.notices()));
    return props;
  }

  private static Map<String, Object> mark(List<NoticeId> notices) {
    var mark = new LinkedHashMap<String, Object>();
    mark.put("v", 1);
    mark.put("notices", notices.stream().map(NoticeId::value).toList());
    return mark;
  }

  private static boolean hasPriority(Outgoing outgoing) {
    return !outgoing.root().isKnown() && !outgoing.post().priority().isEmpty();
  }

  private static Map<String, Object> priority(Post post) {
    return Map.of("priority", post.priority());
  }

  private List<Map<String, Object>> attachments(Post post) {
    return post.attachments().stream().map(this::attachment).toList();
  }

  private Map<String, Object> attachment(Post.Attachment box) {
    var document = new LinkedHashMap<String, Object>();
    document.put("color", storable(box.color()));
    document.put("title", storable(box.title()));
    document.put("title_link", storable(box.link()));
    document.put("text", storable(box.text()));
    document.put("fields", box.fields().stream().map(this::field).toList());
    document.put("footer", storable(box.footer()));
    document.put("fallback", storable(box.fallback()));
    return document;
  }

  private Map<String, Object> field(Post.Field field) {
    var document = new LinkedHashMap<String, Object>();
    document.put("title", storable(field.title()));
    document.put("value", storable(field.value()));
    return document;
  }

  /**
   * U+0000 anywhere makes the server fail for good (its database cannot hold it), and half a
   * surrogate pair is no UTF-8.
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
