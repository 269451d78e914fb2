package dev.herokumattermost.http;

import static java.util.Objects.requireNonNullElse;

import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.Exchange.NoAnswer;
import dev.herokumattermost.http.Exchange.Why;
import dev.herokumattermost.http.Trust.Untrusted;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Sends a request and returns in time, with an answer or with the reason why there is none.
 *
 * <p>The JDK's own timeout covers only the time until the headers arrive; this one covers the body
 * to its last byte. Redirects are not followed: a token must not go to an address that nobody
 * configured.
 */
public final class Http implements AutoCloseable {
  private static final Pattern ALERT = Pattern.compile("Received fatal alert: [a-z_]+");
  private static final int UNAUTHORIZED = 401;

  /** Each can take several times its size while it is read. */
  private static final int LARGE_BODIES_AT_ONCE = 4;

  private final HttpClient client;
  private final Optional<WebProxy> proxy;
  private final Hosts hosts;
  private final SecretsInUse secrets = new SecretsInUse();
  private final Semaphore largeBodies = new Semaphore(LARGE_BODIES_AT_ONCE);
  private final AtomicBoolean unauthorized = new AtomicBoolean();

  /** Without a proxy, for servers that the public authorities vouch for. */
  public Http(Duration connectTimeout) {
    this(connectTimeout, Optional.empty(), Trust.publicAuthorities(), Hosts.ofTheSystem());
  }

  public Http(Duration connectTimeout, Optional<WebProxy> proxy, Trust trust) {
    this(connectTimeout, proxy, trust, Hosts.ofTheSystem());
  }

  /** With another way to look up the addresses that servers give. */
  public Http(Duration connectTimeout, Optional<WebProxy> proxy, Trust trust, Hosts hosts) {
    this.proxy = proxy;
    this.hosts = hosts;
    client =
        HttpClient.newBuilder()
            .connectTimeout(connectTimeout)
            .followRedirects(Redirect.NEVER)
            .version(Version.HTTP_1_1)
            .proxy(proxy.map(WebProxy::selector).orElse(HttpClient.Builder.NO_PROXY))
            .sslContext(trust.context())
            .build();
  }

  /** Takes a secret that is sent out of whatever any server says from now on. */
  public void hide(Secret secret) {
    secrets.add(secret);
  }

  /** The text without the secrets that are sent. */
  public String withoutSecrets(String text) {
    return secrets.removedFrom(text);
  }

  /**
   * Whether a host is reached by everybody; see {@link Hosts#isPublic}. A proxy looks up the names
   * itself, so that of what it reaches only the name counts.
   */
  public boolean isPublic(String host, Duration within) throws InterruptedException {
    return proxy.filter(by -> by.reaches(host)).isPresent()
        ? Hosts.isName(host)
        : hosts.isPublic(host, within);
  }

  public Exchange send(Request request) throws InterruptedException {
    return send(request, exchange -> exchange);
  }

  /**
   * Sends a request and has its answer read at once. Few large bodies are held at the same time:
   * another one goes on when one of them has been read.
   */
  public <R> R send(Request request, Function<Exchange, R> reader) throws InterruptedException {
    try (var large = new LargeBody(largeBodies)) {
      return reader.apply(exchange(request, large));
    }
  }

  private Exchange exchange(Request request, LargeBody large) throws InterruptedException {
    if (!request.within().isPositive()) {
      return new NoAnswer(Why.NOT_SENT, "no time was left");
    }
    var body = new CappedBody(request.maxBytes(), large, request.within());
    var pending = client.sendAsync(jdkRequest(request), body::handle);
    try {
      HttpResponse<byte[]> response = pending.get(request.within().toNanos(), TimeUnit.NANOSECONDS);
      int status = response.statusCode();
      if (status == UNAUTHORIZED) {
        unauthorized.set(true);
      }
      return body.overflowed() && !request.partial()
          ? tooLarge(status, request)
          : answer(status, response.headers(), response.body(), !body.overflowed());
    } catch (TimeoutException late) {
      pending.cancel(true);
      String limit = "no answer within " + request.within().toMillis() + " ms";
      return partOr(new NoAnswer(Why.TIMED_OUT, limit), request, body);
    } catch (ExecutionException failed) {
      return partOr(reason(requireNonNullElse(failed.getCause(), failed)), request, body);
    } catch (InterruptedException interrupted) {
      pending.cancel(true);
      throw interrupted;
    }
  }

  /** Whether a server has answered that it does not know the token. */
  public boolean wasUnauthorized() {
    return unauthorized.get();
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

  private static NoAnswer tooLarge(int status, Request request) {
    return new NoAnswer(
        Why.TOO_LARGE, "HTTP " + status + " with more than " + request.maxBytes() + " bytes");
  }

  /** The part of the answer that has arrived, if the request allows a part. */
  private Exchange partOr(NoAnswer none, Request request, CappedBody body) {
    return body.head()
        .filter(_ -> request.partial())
        .<Exchange>map(head -> answer(head.statusCode(), head.headers(), body.soFar(), false))
        .orElse(none);
  }

  private Answer answer(int status, HttpHeaders headers, byte[] body, boolean complete) {
    return new Answer(
        status,
        secrets.removedFrom(headers),
        withoutSecrets(new String(body, StandardCharsets.UTF_8)),
        complete);
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
    if (failure instanceof SSLException refused) {
      return noTls(refused);
    }
    if (failure instanceof HttpTimeoutException) {
      return new NoAnswer(Why.TIMED_OUT, "no answer in time");
    }
    if (String.valueOf(failure.getMessage()).startsWith("Tunnel failed")) {
      return new NoAnswer(Why.NOT_SENT, "the proxy refused to pass it on");
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

  /** While TLS is being agreed upon, nothing of the request is sent. */
  private static NoAnswer noTls(SSLException refused) {
    Optional<Untrusted> untrusted =
        Trust.causes(refused)
            .flatMap(cause -> cause instanceof Untrusted why ? Stream.of(why) : Stream.empty())
            .findFirst();
    if (untrusted.isPresent()) {
      return new NoAnswer(Why.NOT_SENT, String.valueOf(untrusted.get().getMessage()));
    }
    List<String> messages =
        Trust.causes(refused).map(cause -> String.valueOf(cause.getMessage())).toList();
    if (messages.stream().anyMatch(message -> message.contains("recognized SSL message"))) {
      return new NoAnswer(Why.NOT_SENT, "no https at that port");
    }
    String alert =
        messages.stream()
            .flatMap(message -> ALERT.matcher(message).results())
            .findFirst()
            .map(found -> " (" + found.group() + ")")
            .orElse("");
    return refused instanceof SSLHandshakeException
        ? new NoAnswer(Why.NOT_SENT, "could not agree on TLS" + alert)
        : new NoAnswer(Why.BROKEN_OFF, "connection broken off" + alert);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
