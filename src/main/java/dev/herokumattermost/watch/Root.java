package dev.herokumattermost.watch;

import org.jspecify.annotations.Nullable;

/**
 * The first post of an incident's thread, which always shows how the incident stands.
 *
 * @param post {@link PostId#UNKNOWN} until it is there
 * @param notice what the post told when it was posted; empty until it is there
 * @param shared whether it is a digest, which tells of other incidents too and is never edited
 * @param opening what it told at first; null if nothing was told yet
 * @param shown the {@link Face} it shows
 * @param edit the attempts to show a newer one
 */
public record Root(
    PostId post,
    String notice,
    boolean shared,
    News.@Nullable Failed opening,
    String shown,
    Attempts edit) {
  public static final Root NONE = new Root(PostId.UNKNOWN, "", false, null, "", Attempts.NONE);

  /** It is there, and tells a notice; if that is a failure, of this one it goes on telling. */
  Root at(Posted posted, Notice told) {
    News.Failed first = told.news() instanceof News.Failed failed ? failed : opening;
    return new Root(posted.id(), told.id().value(), posted.shared(), first, shown, Attempts.NONE);
  }

  Root lost() {
    return new Root(PostId.UNKNOWN, "", false, opening, shown, Attempts.NONE);
  }

  Root opening(News.Failed news) {
    return new Root(post, notice, shared, opening == null ? news : opening, shown, edit);
  }

  /** The same, with fewer words about how it began. */
  Root opened(News.Failed news) {
    return new Root(post, notice, shared, news, shown, edit);
  }

  Root showing(String face) {
    return new Root(post, notice, shared, opening, face, Attempts.NONE);
  }

  Root with(Attempts attempts) {
    return new Root(post, notice, shared, opening, shown, attempts);
  }

  /** Whether it can be edited at all. */
  boolean editable() {
    return post.isKnown() && !shared && opening != null;
  }
}
