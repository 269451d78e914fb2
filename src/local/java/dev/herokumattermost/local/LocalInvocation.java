package dev.herokumattermost.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.herokumattermost.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** Invokes a function as Lambda does, with maps in place of JSON. */
public final class LocalInvocation {
  private LocalInvocation() {}

  /**
   * Invokes a function once.
   *
   * @throws IllegalStateException if the output is no JSON object
   */
  public static Map<String, Object> invoke(
      RequestStreamHandler function, Map<String, ?> input, Context context) {
    var event = Json.CAMEL_CASE.write(input).getBytes(StandardCharsets.UTF_8);
    var output = new ByteArrayOutputStream();
    try {
      function.handleRequest(new ByteArrayInputStream(event), output, context);
      return Objects.requireNonNull(
          Json.CAMEL_CASE.readMap(output.toString(StandardCharsets.UTF_8)));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (Json.Malformed noObject) {
      throw new IllegalStateException(
          "the function's output is " + noObject.getMessage(), noObject);
    }
  }
}
