package dev.herokumattermost.pages;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A link from one page to another, or within one, leads to a file and a heading that are there. */
class LinksTest {
  private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
  private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.+)$", Pattern.MULTILINE);

  static List<Path> pages() throws IOException {
    return Pages.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsSomewhere(Path page) {
    assertThat(links(page))
        .allSatisfy(
            link -> {
              String[] parts = link.split("#", 2);
              Path target = target(page, parts[0]);
              assertThat(target).exists();
              if (parts.length > 1) {
                assertThat(anchors(target)).contains(parts[1]);
              }
            });
  }

  @Test
  void everyPageCanBeFound() throws IOException {
    var linked =
        pages().stream()
            .flatMap(page -> links(page).stream().map(link -> target(page, link.split("#", 2)[0])))
            .collect(toCollection(TreeSet::new));

    assertThat(pages())
        .filteredOn(page -> !page.equals(Path.of("README.md")))
        .allMatch(page -> linked.contains(page) || linked.contains(page.resolveSibling("")));
  }

  /** Where a link within the project leads; to its own page if it is only an anchor. */
  private static Path target(Path page, String link) {
    return link.isEmpty() ? page : page.resolveSibling(link).normalize();
  }

  private static List<String> links(Path page) {
    String prose = CODE.matcher(Pages.withoutBlocks(Pages.text(page))).replaceAll("code");
    return LINK.matcher(prose)
        .results()
        .map(found -> found.group(1))
        .filter(link -> !ELSEWHERE.matcher(link).matches())
        .toList();
  }

  /** As GitHub makes them of the headings. */
  private static Set<String> anchors(Path page) {
    var seen = new HashMap<String, Integer>();
    return HEADING
        .matcher(Pages.withoutBlocks(Pages.text(page)))
        .results()
        .map(heading -> heading.group(1).strip().toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'))
        .map(
            anchor -> {
              int before = seen.merge(anchor, 1, Integer::sum) - 1;
              return before == 0 ? anchor : anchor + "-" + before;
            })
        .collect(toCollection(TreeSet::new));
  }
}
