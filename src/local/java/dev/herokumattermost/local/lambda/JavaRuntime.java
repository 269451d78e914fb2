package dev.herokumattermost.local.lambda;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How Lambda starts a function in Java: a process with AWS's runtime interface client as its main
 * class. The client loads the function from the working directory, classes first, then {@code
 * lib/*.jar}. It is native code for Linux.
 *
 * @param classpath holds the client
 * @param directory the function's classes and libraries, unless they are on the class path
 * @param handler {@code CLASS::METHOD}
 * @param flags for the JVM
 */
public record JavaRuntime(String classpath, Path directory, String handler, List<String> flags) {
  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  /** The client and what it needs; Lambda brings them, so they do not ship. */
  private static final String CLIENT_JARS = "(aws-lambda-java-|utils-lite-).*\\.jar";

  public JavaRuntime {
    flags = List.copyOf(flags);
  }

  /** What is built or unpacked in a directory, and nothing else. */
  public static JavaRuntime of(Path artifact, String handler, List<String> flags) {
    String client =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> Path.of(entry).getFileName().toString().matches(CLIENT_JARS))
            .collect(Collectors.joining(File.pathSeparator));
    return new JavaRuntime(client, artifact, handler, flags);
  }

  /**
   * Starts the process, whose environment is what is given here and what Lambda itself sets.
   *
   * @param output takes what the process prints
   */
  public Process start(RuntimeApi lambda, Map<String, String> environment, Path output)
      throws IOException {
    return start(List.of(), lambda.address(), environment, output);
  }

  /**
   * Starts the process by another.
   *
   * @param launcher takes the command as its last arguments
   * @param runtimeApi host and port
   */
  public Process start(
      List<String> launcher, String runtimeApi, Map<String, String> environment, Path output)
      throws IOException {
    var start =
        new ProcessBuilder(
            Stream.of(
                    launcher.stream(),
                    Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED"),
                    flags.stream(),
                    Stream.of("-classpath", classpath, CLIENT, handler))
                .flatMap(part -> part)
                .toList());
    start.environment().clear();
    start
        .environment()
        .putAll(
            Map.of(
                "AWS_LAMBDA_RUNTIME_API", runtimeApi,
                "AWS_LAMBDA_FUNCTION_NAME", "heroku-mattermost",
                "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512",
                "AWS_REGION", "eu-central-1",
                "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE",
                "AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI-example"));
    start.environment().putAll(environment);
    return start
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }
}
