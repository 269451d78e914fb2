package dev.herokumattermost.local.picture;

import static dev.herokumattermost.local.markdown.ChannelMarkdown.escaped;
import static dev.herokumattermost.local.markdown.ChannelMarkdown.html;

import dev.herokumattermost.local.picture.SentPost.Box;
import dev.herokumattermost.local.picture.SentPost.Field;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the page that docs/images/post.png is taken of: a phone's lock screen with the push of an
 * alert, then its thread up to the reply that ends it, from the files of src/test/resources/posts.
 * It needs nothing but itself to be shown.
 */
final class PicturePage {
  private static final Path STYLE = Path.of("src/local/picture/post.css");
  private static final Path PAGE = Path.of("target/picture/post.html");

  private PicturePage() {}

  public static void main(String[] args) throws IOException {
    Files.createDirectories(PAGE.getParent());
    Files.writeString(PAGE, page());
    System.out.println("Wrote " + PAGE);
  }

  static String page() throws IOException {
    SentPost alert = SentPost.read("a-crash-after-a-deploy");
    String thread =
        post(alert, "02:04", "<span>👀 1</span>")
            + "<p class=\"later\"><span>8 minutes later</span></p>\n"
            + post(SentPost.read("recovered-by-a-rollback"), "02:12", "");
    return page(Files.readString(STYLE), push(alert, "02:04"), thread);
  }

  private static String page(String style, String push, String thread) {
    return """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <title>A post</title>
        <style>
        %s</style>
        %s<main>
        <header><b>Thread</b> <span>ops-alerts</span></header>
        %s</main>
        </html>
        """
        .formatted(style, push, thread);
  }

  /** As a phone shows it: the message without marks, then each box's fallback. */
  private static String push(SentPost post, String time) {
    String boxes =
        post.props().attachments().stream().map(Box::fallback).collect(Collectors.joining(" "));
    return """
        <aside>
        <time>%s</time>
        <div class="push">
        <p><b>ops-alerts</b> <i>Mattermost · now</i></p>
        <p class="text">heroku-watch: %s<br>%s</p>
        </div>
        </aside>
        """
        .formatted(time, escaped(post.message().replaceAll("[*`]", "")), escaped(boxes));
  }

  private static String post(SentPost post, String time, String reactions) {
    return """
        <article>
        <div class="avatar">H</div>
        <div class="body">
        <p class="author"><b>heroku-watch</b> <i>BOT</i> <time>%s</time>%s</p>
        <div class="message">%s</div>
        %s<p class="reactions">%s</p>
        </div>
        </article>
        """
        .formatted(
            time,
            post.priority().isEmpty() ? "" : " <em>" + escaped(post.priority()) + "</em>",
            html(post.message()),
            post.props().attachments().stream().map(PicturePage::box).collect(Collectors.joining()),
            reactions);
  }

  private static String box(Box box) {
    return """
        <section style="border-left-color: %s">
        <h1><a href="%s">%s</a></h1>
        <div class="text">%s</div>
        %s<p class="footer">%s</p>
        </section>
        """
        .formatted(
            escaped(box.color()),
            escaped(box.titleLink()),
            escaped(box.title()),
            html(box.text()),
            fields(box.fields()),
            escaped(box.footer()));
  }

  private static String fields(List<Field> fields) {
    if (fields.isEmpty()) {
      return "";
    }
    return fields.stream()
        .map(
            field ->
                "<div><b>%s</b>%s</div>\n".formatted(escaped(field.title()), html(field.value())))
        .collect(Collectors.joining("", "<div class=\"fields\">\n", "</div>\n"));
  }
}
