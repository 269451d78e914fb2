package dev.herokumattermost.http;

import static java.util.Objects.requireNonNullElse;

import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.Exchange.NoAnswer;
import dev.herokumattermost.http.Exchange.Why;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends one request and always comes back in time, with an answer or a reason.
 *
 * <p>The JDK's own timeout ends when the headers arrive; here the clock runs to the last byte of
 * the body. Redirects are not followed: a token must not travel to an address nobody configured.
 */
public final class Http implements AutoCloseable {
  private final HttpClient client;

  public Http(Duration connectTimeout) {
    client =
        HttpClient.newBuilder()
            .connectTimeout(connectTimeout)
            .followRedirects(Redirect.NEVER)
            .version(Version.HTTP_1_1)
            .build();
  }

  public Exchange send(Request request) throws InterruptedException {
    var body = new CappedBody(request.maxBytes());
    var pending = client.sendAsync(jdkRequest(request), body::handle);
    try {
      HttpResponse<byte[]> response = pending.get(request.within().toNanos(), TimeUnit.NANOSECONDS);
      return answer(
          request, response.statusCode(), response.headers().map(), body, response.body());
    } catch (TimeoutException late) {
      pending.cancel(true);
      return request.partial() && body.head().isPresent()
          ? cut(body)
          : new NoAnswer(Why.TIMED_OUT, "no answer within " + request.within().toMillis() + " ms");
    } catch (ExecutionException failed) {
      return request.partial() && body.head().isPresent()
          ? cut(body)
          : reason(requireNonNullElse(failed.getCause(), failed));
    } catch (InterruptedException interrupted) {
      pending.cancel(true);
      throw interrupted;
    }
  }

  private static HttpRequest jdkRequest(Request request) {
    var builder =
        HttpRequest.newBuilder(request.uri())
            .method(
                request.method(),
                request.body().isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(request.body()));
    request.headers().forEach(builder::header);
    return builder.build();
  }

  private static Exchange answer(
      Request request,
      int status,
      Map<String, List<String>> headers,
      CappedBody body,
      byte[] bytes) {
    if (body.overflowed() && !request.partial()) {
      return new NoAnswer(
          Why.TOO_LARGE, "HTTP " + status + " with more than " + request.maxBytes() + " bytes");
    }
    return new Answer(status, lowerCase(headers), text(bytes), !body.overflowed());
  }

  private static Exchange cut(CappedBody body) {
    var head = body.head().orElseThrow();
    return new Answer(
        head.statusCode(), lowerCase(head.headers().map()), text(body.soFar()), false);
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }

  private static NoAnswer reason(Throwable failure) {
    if (failure instanceof HttpConnectTimeoutException) {
      return new NoAnswer(Why.NOT_SENT, "could not connect in time");
    }
    if (failure instanceof ConnectException
        || failure instanceof UnresolvedAddressException
        || failure.getCause() instanceof UnresolvedAddressException) {
      return new NoAnswer(Why.NOT_SENT, "could not connect");
    }
    if (failure instanceof HttpTimeoutException) {
      return new NoAnswer(Why.TIMED_OUT, "no answer in time");
    }
    if (failure instanceof IOException) {
      return new NoAnswer(
          Why.BROKEN_OFF, "connection broken off (" + failure.getClass().getSimpleName() + ")");
    }
    if (failure instanceof RuntimeException bug) {
      throw bug;
    }
    throw new IllegalStateException("the HTTP client failed", failure);
  }

  private static Map<String, List<String>> lowerCase(Map<String, List<String>> headers) {
    var lower = new HashMap<String, List<String>>();
    headers.forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), values));
    return lower;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
