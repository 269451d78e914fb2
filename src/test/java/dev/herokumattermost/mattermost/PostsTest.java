package dev.herokumattermost.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.json.Json;
import dev.herokumattermost.wording.Posts;
import dev.herokumattermost.wording.Posts.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * Every kind of post as it is sent, by a bot and by a webhook, is as in the files of
 * src/test/resources/posts. The files are YAML for people to read; JSON is sent. {@code
 * -Dgolden.update} writes them, so that a change of words is visible as a change of files.
 */
class PostsTest {
  private static final Path FOLDER = Path.of("src/test/resources/posts");

  static List<Kind> kinds() {
    return Posts.all();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void isAsInItsFile(Kind kind) throws IOException {
    Path file = FOLDER.resolve(kind.name() + ".yaml");
    String written = written(kind);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, written);
    } else {
      assertThat(written).isEqualTo(Files.readString(file));
    }
  }

  @Test
  void everyFileIsOfAKind() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted())
          .containsExactlyElementsOf(
              kinds().stream().map(kind -> kind.name() + ".yaml").sorted().toList());
    }
  }

  /** As a server shows a bot's post: with a property of its own, which an edit has to send back. */
  private static MattermostJson.Post asPosted() {
    var props = Json.SNAKE_CASE.mapper().createObjectNode().put("from_bot", "true");
    return new MattermostJson.Post("post", "bot", "channel", "", 1, 0, props);
  }

  private static String written(Kind kind) {
    var bot = Payloads.PLAIN;
    var hook = new Payloads(SlackMarkup::inMessage, SlackMarkup::inBox);
    var outgoing =
        Outgoing.root(
            kind.first().id().value(),
            kind.post(),
            kind.edit() ? "" : kind.first().pendingPostId());
    return "# "
        + kind.title()
        + "\n"
        + (kind.edit()
            ? document("bot, as an edit", bot.patch(asPosted(), outgoing))
            : document("bot", bot.create(outgoing, "channel"))
                + document("webhook", hook.hook(outgoing)));
  }

  private static String document(String name, Object request) {
    var settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setUseUnicodeEncoding(true)
            .setWidth(1000)
            .build();
    Object tree =
        new Load(LoadSettings.builder().build()).loadFromString(Json.SNAKE_CASE.write(request));
    return "---\n" + new Dump(settings).dumpToString(Map.of(name, tree));
  }

  @Test
  void kindsHaveNamesOfTheirOwn() {
    assertThat(kinds().stream().collect(Collectors.groupingBy(Kind::name)).values())
        .allSatisfy(same -> assertThat(same).hasSize(1));
  }
}
