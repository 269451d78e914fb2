package dev.herokumattermost.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The sentences of a page: of its paragraphs, list items, headings and cells. Code counts as one
 * word. Quotes are left out, because they show what the watch posts.
 */
record Sentences(String page) {
  private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
  private static final Pattern ITEM = Pattern.compile("^([*-]|\\d+\\.) +");
  private static final Pattern CELL_END = Pattern.compile("(?<!\\\\)\\|");
  private static final Pattern CODE = Pattern.compile("(`+)[^`]+\\1");
  private static final Pattern LINK = Pattern.compile("!?\\[([^]]*)]\\([^)]*\\)");
  private static final Pattern ALTERNATIVE = Pattern.compile("<[^>]*alt=\"([^\"]*)\"[^>]*>");
  private static final Pattern TAG = Pattern.compile("<[^>]*>");
  private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])[)\"*]*\\s+");

  List<String> all() {
    return blocks().stream()
        .map(Sentences::plain)
        .flatMap(SENTENCE_END::splitAsStream)
        .filter(sentence -> words(sentence) > 0)
        .toList();
  }

  static long words(String sentence) {
    return Stream.of(sentence.split("\\s+"))
        .filter(word -> word.chars().anyMatch(Character::isLetterOrDigit))
        .count();
  }

  private List<String> blocks() {
    var blocks = new ArrayList<String>();
    var paragraph = new ArrayList<String>();
    boolean codeMayBegin = true;
    String withoutComments = COMMENT.matcher(Pages.withoutBlocks(page)).replaceAll("");
    for (String line : withoutComments.lines().toList()) {
      String text = line.strip();
      boolean code = codeMayBegin && line.startsWith("    ");
      codeMayBegin = text.isEmpty() || code;
      if (text.isEmpty() || code || text.startsWith(">") || text.startsWith("|")) {
        end(paragraph, blocks);
        if (text.startsWith("|")) {
          CELL_END.splitAsStream(text).forEach(blocks::add);
        }
      } else if (text.startsWith("#")) {
        end(paragraph, blocks);
        blocks.add(text);
      } else {
        if (ITEM.matcher(text).lookingAt()) {
          end(paragraph, blocks);
        }
        paragraph.add(text);
      }
    }
    end(paragraph, blocks);
    return blocks;
  }

  private static void end(List<String> paragraph, List<String> blocks) {
    if (!paragraph.isEmpty()) {
      blocks.add(ITEM.matcher(String.join(" ", paragraph)).replaceFirst(""));
      paragraph.clear();
    }
  }

  private static String plain(String block) {
    String text = CODE.matcher(block).replaceAll("CODE");
    text = LINK.matcher(text).replaceAll("$1");
    text = ALTERNATIVE.matcher(text).replaceAll("$1");
    return TAG.matcher(text).replaceAll("").replace("**", "").strip();
  }
}
