package dev.herokumattermost.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder of the local run: it holds tokens and what was seen of apps. */
final class LocalFolder {
  static final Path PATH = Path.of(".local");

  private LocalFolder() {}

  /** Makes it, for its owner alone where the file system knows owners. */
  static void make(Path folder) throws IOException {
    Files.createDirectories(folder);
    var owned = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
    if (owned != null) {
      owned.setPermissions(PosixFilePermissions.fromString("rwx------"));
    }
  }
}
