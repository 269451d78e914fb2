package dev.herokumattermost.local.markdown;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.DefaultUrlSanitizer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Markdown as Mattermost shows it: a line break is one, and who is called stands out. The HTML is
 * safe to show whatever the Markdown is: it has no tags of the text's own, no script behind a link,
 * and loads nothing.
 */
public final class ChannelMarkdown {
  private static final Parser PARSER = Parser.builder().build();
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder()
          .softbreak("<br>\n")
          .escapeHtml(true)
          .sanitizeUrls(true)
          .urlSanitizer(new DefaultUrlSanitizer(List.of("http", "https", "mailto")))
          .nodeRendererFactory(Mentions::new)
          .nodeRendererFactory(Images::new)
          .build();

  private ChannelMarkdown() {}

  public static String html(String markdown) {
    return RENDERER.render(PARSER.parse(markdown));
  }

  /** A single line, to stand within another. */
  public static String inline(String markdown) {
    return html(markdown).strip().replaceFirst("^<p>(.*)</p>$", "$1");
  }

  /** Plain text in HTML. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  /** Renders text that is not inside code. */
  private record Mentions(HtmlNodeRendererContext context) implements NodeRenderer {
    private static final Pattern MENTION = Pattern.compile("(?=@[a-z])|(?<=@[a-z]{1,60}\\b)");

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(Text.class);
    }

    @Override
    public void render(Node node) {
      var writer = context.getWriter();
      for (String part : MENTION.split(((Text) node).getLiteral())) {
        boolean calls = part.startsWith("@");
        if (calls) {
          writer.tag("span", Map.of("class", "mention"));
        }
        writer.text(part);
        if (calls) {
          writer.tag("/span");
        }
      }
    }
  }

  /** Names an image instead of loading it from wherever the text says. */
  private record Images(HtmlNodeRendererContext context) implements NodeRenderer {
    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(Image.class);
    }

    @Override
    public void render(Node node) {
      var writer = context.getWriter();
      writer.tag("span", Map.of("class", "image"));
      writer.text("[image from " + ((Image) node).getDestination() + "]");
      writer.tag("/span");
    }
  }
}
