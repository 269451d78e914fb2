package dev.herokumattermost.pages;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A command on a page can be typed: its profiles, properties, tests, subcommands and files exist.
 */
class CommandsTest {
  private static final Pattern MAVEN = Pattern.compile("\\./mvnw((?: [^\\s`#|&;()]+)*)");
  private static final Pattern SAM =
      Pattern.compile("(?m)(?:^|[`&|;] *)sam ((?:local|remote|list) [a-z-]+|[a-z]+)");
  private static final Pattern FILE =
      Pattern.compile("(?:bash |-e |--event-file )([\\w.-]+/[\\w./-]+)");

  private static final Set<String> GOALS = Set.of("test", "test-compile", "verify", "exec:exec");
  private static final Set<String> OF_MAVEN = Set.of("test", "skipTests");

  /** Those of the SAM CLI that the pages need. */
  private static final Set<String> OF_SAM =
      Set.of(
          "build",
          "delete",
          "deploy",
          "list stack-outputs",
          "local invoke",
          "remote invoke",
          "validate");

  private static String pom;
  private static List<Path> sources;
  private static String code;

  static List<Path> pages() throws IOException {
    return Pages.all();
  }

  @BeforeAll
  static void read() throws IOException {
    pom = Pages.text(Path.of("pom.xml"));
    try (var files = Files.walk(Path.of("src"))) {
      sources = files.filter(file -> file.toString().endsWith(".java")).toList();
    }
    code = sources.stream().map(Pages::text).collect(joining());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void argumentsOfMavenExist(Path page) {
    assertThat(
            matches(MAVEN, page)
                .flatMap(command -> Stream.of(command.strip().split(" ")))
                .filter(argument -> !argument.isEmpty()))
        .allMatch(CommandsTest::isArgument);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void commandsOfSamExist(Path page) {
    assertThat(matches(SAM, page)).isSubsetOf(OF_SAM);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void filesOfCommandsExist(Path page) {
    assertThat(matches(FILE, page).filter(file -> !file.startsWith(".local/")).map(Path::of))
        .allMatch(Files::exists);
  }

  private static Stream<String> matches(Pattern pattern, Path page) {
    return pattern.matcher(Pages.text(page)).results().map((MatchResult found) -> found.group(1));
  }

  private static boolean isArgument(String argument) {
    if (argument.startsWith("-P")) {
      return pom.contains("<id>" + argument.substring(2) + "</id>");
    }
    if (argument.startsWith("-D")) {
      String[] property = argument.substring(2).split("=", 2);
      return property[0].equals("test")
          ? Stream.of(property[1].replace("'", "").split(",")).allMatch(CommandsTest::isTest)
          : OF_MAVEN.contains(property[0])
              || pom.contains("${" + property[0] + "}")
              || code.contains('"' + property[0] + '"');
    }
    return argument.matches("-[qBo]") || GOALS.contains(argument);
  }

  private static boolean isTest(String name) {
    Pattern file = Pattern.compile(name.replace("*", "\\w*") + "\\.java");
    return sources.stream()
        .anyMatch(source -> file.matcher(source.getFileName().toString()).matches());
  }
}
