package dev.herokumattermost.bench;

import dev.herokumattermost.HintFunction;
import dev.herokumattermost.WatchFunction;
import dev.herokumattermost.function.SimulatedSsm;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.local.dynamodb.EmbeddedDynamo;
import dev.herokumattermost.local.heroku.HerokuModel;
import dev.herokumattermost.local.heroku.SimulatedApp;
import dev.herokumattermost.local.heroku.SimulatedHeroku;
import dev.herokumattermost.local.heroku.WebhookSender;
import dev.herokumattermost.local.http.Fault;
import dev.herokumattermost.local.lambda.FunctionUrl;
import dev.herokumattermost.local.lambda.JavaRuntime;
import dev.herokumattermost.local.lambda.LambdaFunction;
import dev.herokumattermost.local.mattermost.SimulatedMattermost;
import dev.herokumattermost.local.mattermost.SimulatedPost;
import dev.herokumattermost.local.sqs.EmbeddedSqs;
import dev.herokumattermost.local.sqs.EventSourceMapping;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Times how long it takes from a crash to its post by a webhook, over HTTP all the way: the
 * simulated Heroku sends it to the Function URL of what ships, which puts a message on ElasticMQ;
 * that is handed to what ships once more, which reads Heroku and posts. Each app crashes once. The
 * results are in docs/performance.md.
 */
final class HintBench implements AutoCloseable {
  private static final int COLD = Integer.getInteger("bench.starts", 20);
  private static final int WARM_UP = Integer.getInteger("bench.warm", 20);
  private static final int WARM = Integer.getInteger("bench.measured", 200);
  private static final int COLD_UP = 1;

  private static final Duration HEROKU_TAKES = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration BETWEEN_PASSES = Duration.ofMinutes(2);
  private static final int CALLS_AN_HOUR = 4500;
  private static final Path OUTPUT = Path.of("target", "hints");

  /** As Lambda's runtime sets them, but for the heap. */
  private static final List<String> FLAGS =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

  private static final String HEROKU_KEY = "/bench/heroku-api-key";
  private static final String MATTERMOST_TOKEN = "/bench/mattermost-token";
  private static final String WEBHOOK_SECRET = "/bench/webhook-secret";
  private static final Secret SIGNED_WITH = new Secret("0123456789abcdef0123456789abcdef");
  private static final Map<String, Object> PASS = Map.of("action", "watch");

  /** One crash; milliseconds from then on. */
  private record Sample(double answered, double posted) {}

  private final InstantSource clock = InstantSource.system();
  private final HerokuModel model = new HerokuModel(clock);
  private final SimulatedHeroku heroku = new SimulatedHeroku(model, "bench");
  private final SimulatedMattermost mattermost = new SimulatedMattermost(clock);
  private final EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory();
  private final SimulatedSsm ssm = new SimulatedSsm();
  private final EmbeddedSqs sqs = new EmbeddedSqs();
  private final EmbeddedSqs.Queue queue = sqs.createQueue("work", Duration.ofMinutes(5), 1);
  private final List<String> apps;
  private final LambdaFunction hints;
  private final LambdaFunction watch;
  private final FunctionUrl door;
  private final AtomicInteger taken = new AtomicInteger();
  private final ExecutorService lambda = Executors.newSingleThreadExecutor();
  private int crashes;

  private HintBench(Path artifact) throws IOException {
    apps =
        IntStream.rangeClosed(1, COLD_UP + COLD + WARM_UP + WARM)
            .mapToObj(number -> "app-" + number)
            .toList();
    apps.forEach(app -> model.createApp(app).bootsIn(Duration.ZERO).scale("web", 2));
    heroku.failAlways(Fault.slow(HEROKU_TAKES));
    try (var client = dynamo.client()) {
      EmbeddedDynamo.createTable(client, Elsewhere.TABLE);
    }
    ssm.put(HEROKU_KEY, "bench");
    ssm.put(MATTERMOST_TOKEN, mattermost.token().reveal());
    ssm.put(WEBHOOK_SECRET, SIGNED_WITH.reveal());
    Files.createDirectories(OUTPUT);
    hints =
        new LambdaFunction(
            runtime(artifact, HintFunction.class, "-Xmx217m"),
            environmentOfHints(),
            OUTPUT.resolve("hints"));
    door = new FunctionUrl(hints, clock);
    watch =
        new LambdaFunction(
            runtime(artifact, WatchFunction.class, "-Xmx435m"),
            environmentOfWatch(),
            OUTPUT.resolve("watch"));
  }

  private static JavaRuntime runtime(Path artifact, Class<?> handler, String heap) {
    var flags = new ArrayList<>(FLAGS);
    flags.add(heap);
    return JavaRuntime.of(artifact, handler.getName() + "::handleRequest", flags);
  }

  private Map<String, String> environmentOfHints() {
    var environment = new HashMap<>(ssm.environment());
    environment.put("AWS_ENDPOINT_URL_SQS", sqs.endpoint().toString());
    environment.put("QUEUE_URL", queue.url().toString());
    environment.put("WEBHOOK_SECRET_PARAMETER", WEBHOOK_SECRET);
    return environment;
  }

  private Map<String, String> environmentOfWatch() {
    var environment = environmentOfHints();
    environment.put("HEROKU_APPS", String.join(",", apps));
    environment.put("HEROKU_API_URL", heroku.uri().toString());
    environment.put("HEROKU_STATUS_URL", heroku.uri().toString());
    environment.put("HEROKU_API_KEY_PARAMETER", HEROKU_KEY);
    environment.put("MATTERMOST_URL", mattermost.uri().toString());
    environment.put("MATTERMOST_TOKEN_PARAMETER", MATTERMOST_TOKEN);
    environment.put("MATTERMOST_CHANNEL", mattermost.channel().fullName());
    environment.put("TABLE_NAME", Elsewhere.TABLE);
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamo.endpoint().toString());
    environment.put("WEBHOOK_URL", door.uri().toString());
    // So that one pass can read every app.
    environment.put("CALLS_PER_HOUR", String.valueOf(CALLS_AN_HOUR));
    environment.put("SCHEDULE", "rate(60 minutes)");
    return environment;
  }

  /**
   * Runs the benchmark.
   *
   * @param arguments the directory with the function's classes and libraries, as they ship
   */
  public static void main(String[] arguments) {
    try (var bench = new HintBench(Path.of(arguments[0]).toAbsolutePath())) {
      bench.run();
    } catch (Exception | AssertionError failed) {
      failed.printStackTrace();
      System.exit(1); // DynamoDB Local's threads would keep the process alive.
    }
    System.exit(0);
  }

  private void run() throws InterruptedException, ExecutionException {
    System.out.printf(
        "JDK %s, %d cores, load %.1f; Heroku answers after %d ms%n",
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        load(),
        HEROKU_TAKES.toMillis());
    require(watch.apply(PASS).get("read").equals(apps.size()), "the first pass reads every app");
    try (var sender = new WebhookSender(model, door.uri().resolve("/hints/default"), SIGNED_WITH)) {
      Future<?> mapping = lambda.submit(this::handOverMessages);
      cold(COLD_UP, sender, mapping);
      List<Sample> cold = cold(COLD, sender, mapping);
      warm(WARM_UP, sender, mapping);
      List<Sample> warm = warm(WARM, sender, mapping);
      print(cold, warm);
      lambda.close();
      require(
          watch.apply(PASS).get("posted").equals(List.of()), "a pass afterwards posts nothing new");
    }
  }

  private List<Sample> cold(int count, WebhookSender sender, Future<?> mapping)
      throws InterruptedException, ExecutionException {
    var samples = new ArrayList<Sample>();
    while (samples.size() < count) {
      hints.stop();
      watch.stop();
      samples.add(sample(sender, mapping));
    }
    return samples;
  }

  private List<Sample> warm(int count, WebhookSender sender, Future<?> mapping)
      throws InterruptedException, ExecutionException {
    var samples = new ArrayList<Sample>();
    while (samples.size() < count) {
      samples.add(sample(sender, mapping));
    }
    return samples;
  }

  /** As Lambda does: it always asks for messages. */
  private void handOverMessages() {
    var mapping = new EventSourceMapping(sqs.client(), queue.url(), 1, watch);
    while (!lambda.isShutdown()) {
      taken.addAndGet(mapping.takeBatch(Duration.ofSeconds(1)));
    }
  }

  private Sample sample(WebhookSender sender, Future<?> mapping)
      throws InterruptedException, ExecutionException {
    SimulatedApp app = model.app(apps.get(crashes));
    crashes++;
    heroku.callsLeft(CALLS_AN_HOUR);
    app.crashStaying("web.1", 137);
    Instant crash = app.row("web.1").updatedAt();
    List<Integer> answers = sender.send();
    Instant answered = clock.instant();
    require(
        answers.equals(List.of(204)),
        "the webhook is answered by 204, not " + answers + "; see " + OUTPUT);
    while (taken.get() < crashes) {
      if (mapping.isDone()) {
        mapping.get(); // throws what has ended it
      }
      require(
          Duration.between(crash, clock.instant()).compareTo(PATIENCE) < 0,
          "a message is taken within " + PATIENCE);
      TimeUnit.MILLISECONDS.sleep(2);
    }
    List<SimulatedPost> posts = mattermost.channel().posts();
    require(
        posts.size() == crashes,
        "one post for each of " + crashes + ", not " + posts.size() + "; see " + OUTPUT);
    SimulatedPost post = posts.getLast();
    require(
        post.shown().contains("`" + app.name() + "`") && post.shown().contains("exit 137"),
        "the post is about the crash, not " + post.shown());
    return new Sample(milliseconds(crash, answered), milliseconds(crash, post.createAt()));
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("expected that " + what);
    }
  }

  private static double milliseconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e6;
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static void print(List<Sample> cold, List<Sample> warm) {
    System.out.printf("load %.1f afterwards%n%n", load());
    System.out.println("| from the crash to | crashes | median ms | 95 % within ms | max ms |");
    System.out.println("|---|---|---|---|---|");
    print("its post, both functions cold", cold, Sample::posted);
    print("its post, both warm", warm, Sample::posted);
    print("the answer to the webhook, cold", cold, Sample::answered);
    print("the answer to the webhook, warm", warm, Sample::answered);
    double period = BETWEEN_PASSES.toMillis();
    System.out.printf(
        "| the next pass, one every %d min, computed | | %.0f | %.0f | %.0f |%n",
        BETWEEN_PASSES.toMinutes(), period * 0.5, period * 0.95, period);
  }

  private static void print(String what, List<Sample> samples, ToDoubleFunction<Sample> of) {
    List<Double> sorted =
        samples.stream().map(of::applyAsDouble).sorted().collect(Collectors.toList());
    System.out.printf(
        "| %s | %d | %.0f | %.0f | %.0f |%n",
        what, sorted.size(), percentile(sorted, 50), percentile(sorted, 95), sorted.getLast());
  }

  /** The smallest that so many percent do not exceed. */
  private static double percentile(List<Double> sorted, int percent) {
    return sorted.get(Math.ceilDiv(sorted.size() * percent, 100) - 1);
  }

  @Override
  public void close() {
    lambda.close(); // ElasticMQ does not stop while it is asked for messages.
    door.close();
    hints.close();
    watch.close();
    heroku.close();
    mattermost.close();
    sqs.close();
    ssm.close();
    dynamo.close();
  }
}
