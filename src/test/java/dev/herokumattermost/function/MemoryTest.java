package dev.herokumattermost.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.local.http.Fault;
import dev.herokumattermost.local.http.Reply;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The function as a process with less heap than it has on AWS, while 32 apps at once send what is
 * as large as it may be: {@code ./mvnw -Pmemory}, with {@code -Dmemory.megabytes=160}.
 */
@Tag("memory")
class MemoryTest {
  private static final int APPS = 32;
  private static final String HEAP = "-Xmx" + Integer.getInteger("memory.megabytes", 160) + "m";

  private final Surroundings around = new Surroundings(Instant.parse("2026-11-24T09:30:00Z"));

  @AfterEach
  void close() {
    around.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "0", "\"\"", "{\"id\":\"x\"}", "\"\u00e9\""})
  void fourMegabytesOfEachAppAreRead(String item) throws Exception {
    String body = "[" + (item + ",").repeat(4_000_000 / (item.length() + 1)) + item + "]";
    assertThat(passWith(Fault.body(body))).anyMatch(line -> line.startsWith("pass "));
  }

  @Test
  void fourMegabytesOfDynosOfEachAppAreRead() throws Exception {
    var dynos = new ArrayList<String>();
    for (int i = 0; i < 24_000; i++) {
      dynos.add(
          ("{\"id\":\"%d\",\"name\":\"w.%d\",\"type\":\"w\",\"state\":\"up\",\"created_at\":"
                  + "\"2026-11-24T09:00:00Z\",\"updated_at\":\"2026-11-24T09:00:00Z\"}")
              .formatted(i, i));
    }
    Reply page = Reply.json(206, dynos.toString());
    assertThat(
            passWith(
                (call, _) ->
                    page.with("Next-Range", "id " + call.header("Range").length() + "x..")))
        .anyMatch(line -> line.startsWith("pass "));
  }

  private List<String> passWith(Fault dynos) throws Exception {
    var names = new ArrayList<String>();
    for (int i = 0; i < APPS; i++) {
      names.add(around.model.createApp("app-%02d".formatted(i)).scale("web", 1).name());
    }
    around.heroku.fail(call -> call.path().endsWith("/dynos"), Integer.MAX_VALUE, dynos);
    var start =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            HEAP,
            "-classpath",
            System.getProperty("java.class.path"),
            OnePass.class.getName(),
            Long.toString(around.clock.instant().toEpochMilli()));
    start.environment().clear();
    start.environment().putAll(around.environment());
    start
        .environment()
        .putAll(
            Map.of(
                "HEROKU_APPS", String.join(",", names),
                "AWS_REGION", "eu-central-1",
                "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE",
                "AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI-example",
                "AWS_ENDPOINT_URL_DYNAMODB", around.dynamo.endpoint().toString()));
    Process process = start.redirectErrorStream(true).start();
    try (var output = process.inputReader()) {
      List<String> lines = output.lines().toList();
      assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
      assertThat(lines).noneMatch(line -> line.contains("OutOfMemoryError"));
      return lines;
    }
  }
}
