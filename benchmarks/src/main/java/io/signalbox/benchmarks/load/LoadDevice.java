package io.signalbox.benchmarks.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A device that answers each call at once.
public final class LoadDevice implements WebSocket.Listener, AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int PATIENCE_SECONDS = 60;

  private final EventTail.Listener listener;
  private final CompletableFuture<String> registered = new CompletableFuture<>();
  private final StringBuilder partial = new StringBuilder();
  private final WebSocket socket;
  private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);

  private LoadDevice(
      HttpClient http, URI edge, String key, String tool, EventTail.Listener listener) {
    this.listener = listener;
    this.socket =
        http.newWebSocketBuilder()
            .buildAsync(edge, this)
            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .join();
    send(
        "{\"type\":\"device.register\",\"data\":{\"deviceKey\":\"%s\",\"capabilities\":{\"tools\":[\"%s\"]}}}"
            .formatted(key, tool));
    registered.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  /// Connects, and returns once the registry knows the device.
  ///
  /// @param listener is told the id of each call when its frame is here
  public static LoadDevice connect(
      HttpClient http, URI edge, String key, String tool, EventTail.Listener listener) {
    return new LoadDevice(http, edge, key, tool, listener);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      long nanos = System.nanoTime();
      JsonNode frame = JSON.readTree(partial.toString());
      partial.setLength(0);
      handle(frame, nanos);
    }
    from.request(1);
    return null;
  }

  private void handle(JsonNode frame, long nanos) {
    JsonNode data = frame.path("data");
    switch (frame.path("type").asString("")) {
      case "device.registered" -> registered.complete(data.path("deviceId").asString());
      case "tool.call.request" -> {
        String callId = data.path("callId").asString();
        listener.seen(callId, nanos);
        send(
            "{\"type\":\"tool.result\",\"data\":{\"runId\":\"%s\",\"callId\":\"%s\",\"result\":{\"a\":1}}}"
                .formatted(data.path("runId").asString(), callId));
      }
      case "error" -> registered.completeExceptionally(new IllegalStateException(frame.toString()));
      default -> {} // nothing that matters here
    }
  }

  private synchronized void send(String frame) {
    sending = sending.thenCompose(_ -> socket.sendText(frame, true));
  }

  @Override
  public void close() {
    socket.abort();
  }
}
