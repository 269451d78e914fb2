package dev.herokumattermost.local;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

/** The context of an invocation on this machine. */
public final class LocalContext implements Context {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final String requestId = UUID.randomUUID().toString();
  private final long startedAt = System.nanoTime();
  private final Consumer<String> log;
  private final Duration timeout;

  public LocalContext(Consumer<String> log) {
    this(log, TIMEOUT);
  }

  /** The same for an invocation with another time. */
  public LocalContext(Consumer<String> log, Duration timeout) {
    this.log = log;
    this.timeout = timeout;
  }

  @Override
  public String getAwsRequestId() {
    return requestId;
  }

  @Override
  public String getLogGroupName() {
    return "local";
  }

  @Override
  public String getLogStreamName() {
    return "local";
  }

  @Override
  public String getFunctionName() {
    return "WatchFunction";
  }

  @Override
  public String getFunctionVersion() {
    return "local";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "local";
  }

  @Override
  public CognitoIdentity getIdentity() {
    return null;
  }

  @Override
  public ClientContext getClientContext() {
    return null;
  }

  @Override
  public int getRemainingTimeInMillis() {
    return (int) timeout.minusNanos(System.nanoTime() - startedAt).toMillis();
  }

  @Override
  public int getMemoryLimitInMB() {
    return 512;
  }

  @Override
  public LambdaLogger getLogger() {
    return new LambdaLogger() {
      @Override
      public void log(String message) {
        log.accept(message);
      }

      @Override
      public void log(byte[] message) {
        log(new String(message, StandardCharsets.UTF_8));
      }
    };
  }
}
