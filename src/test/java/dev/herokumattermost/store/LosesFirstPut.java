package dev.herokumattermost.store;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/** An HTTP client whose first write arrives, but whose answer does not. */
final class LosesFirstPut implements SdkHttpClient.Builder<LosesFirstPut> {
  private final AtomicInteger puts = new AtomicInteger();

  int puts() {
    return puts.get();
  }

  @Override
  public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
    SdkHttpClient real = UrlConnectionHttpClient.builder().buildWithDefaults(defaults);
    return new SdkHttpClient() {
      @Override
      public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        boolean put =
            request
                .httpRequest()
                .firstMatchingHeader("X-Amz-Target")
                .orElse("")
                .endsWith("PutItem");
        boolean lost = put && puts.incrementAndGet() == 1;
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
