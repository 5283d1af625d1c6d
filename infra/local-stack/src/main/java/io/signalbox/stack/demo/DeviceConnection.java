package io.signalbox.stack.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One WebSocket connection: whole text frames in, JSON out in the order of sending.
final class DeviceConnection implements WebSocket.Listener {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

  private final BiConsumer<DeviceConnection, String> onFrame;
  private final StringBuilder partial = new StringBuilder();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();
  private CompletableFuture<WebSocket> sent = socket;

  DeviceConnection(BiConsumer<DeviceConnection, String> onFrame) {
    this.onFrame = onFrame;
  }

  /// Connects.
  ///
  /// @throws java.util.concurrent.CompletionException when the other side does not answer or
  ///   refuses
  void open(HttpClient http, URI address) {
    http.newWebSocketBuilder().connectTimeout(CONNECT_LIMIT).buildAsync(address, this).join();
  }

  /// Sends a frame after those before it; what fails to be sent ends the connection.
  synchronized void send(JsonNode frame) {
    var text = frame.toString();
    sent =
        sent.thenCompose(_ -> socket.thenCompose(open -> open.sendText(text, true)))
            .whenComplete(this::endOnFailure);
  }

  private void endOnFailure(@Nullable Object sent, @Nullable Throwable failure) {
    if (failure != null) {
      ended.countDown();
    }
  }

  /// Waits for the end of the connection, so long at most; tells whether it has ended.
  boolean awaitEnd(Duration limit) throws InterruptedException {
    return ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void onOpen(WebSocket opened) {
    socket.complete(opened);
    opened.request(1);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      var text = partial.toString();
      partial.setLength(0);
      onFrame.accept(this, text);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
    System.out.println("connection closed: %d %s".formatted(statusCode, reason));
    ended.countDown();
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    System.out.println("connection broke: " + failure.getMessage());
    ended.countDown();
  }
}
