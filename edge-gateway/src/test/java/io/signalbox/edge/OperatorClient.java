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
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An operator or a node on its socket.
public final class OperatorClient implements WebSocket.Listener, AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
  private final CompletableFuture<String> closed = new CompletableFuture<>();
  private final StringBuilder partial = new StringBuilder();
  private final AtomicInteger ids = new AtomicInteger();
  private final WebSocket socket;

  private OperatorClient(int port, String path) {
    socket =
        CLIENT
            .newWebSocketBuilder()
            .buildAsync(URI.create("ws://127.0.0.1:" + port + path), this)
            .join();
  }

  /// A socket without a handshake.
  public static OperatorClient open(int port) {
    return new OperatorClient(port, "/gateway");
  }

  static OperatorClient open(int port, String path) {
    return new OperatorClient(port, path);
  }

  /// One that has connected.
  ///
  /// @param more members of the params, each followed by a comma
  public static OperatorClient connected(int port, String more) throws InterruptedException {
    OperatorClient client = open(port);
    JsonNode hello = client.call("connect", params(more));
    if (!hello.get("ok").booleanValue()) {
      throw new AssertionError("Expected hello-ok, but got " + hello);
    }
    return client;
  }

  /// Params of `connect`.
  ///
  /// @param more members, each followed by a comma
  public static String params(String more) {
    return ("{" + more
            + "'minProtocol':3,'maxProtocol':3,'client':{'id':'test','version':'1','platform':'linux','mode':'test'}}")
        .replace('\'', '"');
  }

  public void send(String frame) {
    socket.sendText(frame, true).join();
  }

  void sendBinary(byte[] frame) {
    socket.sendBinary(ByteBuffer.wrap(frame), true).join();
  }

  /// Calls a method and gives the first answer; events that come before it are passed over.
  public JsonNode call(String method, String params) throws InterruptedException {
    String id = "call-" + ids.incrementAndGet();
    send(
        "{\"type\":\"req\",\"id\":\"%s\",\"method\":\"%s\",\"params\":%s}"
            .formatted(id, method, params));
    return answer(id);
  }

  public JsonNode answer(String id) throws InterruptedException {
    while (true) {
      JsonNode frame = next();
      if (frame.get("type").stringValue().equals("res")
          && frame.get("id").stringValue().equals(id)) {
        return frame;
      }
    }
  }

  /// The next event of a name; all else is passed over.
  public JsonNode event(String name) throws InterruptedException {
    while (true) {
      JsonNode frame = next();
      if (frame.get("type").stringValue().equals("event")
          && frame.get("event").stringValue().equals(name)) {
        return frame;
      }
    }
  }

  /// The next frame; fails when none comes for ten seconds.
  public JsonNode next() throws InterruptedException {
    JsonNode frame = frames.poll(10, TimeUnit.SECONDS);
    if (frame == null) {
      throw new AssertionError("Expected a frame, but none came");
    }
    return frame;
  }

  /// Code and reason of the close, as `1008 slow consumer`.
  public String closeStatus() {
    return closed.orTimeout(10, TimeUnit.SECONDS).join();
  }

  public boolean isOpen() {
    return !closed.isDone();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      frames.add(JsonMapper.shared().readTree(partial.toString()));
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code + " " + reason);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.completeExceptionally(error);
  }

  @Override
  public void close() {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(_ -> socket).join();
    socket.abort();
  }
}
