package io.signalbox.edge;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client of a socket that speaks JSON. What comes waits until somebody asks for it.
public abstract class SocketClient implements WebSocket.Listener, AutoCloseable {
  private static final int PATIENCE_SECONDS = 20;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
  private final CompletableFuture<Closed> closed = new CompletableFuture<>();
  private final StringBuilder partial = new StringBuilder();
  private final WebSocket socket;

  SocketClient(int port, String path) {
    socket =
        CLIENT
            .newWebSocketBuilder()
            .buildAsync(URI.create("ws://127.0.0.1:" + port + path), this)
            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .join();
  }

  /// How the peer has closed the socket.
  record Closed(int code, String reason) {}

  public final void send(String frame) {
    socket.sendText(frame, true).orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  final void sendBinary(byte[] frame) {
    socket
        .sendBinary(ByteBuffer.wrap(frame), true)
        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  /// The next frame; fails when none comes for too long.
  public final JsonNode next() throws InterruptedException {
    JsonNode frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (frame == null) {
      throw new AssertionError("Expected a frame, but none came");
    }
    return frame;
  }

  final Closed closed() {
    return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  public final boolean isOpen() {
    return !closed.isDone();
  }

  @Override
  public final @Nullable CompletionStage<?> onText(
      WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      frames.add(JsonMapper.shared().readTree(partial.toString()));
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public final @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(new Closed(code, reason));
    return null;
  }

  @Override
  public final void onError(WebSocket from, Throwable error) {
    closed.completeExceptionally(error);
  }

  @Override
  public final void close() {
    socket
        .sendClose(WebSocket.NORMAL_CLOSURE, "")
        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .exceptionally(_ -> socket)
        .join();
    socket.abort();
  }
}
