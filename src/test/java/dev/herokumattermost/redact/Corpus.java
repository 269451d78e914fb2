package dev.herokumattermost.redact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Lines as logs have them, in src/test/resources/redaction; README.txt there tells their form. */
final class Corpus {
  static final Path FOLDER = Path.of("src/test/resources/redaction");
  static final Path MEASURED = FOLDER.resolve("measured");

  /** Keeps scanners of Git hosts away; not part of a line. */
  private static final String SPLIT = "·";

  private static final int HELD_OUT = 5;

  /**
   * A line and what is left of it. It is told by its place, for it holds what looks like a secret.
   *
   * @param heldOut whether nobody looked at it while the rules were made
   */
  record Case(String place, boolean heldOut, String line, String left) {
    boolean hasSecrets() {
      return !line.equals(left);
    }

    /** What is replaced in the line. */
    List<String> secrets() {
      String[] kept = left.split("\\Q" + Text.REDACTED + "\\E", -1);
      var secrets = new ArrayList<String>();
      int at = kept[0].length();
      for (int i = 1; i < kept.length; i++) {
        boolean last = i == kept.length - 1;
        int end = last ? line.length() - kept[i].length() : line.indexOf(kept[i], at);
        secrets.add(line.substring(at, end));
        at = end + kept[i].length();
      }
      return secrets;
    }

    @Override
    public String toString() {
      return place;
    }
  }

  private Corpus() {}

  static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("README.txt"))
          .sorted()
          .toList();
    }
  }

  static List<Case> read(Path folder, String file) throws IOException {
    var cases = new ArrayList<Case>();
    List<String> rows = Files.readAllLines(folder.resolve(file));
    String line = "";
    for (int i = 0; i < rows.size(); i++) {
      String text = rows.get(i).length() < 2 ? "" : rows.get(i).substring(2).replace(SPLIT, "");
      String place = file + ":" + (i + 1);
      boolean heldOut = cases.size() % HELD_OUT == HELD_OUT - 1;
      switch (rows.get(i).charAt(0)) {
        case '=' -> cases.add(new Case(place, heldOut, text, text));
        case '<' -> line = text;
        case '>' -> cases.add(new Case(place, heldOut, line, text));
        case '#' -> {}
        default -> throw new IOException(place + " is no line of a corpus");
      }
    }
    return cases;
  }
}
