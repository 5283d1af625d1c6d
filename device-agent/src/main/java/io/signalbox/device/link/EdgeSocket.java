package io.signalbox.device.link;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One WebSocket: whole text frames in, frames out in the order of sending, and when something was
/// last heard. The next frame is asked for only when the one before has been taken.
final class EdgeSocket implements WebSocket.Listener, Line {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  private static final int GOODBYE_SECONDS = 2;
  private static final int MOST_CHARACTERS = 1024 * 1024;

  /// What happens on a socket.
  sealed interface Event {}

  record Frame(String text) implements Event {}

  /// Nothing comes any more.
  ///
  /// @param code of the close frame; [#BROKEN] when there was none
  record Closed(int code, String reason) implements Event {}

  static final int BROKEN = 1006;

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final StringBuilder partial = new StringBuilder();
  private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();
  private CompletableFuture<?> sent = socket;
  private volatile long heard = System.nanoTime();

  /// Connects.
  ///
  /// @throws java.util.concurrent.CompletionException when the edge does not answer or refuses
  static EdgeSocket open(HttpClient http, EdgeAddress address) {
    EdgeSocket listener = new EdgeSocket();
    WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(CONNECT_LIMIT);
    if (address.apiKey() != null) {
      builder.header("authorization", "Bearer " + address.apiKey());
    }
    builder.buildAsync(address.socket(), listener).join();
    return listener;
  }

  /// The next event; null when there is none within the given time.
  @Nullable Event next(Duration patience) throws InterruptedException {
    return events.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// The frame that [#next] gave has been dealt with.
  void taken() {
    var _ = socket.thenAccept(open -> open.request(1));
  }

  /// For how long nothing was heard.
  Duration silence() {
    return Duration.ofNanos(System.nanoTime() - heard);
  }

  @Override
  public synchronized CompletableFuture<Void> send(String frame) {
    CompletableFuture<Void> sending =
        sent.thenCompose(_ -> socket)
            .thenCompose(open -> open.sendText(frame, true))
            .thenAccept(_ -> {});
    sent = sending;
    var _ = sending.whenComplete((_, failure) -> brokenBy(failure));
    return sending;
  }

  /// Says goodbye after what is on its way. An edge that does not answer that is left alone.
  synchronized void close(String reason) {
    var _ =
        sent.thenCompose(_ -> socket)
            .thenCompose(open -> open.sendClose(WebSocket.NORMAL_CLOSURE, reason));
    CompletableFuture.delayedExecutor(GOODBYE_SECONDS, TimeUnit.SECONDS)
        .execute(() -> events.add(new Closed(BROKEN, "the edge does not say goodbye")));
  }

  /// Ends the connection at once.
  void abort() {
    var _ = socket.thenAccept(WebSocket::abort);
  }

  private void brokenBy(@Nullable Throwable failure) {
    if (failure != null) {
      events.add(new Closed(BROKEN, String.valueOf(failure.getMessage())));
    }
  }

  @Override
  public void onOpen(WebSocket opened) {
    socket.complete(opened);
    opened.request(1);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    heard = System.nanoTime();
    if (partial.length() + data.length() > MOST_CHARACTERS) {
      events.add(new Closed(BROKEN, "a frame of more than %d".formatted(MOST_CHARACTERS)));
      return null;
    }
    partial.append(data);
    if (last) {
      events.add(new Frame(partial.toString()));
      partial.setLength(0);
    } else {
      from.request(1);
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
    heard = System.nanoTime();
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
    heard = System.nanoTime();
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    events.add(new Closed(code, reason));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    events.add(new Closed(BROKEN, String.valueOf(failure.getMessage())));
  }
}
