package dev.herokumattermost;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import dev.herokumattermost.stack.ShippedClasses;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A snapshot is taken after the handler is constructed and may be restored many times, weeks later.
 * So what runs until then, the static initialisers and the handler's constructor, must hold no
 * time, no random numbers, no credentials and no connection.
 */
class SnapStartTest {
  private static final String ROOT = "dev.herokumattermost";

  /** Methods and constructors whose result must not outlive an invocation. */
  private static final Pattern PERISHABLE =
      Pattern.compile(
          "java\\.time\\.\\w+\\.now"
              + "|java\\.time\\.Clock\\..*"
              + "|java\\.lang\\.System\\.(currentTimeMillis|nanoTime|getenv|getProperty)"
              + "|java\\.lang\\.Math\\.random"
              + "|java\\.util\\.UUID\\.randomUUID"
              + "|java\\.util\\.(Random|SplittableRandom|concurrent\\.ThreadLocalRandom)\\..*"
              + "|java\\.security\\..*"
              + "|java\\.net\\.(http\\..*|Socket\\..*|InetAddress\\..*|URL\\.openConnection)"
              + "|java\\.util\\.concurrent\\.(Executors\\..*|Timer\\..*)"
              + "|java\\.lang\\.Thread\\.(<init>|ofVirtual|ofPlatform|startVirtualThread)"
              + "|software\\.amazon\\.awssdk\\.(auth|services|http|core\\.client)\\..*"
              + "|"
              + ROOT.replace(".", "\\.")
              + "\\.http\\.(Http|Secret)\\.<init>");

  /** What only makes values of the table's data model, and reaches nobody. */
  private static final Pattern PLAIN_DATA =
      Pattern.compile("software\\.amazon\\.awssdk\\.services\\.dynamodb\\.model\\..*");

  /** What only says how a client is to be made; it connects to nobody before its first call. */
  private static final Pattern BUILDS_A_CLIENT =
      Pattern.compile("software\\.amazon\\.awssdk\\..*(\\.builder|Builder\\.\\w+)");

  private static final Pattern PERISHABLE_TYPE =
      Pattern.compile(
          "java\\.time\\.(Instant|Clock|InstantSource|\\w*DateTime)"
              + "|java\\.util\\.(Random|UUID)|java\\.security\\..*|java\\.net\\.http\\..*"
              + "|java\\.util\\.concurrent\\..*Executor.*"
              + "|software\\.amazon\\.awssdk\\.(auth|services\\.dynamodb)\\.\\w*"
              + "(Client|Provider|Credentials|Table)"
              + "|"
              + ROOT.replace(".", "\\.")
              + "\\.http\\.(Http|Secret)");

  @Test
  void noStaticFieldHoldsWhatPerishes() {
    assertThat(
            ShippedClasses.ALL.stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                .filter(field -> PERISHABLE_TYPE.matcher(typeOf(field)).matches())
                .map(JavaField::getFullName))
        .isEmpty();
  }

  @Test
  void noStaticFieldChanges() {
    assertThat(
            ShippedClasses.ALL.stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                .filter(field -> !field.getModifiers().contains(JavaModifier.FINAL))
                .map(JavaField::getFullName))
        .isEmpty();
  }

  @Test
  void noStaticInitialiserReachesWhatPerishes() {
    var initialisers =
        ShippedClasses.ALL.stream()
            .map(JavaClass::getStaticInitializer)
            .flatMap(initialiser -> Stream.<JavaCodeUnit>ofNullable(initialiser.orElse(null)))
            .collect(Collectors.toSet());

    assertThat(initialisers).hasSizeGreaterThan(10);
    assertThat(perishableCallsFrom(initialisers)).isEmpty();
  }

  /**
   * The handler's constructor takes the environment. That is safe for a snapshot: its settings are
   * those of the published version, and credentials are never read from it (the test below), but by
   * the SDK, at each use. The clock it takes is a source of times, and no time. The DynamoDB client
   * is built, but connects and looks up its credentials only when it is used.
   */
  @Test
  void theHandlersConstructorTakesTheEnvironmentAndNothingElse() {
    var constructors =
        ShippedClasses.ALL.get(WatchFunction.class).getConstructors().stream()
            .map(JavaConstructor.class::cast)
            .collect(Collectors.<JavaCodeUnit>toSet());

    assertThat(perishableCallsFrom(constructors))
        .contains("software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder.build")
        .filteredOn(call -> !BUILDS_A_CLIENT.matcher(call).matches())
        .containsExactly("java.lang.System.getenv");
  }

  @Test
  void noCredentialsAreReadFromTheEnvironment() {
    assertThat(ShippedClasses.texts().stream().flatMap(Set::stream))
        .filteredOn(text -> text.matches("AWS_\\w+"))
        .isNotEmpty()
        .allMatch(
            name ->
                List.of(
                            "AWS_REGION",
                            "AWS_DEFAULT_REGION",
                            "AWS_LAMBDA_FUNCTION_NAME",
                            "AWS_SAM_LOCAL")
                        .contains(name)
                    || name.startsWith("AWS_ENDPOINT_URL"));
  }

  /** Follows the calls within our own classes; lambdas count as called where they are written. */
  private static Set<String> perishableCallsFrom(Set<JavaCodeUnit> begin) {
    var found = new TreeSet<String>();
    var seen = new HashSet<>(begin);
    var open = new ArrayDeque<>(begin);
    while (!open.isEmpty()) {
      for (var call : new LinkedHashSet<>(open.removeFirst().getCallsFromSelf())) {
        String name = call.getTargetOwner().getFullName() + "." + call.getTarget().getName();
        if (PERISHABLE.matcher(name).matches() && !PLAIN_DATA.matcher(name).matches()) {
          found.add(name);
        }
        call.getTarget()
            .resolveMember()
            .filter(target -> target.getOwner().getPackageName().startsWith(ROOT))
            .filter(seen::add)
            .ifPresent(open::add);
      }
    }
    return found;
  }

  private static String typeOf(JavaField field) {
    return field.getRawType().getFullName();
  }
}
