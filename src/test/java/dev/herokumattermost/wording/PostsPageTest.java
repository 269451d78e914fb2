package dev.herokumattermost.wording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.wording.Post.Attachment;
import dev.herokumattermost.wording.Post.Field;
import dev.herokumattermost.wording.Posts.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The posts of docs/posts.md are as people see them. {@code -Dpages.update} writes them into the
 * page; what the page says about a post, between its heading and the line in italics, is kept.
 */
class PostsPageTest {
  private static final Path PAGE = Path.of("docs/posts.md");
  private static final String HEADING = "## ";
  private static final String ITALICS = "_";
  private static final String QUOTE = ">";
  private static final String BREAK = "<br>";

  private static final Map<String, String> COLORS =
      Map.of(
          "#d24b4e", "red", "#d98b0b", "amber", "#2e8b57", "green", "#8b8d92", "grey", "#3f6fb5",
          "blue");

  @Test
  void postsAreAsPeopleSeeThem() throws IOException {
    List<String> page = Files.readAllLines(PAGE);
    List<String> current = current(page);
    if (Boolean.getBoolean("pages.update")) {
      Files.write(PAGE, current);
    } else {
      assertThat(current).isEqualTo(page);
    }
  }

  private static List<String> current(List<String> page) {
    Map<String, List<String>> said = said(page);
    var lines = new ArrayList<>(said.getOrDefault("", List.of()));
    for (Kind kind : Posts.all()) {
      String heading = HEADING + capitalized(kind.title());
      lines.addAll(List.of(heading, ""));
      List<String> sentence = said.getOrDefault(heading, List.of());
      if (!sentence.isEmpty()) {
        lines.addAll(sentence);
        lines.add("");
      }
      lines.addAll(List.of(what(kind), ""));
      lines.addAll(quoted(shown(kind.post())));
      lines.addAll(List.of("", pushed(kind.post()), ""));
    }
    lines.removeLast();
    return lines;
  }

  /** What people wrote: all above the first heading of a post, and below each the sentence. */
  private static Map<String, List<String>> said(List<String> page) {
    var said = new LinkedHashMap<String, List<String>>();
    String heading = "";
    for (String line : page) {
      boolean inKind = !heading.isEmpty();
      if (line.startsWith(HEADING)) {
        heading = line;
      } else if (!inKind
          || !(line.isEmpty() || line.startsWith(ITALICS) || line.startsWith(QUOTE))) {
        said.computeIfAbsent(heading, _ -> new ArrayList<>()).add(line);
      }
    }
    return said;
  }

  private static String what(Kind kind) {
    return "%s%s, %s. [As it is sent](../src/test/resources/posts/%s.yaml).%s"
        .formatted(ITALICS, place(kind), box(kind.post()), kind.name(), ITALICS);
  }

  /** A lock screen shows the message and the fallback, without Markdown. */
  private static String pushed(Post post) {
    String fallback =
        post.attachments().isEmpty() ? "" : " " + post.attachments().getFirst().fallback();
    String message = post.text().lines().findFirst().orElse("").replaceAll("[*`]", "");
    return "_On a lock screen:_ `%s%s`".formatted(message, fallback);
  }

  private static String place(Kind kind) {
    return switch (kind.place()) {
      case FIRST -> "A first post" + priority(kind.post());
      case REPLY -> "A reply";
      case EDIT -> "An edit of the first post";
    };
  }

  private static String priority(Post post) {
    return post.priority().isEmpty() ? "" : ", " + post.priority();
  }

  private static String box(Post post) {
    return post.attachments().isEmpty()
        ? "no box"
        : COLORS.get(post.attachments().getFirst().color()) + " box";
  }

  private static List<String> shown(Post post) {
    var lines = new ArrayList<>(broken(post.text().lines().toList()));
    for (Attachment box : post.attachments()) {
      lines.add("");
      lines.addAll(quoted(shown(box)));
    }
    return lines;
  }

  private static List<String> shown(Attachment box) {
    var above = new ArrayList<String>();
    above.add("**[%s](%s)**".formatted(box.title(), box.link()));
    box.text().lines().forEach(above::add);
    var lines = new ArrayList<>(broken(above));
    for (Field field : box.fields()) {
      lines.addAll(List.of("", "**" + field.title() + "**", ""));
      lines.addAll(brokenOutsideOfBlocks(field.value().lines().toList()));
    }
    if (!box.footer().isEmpty()) {
      String hint = box.hint().isEmpty() ? "" : box.hint() + " · ";
      lines.addAll(List.of("", "<sub>%s`%s`</sub>".formatted(hint, box.footer())));
    }
    return lines;
  }

  /** A break in front of a block would be shown. */
  private static List<String> brokenOutsideOfBlocks(List<String> lines) {
    var broken = new ArrayList<String>();
    boolean inside = false;
    for (int i = 0; i < lines.size(); i++) {
      boolean fence = lines.get(i).startsWith("```");
      boolean last = i == lines.size() - 1 || lines.get(i + 1).startsWith("```");
      broken.add(inside || fence || last ? lines.get(i) : lines.get(i) + BREAK);
      inside = fence != inside;
    }
    return broken;
  }

  private static List<String> broken(List<String> lines) {
    var broken = new ArrayList<String>();
    for (int i = 0; i < lines.size(); i++) {
      broken.add(i < lines.size() - 1 ? lines.get(i) + BREAK : lines.get(i));
    }
    return broken;
  }

  private static List<String> quoted(List<String> lines) {
    return lines.stream().map(line -> line.isEmpty() ? QUOTE : QUOTE + " " + line).toList();
  }

  private static String capitalized(String title) {
    return Character.toUpperCase(title.charAt(0)) + title.substring(1);
  }
}
