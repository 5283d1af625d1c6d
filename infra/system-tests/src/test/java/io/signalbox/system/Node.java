package io.signalbox.system;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client of the operator WebSocket: a node, or an operator.
final class Node implements WebSocket.Listener, AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<JsonNode> requests = new LinkedBlockingQueue<>();
  private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
  private final BlockingQueue<JsonNode> cancels = new LinkedBlockingQueue<>();
  private final StringBuilder partial = new StringBuilder();
  private final AtomicInteger ids = new AtomicInteger();
  private final WebSocket socket;

  /// @param more members of the params of `connect`, each followed by a comma
  Node(URI edge, String instance, String more) throws InterruptedException {
    URI address = URI.create("ws://" + edge.getAuthority() + "/gateway");
    socket =
        http.newWebSocketBuilder().buildAsync(address, this).orTimeout(60, TimeUnit.SECONDS).join();
    String params =
        "{%s'minProtocol':3,'maxProtocol':3,'client':{'id':'test','version':'1','platform':'linux','mode':'test','instanceId':'%s'}}"
            .formatted(more, instance);
    JsonNode hello = ask("connect", params);
    if (!hello.path("ok").booleanValue()) {
      throw new AssertionError("Expected hello-ok, but got " + hello);
    }
  }

  static Node operator(URI edge) throws InterruptedException {
    return new Node(edge, "operator", "");
  }

  static Node node(URI edge, String instance, String... commands) throws InterruptedException {
    return new Node(
        edge, instance, "'role':'node','commands':['%s'],".formatted(String.join("','", commands)));
  }

  /// Begins a call; its answer is the next one.
  ///
  /// @param params JSON, but for its quotes
  void begin(String method, String params) {
    socket
        .sendText(
            "{\"type\":\"req\",\"id\":\"%d\",\"method\":\"%s\",\"params\":%s}"
                .formatted(ids.incrementAndGet(), method, params.replace('\'', '"')),
            true)
        .orTimeout(60, TimeUnit.SECONDS)
        .join();
  }

  JsonNode answer() throws InterruptedException {
    return next(answers);
  }

  JsonNode ask(String method, String params) throws InterruptedException {
    begin(method, params);
    return answer();
  }

  /// The next command for this node.
  JsonNode request() throws InterruptedException {
    return next(requests);
  }

  /// The next command that is no longer wanted.
  JsonNode cancel() throws InterruptedException {
    return next(cancels);
  }

  /// Answers a command.
  JsonNode report(JsonNode request, String payload) throws InterruptedException {
    return ask(
        "node.invoke.result",
        "{'id':'%s','nodeId':'%s','ok':true,'payload':%s}"
            .formatted(request.path("id").asString(), request.path("nodeId").asString(), payload));
  }

  private static JsonNode next(BlockingQueue<JsonNode> frames) throws InterruptedException {
    JsonNode frame = frames.poll(30, TimeUnit.SECONDS);
    if (frame == null) {
      throw new AssertionError("Expected a frame, but none came");
    }
    return frame;
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      JsonNode frame = JSON.readTree(partial.toString());
      partial.setLength(0);
      if (frame.path("type").asString().equals("res")) {
        answers.add(frame);
      } else {
        event(frame.path("event").asString(), frame.path("payload"));
      }
    }
    from.request(1);
    return null;
  }

  private void event(String name, JsonNode payload) {
    switch (name) {
      case "node.invoke.request" -> requests.add(payload);
      case "node.invoke.cancel" -> cancels.add(payload);
      default -> {}
    }
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
  }
}
