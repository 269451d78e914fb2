package dev.herokumattermost;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may know whom. The root package, which wires the parts, is the only one that knows all. */
class ArchitectureTest {
  private static final String ROOT = "dev.herokumattermost";

  private static final Map<String, List<String>> MAY_KNOW =
      Map.of(
          "watch", List.of(),
          "message", List.of("watch"),
          "http", List.of(),
          "heroku", List.of("watch", "http"),
          "mattermost", List.of("watch", "http", "message"),
          "store", List.of("watch"),
          "settings", List.of("watch", "http"),
          "pass", List.of("watch", "message"),
          "doctor", List.of("watch", "http", "heroku", "mattermost", "store", "settings"));

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  static Set<String> packages() {
    return MAY_KNOW.keySet();
  }

  @Test
  void everyPackageHasItsPlace() {
    assertThat(MAIN.stream().map(JavaClass::getPackageName).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(Stream.of(ROOT), packages().stream().map(name -> ROOT + "." + name))
                .toList());
  }

  @ParameterizedTest
  @MethodSource("packages")
  void packageKnowsOnlyThoseItMay(String name) {
    String[] known =
        Stream.concat(Stream.of(name), MAY_KNOW.get(name).stream())
            .map(ArchitectureTest::in)
            .toArray(String[]::new);

    classes()
        .that()
        .resideInAPackage(in(name))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(known).or(resideOutsideOfPackage(ROOT + "..")))
        .check(MAIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"watch", "message"})
  void pureCoreKnowsNothingButTheJdk(String name) {
    classes()
        .that()
        .resideInAPackage(in(name))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", ROOT + ".."))
        .andShould()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("java.io..")
                .and(resideOutsideOfPackage("java.net.."))
                .and(resideOutsideOfPackage("java.nio.file.."))
                .or(resideInAPackage(ROOT + "..")))
        .check(MAIN);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void onlyTheRootPackageAsksWhatTimeItIs() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT)
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Clock.class, "systemDefaultZone")
        .orShould()
        .callMethod(InstantSource.class, "system")
        .check(MAIN);
  }

  @Test
  void onlyTransportsMeasureTimeThemselves() {
    noClasses()
        .that()
        .resideOutsideOfPackages(in("http"), in("mattermost"))
        .should()
        .callMethod(System.class, "nanoTime")
        .check(MAIN);
  }

  @Test
  void classIsNamedForWhatItIs() {
    noClasses()
        .that()
        .doNotHaveSimpleName("SecretsManager") // what AWS calls its store of secrets
        .should()
        .haveNameMatching(".*(Manager|Helper|Utils?|Impl)")
        .check(MAIN);
  }

  private static String in(String name) {
    return ROOT + "." + name + "..";
  }
}
