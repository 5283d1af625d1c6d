package io.signalbox.system;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A device that answers every call of its tools with what it was asked, after some thinking; or a
/// mute one, which says only what it is told to.
final class Device implements WebSocket.Listener, AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http = HttpClient.newHttpClient();
  private final CompletableFuture<String> registered = new CompletableFuture<>();
  private final Queue<String> calls = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
  private final StringBuilder partial = new StringBuilder();
  private final @Nullable Duration thinking;
  private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);
  private @Nullable WebSocket socket;

  private Device(@Nullable Duration thinking) {
    this.thinking = thinking;
  }

  /// Connects and registers; returns once the registry knows the device.
  static Device connect(URI edge, String key, String... tools) {
    return connect(edge, key, Duration.ZERO, tools);
  }

  /// The same, for a device that takes its time.
  static Device connect(URI edge, String key, Duration thinking, String... tools) {
    return open(edge, key, thinking, tools);
  }

  /// A device that answers nothing by itself.
  static Device mute(URI edge, String key, String... tools) {
    return open(edge, key, null, tools);
  }

  private static Device open(URI edge, String key, @Nullable Duration thinking, String... tools) {
    Device device = new Device(thinking);
    URI address = URI.create("ws://" + edge.getAuthority() + "/devices/connect");
    WebSocket socket =
        device
            .http
            .newWebSocketBuilder()
            .buildAsync(address, device)
            .orTimeout(60, TimeUnit.SECONDS)
            .join();
    device.socket = socket;
    device.send(
        socket,
        "{\"type\":\"device.register\",\"data\":{\"deviceKey\":\"%s\",\"capabilities\":{\"tools\":[\"%s\"]}}}"
            .formatted(key, String.join("\",\"", tools)));
    device.registered.orTimeout(30, TimeUnit.SECONDS).join();
    return device;
  }

  /// Whether its first and only socket is still open.
  boolean isOpen() {
    WebSocket open = socket;
    return open != null && !open.isInputClosed() && !open.isOutputClosed();
  }

  /// The data of the next frame of a kind; others before it are passed over.
  JsonNode next(String type) throws InterruptedException {
    while (true) {
      JsonNode frame = frames.poll(1, TimeUnit.MINUTES);
      if (frame == null) {
        throw new AssertionError("No %s came".formatted(type));
      }
      if (frame.path("type").asString("").equals(type)) {
        return frame.has("data") ? frame.get("data") : frame;
      }
    }
  }

  /// Says something about a call.
  ///
  /// @param more further members of the data, each after a comma
  void say(String type, JsonNode call, String more) {
    send(
        Objects.requireNonNull(socket),
        "{\"type\":\"%s\",\"data\":{\"runId\":\"%s\",\"callId\":\"%s\"%s}}"
            .formatted(type, call.path("runId").asString(), call.path("callId").asString(), more));
  }

  /// The ids of the calls that arrived, in order.
  Queue<String> calls() {
    return calls;
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      JsonNode frame = JSON.readTree(partial.toString());
      partial.setLength(0);
      handle(from, frame);
    }
    from.request(1);
    return null;
  }

  private void handle(WebSocket from, JsonNode frame) {
    JsonNode data = frame.path("data");
    frames.add(frame);
    switch (frame.path("type").asString("")) {
      case "device.registered" -> registered.complete(data.path("deviceId").asString());
      case "tool.call.request" -> {
        calls.add(data.path("callId").asString());
        if (thinking != null) {
          CompletableFuture.delayedExecutor(thinking.toMillis(), TimeUnit.MILLISECONDS)
              .execute(() -> send(from, answer(data)));
        }
      }
      case "error" -> registered.completeExceptionally(new AssertionError(frame.toString()));
      default -> {}
    }
  }

  private static String answer(JsonNode call) {
    return JSON.createObjectNode()
        .put("type", "tool.result")
        .set(
            "data",
            JSON.createObjectNode()
                .put("runId", call.path("runId").asString())
                .put("callId", call.path("callId").asString())
                .set("result", call.path("args").path("q")))
        .toString();
  }

  private synchronized void send(WebSocket to, String frame) {
    sending = sending.thenCompose(_ -> to.sendText(frame, true));
  }

  @Override
  public void close() {
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
    http.shutdownNow();
  }
}
