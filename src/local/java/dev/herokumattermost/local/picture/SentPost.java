package dev.herokumattermost.local.picture;

import dev.herokumattermost.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A post as a bot sends it, read from the files that have one of every kind. */
record SentPost(String message, Props props, @Nullable Metadata metadata) {
  private static final Path FOLDER = Path.of("src/test/resources/posts");

  record Props(List<Box> attachments) {}

  /** The coloured box below the message. */
  record Box(
      String color,
      String title,
      String titleLink,
      String text,
      List<Field> fields,
      String footer,
      String fallback) {}

  /** A named value in a box. */
  record Field(String title, String value) {}

  record Metadata(Priority priority) {}

  record Priority(String priority) {}

  static SentPost read(String kind) throws IOException {
    String yaml = Files.readString(FOLDER.resolve(kind + ".yaml"));
    var first =
        (Map<?, ?>)
            new Load(LoadSettings.builder().build()).loadAllFromString(yaml).iterator().next();
    return Json.SNAKE_CASE.mapper().convertValue(first.get("bot"), SentPost.class);
  }

  /** Mattermost's word for it, empty for none. */
  String priority() {
    return metadata == null ? "" : metadata.priority().priority();
  }
}
