package io.signalbox.device.tool.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/// The beginning of a response's body; what is beyond the limit is not even fetched.
final class BoundedBody implements BodySubscriber<BoundedBody.Body> {

  /// @param cut whether there was more
  @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
  record Body(byte[] bytes, boolean cut) {}

  private final int limit;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final CompletableFuture<Body> body = new CompletableFuture<>();
  private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();

  BoundedBody(int limit) {
    this.limit = limit;
  }

  @Override
  public CompletionStage<Body> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Subscription from) {
    subscription.complete(from);
    from.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      byte[] chunk = new byte[Math.min(buffer.remaining(), limit - kept.size())];
      boolean cut = chunk.length < buffer.remaining();
      buffer.get(chunk);
      kept.writeBytes(chunk);
      if (cut) {
        body.complete(new Body(kept.toByteArray(), true));
        var _ = subscription.thenAccept(Subscription::cancel);
        return;
      }
    }
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    body.complete(new Body(kept.toByteArray(), false));
  }
}
