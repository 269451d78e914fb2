package dev.herokumattermost.store;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/** An HTTP client whose first call of one operation arrives, but the answer to it does not. */
final class LosesFirstAnswer implements SdkHttpClient.Builder<LosesFirstAnswer> {
  private final String operation;
  private final AtomicInteger calls = new AtomicInteger();

  /** The operation by its name in DynamoDB's API; all of them if it is empty. */
  LosesFirstAnswer(String operation) {
    this.operation = operation;
  }

  /** How often the operation was called. */
  int calls() {
    return calls.get();
  }

  @Override
  public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
    SdkHttpClient real = UrlConnectionHttpClient.builder().buildWithDefaults(defaults);
    return new SdkHttpClient() {
      @Override
      public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        boolean called =
            request
                .httpRequest()
                .firstMatchingHeader("X-Amz-Target")
                .orElse("")
                .endsWith(operation);
        boolean lost = called && calls.incrementAndGet() == 1;
        ExecutableHttpRequest prepared = real.prepareRequest(request);
        return lost ? losing(prepared) : prepared;
      }

      @Override
      public void close() {
        real.close();
      }
    };
  }

  private static ExecutableHttpRequest losing(ExecutableHttpRequest prepared) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        prepared.call();
        throw new IOException("connection reset");
      }

      @Override
      public void abort() {
        prepared.abort();
      }
    };
  }
}
