package dev.herokumattermost.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Collects a body up to a limit. Another thread can read the part that has arrived so far. */
final class CappedBody implements BodySubscriber<byte[]> {
  /** Beyond this size a body is large, in bytes. */
  static final int LARGE = 128 * 1024;

  private final int cap;
  private final LargeBody large;
  private final Duration within;
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private volatile @Nullable ResponseInfo head;
  private volatile boolean overflowed;
  private @Nullable Subscription subscription;

  /**
   * An empty body.
   *
   * @param cap in bytes
   * @param large asked for before the body grows large; the sender waits meanwhile
   * @param within how long to wait for that
   */
  CappedBody(int cap, LargeBody large, Duration within) {
    this.cap = cap;
    this.large = large;
    this.within = within;
  }

  BodySubscriber<byte[]> handle(ResponseInfo info) {
    head = info;
    return this;
  }

  Optional<ResponseInfo> head() {
    return Optional.ofNullable(head);
  }

  boolean overflowed() {
    return overflowed;
  }

  synchronized byte[] soFar() {
    return bytes.toByteArray();
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Subscription source) {
    subscription = source;
    source.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    int more = buffers.stream().mapToInt(ByteBuffer::remaining).sum();
    if (size() + more > LARGE && !large.await(within)) {
      cancel();
      onError(new HttpTimeoutException("too many large bodies at once"));
      return;
    }
    add(buffers);
    if (overflowed && !whole.isDone()) {
      cancel();
      whole.complete(soFar());
    }
  }

  private synchronized int size() {
    return bytes.size();
  }

  private synchronized void add(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      int room = cap - bytes.size();
      overflowed |= buffer.remaining() > room;
      byte[] chunk = new byte[Math.min(room, buffer.remaining())];
      buffer.get(chunk);
      bytes.writeBytes(chunk);
    }
  }

  private void cancel() {
    if (subscription != null) {
      subscription.cancel();
    }
  }

  @Override
  public void onError(Throwable failure) {
    whole.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    whole.complete(soFar());
  }
}
