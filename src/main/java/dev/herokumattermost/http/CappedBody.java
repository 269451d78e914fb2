package dev.herokumattermost.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Collects a body up to a limit. Another thread can read the part that has arrived so far. */
final class CappedBody implements BodySubscriber<byte[]> {
  private final int cap;
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private volatile @Nullable ResponseInfo head;
  private volatile boolean overflowed;
  private @Nullable Subscription subscription;

  CappedBody(int cap) {
    this.cap = cap;
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
  public synchronized void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      int room = cap - bytes.size();
      overflowed |= buffer.remaining() > room;
      byte[] chunk = new byte[Math.min(room, buffer.remaining())];
      buffer.get(chunk);
      bytes.writeBytes(chunk);
    }
    if (overflowed && !whole.isDone()) {
      if (subscription != null) {
        subscription.cancel();
      }
      whole.complete(soFar());
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
