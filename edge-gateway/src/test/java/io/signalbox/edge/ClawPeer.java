package io.signalbox.edge;

import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/// A node or an operator of nodes on its socket.
final class ClawPeer implements AutoCloseable {
  private static final String CONNECT =
      "{%s'minProtocol':3,'maxProtocol':3,'client':{'id':'test','version':'1','platform':'linux','mode':'test','instanceId':'%s'}}";

  private final OperatorClient socket;
  private final AtomicInteger ids = new AtomicInteger();

  private ClawPeer(int port, String more, String instance) throws InterruptedException {
    socket = OperatorClient.open(port);
    JsonNode answer = ask("connect", CONNECT.formatted(more, instance));
    if (!answer.path("ok").booleanValue()) {
      throw new AssertionError("Expected hello-ok, but got " + answer);
    }
  }

  static ClawPeer operator(int port) throws InterruptedException {
    return new ClawPeer(port, "", "operator");
  }

  static ClawPeer reader(int port) throws InterruptedException {
    return new ClawPeer(port, "'scopes':['operator.read'],", "reader");
  }

  static ClawPeer node(int port, String instance, String... commands) throws InterruptedException {
    String more =
        "'role':'node','caps':['system'],'commands':['%s'],"
            .formatted(String.join("','", commands));
    return new ClawPeer(port, more, instance);
  }

  /// Begins a call of a method, and says how to ask for its answer.
  ///
  /// @param params JSON, but for its quotes
  String begin(String method, String params) {
    String id = "peer-" + ids.incrementAndGet();
    socket.send(
        "{\"type\":\"req\",\"id\":\"%s\",\"method\":\"%s\",\"params\":%s}"
            .formatted(id, method, params.replace('\'', '"')));
    return id;
  }

  /// The answer to a call; what comes before it is passed over.
  JsonNode answer(String id) throws InterruptedException {
    return socket.answer(id);
  }

  JsonNode ask(String method, String params) throws InterruptedException {
    return answer(begin(method, params));
  }

  /// The payload of the next event but ticks, which must have this name.
  JsonNode next(String event) throws InterruptedException {
    JsonNode frame = socket.next();
    while (frame.path("event").asString("").equals("tick")) {
      frame = socket.next();
    }
    if (!frame.path("event").asString("").equals(event)) {
      throw new AssertionError("Expected the event %s, but got %s".formatted(event, frame));
    }
    return frame.path("payload");
  }

  String closeStatus() {
    return socket.closeStatus();
  }

  @Override
  public void close() {
    socket.close();
  }
}
