package dev.herokumattermost.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.herokumattermost.WatchFunction;
import dev.herokumattermost.local.LocalContext;
import dev.herokumattermost.local.LocalInvocation;
import dev.herokumattermost.store.DynamoConnection;
import dev.herokumattermost.store.DynamoStateStore;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Times whole warm passes in which nothing changed, from the handler's first line to its last, over
 * HTTP to a Heroku that takes 50 ms for each answer. The results are in docs/performance.md.
 */
final class PassBench {
  private static final List<Integer> APPS =
      Stream.of(System.getProperty("bench.apps").split(",")).map(Integer::valueOf).toList();

  private static final Duration LATENCY = Duration.ofMillis(50);
  private static final int AT_ONCE = 32;
  private static final int WARM_UP = 10;
  private static final int MEASURED = 7;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** One pass; memory in bytes, times in milliseconds. */
  private record Sample(
      double time, double cpu, double allocated, double heap, Map<String, Object> report) {}

  private PassBench() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream out = System.out;
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    out.printf(
        "JDK %s, %d cores, heap of at most %d MB, %d dynos an app, %d ms a call, %d at once%n%n",
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory() >> 20,
        SlowHeroku.DYNOS,
        LATENCY.toMillis(),
        AT_ONCE);
    out.println(
        "| apps | pass ms | of it table ms | ideal ms | ratio | ratio without table | CPU ms | allocated MB | peak heap MB"
            + " | Heroku calls | table reads | table writes |");
    out.println("|---|---|---|---|---|---|---|---|---|---|---|---|");
    try (var elsewhere = Elsewhere.start(LATENCY);
        var table = table(elsewhere)) {
      for (int apps : APPS) {
        out.println(row(apps, measure(apps, elsewhere, table), loads(apps, table)));
      }
    }
  }

  private static List<Sample> measure(int apps, Elsewhere elsewhere, DynamoDbClient table) {
    var function =
        new WatchFunction(environment(apps, elsewhere), InstantSource.system(), table, _ -> {});
    IntStream.range(0, WARM_UP).forEach(_ -> sample(function));
    var samples = new ArrayList<Sample>();
    for (int pass = 0; pass < MEASURED; pass++) {
      System.gc();
      samples.add(sample(function));
    }
    return samples;
  }

  /** How long reading the table takes by itself, in milliseconds. */
  private static double loads(int apps, DynamoDbClient table) {
    return IntStream.range(0, MEASURED)
        .mapToDouble(
            _ -> {
              long start = System.nanoTime();
              new DynamoStateStore(table, Elsewhere.TABLE, watch(apps)).load().apps();
              return (System.nanoTime() - start) / 1e6;
            })
        .sorted()
        .skip(MEASURED / 2)
        .findFirst()
        .orElseThrow();
  }

  private static String watch(int apps) {
    return apps + "-apps";
  }

  private static Sample sample(WatchFunction function) {
    heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
    long allocated = THREADS.getTotalThreadAllocatedBytes();
    long cpu = SYSTEM.getProcessCpuTime();
    long start = System.nanoTime();
    var report = LocalInvocation.invoke(function, Map.of(), new LocalContext(_ -> {}));
    long time = System.nanoTime() - start;
    return new Sample(
        time / 1e6,
        (SYSTEM.getProcessCpuTime() - cpu) / 1e6,
        THREADS.getTotalThreadAllocatedBytes() - allocated,
        heapPools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum(),
        report);
  }

  private static List<MemoryPoolMXBean> heapPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }

  private static String row(int apps, List<Sample> samples, double load) {
    double ideal = Math.ceilDiv(apps, AT_ONCE) * (double) LATENCY.toMillis();
    double time = median(samples, Sample::time);
    Map<String, Object> report = samples.getLast().report();
    return "| %d | %.0f | %.0f | %.0f | %.2f | %.2f | %.0f | %.1f | %.0f | %s | %s | %s |"
        .formatted(
            apps,
            time,
            load,
            ideal,
            time / ideal,
            (time - load) / ideal,
            median(samples, Sample::cpu),
            median(samples, Sample::allocated) / (1 << 20),
            samples.stream().mapToDouble(Sample::heap).max().orElseThrow() / (1 << 20),
            report.get("calls"),
            report.get("tableReads"),
            report.get("tableWrites"));
  }

  private static double median(List<Sample> samples, ToDoubleFunction<Sample> value) {
    return samples.stream()
        .sorted(Comparator.comparingDouble(value))
        .skip(samples.size() / 2)
        .mapToDouble(value)
        .findFirst()
        .orElseThrow();
  }

  /** Nothing is posted, so there is no Mattermost; its address only has to look like one. */
  private static Map<String, String> environment(int apps, Elsewhere elsewhere) {
    return Map.of(
        "HEROKU_APPS",
        IntStream.range(0, apps).mapToObj("app-%d"::formatted).collect(Collectors.joining(",")),
        "HEROKU_API_URL",
        elsewhere.heroku().toString(),
        "HEROKU_STATUS_URL",
        "none",
        "HEROKU_API_KEY",
        "bench",
        "MATTERMOST_WEBHOOK_URL",
        "http://127.0.0.1:9/hooks/bench",
        "READ_CONCURRENCY",
        String.valueOf(AT_ONCE),
        "WATCH_NAME",
        watch(apps),
        "TABLE_NAME",
        Elsewhere.TABLE);
  }

  private static DynamoDbClient table(Elsewhere elsewhere) {
    return DynamoConnection.builder()
        .endpointOverride(elsewhere.dynamo())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .build();
  }
}
