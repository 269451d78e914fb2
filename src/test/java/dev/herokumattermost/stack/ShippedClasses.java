package dev.herokumattermost.stack;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.herokumattermost.WatchFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.StringEntry;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The function's classes as they were compiled. */
public final class ShippedClasses {
  public static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.herokumattermost");

  private ShippedClasses() {}

  /** The texts in each class's code. */
  public static List<Set<String>> texts() {
    try (var files = Files.walk(directory())) {
      var texts = new ArrayList<Set<String>>();
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        texts.add(texts(ClassFile.of().parse(file)));
      }
      return texts;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Set<String> texts(ClassModel type) {
    var texts = new TreeSet<String>();
    type.constantPool()
        .forEach(
            entry -> {
              if (entry instanceof StringEntry text) {
                texts.add(text.stringValue());
              }
            });
    return texts;
  }

  private static Path directory() {
    try {
      return Path.of(
          WatchFunction.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
