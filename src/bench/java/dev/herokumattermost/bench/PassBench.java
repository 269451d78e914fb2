package dev.herokumattermost.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.herokumattermost.WatchFunction;
import dev.herokumattermost.local.LocalContext;
import dev.herokumattermost.local.LocalInvocation;
import dev.herokumattermost.store.DynamoConnection;
import dev.herokumattermost.store.DynamoStateStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Times whole passes, from the handler's first line to its last, over TLS to a Heroku that takes 50
 * ms for each answer. The results are in docs/performance.md.
 */
final class PassBench {
  private static final Duration LATENCY = Duration.ofMillis(50);
  private static final int AT_ONCE = 32;
  private static final Region REGION = Region.US_EAST_1;
  private static final int WARM_UP = Integer.getInteger("bench.warm", 10);
  private static final int MEASURED = Integer.getInteger("bench.measured", 7);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** One pass; memory in bytes, times in milliseconds. */
  private record Sample(
      double time, double cpu, double allocated, double heap, Map<String, Object> report) {}

  /** What kind of pass. */
  private enum Kind {
    /** Nothing has changed. */
    QUIET,
    /** Every app is new. */
    FIRST,
    /** Nothing has changed, and all apps lie in Private Spaces. */
    SPACES
  }

  /**
   * Written {@code 150}, {@code 10000/20} for apps in accounts, {@code 150first}, {@code
   * 1000spaces}.
   */
  private record Case(int apps, int accounts, Kind kind) {
    private static final Pattern FORM = Pattern.compile("(\\d+)(?:/(\\d+))?(first|spaces|)");

    static Case of(String text) {
      var parts = FORM.matcher(text);
      if (!parts.matches()) {
        throw new IllegalArgumentException(text);
      }
      return new Case(
          Integer.parseInt(parts.group(1)),
          parts.group(2) == null ? 1 : Integer.parseInt(parts.group(2)),
          parts.group(3).isEmpty()
              ? Kind.QUIET
              : Kind.valueOf(parts.group(3).toUpperCase(Locale.ROOT)));
    }

    double ideal() {
      int calls = kind == Kind.SPACES ? SlowHeroku.SPACES : apps;
      return Math.ceilDiv(calls, AT_ONCE) * (double) LATENCY.toMillis();
    }
  }

  private PassBench() {}

  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    PrintStream out = System.out;
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    boolean secure = !Boolean.getBoolean("bench.plain");
    out.printf(
        "JDK %s, %d cores, heap of at most %d MB, %d dynos an app, %d ms a call, %d at once, TLS %s%n%n",
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory() >> 20,
        SlowHeroku.DYNOS,
        LATENCY.toMillis(),
        AT_ONCE,
        secure ? "on" : "off");
    out.println(
        "| apps | accounts | pass | ms | of it table ms | ideal ms | ratio | CPU ms | CPU ms an app"
            + " | allocated MB | peak heap MB | Heroku calls | table reads | table writes |");
    out.println("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    try (var elsewhere = Elsewhere.start(LATENCY, secure);
        var table = table(elsewhere)) {
      if (secure) {
        trust(elsewhere.authority());
      }
      System.setProperty("aws.endpointUrlSsm", elsewhere.secrets().toString());
      System.setProperty("aws.accessKeyId", "local");
      System.setProperty("aws.secretAccessKey", "local");
      System.setProperty("aws.region", REGION.id());
      for (String text : System.getProperty("bench.apps").split(",")) {
        Case one = Case.of(text);
        out.println(row(one, measure(one, elsewhere, table), loads(one, table)));
      }
    }
  }

  /** The function trusts the authorities that the JDK knows. */
  private static void trust(String authority) throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry(
        "heroku",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(authority.getBytes(StandardCharsets.US_ASCII))));
    Path file = Files.createTempFile("trust", ".p12");
    file.toFile().deleteOnExit();
    try (var to = Files.newOutputStream(file)) {
      store.store(to, "changeit".toCharArray());
    }
    System.setProperty("javax.net.ssl.trustStore", file.toString());
    System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
  }

  private static List<Sample> measure(Case one, Elsewhere elsewhere, DynamoDbClient table)
      throws IOException {
    int passes = one.kind() == Kind.FIRST ? 2 + MEASURED : MEASURED;
    var samples = new ArrayList<Sample>();
    WatchFunction function = function(one, 0, elsewhere, table);
    int warm =
        one.kind() == Kind.FIRST ? 0 : Math.max(2, WARM_UP * 150 / Math.max(150, one.apps()));
    for (int pass = 0; one.kind() != Kind.FIRST && !isWarm(sample(function), pass, warm); pass++) {}
    for (int pass = 0; pass < passes; pass++) {
      if (one.kind() == Kind.FIRST) {
        function = function(one, pass, elsewhere, table);
      }
      System.gc();
      samples.add(inOrder(sample(function)));
    }
    return one.kind() == Kind.FIRST ? samples.subList(2, samples.size()) : samples;
  }

  private static Sample inOrder(Sample sample) {
    if (!Boolean.TRUE.equals(sample.report().get("ok"))) {
      throw new IllegalStateException("a pass that is timed went wrong: " + sample.report());
    }
    return sample;
  }

  /** With many apps it takes several passes until all are in the table. */
  private static boolean isWarm(Sample sample, int pass, int least) {
    return pass >= least && Integer.valueOf(0).equals(sample.report().get("tableWrites"));
  }

  private static WatchFunction function(
      Case one, int number, Elsewhere elsewhere, DynamoDbClient table) throws IOException {
    return new WatchFunction(
        environment(one, number, elsewhere), InstantSource.system(), table, _ -> {});
  }

  /** How long reading the table takes by itself, in milliseconds. */
  private static double loads(Case one, DynamoDbClient table) {
    if (one.accounts() > 1) {
      return 0;
    }
    return IntStream.range(0, MEASURED)
        .mapToDouble(
            _ -> {
              long start = System.nanoTime();
              new DynamoStateStore(table, Elsewhere.TABLE, watch(one, 0)).load().apps();
              return (System.nanoTime() - start) / 1e6;
            })
        .sorted()
        .skip(MEASURED / 2)
        .findFirst()
        .orElseThrow();
  }

  private static String watch(Case one, int number) {
    return "%d-apps-%d-%s-%d"
        .formatted(one.apps(), one.accounts(), one.kind().name().toLowerCase(Locale.ROOT), number);
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

  private static String row(Case one, List<Sample> samples, double load) {
    double time = median(samples, Sample::time);
    double cpu = median(samples, Sample::cpu);
    Map<String, Object> report = samples.getLast().report();
    return "| %d | %d | %s | %.0f | %.0f | %.0f | %.2f | %.0f | %.2f | %.1f | %.0f | %s | %s | %s |"
        .formatted(
            one.apps(),
            one.accounts(),
            one.kind().name().toLowerCase(Locale.ROOT),
            time,
            load,
            one.ideal(),
            time / one.ideal(),
            cpu,
            cpu / one.apps(),
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

  /**
   * Nothing is posted, so there is no Mattermost; its address only has to look like one. The budget
   * is that of a slow schedule, which suffices for all apps in each pass.
   */
  private static Map<String, String> environment(Case one, int number, Elsewhere elsewhere)
      throws IOException {
    var environment = new HashMap<String, String>();
    environment.put("HEROKU_API_URL", elsewhere.heroku().toString());
    environment.put("HEROKU_STATUS_URL", "none");
    environment.put("MATTERMOST_WEBHOOK_URL", "http://127.0.0.1:9/hooks/bench");
    environment.put("READ_CONCURRENCY", String.valueOf(AT_ONCE));
    environment.put("SCHEDULE", "rate(99 minutes)");
    environment.put("CALLS_PER_HOUR", "4500");
    environment.put("WATCH_NAME", watch(one, number));
    environment.put("TABLE_NAME", Elsewhere.TABLE);
    environment.put("AWS_REGION", REGION.id());
    if (one.accounts() > 1) {
      environment.put("WATCH_FILE", accounts(one).toString());
    } else {
      environment.put("HEROKU_API_KEY", "bench");
      environment.put(
          "HEROKU_APPS",
          one.kind() == Kind.SPACES ? spaces() : names(0, one.apps(), "app-%d", ","));
    }
    return environment;
  }

  private static Path accounts(Case one) throws IOException {
    String form =
        "  - {name: a%1$d, key_parameter: /key/%1$d, calls_per_hour: 4500, apps: ['team:a%1$d']}";
    String file = "accounts:\n" + names(0, one.apps() / SlowHeroku.IN_TEAM, form, "\n") + "\n";
    Path path = Files.createTempFile("watch", ".yaml");
    path.toFile().deleteOnExit();
    return Files.writeString(path, file);
  }

  private static String spaces() {
    return names(0, SlowHeroku.SPACES, "space:space-%d", ",");
  }

  private static String names(int from, int to, String form, String separator) {
    return IntStream.range(from, to)
        .mapToObj(form::formatted)
        .collect(Collectors.joining(separator));
  }

  /** With time enough for DynamoDB Local on a busy machine; what is timed is not cut off. */
  private static DynamoDbClient table(Elsewhere elsewhere) {
    Duration ample = Duration.ofMinutes(1);
    return DynamoConnection.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(ample))
        .overrideConfiguration(
            override -> override.apiCallTimeout(ample).apiCallAttemptTimeout(ample))
        .endpointOverride(elsewhere.dynamo())
        .region(REGION)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .build();
  }
}
