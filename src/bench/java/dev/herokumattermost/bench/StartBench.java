package dev.herokumattermost.bench;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.herokumattermost.WatchFunction;
import dev.herokumattermost.local.lambda.JavaRuntime;
import dev.herokumattermost.local.lambda.RuntimeApi;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Times cold starts, from the start of the process to the first answer, of the function and of a
 * {@link BareHandler} in turn. The results are in docs/performance.md.
 */
final class StartBench {
  private static final int STARTS = Integer.getInteger("bench.starts", 15);
  private static final int WARM_UP = 2;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** As Lambda's runtime sets them for a function of 512 MB. */
  private static final List<String> FLAGS =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx435m");

  /** What is started; the order is that of a round. */
  private enum Start {
    BARE("the bare handler"),
    QUIET("the function, nothing new"),
    FIRST("the function, first reading of the app");

    private final String title;
    private final double[] times = new double[STARTS];
    private final double[] cpu = new double[STARTS];

    Start(String title) {
      this.title = title;
    }
  }

  /** One start; milliseconds, of the clock and of all cores. */
  private record Sample(double time, double cpu) {}

  private final Elsewhere elsewhere;
  private final JavaRuntime function;
  private final JavaRuntime bare;
  private final Path output = Path.of("target", "start", "output");
  private int watches;

  private StartBench(Elsewhere elsewhere, Path artifact) throws IOException, URISyntaxException {
    this.elsewhere = elsewhere;
    function = JavaRuntime.of(artifact, WatchFunction.class.getName() + "::handleRequest", FLAGS);
    bare =
        JavaRuntime.of(
            bareArtifact(artifact), BareHandler.class.getName() + "::handleRequest", FLAGS);
  }

  /**
   * Runs the benchmark.
   *
   * @param arguments the directory with the function's classes and libraries, as they ship
   */
  public static void main(String[] arguments) throws Exception {
    try (var elsewhere = Elsewhere.start(Duration.ZERO, false)) {
      var bench = new StartBench(elsewhere, Path.of(arguments[0]).toAbsolutePath());
      for (int round = -WARM_UP; round < STARTS; round++) {
        for (Start start : Start.values()) {
          Sample sample = bench.sample(start);
          if (round >= 0) {
            start.times[round] = sample.time();
            start.cpu[round] = sample.cpu();
          }
        }
      }
    }
    print();
  }

  private Sample sample(Start start) throws IOException, InterruptedException {
    try (var lambda = new RuntimeApi()) {
      lambda.invoke("first", "{}", TIMEOUT);
      JavaRuntime runtime = start == Start.BARE ? bare : function;
      long began = System.nanoTime();
      Process process = runtime.start(lambda, environment(start), output);
      try {
        var outcome = lambda.outcome(TIMEOUT);
        double time = (System.nanoTime() - began) / 1e6;
        if (!outcome.path().equals("invocation/first/response")) {
          throw new IllegalStateException(outcome + Files.readString(output));
        }
        return new Sample(time, process.info().totalCpuDuration().orElseThrow().toNanos() / 1e6);
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
  }

  private Map<String, String> environment(Start start) {
    return Map.of(
        "HEROKU_APPS", "app-1",
        "HEROKU_API_URL", elsewhere.heroku().toString(),
        "HEROKU_STATUS_URL", "none",
        "HEROKU_API_KEY", "bench",
        "MATTERMOST_URL", "http://127.0.0.1:9",
        "MATTERMOST_TOKEN", "bench-bot",
        "MATTERMOST_CHANNEL", "ops/alerts",
        "WATCH_NAME", start == Start.FIRST ? "watch-" + watches++ : "known",
        "TABLE_NAME", Elsewhere.TABLE,
        "AWS_ENDPOINT_URL_DYNAMODB", elsewhere.dynamo().toString());
  }

  /** The bare handler's classes beside the function's own libraries. */
  private static Path bareArtifact(Path artifact) throws IOException, URISyntaxException {
    Path directory = Path.of("target", "start", "bare").toAbsolutePath();
    Path name = Path.of(BareHandler.class.getName().replace('.', '/')).getParent();
    Path copies = Files.createDirectories(directory.resolve(name));
    Path classes = Path.of(BareHandler.class.getResource("BareHandler.class").toURI()).getParent();
    try (var compiled = Files.newDirectoryStream(classes, "BareHandler*.class")) {
      for (Path file : compiled) {
        Files.copy(file, copies.resolve(file.getFileName()), REPLACE_EXISTING);
      }
    }
    Path lib = directory.resolve("lib");
    Files.deleteIfExists(lib);
    Files.createSymbolicLink(lib, artifact.resolve("lib"));
    return directory;
  }

  private static void print() {
    System.out.printf(
        "JDK %s, %d cores, %d starts of each in turn, %s%n%n",
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        STARTS,
        String.join(" ", FLAGS));
    System.out.println(
        "| start | min ms | median ms | max ms | ratio of medians | median of ratios | median CPU ms | ratio |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    for (Start start : Start.values()) {
      double[] ratios = new double[STARTS];
      Arrays.setAll(ratios, round -> start.times[round] / Start.BARE.times[round]);
      System.out.printf(
          "| %s | %.0f | %.0f | %.0f | %.2f | %.2f | %.0f | %.2f |%n",
          start.title,
          Arrays.stream(start.times).min().orElseThrow(),
          median(start.times),
          Arrays.stream(start.times).max().orElseThrow(),
          median(start.times) / median(Start.BARE.times),
          median(ratios),
          median(start.cpu),
          median(start.cpu) / median(Start.BARE.cpu));
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
