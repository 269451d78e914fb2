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
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may know whom. The root package, which wires the parts, is the only one that knows all. */
class ArchitectureTest {
  private static final String ROOT = "dev.herokumattermost";

  /** The pure packages. Each may know those before it. */
  private static final List<String> PURE =
      List.of("dyno", "rules", "discovery", "detect", "incident", "outbox", "redact", "wording");

  private static final Map<String, List<String>> MAY_KNOW = new TreeMap<>();

  static {
    for (int i = 0; i < PURE.size(); i++) {
      MAY_KNOW.put(PURE.get(i), PURE.subList(0, i));
    }
    MAY_KNOW.put("json", List.of());
    MAY_KNOW.put("http", List.of());
    MAY_KNOW.put("aws", List.of("http"));
    MAY_KNOW.put("pass", PURE);
    MAY_KNOW.put("store", and(PURE, "json", "aws", "pass"));
    MAY_KNOW.put("queue", List.of("json", "aws", "pass"));
    MAY_KNOW.put("webhook", List.of("dyno", "json", "http", "pass"));
    MAY_KNOW.put("heroku", and(PURE, "json", "http", "pass"));
    MAY_KNOW.put("mattermost", and(PURE, "json", "http", "pass"));
    MAY_KNOW.put("settings", and(PURE, "http"));
    MAY_KNOW.put("secrets", List.of("http", "aws", "settings"));
    MAY_KNOW.put(
        "doctor",
        and(PURE, "http", "pass", "heroku", "mattermost", "store", "settings", "secrets"));
  }

  private static List<String> and(List<String> some, String... more) {
    return Stream.concat(some.stream(), Stream.of(more)).toList();
  }

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  private static final JavaClasses TESTS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
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

  static List<String> purePackages() {
    return PURE;
  }

  @ParameterizedTest
  @MethodSource("purePackages")
  void pureCoreKnowsNothingButTheJdk(String name) {
    classes()
        .that()
        .resideInAPackage(in(name))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("java..", "org.jspecify..", "com.google.re2j..", ROOT + ".."))
        .andShould()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("java.io..")
                .and(resideOutsideOfPackage("java.net.."))
                .and(resideOutsideOfPackage("java.nio.file.."))
                .or(resideInAPackage(ROOT + "..")))
        .check(MAIN);
  }

  @Test
  void redactionKnowsNothingButTheJdkAndRe2() {
    classes()
        .that()
        .resideInAPackage(in("redact"))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java.lang..",
                "java.util..",
                "java.nio",
                "org.jspecify..",
                "com.google.re2j..",
                in("redact")))
        .check(MAIN);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(MAIN);
  }

  /** Nested classes count as their outermost one. Generated builders are left out. */
  @ParameterizedTest
  @MethodSource("packages")
  void classesOfAPackageHaveNoCycles(String name) {
    slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                return type.getPackageName().equals(ROOT + "." + name)
                        && !outermost(type).endsWith("Builder")
                    ? SliceIdentifier.of(outermost(type))
                    : SliceIdentifier.ignore();
              }

              @Override
              public String getDescription() {
                return "classes of " + name;
              }
            })
        .should()
        .beFreeOfCycles()
        .check(MAIN);
  }

  private static String outermost(JavaClass type) {
    String simple = type.getName().substring(type.getPackageName().length() + 1);
    return simple.replaceFirst("\\$.*", "");
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

  /** But for those that start what ships as a process of its own, or talk to an emulated AWS. */
  @Test
  void testsDependOnNoChanceAndOnNoRealTime() {
    noClasses()
        .that()
        .resideOutsideOfPackages(in("local"), in("bench"))
        .and()
        .haveNameNotMatching(
            ".*\\.(OnePass|Shell|(Killed|RuntimeClient|(Worker|Hints)InRuntime|Artifact|LocalStack|AllowedActions|DeployedStack)Test)")
        .and()
        .doNotBelongToAnyOf(Seeds.class)
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(InstantSource.class, "system")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Thread.class, "sleep", Duration.class)
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callConstructor(Random.class)
        .orShould()
        .callConstructor(SplittableRandom.class)
        .check(TESTS);
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
