package dev.herokumattermost.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herokumattermost.outbox.PostId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordsAsJsonTest {
  record Thread(@Nullable PostId posted, List<String> names) {
    boolean isPosted() {
      return posted != null;
    }

    String getNames() {
      return String.join(", ", names);
    }
  }

  record Named(String name) {}

  @Test
  void onlyComponentsAreWrittenAndAllOfThemAreRead() throws Exception {
    var thread = new Thread(new PostId("p1"), List.of("web"));

    String json = Json.CAMEL_CASE.write(thread);

    assertThat(json).isEqualTo("{\"posted\":\"p1\",\"names\":[\"web\"]}");
    assertThat(Json.CAMEL_CASE.read(json, Thread.class)).isEqualTo(thread);
  }

  @Test
  void aNestedRecordOfOneStringIsAnObject() throws Exception {
    assertThat(Json.SNAKE_CASE.write(new Named("web"))).isEqualTo("{\"name\":\"web\"}");
    assertThat(Json.SNAKE_CASE.read("{\"name\":\"web\"}", Named.class)).isEqualTo(new Named("web"));
  }

  @Test
  void nullIsNeitherADocumentNorAnItem() {
    assertThatThrownBy(() -> Json.SNAKE_CASE.read("null", Named.class))
        .isInstanceOf(Json.Malformed.class);
    assertThatThrownBy(() -> Json.SNAKE_CASE.read("[null]", Named[].class))
        .hasMessage("without a usable [0]");
    assertThatThrownBy(() -> Json.SNAKE_CASE.read("{\"names\":[\"web\",null]}", Thread.class))
        .hasMessageStartingWith("without a usable names");
  }
}
