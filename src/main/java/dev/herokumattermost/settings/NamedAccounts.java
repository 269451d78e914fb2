package dev.herokumattermost.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether watch.yaml seems to name accounts, before it is parsed: only then may the
 * environment set none.
 */
final class NamedAccounts {
  /** More is refused when the file is parsed. */
  private static final int MOST_BYTES = 64 * 1024;

  private static final Pattern KEY = Pattern.compile("(?m)^\\s*\\{?\\s*[\"']?accounts[\"']?\\s*:");

  private NamedAccounts() {}

  /**
   * Looks into the file. One that cannot be read names none; that is reported where it is parsed.
   *
   * @param path as the environment names it; empty for the one on the classpath
   */
  static boolean in(String path) {
    try (InputStream file = open(path)) {
      return file != null
          && KEY.matcher(new String(file.readNBytes(MOST_BYTES), StandardCharsets.UTF_8)).find();
    } catch (IOException | InvalidPathException unreadable) {
      return false;
    }
  }

  private static @Nullable InputStream open(String path) throws IOException {
    return path.isEmpty()
        ? NamedAccounts.class.getResourceAsStream("/watch.yaml")
        : Files.newInputStream(Path.of(path));
  }
}
