package dev.herokumattermost.store;

import dev.herokumattermost.dyno.AppId;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.ListedApp;
import dev.herokumattermost.dyno.ListedApp.PipelineStage;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A listed app in one line, because an item must hold thousands of them: id, name, team, space and
 * stages, such as {@code 01234567-89ab-cdef-0123-456789abcdef api acme - shop/production}. None of
 * them holds a space.
 */
final class ListedAppText {
  private static final String NONE = "-";

  private ListedAppText() {}

  static String write(ListedApp app) {
    return Stream.concat(
            Stream.of(app.id().value(), app.name().value(), word(app.team()), word(app.space())),
            app.stages().stream().map(stage -> stage.pipeline() + "/" + stage.stage()).sorted())
        .collect(Collectors.joining(" "));
  }

  static ListedApp read(String text) {
    String[] words = text.split(" ", -1);
    if (words.length < 4) {
      throw new IllegalArgumentException("a listed app has fewer than four words");
    }
    Set<PipelineStage> stages =
        Arrays.stream(words).skip(4).map(ListedAppText::stage).collect(Collectors.toSet());
    return new ListedApp(
        new AppId(words[0]), new AppName(words[1]), text(words[2]), text(words[3]), stages, false);
  }

  private static PipelineStage stage(String word) {
    int slash = word.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("a stage of a listed app has no slash");
    }
    return new PipelineStage(word.substring(0, slash), word.substring(slash + 1));
  }

  private static String word(@Nullable String text) {
    return text == null ? NONE : text;
  }

  private static @Nullable String text(String word) {
    return word.equals(NONE) ? null : word;
  }
}
