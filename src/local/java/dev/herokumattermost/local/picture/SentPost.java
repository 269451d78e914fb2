package dev.herokumattermost.local.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A post as a bot sends it, read from the files that hold one of every kind.
 *
 * @param priority Mattermost's word for it, empty for none
 */
record SentPost(String message, List<Box> boxes, String priority) {
  private static final Path FOLDER = Path.of("src/test/resources/posts");

  /** The coloured box below the message. */
  record Box(
      String color, String title, String link, String text, List<Field> fields, String footer) {}

  /** A named value in a box. */
  record Field(String title, String value) {}

  static SentPost read(String kind) throws IOException {
    String yaml = Files.readString(FOLDER.resolve(kind + ".yaml"));
    Object first =
        new Load(LoadSettings.builder().build()).loadAllFromString(yaml).iterator().next();
    Branch post = new Branch(first).branch("bot");
    return new SentPost(
        post.text("message"),
        post.branch("props").branches("attachments").stream().map(SentPost::box).toList(),
        post.branch("metadata").branch("priority").text("priority"));
  }

  private static Box box(Branch box) {
    return new Box(
        box.text("color"),
        box.text("title"),
        box.text("title_link"),
        box.text("text"),
        box.branches("fields").stream().map(SentPost::field).toList(),
        box.text("footer"));
  }

  private static Field field(Branch field) {
    return new Field(field.text("title"), field.text("value"));
  }

  /** A map of the YAML tree; what is not there is empty. */
  private record Branch(Object tree) {
    private Object at(String key) {
      return tree instanceof Map<?, ?> map && map.get(key) instanceof Object value ? value : "";
    }

    String text(String key) {
      return at(key).toString();
    }

    Branch branch(String key) {
      return new Branch(at(key));
    }

    List<Branch> branches(String key) {
      return at(key) instanceof List<?> list
          ? list.stream().<Branch>map(Branch::new).toList()
          : List.of();
    }
  }
}
