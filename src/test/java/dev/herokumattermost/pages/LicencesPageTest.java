package dev.herokumattermost.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.json.Json;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * docs/licences.md against the bill of materials: {@code ./mvnw -Plicences}. With {@code
 * -Dlicences.renew} it first writes the page anew.
 */
@Tag("licences")
class LicencesPageTest {
  private static final Path PAGE = Path.of("docs", "licences.md");
  private static final Path BOM = Path.of("target", "bom.json");
  private static final String FIRST_ROW = "|---|---|---|---:|\n";

  /**
   * What may ship in a function under the MIT licence without asking a lawyer. Go's is BSD-3-Clause
   * under a name of its own.
   */
  private static final Set<String> ACCEPTED = Set.of("Apache-2.0", "Go License", "MIT", "MIT-0");

  /**
   * One library that ships.
   *
   * @param bytes the size of its jar
   */
  private record Library(String name, String version, List<String> licences, long bytes) {
    private String row() {
      return String.format(
          Locale.ROOT,
          "| `%s` | %s | %s | %,d |\n",
          name,
          version,
          String.join(", ", licences),
          bytes);
    }
  }

  @BeforeAll
  static void renew() throws Exception {
    if (System.getProperty("licences.renew") != null) {
      String page = Files.readString(PAGE);
      Files.writeString(PAGE, page.substring(0, rowsBegin(page)) + rows());
    }
  }

  @Test
  void pageListsWhatShips() throws Exception {
    String page = Files.readString(PAGE);

    assertThat(page.substring(rowsBegin(page)))
        .as("if this is meant, renew the page: ./mvnw -Plicences -Dlicences.renew")
        .isEqualTo(rows());
  }

  @Test
  void everyLibraryHasALicenceThatIsAccepted() throws Exception {
    assertThat(libraries())
        .isNotEmpty()
        .allSatisfy(
            library ->
                assertThat(library.licences())
                    .as(library.name())
                    .isNotEmpty()
                    .allMatch(ACCEPTED::contains));
  }

  private static int rowsBegin(String page) {
    return page.indexOf(FIRST_ROW) + FIRST_ROW.length();
  }

  private static String rows() throws Exception {
    List<Library> libraries = libraries();
    long bytes = libraries.stream().mapToLong(Library::bytes).sum();
    return libraries.stream().map(Library::row).sorted().collect(Collectors.joining())
        + String.format(Locale.ROOT, "| all %d | | | %,d |\n", libraries.size(), bytes);
  }

  private static List<Library> libraries() throws Exception {
    return Json.CAMEL_CASE
        .readTree(Files.readString(BOM))
        .get("components")
        .valueStream()
        .map(LicencesPageTest::library)
        .toList();
  }

  private static Library library(JsonNode component) {
    String artifact = text(component, "name");
    String version = text(component, "version");
    return new Library(
        text(component, "group") + ":" + artifact,
        version,
        component.get("licenses").valueStream().map(LicencesPageTest::licence).toList(),
        size(artifact + "-" + version + ".jar"));
  }

  /** By its SPDX id; a name or an expression stands as it is, and will not be accepted. */
  private static String licence(JsonNode entry) {
    return entry
        .at("/license/id")
        .asStringOpt()
        .or(() -> entry.at("/license/name").asStringOpt())
        .or(() -> entry.at("/expression").asStringOpt())
        .orElse("none");
  }

  private static String text(JsonNode component, String key) {
    return component.get(key).asString();
  }

  private static long size(String jar) {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(entry -> entry.endsWith(jar))
        .mapToLong(LicencesPageTest::size)
        .findFirst()
        .orElseThrow();
  }

  private static long size(Path jar) {
    try {
      return Files.size(jar);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("reading " + jar, unreadable);
    }
  }
}
